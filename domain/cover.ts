import type { Locum, Volunteer } from './cover-candidates';
import { dues, nextActions } from './cover-dates';
import { decide } from './cover-decisions';
import { messages, type CoverMail } from './cover-messages';
import { evolve, isClosed, type CoverAction, type CoverDue, type CoverEvent, type CoverRecord, type Settlement } from './cover-record';
import type { HalfDay } from './dates';
import type { FactsOf, Rules, Tell } from './decision';
import type { HostOutcome, PracticeOutcome } from './consultation-day';
import type { EngagementId } from './ids';
import type { Person } from './person';
import { contractCouncil } from './cover-contract';
import { notify } from './waiting';
import type { Site } from './site';

export type CoverFacts = {
  readonly site: Site | null;
  /** the doctor who leaves the day, or whose practice is left */
  readonly doctor: Person | null;
  /** everybody who was asked or may be */
  readonly people: Readonly<Record<string, Person>>;
  /** host track: doctors with an active engagement on the same convention; at an answer, the one who answers */
  readonly volunteers: readonly Volunteer[];
  /** practice track: locums of the collectivity; at an answer, the one who answers */
  readonly locums: readonly Locum[];
  /** rooms of the site that others hold on the date */
  readonly taken: readonly (HalfDay & { readonly slot: number })[];
};

export type Cover = {
  readonly state: CoverRecord;
  readonly action: CoverAction;
  readonly event: CoverEvent;
  readonly due: CoverDue;
  readonly mail: CoverMail;
  readonly facts: CoverFacts;
};
type Facts = FactsOf<'cover'>;

type Told = { readonly host: HostOutcome; readonly practice: PracticeOutcome };
const byHand: Readonly<Record<Settlement, PracticeOutcome>> = {
  closed: 'closed',
  partner: 'partner',
  'locum-by-hand': 'locum',
  cancelled: 'escalated',
  'resolved-by-hand': 'escalated',
};

/** What the day keeps of its cover, on either track; null when the event changes nothing there. */
function outcomeOf(event: CoverEvent, { track, status }: CoverRecord): Told | null {
  switch (event.type) {
    case 'accepted':
      return { host: 'covered', practice: 'locum' };
    case 'practice-chosen':
      return { host: 'waived', practice: event.choice };
    case 'failed':
      return status === 'searching' ? { host: 'escalated', practice: 'asked' } : null;
    case 'escalated':
      return { host: 'escalated', practice: 'escalated' };
    case 'settled':
      return { host: 'waived', practice: byHand[event.outcome] };
    case 'ended':
      return track === 'host' && status === 'waived' ? { host: 'waived', practice: 'escalated' } : null;
    case 'withdrawn':
      return track === 'host' ? { host: 'withdrawn', practice: 'escalated' } : null;
    default:
      return null;
  }
}

function tells(event: CoverEvent, state: CoverRecord, facts: Facts): readonly Tell[] {
  const outcome = outcomeOf(event, state);
  const { track, day } = state;
  if (outcome === null) return [];
  const action =
    track === 'host'
      ? { type: 'cover-settled' as const, track, outcome: outcome.host }
      : { type: 'cover-settled' as const, track, outcome: outcome.practice };
  const council = event.type === 'accepted' && track === 'practice' ? contractCouncil(facts) : null;
  return [
    ...(event.type === 'accepted' ? opensDay(event, state, facts) : []),
    ...(council === null ? [] : [notify('council', council.ref, false)]),
    { noun: 'consultation-day', dossier: day, action },
  ];
}

function opensDay(
  {
    newDay,
    engagement,
    room,
  }: { readonly newDay: Tell['dossier'] | null; readonly engagement: EngagementId | null; readonly room: number | null },
  state: CoverRecord,
  facts: Facts,
): readonly Tell[] {
  if (newDay === null || engagement === null || room === null) return [];
  const { site, date, halves } = state;
  return [
    {
      noun: 'consultation-day',
      dossier: newDay,
      action: { type: 'open-covered', engagement, site, date, halves, room, from: facts.dossier },
    },
  ];
}

/** An answer that comes after the first one deserves its refusal, so its link stays; what leads nowhere any more does not. */
function revokes(event: CoverEvent): readonly string[] {
  switch (event.type) {
    case 'search-started':
      return ['practice-choice'];
    case 'accepted':
      return ['practice-choice', 'settle-cover'];
    case 'failed':
      return ['locum-withdraw', 'contract-receipt'];
    case 'contract-received':
      return ['contract-receipt'];
    case 'settled':
      return ['practice-choice', 'settle-cover', 'answer-cover'];
    default:
      return [];
  }
}

export const cover: Rules<'cover'> = { decide, evolve, dues, nextActions, messages, tells, revokes, closed: isClosed };
