import type { RefusalReason } from './consultation-day';
import type { CivilDate, Half, Instant } from './dates';
import type { FallDue } from './decision';
import type { DayId, EngagementId, PersonId, SiteId } from './ids';

/** A day has two holes to fill: the consultation that a doctor leaves, and the doctor's own practice meanwhile. */
export const tracks = ['host', 'practice'] as const;
export type Track = (typeof tracks)[number];

export const coverStatuses = ['asking', 'searching', 'escalated', 'covered', 'closed-practice', 'partner', 'resolved', 'waived', 'withdrawn'] as const;
export type CoverStatus = (typeof coverStatuses)[number];

export const practiceChoices = ['locum', 'closed', 'partner'] as const;
export type PracticeChoice = (typeof practiceChoices)[number];

/** What a named person may decide when nobody was found. */
export const settlements = { host: ['cancelled', 'resolved-by-hand'], practice: ['closed', 'partner', 'locum-by-hand'] } as const satisfies Readonly<Record<Track, readonly string[]>>;
export type Settlement = (typeof settlements)[Track][number];

export const failureReasons = ['illness', 'family', 'workload', 'other'] as const;
export type FailureReason = (typeof failureReasons)[number];

/** Somebody to ask: for a consultation with the engagement that would carry the new day, for a practice without. */
export type Candidate = { readonly person: PersonId; readonly engagement: EngagementId | null };

/** Frozen with the day that asks: who hears of it does not change because a row did. */
export type CoverSlot = {
  readonly track: Track;
  readonly day: DayId;
  readonly engagement: EngagementId;
  readonly doctor: PersonId;
  readonly site: SiteId;
  readonly date: CivilDate;
  readonly halves: readonly Half[];
  /** the room that the left day held, kept for the new one; no room in the doctor's own practice */
  readonly room: number | null;
};

export type CoverAction =
  | ({ readonly type: 'open' } & CoverSlot)
  | { readonly type: 'answer'; readonly ref: PersonId; readonly answer: 'accept' }
  | { readonly type: 'answer'; readonly ref: PersonId; readonly answer: 'refuse'; readonly reason: RefusalReason }
  | { readonly type: 'answer-practice'; readonly choice: PracticeChoice }
  /** R-42, E-04: the locum who had accepted cannot come */
  | { readonly type: 'fail'; readonly reason: FailureReason }
  | { readonly type: 'settle'; readonly outcome: Settlement; readonly reason: string }
  | { readonly type: 'record-derogation'; readonly document: string; readonly on: CivilDate }
  /** told by the day: it was cancelled or moved */
  | { readonly type: 'withdraw' }
  | FallDue<CoverDue>;

export const coverDues = ['tier', 'choice-reminder', 'unresolved', 'end'] as const;
export type CoverDue = (typeof coverDues)[number];
