import { cancelReasons, consultationDay, refusalReasons, type Asker, type DayAction, type Side } from '../../domain/consultation-day';
import {
  cancelReasonsOf,
  foreignReason,
  givenReason,
  keptReason,
  privateReasons,
  refusalReasonsOf,
  toldReason,
} from '../../domain/day-reasons';
import { unjournaled } from '../../domain/reference';
import { by, confirmed, contact, dayFacts, doctorId, later, proposed } from './day-builders';
import { eventsOf, refusalsOf } from './reference-data';

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

/** What the journal keeps of an event. */
const journaled = (events: readonly object[]): string =>
  JSON.stringify(
    events.map((event) => Object.fromEntries(Object.entries(event).filter(([key]) => !unjournaled.some((each) => each === key)))),
  );

test.each<[string, DayAction]>([
  ['cancels', { type: 'cancel', side: 'doctor', reason: 'illness' }],
  ['cancels', { type: 'cancel', side: 'doctor', reason: 'family' }],
  ['moves', { type: 'move', side: 'doctor', date: later, halves: ['morning'], reason: 'illness' }],
  ['refuses', { type: 'answer', side: 'doctor', answer: 'refuse', reason: 'health' }],
])('R-50: a doctor who %s for a private reason: the record keeps it, the journal does not', (_, action) => {
  const before = action.type === 'answer' ? proposed() : confirmed();
  const events = eventsOf(consultationDay.decide(before, action, facts.doctor));
  const reason = 'reason' in action ? action.reason : '';
  expect(journaled(events)).not.toContain(reason);
  expect(journaled(events)).toContain('"reason":"other"');
  const state = events.reduce((day, event) => consultationDay.evolve(day, event), before);
  expect(action.type === 'move' || state.ending?.reason === reason).toBe(true);
});

test('R-50: what may be said of a reason is said in the journal', () => {
  for (const reason of [...cancelReasons, ...refusalReasons]) {
    const kept = keptReason(reason);
    expect(givenReason(kept)).toBe(reason);
    expect(kept.reason).toBe(privateReasons.includes(reason) ? 'other' : reason);
  }
});
