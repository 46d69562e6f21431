import { linkUntil, startedByMail, type Asking } from '../../domain/asking';
import { instant } from '../../domain/dates';

const written = instant('2026-09-01T08:00:00.000Z');
const asking = (left: string | null, purpose = 'answer-doctor'): Asking => ({
  purpose,
  written,
  left: left === null ? null : instant(left),
});
const lapse = { what: 'answer-lapse', at: instant('2026-09-06T08:00:00.000Z'), asked: { purposes: ['answer-doctor', 'answer-site'] } };
const now = instant('2026-09-03T08:00:00.000Z');
const dateOf = (askings: readonly Asking[], due: typeof lapse | Omit<typeof lapse, 'asked'> = lapse): string | undefined =>
  startedByMail([due], askings, now)[0]?.at;

describe('Règle de gestion du projet: the time that a person is given starts when the mail has left', () => {
  it.each([
    ['a mail that left at once changes nothing', [asking('2026-09-01T08:00:00.000Z')], '2026-09-06T08:00:00.000Z'],
    ['a mail that left six hours late gives six hours more', [asking('2026-09-01T14:00:00.000Z')], '2026-09-06T14:00:00.000Z'],
    ['while a mail has not left, the date recedes', [asking(null)], '2026-09-08T08:00:00.000Z'],
    [
      'of several sides the latest counts',
      [asking('2026-09-01T14:00:00.000Z'), asking('2026-09-02T08:00:00.000Z', 'answer-site')],
      '2026-09-07T08:00:00.000Z',
    ],
    ['a mail for another purpose does not count', [asking('2026-09-02T08:00:00.000Z', 'cancel-doctor')], '2026-09-06T08:00:00.000Z'],
    ['no mail, no delay', [], '2026-09-06T08:00:00.000Z'],
    ['a clock that was set back takes no time away', [asking('2026-09-01T07:00:00.000Z')], '2026-09-06T08:00:00.000Z'],
  ])('%s', (_, askings, expected) => expect(dateOf(askings)).toBe(expected));

  it.each([
    ['of those who may answer for one side, the first one reached counts', {}, '2026-09-06T08:00:00.000Z'],
    ['where each must answer, the last one reached counts', { each: true as const }, '2026-09-08T08:00:00.000Z'],
    ['an older question does not count', { each: true as const, since: instant('2026-09-01T09:00:00.000Z') }, '2026-09-06T08:00:00.000Z'],
    [
      'nobody is waited for beyond the day itself',
      { each: true as const, latest: instant('2026-09-07T08:00:00.000Z') },
      '2026-09-07T08:00:00.000Z',
    ],
  ])('%s', (_, how, expected) => {
    const due = { ...lapse, asked: { purposes: ['answer-site'], ...how } };
    const both = [asking('2026-09-01T08:00:00.000Z', 'answer-site'), asking(null, 'answer-site')];
    expect(startedByMail([due], both, now)[0]?.at).toBe(expected);
  });

  it('a date that closes no asking is fixed', () => {
    const { asked: _, ...fixed } = lapse;
    expect(dateOf([asking('2026-09-02T08:00:00.000Z')], fixed)).toBe('2026-09-06T08:00:00.000Z');
  });

  it('a link lasts as much longer as its mail was late', () => {
    expect(linkUntil(lapse.at, { written, left: instant('2026-09-01T09:30:00.000Z') })).toBe('2026-09-06T09:30:00.000Z');
  });
});
