import { convention, type Convention } from '../../domain/convention';
import { coversDay } from '../../domain/convention-dates';
import { conventionStatuses } from '../../domain/convention-record';
import { civilDate, plusDays, type CivilDate } from '../../domain/dates';
import { dossierId } from '../../domain/ids';
import { after, facts, inForce, inStatus, type Action, type Facts } from './convention-builders';
import { eventsOf, refusalsOf } from './reference-data';

const denounce = (receivedOn = '2026-09-01', party = 'ars'): Action => ({ type: 'denounce', party, receivedOn: civilDate(receivedOn) });
const on = (today: string, ...dates: readonly string[]): Partial<Facts> => ({
  today: civilDate(today),
  daysAfterEnd: dates.map((date, n) => ({ id: dossierId(`day-${n}`), date: civilDate(date) })),
});
const signedOn = civilDate('2026-05-04');
const running = (): Convention => {
  const state = inForce();
  return { ...state, signed: state.signed.map((each) => ({ ...each, on: signedOn })), noticeMonths: 3, to: civilDate('2027-12-31') };
};
const denounced = (...dates: readonly string[]): Convention => after(running(), denounce(), on('2026-09-02', ...dates));
const covered = (state: Convention, date: string): boolean =>
  coversDay(state, { date: civilDate(date), epci: state.epci[0] ?? '' }) === null;
const dueOn = (state: Convention, what: string, known: Partial<Facts> = {}): string | undefined =>
  convention
    .dues(state, { ...facts, ...known })
    .find((due) => due.what === what)
    ?.at.slice(0, 10);

test('R-33: the end is the date-certain reception and the notice, and never later than the convention’s own end', () => {
  expect(denounced().denunciation).toEqual({ party: 'ars', receivedOn: '2026-09-01', endsOn: '2026-12-01' });
  expect(dueOn(denounced(), 'end')).toBe('2026-12-02');
  const short = { ...running(), to: civilDate('2026-10-15') };
  expect(after(short, denounce(), on('2026-09-02')).denunciation?.endsOn).toBe('2026-10-15');
  expect(after({ ...running(), noticeMonths: 6 }, denounce('2026-08-31'), on('2026-09-02')).denunciation?.endsOn).toBe('2027-02-28');
});

test('R-33, E-25: days up to the end stay covered and payable, no day after it may be planned', () => {
  expect([covered(denounced(), '2026-12-01'), covered(denounced(), '2026-12-02'), covered(running(), '2026-12-02')]).toEqual([
    true,
    false,
    true,
  ]);
  const over = after(denounced(), { type: 'fall-due', due: 'end' });
  expect([over.status, covered(over, '2026-12-01')]).toEqual(['ended', true]);
});

test('R-33: days after the end are a task of the desk, with their number, until each is decided', () => {
  const planned = ['2026-12-01', '2026-12-02', '2026-12-09'];
  const state = denounced(...planned);
  const task = (today: string, ...dates: readonly string[]): readonly unknown[] =>
    convention.nextActions(state, { ...facts, ...on(today, ...dates) }).filter(({ what }) => what === 'convention-days-after-end');
  expect(task('2026-09-02', ...planned)).toMatchObject([{ detail: { count: 2, date: '2026-12-01' }, until: '2026-12-02T05:00:00.000Z' }]);
  expect(task('2026-09-02', '2026-12-01')).toEqual([]);
  expect(task('2026-12-09', ...planned)).toMatchObject([{ detail: { count: 1 } }]);
});

test('R-33: the list is looked at again each morning, as long as a day is left', () => {
  const left = on('2026-09-02', '2026-12-09');
  const state = denounced('2026-12-09');
  expect(dueOn(state, 'days-review', left)).toBe('2026-09-03');
  const again = after(state, { type: 'fall-due', due: 'days-review', item: '2026-09-03' }, on('2026-09-03', '2026-12-09'));
  expect(dueOn(again, 'days-review', on('2026-09-03', '2026-12-09'))).toBe('2026-09-04');
  expect(dueOn(again, 'days-review', on('2026-09-03'))).toBeUndefined();
  expect(eventsOf(convention.decide(state, { type: 'fall-due', due: 'days-review', item: '2026-09-09' }, { ...facts, ...left }))).toEqual(
    [],
  );
});

test.each<[string, Action, readonly string[]]>([
  ['somebody who is no party', denounce('2026-09-01', 'epci'), ['unknown-party /party']],
  ['a letter that is still to come', denounce('2026-09-03'), ['date-future /receivedOn']],
])('R-33: %s denounces nothing', (_, action, expected) => {
  expect(refusalsOf(convention.decide(running(), action, { ...facts, ...on('2026-09-02') }))).toEqual(expected);
});

test('R-33: a convention is denounced once, when it is signed or in force', () => {
  expect(refusalsOf(convention.decide(denounced(), denounce(), { ...facts, ...on('2026-09-02') }))).toEqual(['already-denounced']);
  for (const status of conventionStatuses)
    expect(convention.decide(inStatus[status](), denounce('2027-01-04'), { ...facts, ...on('2027-01-05') }).ok).toBe(
      status === 'signed' || status === 'in-force',
    );
});

test('R-34: no renewal is prepared after a denunciation', () => {
  const reminder: CivilDate | string | undefined = dueOn(running(), 'renewal-reminder');
  expect(reminder).toBeDefined();
  expect(dueOn(denounced(), 'renewal-reminder')).toBeUndefined();
  const prepared = after(running(), { type: 'fall-due', due: 'renewal-reminder' });
  expect(convention.nextActions(prepared, facts)).toMatchObject([{ what: 'convention-renewal' }]);
  expect(convention.nextActions(after(prepared, denounce(), on('2026-09-02')), facts)).toEqual([]);
});

test('R-33: no denunciation is received before the convention was signed: that year is a slip of the keyboard', () => {
  const refusals = (receivedOn: string): readonly string[] =>
    refusalsOf(convention.decide(running(), denounce(receivedOn), { ...facts, ...on('2026-09-02') }));
  expect([refusals('1926-09-01'), refusals(plusDays(signedOn, -1)), refusals(signedOn)]).toEqual([
    ['before-signature /receivedOn'],
    ['before-signature /receivedOn'],
    [],
  ]);
});
