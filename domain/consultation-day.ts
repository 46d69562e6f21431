import type { Convention } from './convention';
import type { CivilDate, Half, HalfDay, Instant } from './dates';
import { decideAnnounced, decideAnswer, decideMove, decideOpenCovered, decidePropose } from './day-decisions';
import type { DayEvent } from './day-event';
import type { DayMail } from './day-mail';
import { decideFallDue, dues, nextActions } from './day-dues';
import { decideAssistant, decideCancel, decideCoverSettled, decideReview, decideSuspend, tells } from './day-changes';
import { messages } from './day-messages';
import { evolve, isOver } from './day-record';
import { refuse, type Decision, type FactsOf, type FallDue, type Rules } from './decision';
import type { Engagement } from './engagement';
import type { DayId, DossierId, EngagementId, PersonId, SiteId } from './ids';
import type { Cents } from './money';
import type { Person } from './person';
import { decidePresence } from './presence';
import type { Programme } from './programme';
import type { Site } from './site';
import type { Zone } from './zone';

export const dayStatuses = ['proposed', 'confirmed', 'held', 'disputed', 'attested', 'no-show', 'declined', 'lapsed', 'cancelled'] as const;
export type DayStatus = (typeof dayStatuses)[number];

/** who cancels or moves says why, from a closed list. */
export const cancelReasons = [
  'illness',
  'family',
  'practice-uncovered',
  'site-closed',
  'room-unavailable',
  'weather',
  'administrative',
  'other',
] as const;
export type CancelReason = (typeof cancelReasons)[number];
export const refusalReasons = ['date', 'distance', 'workload', 'health', 'room-unavailable', 'site-closed', 'other'] as const;
export type RefusalReason = (typeof refusalReasons)[number];
/** What an engagement may say when it takes its days back: a cause, never a fact about the person. */
export const suspensionReasons = ['cdom-opposition', 'withdrawal', 'certificate', 'suspension', 'end'] as const;
export type SuspensionReason = (typeof suspensionReasons)[number];

export type Side = 'doctor' | 'site';
export type Asker = Side | 'collectivity';
/** who said that the half-day took place, the doctor's side and the site's; an administrator who decided late stands for the side that was silent. */
export type Attestation = { readonly half: Half; readonly doctor: string; readonly site: string; readonly on: Instant };
export type Declared = { readonly halves: readonly Half[]; readonly by: string };

/** What the calendars of the invited show. */
export type Entry = {
  readonly site: SiteId;
  readonly date: CivilDate;
  readonly halves: readonly Half[];
  readonly start: string;
  readonly end: string;
  readonly tentative: boolean;
};

/** The doctor's own practice while he is away; `asked` until its cover says how it ended. */
export const practiceOutcomes = ['asked', 'locum', 'closed', 'partner', 'escalated'] as const;
export type PracticeOutcome = (typeof practiceOutcomes)[number];
export const hostOutcomes = ['covered', 'escalated', 'resolved', 'waived', 'withdrawn'] as const;
export type HostOutcome = (typeof hostOutcomes)[number];

export type Day = {
  readonly status: DayStatus;
  readonly engagement: EngagementId;
  readonly doctor: PersonId;
  readonly site: SiteId;
  readonly date: CivilDate;
  readonly halves: readonly Half[];
  /** number of the room of the site */
  readonly room: number;
  /** when the question that waits was put: at the proposal, or at the last move */
  readonly proposedOn: Instant;
  /** until when it may be answered; no deadline is under one day */
  readonly answerBy: Instant;
  /** when the doctor's mail of the day told the proposal; until then his time does not run */
  readonly announcedOn: Instant | null;
  readonly answers: Readonly<Record<Side, 'awaited' | 'accepted'>>;
  /** who answered, for the other contact's page */
  readonly answeredBy: Readonly<Partial<Record<Side, string>>>;
  readonly confirmedOn: Instant | null;
  /** the site is not ready */
  readonly tentative: boolean;
  /** what calendars show, once somebody was invited */
  readonly entry: Entry | null;
  /** invitations in people's calendars: recipient ref -> last SEQUENCE sent */
  readonly invited: Readonly<Record<string, number>>;
  /** entries taken back while the day lives on, with their last SEQUENCE: a UID is never used again after a CANCEL */
  readonly retired: readonly { readonly ref: string; readonly sequence: number }[];
  readonly assistant: { readonly status: 'awaited' | 'confirmed' | 'waived'; readonly by: string | null };
  readonly practice: 'none-needed' | PracticeOutcome;
  /** the search for another doctor after this one cancelled; the room is kept for `cover` meanwhile */
  readonly host: { readonly cover: DossierId; readonly outcome: 'searching' | HostOutcome } | null;
  /** the cover that opened this day */
  readonly from: DossierId | null;
  /** dues that have fallen, as `what/item` */
  readonly reminded: readonly string[];
  readonly declared: Readonly<Partial<Record<Side, Declared>>>;
  readonly attested: readonly Attestation[];
  /** an administrator's decision on a silent or disputed presence */
  readonly ruling: { readonly by: string; readonly at: Instant; readonly halves: readonly Half[]; readonly reason: string } | null;
  readonly ending: {
    readonly by: string;
    readonly side: Asker | 'engagement' | 'clock';
    readonly reason: string;
    readonly at: Instant;
    /** */ readonly noticeDays: number;
  } | null;
};

export type Slot = { readonly date: CivilDate; readonly halves: readonly Half[] };
export type DayAction =
  | ({ readonly type: 'propose'; readonly engagement: EngagementId; readonly site: SiteId } & Slot)
  /** told by the cover whose offer a doctor accepted: caps, doctor and room were checked there */
  | ({
      readonly type: 'open-covered';
      readonly engagement: EngagementId;
      readonly site: SiteId;
      readonly room: number;
      readonly from: DossierId;
    } & Slot)
  /** told by the doctor's digest: the proposal is in his mail */
  | { readonly type: 'announced' }
  | { readonly type: 'answer'; readonly side: Side; readonly answer: 'accept' }
  | { readonly type: 'answer'; readonly side: Side; readonly answer: 'refuse'; readonly reason: RefusalReason }
  | ({ readonly type: 'move'; readonly side: Asker; readonly site?: SiteId; readonly reason: CancelReason } & Slot)
  | { readonly type: 'cancel'; readonly side: Asker; readonly reason: CancelReason }
  | { readonly type: 'suspend'; readonly reason: SuspensionReason }
  /** told by a site that changed: its readiness, its hours, its contacts */
  | { readonly type: 'review' }
  | { readonly type: 'assistant'; readonly answer: 'confirmed' | 'waived' }
  | { readonly type: 'cover-settled'; readonly track: 'practice'; readonly outcome: PracticeOutcome }
  | { readonly type: 'cover-settled'; readonly track: 'host'; readonly outcome: HostOutcome }
  | { readonly type: 'declare'; readonly side: Side; readonly halves: readonly Half[] }
  | { readonly type: 'decide-presence'; readonly halves: readonly Half[]; readonly reason: string }
  | { readonly type: 'settle-dispute'; readonly halves: readonly Half[]; readonly reason: string }
  | FallDue<DayDue>;

export type DayDue = 'answer-reminder' | 'answer-lapse' | 'day-reminder' | 'presence-ask' | 'presence-reminder' | 'presence-escalation';

export type HeldHalf = HalfDay & {
  readonly holder: 'doctor' | 'room';
  readonly slot: number;
  readonly dossier: DayId;
  /** a colleague's own practice is looked after: no consultation of the programme, so no cap counts it */ readonly practice?: boolean;
};
export type DayFacts = {
  readonly engagementId: EngagementId;
  readonly engagement: Engagement | null;
  readonly programme: Programme | null;
  readonly convention: Convention | null;
  readonly doctor: Person | null;
  readonly siteId: SiteId;
  readonly site: Site | null;
  /** the zone of the site's EPCI */
  readonly siteZone: Zone | null;
  /** the site that the day leaves or left, while calendars still show it */
  readonly formerSite: { readonly id: SiteId; readonly site: Site } | null;
  /** half-days of this doctor and of the rooms of this site in the month, held by other dossiers */
  readonly held: readonly HeldHalf[];
  /** issued and planned of the convention's year without this day; null where no credits are recorded, or nothing is asked */
  readonly committed?: Cents | null;
};

export type ConsultationDay = {
  readonly state: Day;
  readonly action: DayAction;
  readonly event: DayEvent;
  readonly due: DayDue;
  readonly mail: DayMail;
  readonly facts: DayFacts;
};
export type DayFactsOf = FactsOf<'consultation-day'>;

type PresenceAction = Extract<DayAction, { type: 'declare' | 'decide-presence' | 'settle-dispute' }>;

function isOfPresence(action: DayAction): action is PresenceAction {
  return action.type === 'declare' || action.type === 'decide-presence' || action.type === 'settle-dispute';
}

type ToldAction = Extract<DayAction, { type: 'announced' | 'suspend' | 'review' | 'cover-settled' }>;

function isTold(action: DayAction): action is ToldAction {
  return action.type === 'announced' || action.type === 'suspend' || action.type === 'review' || action.type === 'cover-settled';
}

/** What a digest, an engagement, a site or a cover tells of itself. */
function decideTold(state: Day, action: ToldAction, facts: DayFactsOf): Decision<DayEvent> {
  switch (action.type) {
    case 'announced':
      return decideAnnounced(state, facts);
    case 'suspend':
      return decideSuspend(state, action, facts);
    case 'review':
      return decideReview(state, facts);
    case 'cover-settled':
      return decideCoverSettled(state, action);
  }
}

function decide(state: Day | null, action: DayAction, facts: DayFactsOf): Decision<DayEvent> {
  if (action.type === 'propose') return decidePropose(state, action, facts);
  if (action.type === 'open-covered') return decideOpenCovered(state, action, facts);
  if (state === null) return refuse({ code: 'unknown-dossier' });
  if (isOfPresence(action)) return decidePresence(state, action, facts);
  return isTold(action) ? decideTold(state, action, facts) : decideAct(state, action, facts);
}

function decideAct(
  state: Day,
  action: Exclude<DayAction, PresenceAction | ToldAction | { type: 'propose' | 'open-covered' }>,
  facts: DayFactsOf,
): Decision<DayEvent> {
  switch (action.type) {
    case 'answer':
      return decideAnswer(state, action, facts);
    case 'move':
      return decideMove(state, action, facts);
    case 'cancel':
      return decideCancel(state, action, facts);
    case 'assistant':
      return decideAssistant(state, action, facts);
    case 'fall-due':
      return decideFallDue(state, action, facts);
  }
}

/** A link that somebody of the same side may still open says who acted: only what is over or put anew is revoked. */
function revokes(event: DayEvent): readonly string[] {
  if (event.type === 'moved') return ['answer-doctor', 'answer-site', 'cancel-doctor', 'change-site', 'assistant'];
  return event.type === 'reminded' && event.due === 'presence-ask' ? ['cancel-doctor', 'change-site', 'assistant'] : [];
}

export const consultationDay: Rules<'consultation-day'> = {
  decide,
  evolve,
  dues,
  nextActions,
  messages,
  tells,
  revokes,
  closed: ({ status }) => isOver(status),
};
