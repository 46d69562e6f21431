import { inOrder } from '../../season/ending';
import type { Report } from '../../season/report';
import { mailsPaper, papersTrue, seasonPaper } from '../../season/telling';
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
const papers = { mails: mailsPaper([mail, { ...mail, to: 'contact1.site0@lieu.example' }]), season: seasonPaper(report, ['mail-day.png']) };

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
  expect(papers.mails).toContain('To doctors, contacts of host sites.');
  expect(papers.mails).not.toContain('/l/secret');
  expect(papers.season).toContain('(images/mail-day.png)');
});
