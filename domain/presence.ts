import type { Attestation, Day, DayAction, DayFactsOf, Side } from './consultation-day';
import type { DayEvent } from './day-event';
import { at, dateIn, halves, isBefore, plusDays, type Half, type Instant } from './dates';
import { otherSide, wrongStatus } from './day-decisions';
import { inOrder, siteOf } from './day-slot';
import { actorRef, refuse, unless, type Decision, type Refusal } from './decision';
import { plusWorkingDays } from './holidays';
import { parameters, valueOn } from './parameters';

type Action<T extends DayAction['type']> = Extract<DayAction, { type: T }>;
export const sides = ['doctor', 'site'] as const satisfies readonly Side[];

/** A day declared a month later is still worth declaring: after that an administrator decides. */
const declarationDays = 30;
const longestReason = 500;

export function declarableUntil(state: Day, facts: DayFactsOf): Instant {
  return at(plusDays(state.date, declarationDays), '19:00', siteOf(facts).zone);
}

export function silentSides(state: Day): readonly Side[] {
  return sides.filter((side) => state.declared[side] === undefined);
}

/** in working days of the site, in the morning, when a secretariat reads its mail. */
export function presenceReminders(state: Day, facts: DayFactsOf): readonly { readonly item: string; readonly at: Instant }[] {
  return valueOn(parameters.presenceReminderWorkingDays, state.date).map((days) => ({
    item: String(days),
    at: workingMorning(state, days, facts),
  }));
}

export function presenceEscalation(state: Day, facts: DayFactsOf): Instant {
  return workingMorning(state, valueOn(parameters.presenceEscalationWorkingDays, state.date), facts);
}

function workingMorning(state: Day, days: number, facts: DayFactsOf): Instant {
  const { territory, zone } = siteOf(facts);
  return at(plusWorkingDays(state.date, days, territory), '09:00', zone);
}

/** Each half attested keeps who said so on either side; whoever decides stands for the side that did not. */
function attest(state: Day, granted: readonly Half[], decider: string, facts: DayFactsOf): readonly Attestation[] {
  const by = (side: Side, half: Half): string => {
    const said = state.declared[side];
    return said !== undefined && said.halves.includes(half) ? said.by : decider;
  };
  return granted.map(
    (half) =>
      state.attested.find((known) => known.half === half) ?? { half, doctor: by('doctor', half), site: by('site', half), on: facts.now },
  );
}

function foreignHalf(asked: readonly Half[], state: Day): Refusal | null {
  const foreign = asked.find((half) => !state.halves.includes(half));
  return foreign === undefined ? null : { code: 'half-not-planned', field: '/halves', detail: { half: foreign } };
}

function decideDeclare(state: Day, action: Action<'declare'>, facts: DayFactsOf): Decision<DayEvent> {
  const { side } = action;
  const earlier = state.declared[side];
  if (earlier !== undefined) return refuse({ code: 'already-declared' });
  if (state.status !== 'held') return wrongStatus(state);
  const said = inOrder(action.halves);
  const by = actorRef(facts.by);
  const declared: DayEvent = { type: 'declared', side, halves: said, by };
  const other = state.declared[otherSide(side)];
  return unless<DayEvent, Refusal>(facts, [foreignHalf(said, state)], () => {
    if (other === undefined) return [declared];
    const isAgreed = halves.every((half) => said.includes(half) === other.halves.includes(half));
    if (!isAgreed) return [declared, { type: 'disputed', at: facts.now }];
    const after = { ...state, declared: { ...state.declared, [side]: { halves: said, by } } };
    return [declared, { type: 'attested', attestations: attest(after, said, by, facts), at: facts.now }];
  });
}

/** silence is reminded first; what was decided or agreed may be corrected, and the next statement pays or takes back the difference. */
function tooSoon(state: Day, facts: DayFactsOf): Refusal | null {
  const waits = state.status === 'held' && isBefore(facts.now, presenceEscalation(state, facts));
  return waits ? { code: 'presence-still-awaited', detail: { from: dateIn(presenceEscalation(state, facts), siteOf(facts).zone) } } : null;
}

function rule(
  state: Day,
  action: { readonly halves: readonly Half[]; readonly reason: string },
  facts: DayFactsOf,
  refusal: Refusal | null,
): Decision<DayEvent> {
  if (facts.by.kind !== 'user') return refuse({ code: 'administrator-only' });
  const reason = action.reason.trim();
  const wordless: Refusal | null = reason.length < 3 || reason.length > longestReason ? { code: 'reason-missing', field: '/reason' } : null;
  const granted = inOrder(action.halves);
  const by = actorRef(facts.by);
  return unless<DayEvent, Refusal>(facts, [refusal, wordless, foreignHalf(granted, state)], () => [
    { type: 'ruled', by, at: facts.now, halves: granted, attestations: attest(state, granted, by, facts), state: { reason } },
  ]);
}

export function decidePresence(
  state: Day,
  action: Action<'declare' | 'decide-presence' | 'settle-dispute'>,
  facts: DayFactsOf,
): Decision<DayEvent> {
  switch (action.type) {
    case 'declare':
      return decideDeclare(state, action, facts);
    case 'decide-presence':
      return state.status === 'held' || state.status === 'attested' || state.status === 'no-show'
        ? rule(state, action, facts, tooSoon(state, facts))
        : wrongStatus(state);
    case 'settle-dispute':
      return state.status === 'disputed' ? rule(state, action, facts, null) : wrongStatus(state);
  }
}
