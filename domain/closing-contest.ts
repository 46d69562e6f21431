import { isWithin } from './closing-batches';
import type { Closing, ClosingEvent } from './closing-state';
import { dateIn, plusDays, type CivilDate, type Instant } from './dates';
import { actorRef, administrator, refuse, unless, type Decision, type FactsOf, type NextAction, type Refusal } from './decision';
import type { PersonId } from './ids';
import { parameters, valueOn } from './parameters';

/** D7: a month that no document carries has only its mail; what the doctor finds wrong in it is said here. */
export type InformationContest = {
  readonly doctor: PersonId;
  readonly reason: string;
  readonly at: Instant;
  readonly answer: string | null;
};

export type ContestAction =
  | { readonly type: 'contest-information'; readonly doctor: PersonId; readonly reason: string }
  | { readonly type: 'answer-information'; readonly doctor: PersonId; readonly reason: string };
/** What somebody wrote goes to the record, not to the journal. */
export type ContestEvent = {
  readonly type: 'information-contested' | 'information-answered';
  readonly doctor: PersonId;
  readonly at: Instant;
  readonly state: { readonly reason: string };
};

type Facts = FactsOf<'month-closing'>;

export function isContest(action: { readonly type: string }): action is ContestAction {
  return action.type === 'contest-information' || action.type === 'answer-information';
}

/** The last day on which the link of the monthly mail takes a contest. */
export function informationContestUntil(toldOn: CivilDate): CivilDate {
  return plusDays(toldOn, valueOn(parameters.statementContestDays, toldOn));
}

export function openContest({ contests }: Pick<Closing, 'contests'>, doctor: string): InformationContest | null {
  return contests.find((contest) => contest.doctor === doctor && contest.answer === null) ?? null;
}

export function decideContest(state: Closing, { type, doctor, reason }: ContestAction, facts: Facts): Decision<ClosingEvent> {
  const words: Refusal | null = reason.trim() === '' ? { code: 'text-missing', field: '/reason' } : null;
  const event = { doctor, at: facts.now, state: { reason: reason.trim() } };
  const open = openContest(state, doctor);
  if (type === 'answer-information') {
    if (facts.by.kind !== 'user') return refuse({ code: 'administrator-only' });
    return unless(facts, [open === null ? { code: 'not-contested' } : null, words], () => [{ type: 'information-answered', ...event }]);
  }
  return unless(
    facts,
    [notTold(state, doctor, facts), open === null ? null : { code: 'already-contested' }, late(state, facts), words],
    () => [{ type: 'information-contested', ...event }],
  );
}

/** A large month is told batch after batch, in the order of its doctors. */
export function isOut({ publishedOn, telling }: Pick<Closing, 'publishedOn' | 'telling'>, doctor: PersonId): boolean {
  return publishedOn !== null || (telling !== null && isWithin({ after: null, through: telling.through }, doctor));
}

/** A link speaks for its holder; only who was told something of this month can find it wrong. */
function notTold(state: Closing, doctor: PersonId, { by }: Facts): Refusal | null {
  const isOther = by.kind === 'link' && actorRef(by) !== doctor;
  const told = isOut(state, doctor) && [...state.information, ...state.held].some((entry) => entry.doctor === doctor);
  return isOther || !told ? { code: 'nothing-told' } : null;
}

function late({ publishedOn }: Closing, { by, today, collectivity }: Facts): Refusal | null {
  if (publishedOn === null || by.kind !== 'link') return null;
  const until = informationContestUntil(dateIn(publishedOn, collectivity.zone));
  return today > until ? { code: 'contest-late', detail: { until } } : null;
}

export function isAboutContest(event: { readonly type: string }): event is ContestEvent {
  return event.type === 'information-contested' || event.type === 'information-answered';
}

export function evolveContests(state: Closing, { type, doctor, at, state: { reason } }: ContestEvent): Closing {
  if (type === 'information-contested') return { ...state, contests: [...state.contests, { doctor, reason, at, answer: null }] };
  const open = openContest(state, doctor);
  return { ...state, contests: state.contests.map((contest) => (contest === open ? { ...contest, answer: reason } : contest)) };
}

export function contestTasks({ contests, month }: Closing): readonly NextAction[] {
  return contests
    .filter(({ answer }) => answer === null)
    .map(({ doctor, reason }) => ({
      key: `contested/${doctor}`,
      owner: administrator,
      what: 'closing-contested',
      until: null,
      detail: { month, doctor, reason },
    }));
}
