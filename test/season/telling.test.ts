import { inOrder } from '../../season/ending';
import type { Report } from '../../season/report';
import { lasting, mailsPaper, papersTrue, seasonPaper } from '../../season/telling';
import type { Mail } from '../../season/mailbox';

const scene = { story: 'journées', name: 'ordinaires', expected: 'toutes attestées', seen: 'toutes attestées', ok: true };
const mail: Mail = {
  file: '1.eml',
  to: 'awa.roux.1@medecin.example',
  kind: 'day-confirmed',
  subject: 'Journée confirmée',
  text: 'Bonjour,\r\n\r\nOuvrir :\r\nhttp://127.0.0.1:4000/l/secret\r\n',
  date: '',
  messageId: '',
  link: null,
  invite: null,
  email: { headers: [], headerLines: [], attachments: [] },
};
const report: Report = {
  parameters: { seed: 1, doctors: 12, start: '2026-09-01', speed: 1, months: ['2026-10', '2026-11'], collectivity: 'c', url: 'u' },
  days: [],
  covers: [],
  statements: [],
  tables: [],
  messages: [],
  invariants: [{ name: 'numéros', holds: true, cases: 1, faults: [] }],
  scenes: [scene],
  lateness: { seconds: 1, mailHoursMedian: 1, mailHoursWorst: 1 },
};
const papers = {
  mails: mailsPaper([mail, { ...mail, to: 'contact1.site0@lieu.example' }], []),
  season: seasonPaper(report, ['mail-day.png']),
};

test('papers written by a season are true of it', () => {
  expect(papersTrue(papers, [scene], ['day-confirmed', 'day-confirmed'])).toMatchObject([{ holds: true, faults: [] }]);
});

test.each<[string, Report['scenes'], readonly string[]]>([
  ['a scene that the page does not name', [scene, { ...scene, name: 'nouvelle' }], ['day-confirmed']],
  ['a scene that is no longer played', [], ['day-confirmed']],
  ['a scene that is expected otherwise', [{ ...scene, expected: 'autrement' }], ['day-confirmed']],
  ['a kind of mail that the page does not show', [scene], ['day-confirmed', 'day-moved']],
  ['a kind of mail that no longer leaves', [scene], []],
])('%s makes the season red', (_, scenes, kinds) => {
  const [told] = papersTrue(papers, scenes, kinds);
  expect(told).toMatchObject({ holds: false });
  expect(inOrder({ invariants: told === undefined ? [] : [told], scenes: [scene] }, [])).toBe(false);
});

test('where there is no paper, there is nothing to keep true', () => {
  expect(papersTrue({ mails: null, season: null }, [scene], [])).toEqual([]);
});

test('the mails tell who receives a kind, and keep no link', () => {
  expect(papers.mails).toContain('To contacts of host sites, doctors.');
  expect(papers.mails).not.toContain('/l/secret');
  expect(papers.season).toContain('(images/mail-day.png)');
});

const planned = new Map([['9 octobre 2026', '2026-10-09']]);
test.each([
  ['a planned day', 'Date : vendredi 9 octobre 2026, journée entière', 'Date : vendredi 9 octobre 2026, journée entière'],
  ['the moment of an act', 'Signé le jeudi 3 septembre 2026 à 1 h 53', 'Signé le …'],
  ['a deadline on a planned day', 'Lien valable jusqu’au vendredi 9 octobre 2026 à 9 h.', 'Lien valable jusqu’au ….'],
  ['a deadline at the end of a planned day', 'Lien valable jusqu’au vendredi 9 octobre 2026 à minuit.', 'Lien valable jusqu’au ….'],
  ['a date that nobody planned', 'en vigueur depuis le 1er septembre 2026', 'en vigueur depuis le …'],
  ['what is drawn at random', 'Dossier : cre.eng_96ce750137677d90c7feee54', 'Dossier : …'],
  ['a link', 'http://127.0.0.1:4000/l/secret', '« … »'],
])('%s is told as two runs say it alike', (_, said, kept) => {
  expect(lasting(said, planned)).toBe(kept);
});

test('the example of a kind does not depend on which mail came first', () => {
  const on = (day: string): Mail => ({ ...mail, file: `${day}.eml`, text: `Date : ${day} octobre 2026` });
  const days = ['2026-10-09', '2026-10-12'].map((date): Report['days'][number] => ({
    id: date,
    doctor: 'd',
    site: 's',
    date,
    zone: 'Europe/Paris',
    halves: [],
    attested: [],
    state: 'attested',
    uids: [],
    sequence: 0,
  }));
  expect(mailsPaper([on('12'), on('9')], days)).toBe(mailsPaper([on('9'), on('12')], days));
  expect(mailsPaper([on('12'), on('9')], days)).toContain('Date : 9 octobre 2026');
});

test('a reminder that only lateness sends neither enters the page nor makes the season red', () => {
  const late = { ...mail, kind: 'bank-details-waiting' };
  expect(mailsPaper([mail, late], [])).toBe(mailsPaper([mail], []));
  for (const kind of ['bank-details-waiting', 'presence-reminder'])
    expect(papersTrue(papers, [scene], ['day-confirmed', kind])).toMatchObject([{ holds: true }]);
});
