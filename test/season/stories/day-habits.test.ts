import { dateIn, instant, instantFromMs, instantMs } from '../../../domain/dates';
import { paris } from '../../../season/clock';
import type { Mail } from '../../../season/mailbox';
import { listRead } from '../../../season/stories/day-habits';
import { deskMail } from '../../../season/stories/setting';

const since = { date: 'Tue, 01 Sep 2026 07:00:00 +0000' };
const list = (date: string, kind = 'desk-waiting'): Mail => ({ kind, date }) as unknown as Mail;

/** The day of the rehearsal on which the named person acts, who was asked on Tuesday 1 September. */
async function actsOn(mails: readonly Mail[]): Promise<string> {
  let now = instant('2026-09-01T07:00:00.000Z');
  const hours = (count: number): Promise<void> => Promise.resolve(void (now = instantFromMs(instantMs(now) + count * 3_600_000)));
  await listRead({ clock: { now: () => now, hours }, stage: { mailsOf: (email) => (email === deskMail ? mails : []) } }, since);
  return dateIn(now, paris);
}

test.each<readonly [string, readonly Mail[], string]>([
  ['on the second morning, where a list came since', [list('Wed, 02 Sep 2026 03:45:00 +0000')], '2026-09-03'],
  ['three mornings later at most, where none came', [], '2026-09-08'],
  ['not for one that came before', [list('Tue, 01 Sep 2026 03:45:00 +0000')], '2026-09-08'],
  ['not for another mail', [list('Wed, 02 Sep 2026 03:45:00 +0000', 'cover-unfound')], '2026-09-08'],
])('who decides has read the morning’s list first: %s', async (_, mails, day) => {
  expect(await actsOn(mails)).toBe(day);
});
