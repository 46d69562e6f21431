import type { RefusalReason } from './consultation-day';
import { awaitedContract, filed, isPaper } from './cover-papers';
import type { CivilDate, Half, Instant } from './dates';
import { givenReason, type KeptReason } from './day-reasons';
import { canMove, type FallDue, type Transitions } from './decision';
import type { DayId, EngagementId, PersonId, SiteId } from './ids';

/** A day has two holes to fill: the consultation that a doctor leaves, and the doctor's own practice meanwhile. */
export const tracks = ['host', 'practice'] as const;
export type Track = (typeof tracks)[number];

export const coverStatuses = [
  'asking',
  'searching',
  'escalated',
  'covered',
  'closed-practice',
  'partner',
  'resolved',
  'waived',
  'withdrawn',
] as const;
export type CoverStatus = (typeof coverStatuses)[number];
/** A practice cover may begin again after a withdrawal: its day was moved and keeps its id. */
export const coverTransitions = {
  asking: ['searching', 'escalated', 'closed-practice', 'partner', 'resolved', 'waived', 'withdrawn'],
  searching: ['covered', 'escalated', 'closed-practice', 'partner', 'resolved', 'waived', 'withdrawn'],
  escalated: ['escalated', 'searching', 'covered', 'closed-practice', 'partner', 'resolved', 'waived', 'withdrawn'],
  covered: ['escalated', 'searching', 'withdrawn'],
  'closed-practice': ['withdrawn'],
  partner: ['withdrawn'],
  resolved: ['withdrawn'],
  waived: [],
  withdrawn: [],
} as const satisfies Transitions<CoverStatus>;

export const practiceChoices = ['locum', 'closed', 'partner'] as const;
export type PracticeChoice = (typeof practiceChoices)[number];

/** What a named person may decide when nobody was found. */
export const settlements = {
  host: ['cancelled', 'resolved-by-hand'],
  practice: ['closed', 'partner', 'locum-by-hand'],
} as const satisfies Readonly<Record<Track, readonly string[]>>;
export type Settlement = (typeof settlements)[Track][number];

export const failureReasons = ['illness', 'family', 'workload', 'other'] as const;
export type FailureReason = (typeof failureReasons)[number];
/** `standing`, the locum may not replace any more on that date; never why */
type Failure = FailureReason | 'standing';

/** Somebody to ask; for a consultation, with the engagement that would carry the new day. */
export type Candidate = { readonly person: PersonId; readonly engagement: EngagementId | null };

export type CoverSlot = {
  readonly track: Track;
  readonly day: DayId;
  readonly engagement: EngagementId;
  readonly doctor: PersonId;
  readonly site: SiteId;
  readonly date: CivilDate;
  readonly halves: readonly Half[];
  /** the room that the left day held, kept for the new one; none in the doctor's own practice */
  readonly room: number | null;
};

export type CoverRecord = CoverSlot & {
  readonly status: CoverStatus;
  readonly openedOn: Instant;
  /** frozen when the search starts: who is asked does not change because a row did */
  readonly tiers: readonly (readonly Candidate[])[];
  /** the tier that is asked; past the last one when all were */
  readonly tier: number;
  readonly askedOn: Instant | null;
  readonly refusals: readonly { readonly ref: PersonId; readonly reason: RefusalReason; readonly at: Instant }[];
  readonly reminded: boolean;
  readonly escalatedOn: Instant | null;
  readonly accepted: {
    readonly ref: PersonId;
    readonly engagement: EngagementId | null;
    readonly newDay: DayId | null;
    readonly room: number | null;
    readonly at: Instant;
  } | null;
  /** true in the one version that books for the new day: later versions must not hold what that day may have moved */
  readonly booking: boolean;
  /** locums who had accepted and cannot come */
  readonly failures: readonly { readonly ref: PersonId; readonly reason: Failure; readonly at: Instant }[];
  /** R.4127-65 CSP: consulting elsewhere while replaced needs the CDOM's derogation on file */
  readonly derogation: { readonly document: string; readonly on: CivilDate; readonly by: string } | null;
  /** proof that the council has the contract with the locum: who received it, or how it was sent */
  readonly contract?: { readonly on: CivilDate; readonly by: string; readonly proof: string } | null;
  readonly contractReminded?: boolean;
  readonly settlement: { readonly outcome: Settlement; readonly reason: string; readonly by: string; readonly at: Instant } | null;
  /** opened anew for a moved day whose withdrawal is still on its way: that one is not meant for the new date */
  readonly crossed: boolean;
  /** the day has begun, or nothing more can be found before it */
  readonly over: boolean;
};

export type CoverAction =
  | ({ readonly type: 'open' } & CoverSlot)
  | { readonly type: 'answer'; readonly ref: PersonId; readonly answer: 'accept' }
  | { readonly type: 'answer'; readonly ref: PersonId; readonly answer: 'refuse'; readonly reason: RefusalReason }
  | { readonly type: 'answer-practice'; readonly choice: PracticeChoice }
  /** R-42, E-04: the locum who had accepted cannot come */
  | { readonly type: 'fail'; readonly reason: FailureReason }
  /** told by the locum's person: struck off, or a licence that ends before the date */
  | { readonly type: 'locum-barred' }
  | { readonly type: 'record-contract'; readonly on: CivilDate; readonly proof: string }
  | { readonly type: 'acknowledge-contract'; readonly name: string }
  | { readonly type: 'settle'; readonly outcome: Settlement; readonly reason: string }
  | { readonly type: 'record-derogation'; readonly document: string; readonly on: CivilDate }
  /** told by the day: it was cancelled or moved */
  | { readonly type: 'withdraw' }
  | FallDue<CoverDue>;

export const coverDues = ['tier', 'choice-reminder', 'contract-reminder', 'unresolved', 'end'] as const;
export type CoverDue = (typeof coverDues)[number];

/** `unanswered`: whoever was asked, the doctor or the colleagues, left the question without an answer; `nobody`: there was nobody to ask, or all refused. */
export const escalationCauses = ['unresolved', 'unanswered', 'nobody', 'failed'] as const;
export type EscalationCause = (typeof escalationCauses)[number];

export type CoverEvent =
  | ({ readonly type: 'opened'; readonly at: Instant; readonly crossed: boolean } & CoverSlot)
  | { readonly type: 'search-started'; readonly tiers: CoverRecord['tiers'] }
  | { readonly type: 'tier-asked'; readonly tier: number; readonly at: Instant }
  | { readonly type: 'tiers-exhausted' }
  | ({ readonly type: 'refused'; readonly ref: PersonId; readonly at: Instant } & KeptReason<RefusalReason>)
  | ({ readonly type: 'accepted' } & NonNullable<CoverRecord['accepted']>)
  | { readonly type: 'practice-chosen'; readonly choice: 'closed' | 'partner'; readonly at: Instant }
  | { readonly type: 'choice-reminded' }
  | ({ readonly type: 'failed'; readonly ref: PersonId; readonly at: Instant } & KeptReason<Failure>)
  | { readonly type: 'escalated'; readonly cause: EscalationCause; readonly at: Instant }
  /** the reason is free text: the record keeps it, the journal does not */
  | {
      readonly type: 'settled';
      readonly outcome: Settlement;
      readonly by: string;
      readonly at: Instant;
      readonly state: { readonly reason: string };
    }
  | { readonly type: 'derogation-recorded'; readonly document: string; readonly on: CivilDate; readonly by: string }
  | { readonly type: 'contract-received'; readonly on: CivilDate; readonly by: string; readonly state: { readonly proof: string } }
  | { readonly type: 'contract-reminded' }
  | { readonly type: 'ended' }
  | { readonly type: 'withdrawal-heard' }
  /** said of the date that is left: the record may already tell of the next one */
  | {
      readonly type: 'withdrawn';
      readonly date: CivilDate;
      readonly halves: readonly Half[];
      readonly told: readonly PersonId[];
      readonly locum: PersonId | null;
    };

export function isSearchable(status: CoverStatus): boolean {
  return status === 'asking' || status === 'searching' || status === 'escalated';
}

export { awaitedContract };

export function isClosed(state: CoverRecord): boolean {
  const { status, track, over } = state;
  return (
    (over && awaitedContract(state) === null) ||
    status === 'withdrawn' ||
    status === 'waived' ||
    status === 'closed-practice' ||
    status === 'partner' ||
    (status === 'resolved' && track === 'host')
  );
}

/** Who heard of it and has not said no. */
export function stillAsked({ tiers, tier, refusals, failures }: CoverRecord): readonly PersonId[] {
  const gone = [...refusals, ...failures].map(({ ref }) => ref);
  const asked = tiers.slice(0, tier + 1).flatMap((each) => each.map(({ person }) => person));
  return asked.filter((person) => !gone.includes(person));
}

const settledStatus = {
  cancelled: 'waived',
  'resolved-by-hand': 'resolved',
  closed: 'closed-practice',
  partner: 'partner',
  'locum-by-hand': 'resolved',
} as const satisfies Readonly<Record<Settlement, CoverStatus>>;

function moved(state: CoverRecord, status: CoverStatus): CoverRecord {
  if (!canMove(coverTransitions, state.status, status)) throw new Error(`a cover cannot go from ${state.status} to ${status}`);
  return { ...state, status };
}

/** What an opening says of its day, without what came along. */
export function slotFrom({ track, day, engagement, doctor, site, date, halves, room }: CoverSlot): CoverSlot {
  return { track, day, engagement, doctor, site, date, halves, room };
}

function born(event: Extract<CoverEvent, { type: 'opened' }>): CoverRecord {
  const fresh = {
    tiers: [],
    tier: 0,
    askedOn: null,
    refusals: [],
    reminded: false,
    escalatedOn: null,
    accepted: null,
    booking: false,
    failures: [],
    derogation: null,
    settlement: null,
    over: false,
  };
  return {
    ...fresh,
    ...slotFrom(event),
    status: event.track === 'host' ? 'searching' : 'asking',
    openedOn: event.at,
    crossed: event.crossed,
  };
}

const searchTypes = ['search-started', 'tier-asked', 'tiers-exhausted', 'refused', 'accepted', 'failed', 'escalated'] as const;
/** What happens while somebody is looked for; the other events begin or end it. */
export type SearchEvent = Extract<CoverEvent, { type: (typeof searchTypes)[number] }>;

export function isOfSearch(event: CoverEvent): event is SearchEvent {
  return searchTypes.some((type) => type === event.type);
}

function searched(state: CoverRecord, event: SearchEvent): CoverRecord {
  switch (event.type) {
    case 'search-started':
      return { ...(state.status === 'searching' ? state : moved(state, 'searching')), tiers: event.tiers, tier: 0, askedOn: null };
    case 'tier-asked':
      return { ...state, tier: event.tier, askedOn: event.at };
    case 'tiers-exhausted':
      return { ...state, tier: state.tiers.length };
    case 'refused':
      return { ...state, refusals: [...state.refusals, { ref: event.ref, reason: givenReason(event), at: event.at }] };
    case 'accepted': {
      const { ref, engagement, newDay, room, at } = event;
      return {
        ...moved(state, 'covered'),
        accepted: { ref, engagement, newDay, room, at },
        booking: true,
        contract: null,
        contractReminded: false,
      };
    }
    case 'failed':
      return {
        ...state,
        accepted: null,
        tier: state.tiers.length,
        failures: [...state.failures, { ref: event.ref, reason: givenReason(event), at: event.at }],
      };
    case 'escalated':
      return { ...moved(state, 'escalated'), escalatedOn: event.at };
  }
}

export function evolve(before: CoverRecord | null, event: CoverEvent): CoverRecord {
  if (event.type === 'opened') return born(event);
  if (before === null) throw new Error(`a cover cannot begin with ${event.type}`);
  const state = { ...before, booking: false };
  if (isOfSearch(event)) return searched(state, event);
  if (isPaper(event)) return filed(state, event);
  switch (event.type) {
    case 'practice-chosen':
      return moved(state, settledStatus[event.choice]);
    case 'choice-reminded':
      return { ...state, reminded: true };
    case 'settled':
      return {
        ...moved(state, settledStatus[event.outcome]),
        settlement: { outcome: event.outcome, reason: event.state.reason, by: event.by, at: event.at },
      };
    case 'ended':
      return { ...(isSearchable(state.status) ? moved(state, 'waived') : state), over: true };
    case 'withdrawal-heard':
      return { ...state, crossed: false };
    case 'withdrawn':
      return { ...moved(state, 'withdrawn'), accepted: null };
  }
}
