import { mimeBytes } from '../../../activities/mime';
import { type CivilDate, civilDate, instant, instantMs, wallTime } from '../../../domain/dates';
import { calendarInvite } from '../../../templates/calendar-invite';
import { mailParts } from '../../activities/mail-builder';
import { anInvite } from '../../templates/calendar-invite/invite-builder';
import { calendarOf } from './calendar';

const [monday, tuesday] = [civilDate('2026-10-05'), civilDate('2026-10-06')];
const uid = (letter: string): string => `${letter.repeat(32)}@rdv.example.fr`;

/** Version n of an entry, decided at n o'clock. */
function version(
  n: number,
  date: CivilDate,
  changes: { readonly uid?: string; readonly method?: 'REQUEST' | 'CANCEL' } = {},
): Promise<Buffer> {
  const { method = 'REQUEST' } = changes;
  const dtstamp = instant(`2026-09-14T0${n}:00:00.000Z`);
  const invite = anInvite({
    uid: uid('a'),
    sequence: n,
    dtstamp,
    start: { date, time: '09:00' },
    end: { date, time: '12:00' },
    ...changes,
  });
  return mimeBytes(
    mailParts({ date: wallTime(instantMs(dtstamp)), invite: { text: calendarInvite(invite), method, filename: 'rendez-vous.ics' } }),
  );
}
const daysIn = async (...mails: readonly Promise<Buffer>[]): Promise<readonly string[]> =>
  calendarOf(await Promise.all(mails)).map(({ start }) => new Date(start).toISOString().slice(0, 10));

describe('what a calendar shows once it obeyed every mail', () => {
  it('is the moved day and nothing else', async () => {
    expect(await daysIn(version(0, monday), version(1, tuesday))).toEqual([tuesday]);
  });

  it('is nothing after a cancellation', async () => {
    expect(await daysIn(version(0, monday), version(1, monday, { method: 'CANCEL' }))).toEqual([]);
  });

  it('is two entries when a move comes under another UID', async () => {
    expect(await daysIn(version(0, monday), version(1, tuesday, { uid: uid('b') }))).toEqual([monday, tuesday]);
  });

  it('is a ghost when the cancellation names another UID', async () => {
    expect(await daysIn(version(0, monday), version(1, monday, { uid: uid('b'), method: 'CANCEL' }))).toEqual([monday]);
  });

  it('depends on the calendar when an earlier version arrives later, which is a fault', async () => {
    await expect(daysIn(version(1, tuesday), version(0, monday))).rejects.toThrow('a later mail carries an earlier version');
  });
});
