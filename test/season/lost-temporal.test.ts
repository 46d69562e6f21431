import { toldTwice } from '../../season/lost-temporal';

const mail = (date: string, changes: Partial<Parameters<typeof toldTwice>[0][number]> = {}): Parameters<typeof toldTwice>[0][number] => ({
  to: 'claire@medecin.example',
  kind: 'day-proposed',
  subject: 'Journée proposée',
  text: 'Répondez : http://127.0.0.1:20000/l/aaa',
  date,
  ...changes,
});
const noon = '2026-10-27T12:00:00Z';

test.each([
  ['the same words an hour later', mail('2026-10-27T13:00:00Z'), 1],
  ['the same words with another link', mail('2026-10-27T13:00:00Z', { text: 'Répondez : http://127.0.0.1:20000/l/bbb' }), 1],
  ['a reminder in the same words three days later', mail('2026-10-30T12:00:00Z'), 0],
  ['the list of the next morning', mail('2026-10-28T11:00:00Z'), 0],
  ['the same words to a colleague', mail('2026-10-27T13:00:00Z', { to: 'hugo@medecin.example' }), 0],
  ['other words', mail('2026-10-27T13:00:00Z', { text: 'Merci.' }), 0],
])('%s: told twice or not', (_what, second, times) => {
  expect(toldTwice([mail(noon), second])).toHaveLength(times);
  expect(toldTwice([second, mail(noon)])).toHaveLength(times);
});
