import type { CheckedMail } from './mail-faults';
import type { Version } from './object-faults';

/** Across the messages of a folder, in the order of their stamps: one entry per UID, that each calendar can follow to its end. */
export function seriesFaults(mails: readonly CheckedMail[]): readonly string[] {
  const ids = mails.map(({ messageId }) => messageId);
  const faults = ids.filter((id, at) => ids.indexOf(id) !== at).map((id) => `two mails are called ${id}`);
  const versions = mails.flatMap(({ version }) => (version === null ? [] : [version]));
  const entries = new Map<string, Version[]>();
  for (const version of versions.toSorted((one, other) => one.stamp - other.stamp || one.sequence - other.sequence))
    entries.set(version.uid, [...(entries.get(version.uid) ?? []), version]);
  return [...faults, ...[...entries].flatMap(([uid, series]) => entryFaults(series).map((fault) => `${fault}: ${uid}`))];
}

/** RFC 5546 2.1.4 and 3.2.5, and what calendars do with less. */
function entryFaults(series: readonly Version[]): readonly string[] {
  const pairs = series.slice(1).map((version, at) => [series[at] ?? version, version] as const);
  const rules: readonly (readonly [holds: boolean, fault: string])[] = [
    [series[0]?.method === 'REQUEST', 'CANCEL of what was never asked'],
    [pairs.every(([one, next]) => next.sequence > one.sequence), 'SEQUENCE does not grow'],
    [series.slice(0, -1).every(({ method }) => method !== 'CANCEL'), 'a version after the CANCEL'],
    [new Set(series.map(({ organizer }) => organizer)).size === 1, 'ORGANIZER changes'],
    [new Set(series.map(({ attendee }) => attendee)).size === 1, 'one UID for two people'],
    [pairs.every(([one, next]) => next.method !== 'CANCEL' || next.start === one.start), 'CANCEL names another hour'],
  ];
  return rules.filter(([holds]) => !holds).map(([, fault]) => fault);
}
