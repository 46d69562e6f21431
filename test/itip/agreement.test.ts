import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { mimeBytes } from '../../activities/mime';
import { mailParts } from '../activities/mail-builder';
import { blindness, disagreements } from './agreement';
import { foreignReaders, type Reading } from './foreign-readers';
import { checkMail, type CheckedMail } from './mail-faults';

let work: string;
let mail: CheckedMail;
beforeAll(async () => {
  work = mkdtempSync(join(tmpdir(), 'relais-agreement-'));
  mail = checkMail(await mimeBytes(mailParts()));
  writeFileSync(join(work, '0.ics'), mail.object ?? '');
});
afterAll(() => rmSync(work, { recursive: true }));

const truth = (): Reading => {
  if (mail.version === null) throw new Error(mail.faults.join());
  const { method, uid, sequence, stamp, start, end } = mail.version;
  return { method, uid, sequence, stamp, start, end };
};
const judged = (reading: Reading | string): readonly string[] =>
  disagreements({ name: 'lecteur', read: () => [reading] }, [{ path: join(work, '0.ics'), mail }]).map(
    (fault) => fault.split('\u00A0: ')[1] ?? '',
  );

test('a parser that understands the same version is no fault', () => {
  expect(judged(truth())).toEqual([]);
});

test.each(['method', 'uid', 'sequence', 'stamp', 'start', 'end'] as const)('a parser that reads another %s is a fault', (name) => {
  const other = typeof truth()[name] === 'number' ? Number(truth()[name]) + 3_600_000 : 'autre';
  expect(judged({ ...truth(), [name]: other })).toEqual([`${name} ${other}`]);
});

test('what a parser cannot read is a fault', () => {
  expect(judged('unreadable')).toEqual(['unreadable']);
});

test('a parser that knows the zone by its name, and not by the rules of the file, proves nothing', () => {
  const { object } = mail;
  expect(blindness({ name: 'lecteur', read: () => [truth()] }, work, object)).toEqual(['lecteur ne lit pas le VTIMEZONE du fichier']);
  const [icalJs] = foreignReaders(work);
  if (icalJs === undefined || !('read' in icalJs)) throw new Error('ical.js is a dependency');
  expect(blindness(icalJs, work, object)).toEqual([]);
  expect(disagreements(icalJs, [{ path: join(work, '0.ics'), mail }])).toEqual([]);
});
