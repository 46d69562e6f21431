import { contractActions, contractDues } from './cover-contract';
import { startOf, type CoverFactsOf } from './cover-slot';
import { isSearchable, stillAsked, type CoverDue, type CoverRecord, type CoverSlot } from './cover-record';
import { dateIn, earlier, later, plus, type Instant } from './dates';
import { administrator, type Due, type NextAction } from './decision';
import { parameters, valueOn } from './parameters';

/** J-10; inside it, one day after the opening: no deadline is shorter, and none is past the day. */
export function unresolvedAt(state: CoverRecord, facts: CoverFactsOf): Instant {
  const opened = dateIn(state.openedOn, facts.collectivity.zone);
  const soonest = plus(state.openedOn, { days: valueOn(parameters.lateCoverEscalationDays, opened) });
  return earlier(later(startOf(state, facts, valueOn(parameters.coverResolvedByDaysBefore, opened)), soonest), startOf(state, facts));
}

export function tierDeadline(state: CoverSlot, askedOn: Instant, facts: CoverFactsOf): Instant {
  const days = valueOn(parameters.coverTierAnswerDays, dateIn(askedOn, facts.collectivity.zone));
  return earlier(plus(askedOn, { days }), startOf(state, facts));
}

/** A consultation without anybody ends the day before, so that the site can warn its patients; all else when the day begins. */
export function endsAt(state: CoverRecord, facts: CoverFactsOf): Instant {
  const start = startOf(state, facts);
  if (state.track === 'practice' || !isSearchable(state.status) || state.escalatedOn === null) return start;
  return earlier(later(startOf(state, facts, 1), plus(state.escalatedOn, { days: 1 })), start);
}

function reminderAt(state: CoverRecord, facts: CoverFactsOf): Instant {
  return tierDeadline(state, state.openedOn, facts);
}

export function dues(state: CoverRecord, facts: CoverFactsOf): readonly Due<CoverDue>[] {
  const { status, over, tier, tiers, askedOn, escalatedOn } = state;
  if (over) return [];
  const end: Due<CoverDue> = { what: 'end', at: endsAt(state, facts) };
  if (status === 'covered' || (status === 'resolved' && state.track === 'practice')) return [...contractDues(state, facts), end];
  if (!isSearchable(status)) return [];
  const unresolved: Due<CoverDue> = { what: 'unresolved', at: unresolvedAt(state, facts) };
  const tierDue: readonly Due<CoverDue>[] =
    askedOn !== null && tier < tiers.length
      ? [
          {
            what: 'tier',
            item: `${tier + 1}`,
            at: tierDeadline(state, askedOn, facts),
            asked: { purposes: ['answer-cover'], since: askedOn },
          },
        ]
      : [];
  const isReminded = status !== 'asking' || state.reminded || reminderAt(state, facts) >= unresolved.at;
  return [
    ...(isReminded ? [] : [{ what: 'choice-reminder' as const, at: reminderAt(state, facts), asked: { purposes: ['practice-choice'] } }]),
    ...tierDue,
    escalatedOn === null ? unresolved : end,
  ];
}

export function nextActions(state: CoverRecord, facts: CoverFactsOf): readonly NextAction[] {
  const { status, over, track, date, escalatedOn } = state;
  const contract = contractActions(state, facts);
  if (over) return contract;
  const detail = { date, track };
  const start = startOf(state, facts);
  const isLocumUsed = track === 'practice' && (status === 'covered' || status === 'resolved');
  if (isLocumUsed && state.derogation === null)
    return [{ key: 'derogation', owner: administrator, what: 'derogation', until: start, detail }, ...contract];
  if (status === 'asking')
    return [
      { key: 'choice', owner: { kind: 'party', ref: state.doctor }, what: 'practice-choice', until: unresolvedAt(state, facts), detail },
    ];
  return [
    ...contract,
    ...(status === 'escalated' || (status === 'searching' && escalatedOn !== null) ? escalationActions(state, facts) : []),
    ...(status === 'searching' || status === 'escalated' ? askedActions(state, facts) : []),
  ];
}

/** a locum who fails leaves choices, and the task names them. It stays while the doctor has somebody looked for again, since that may come to nothing. */
function escalationActions(state: CoverRecord, facts: CoverFactsOf): readonly NextAction[] {
  const what = state.failures.length > 0 ? 'locum-failed' : state.track === 'host' ? 'settle-host' : 'settle-practice';
  const common = { what, until: endsAt(state, facts), detail: { date: state.date, track: state.track } };
  const named = facts.collectivity.escalation.map(({ ref }) => ({
    ...common,
    key: `settle/${ref}`,
    owner: { kind: 'party' as const, ref },
  }));
  return [{ ...common, key: 'settle', owner: administrator }, ...named];
}

function askedActions(state: CoverRecord, facts: CoverFactsOf): readonly NextAction[] {
  const { tiers, tier, askedOn, date, track } = state;
  if (askedOn === null) return [];
  const open = stillAsked(state);
  const until = tierDeadline(state, askedOn, facts);
  return (tiers[tier] ?? [])
    .filter(({ person }) => open.includes(person))
    .map(({ person }) => ({
      key: `answer/${person}`,
      owner: { kind: 'party', ref: person },
      what: 'cover-answer',
      until,
      detail: { date, track },
    }));
}
