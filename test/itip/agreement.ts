import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Reader, Reading } from './foreign-readers';
import type { CheckedMail } from './mail-faults';
import { versionOf } from './object-faults';

/** Where somebody else's parser understands another version, another person's entry or another instant than our checker. */
export function disagreements(reader: Reader, files: readonly { readonly path: string; readonly mail: CheckedMail }[]): readonly string[] {
  const readings = reader.read(files.map(({ path }) => path));
  return files.flatMap(({ mail }, n) => {
    const reading = readings[n] ?? 'nothing';
    const said = typeof reading === 'string' ? [reading] : differences(reading, mail.version);
    return said.map((fault) => `${reader.name} ${mail.messageId}\u00A0: ${fault}`);
  });
}

function differences(reading: Reading, version: CheckedMail['version']): readonly string[] {
  const names = ['method', 'uid', 'sequence', 'stamp', 'start', 'end'] as const;
  return names.filter((name) => version !== null && reading[name] !== version[name]).map((name) => `${name} ${reading[name]}`);
}

/** A reader that never looks at the file's own rules would agree with anything: with wrong rules it must disagree. */
export function blindness({ name, read }: Reader, work: string, object: Buffer | null): readonly string[] {
  const text = object?.toString('utf8') ?? '';
  const path = join(work, 'wrong-rules.ics');
  writeFileSync(path, text.replace(/TZOFFSETTO:[+-]\d{4}/g, 'TZOFFSETTO:+0545'));
  const [one] = read([path]);
  const start = typeof one === 'string' || one === undefined ? Number.NaN : one.start;
  return object !== null && start === versionOf(object).start ? [`${name} ne lit pas le VTIMEZONE du fichier`] : [];
}
