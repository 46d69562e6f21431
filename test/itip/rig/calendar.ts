import { checkMail } from '../mail-faults';
import type { Version } from '../object-faults';

/** What stands in a calendar once every mail of a mailbox was obeyed. */
export type Shown = { readonly uid: string; readonly start: number; readonly sequence: number };
type Obey = (before: Version | undefined, next: Version) => boolean;

/** RFC 5546 2.1.5: a lower SEQUENCE is obsolete, an equal one is settled by DTSTAMP. */
const byRule: Obey = (before, { sequence, stamp }) =>
  before === undefined || sequence > before.sequence || (sequence === before.sequence && stamp >= before.stamp);
/** Some servers take what comes last, whatever its SEQUENCE. */
const byArrival: Obey = () => true;

/** Both kinds of calendars must show the same, else the order of our sendings was wrong. */
export function calendarOf(mails: readonly Buffer[]): readonly Shown[] {
  const versions = mails.flatMap((bytes) => {
    const { faults, version } = checkMail(bytes);
    if (faults.length > 0) throw new Error(`a mail arrived with faults: ${faults.join(', ')}`);
    return version === null ? [] : [version];
  });
  const [ruled, arrived] = [shown(versions, byRule), shown(versions, byArrival)];
  if (JSON.stringify(ruled) !== JSON.stringify(arrived)) throw new Error('a later mail carries an earlier version');
  return ruled;
}

function shown(versions: readonly Version[], obey: Obey): readonly Shown[] {
  const latest = new Map<string, Version>();
  for (const version of versions) if (obey(latest.get(version.uid), version)) latest.set(version.uid, version);
  return [...latest.values()].filter(({ method }) => method === 'REQUEST').map(({ uid, start, sequence }) => ({ uid, start, sequence }));
}
