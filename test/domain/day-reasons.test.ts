import { cancelReasons, consultationDay, refusalReasons, type Asker, type DayAction, type Side } from '../../domain/consultation-day';
import { cancelReasonsOf, foreignReason, privateReasons, refusalReasonsOf, toldReason } from '../../domain/day-reasons';
import { by, confirmed, contact, dayFacts, doctorId, later, proposed } from './day-builders';
import { refusalsOf } from './reference-data';

const askers: readonly Asker[] = ['doctor', 'site', 'collectivity'];
const sides: readonly Side[] = ['doctor', 'site'];
const facts = { doctor: by(doctorId), site: by(contact), collectivity: dayFacts() };

test('every reason belongs to somebody, and every list ends with « other »', () => {
  expect(new Set(askers.flatMap((side): readonly string[] => cancelReasonsOf[side]))).toEqual(new Set(cancelReasons));
  expect(new Set(sides.flatMap((side): readonly string[] => refusalReasonsOf[side]))).toEqual(new Set(refusalReasons));
  for (const list of [...askers.map((side) => cancelReasonsOf[side]), ...sides.map((side) => refusalReasonsOf[side])])
    expect(list.at(-1)).toBe('other');
});

describe.each(askers)('R-41: the reasons of the %s', (side) => {
  test.each(cancelReasons)('%s, to cancel or to move', (reason) => {
    const own: readonly string[] = cancelReasonsOf[side];
    const expected = own.includes(reason) ? [] : ['reason-of-another-side /reason'];
    const move: DayAction = { type: 'move', side, date: later, halves: ['morning'], reason };
    expect(refusalsOf(consultationDay.decide(confirmed(), { type: 'cancel', side, reason }, facts[side]))).toEqual(expected);
    expect(refusalsOf(consultationDay.decide(confirmed(), move, facts[side]))).toEqual(expected);
  });
});

describe.each(sides)('R-41: the reasons of the %s', (side) => {
  test.each(refusalReasons)('%s, to refuse', (reason) => {
    const own: readonly string[] = refusalReasonsOf[side];
    const refusals = refusalsOf(consultationDay.decide(proposed(), { type: 'answer', side, answer: 'refuse', reason }, facts[side]));
    expect(refusals).toEqual(own.includes(reason) ? [] : ['reason-of-another-side /reason']);
  });
});

test('R-50: health and family are the doctor’s alone to say, and told to nobody', () => {
  for (const reason of privateReasons) {
    expect(toldReason(reason)).toBeNull();
    for (const side of ['site', 'collectivity'] as const) expect(foreignReason(side, 'cancel', reason)).not.toBeNull();
    expect(foreignReason('site', 'refuse', reason)).not.toBeNull();
  }
  expect(toldReason('weather')).toBe('weather');
});
