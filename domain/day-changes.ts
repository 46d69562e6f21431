import type { Asker, CancelReason, Day, DayAction, DayFactsOf, Entry, SuspensionReason } from './consultation-day';
import type { DayEvent } from './day-event';
import { daysBetween, isBefore, plus } from './dates';
import { wrongStatus } from './day-decisions';
import { messages } from './day-messages';
import { foreignReason, keptReason } from './day-reasons';
import { evolve } from './day-record';
import { entryOf, noticeDays, parties, siteOf, startOf } from './day-slot';
import { accept, actorRef, refuse, unless, type Decision, type Refusal, type Tell } from './decision';
import { takesBackFor } from './engagement-record';
import { childId } from './ids';
import { parameters, valueOn } from './parameters';
import { silentSides } from './presence';
import { isReady } from './site';
import { notify, remind } from './waiting';

type Action<T extends DayAction['type']> = Extract<DayAction, { type: T }>;

/** Another doctor is looked for when this one leaves a confirmed day and there is a day to find one. */
function seeksHost(state: Day, side: Asker | 'engagement', facts: DayFactsOf): boolean {
  if (state.status !== 'confirmed' || (side !== 'doctor' && side !== 'engagement')) return false;
  return !isBefore(startOf(state, siteOf(facts)), plus(facts.now, { days: 1 }));
}

function cancelled(state: Day, side: Asker | 'engagement', reason: CancelReason | SuspensionReason, facts: DayFactsOf): DayEvent {
  const cover = seeksHost(state, side, facts) ? childId(facts.dossier, 'host') : null;
  return {
    type: 'cancelled',
    side,
    ...keptReason(reason),
    by: actorRef(facts.by),
    at: facts.now,
    noticeDays: noticeDays(state, facts),
    cancelled: Object.keys(state.invited),
    cover,
    withdraws: state.practice !== 'none-needed',
  };
}

export function decideCancel(state: Day, { side, reason }: Action<'cancel'>, facts: DayFactsOf): Decision<DayEvent> {
  if (state.status !== 'proposed' && state.status !== 'confirmed') return wrongStatus(state, 'too-late');
  return unless<DayEvent, Refusal>(facts, [foreignReason(side, 'cancel', reason)], () => [cancelled(state, side, reason, facts)]);
}

/** told by the engagement; what has begun is left to its presence. */
export function decideSuspend(state: Day, { reason }: Action<'suspend'>, facts: DayFactsOf): Decision<DayEvent> {
  const isToCome = state.status === 'proposed' || (state.status === 'confirmed' && isBefore(facts.now, startOf(state, siteOf(facts))));
  return isToCome ? accept(cancelled(state, 'engagement', reason, facts)) : accept();
}

/** the site changed; calendars are told when what they show did. */
export function decideReview(state: Day, facts: DayFactsOf): Decision<DayEvent> {
  const site = siteOf(facts);
  const tentative = !isReady(site);
  if (state.status === 'proposed')
    return tentative === state.tentative
      ? accept()
      : accept<DayEvent>({ type: 'reviewed', tentative, entry: state.entry, before: null, invited: [] });
  if (state.status !== 'confirmed' || state.entry === null) return accept();
  const entry = entryOf(state, state.site, site, tentative);
  const everybody = parties(facts).map(({ ref }) => ref);
  const invited = isSameEntry(entry, state.entry) ? everybody.filter((ref) => state.invited[ref] === undefined) : everybody;
  return invited.length === 0 ? accept() : accept<DayEvent>({ type: 'reviewed', tentative, entry, before: state.entry, invited });
}

function isSameEntry(a: Entry, b: Entry): boolean {
  return a.start === b.start && a.end === b.end && a.tentative === b.tentative;
}

/** An administrator may correct what a contact said; another contact may not. */
export function decideAssistant(state: Day, { answer }: Action<'assistant'>, facts: DayFactsOf): Decision<DayEvent> {
  if (state.status !== 'confirmed') return wrongStatus(state, 'too-late');
  if (state.assistant.status === answer) return accept();
  if (state.assistant.status !== 'awaited' && facts.by.kind !== 'user') return refuse({ code: 'assistant-already-settled' });
  return accept<DayEvent>({ type: 'assistant-settled', answer, by: actorRef(facts.by) });
}

export function decideCoverSettled(state: Day, action: Action<'cover-settled'>): Decision<DayEvent> {
  const known = action.track === 'practice' ? state.practice : state.host?.outcome;
  // a practice that was withdrawn with its day has nothing to settle any more
  if (known === undefined || known === 'none-needed' || known === action.outcome) return accept();
  return accept<DayEvent>(
    action.track === 'practice'
      ? { type: 'cover-settled', track: 'practice', outcome: action.outcome }
      : { type: 'cover-settled', track: 'host', outcome: action.outcome },
  );
}

/** What other dossiers must hear: the two searches that a day may need, and the digests that announce it. */
export function tells(event: DayEvent, state: Day, facts: DayFactsOf): readonly Tell[] {
  return [...coverTells(event, state, facts), ...digestTells(event, state, facts), ...barredTells(event, facts)];
}

/** Whoever takes over a day may be barred, or withdraw, before it is opened: his engagement did not know of it, so the day tells itself. */
function barredTells(event: DayEvent, { dossier, engagement }: DayFactsOf): readonly Tell[] {
  const reason = event.type === 'opened-covered' && engagement !== null ? takesBackFor(engagement) : null;
  return reason === null ? [] : [{ noun: 'consultation-day', dossier, action: { type: 'suspend', reason } }];
}

/** A doctor's proposals share a mail, as do the presences of a site's evening; a day that is near, or a reminder, does not wait for its hour. */
function digestTells(event: DayEvent, state: Day, facts: DayFactsOf): readonly Tell[] {
  if (event.type === 'proposed') {
    const isNear = daysBetween(facts.today, state.date) <= valueOn(parameters.urgentProposalDays, facts.today);
    return [notify('doctor', state.doctor, isNear)];
  }
  if (event.type !== 'reminded') return [];
  if (event.due === 'answer-reminder')
    return state.answers.doctor === 'awaited' && isBefore(facts.now, state.answerBy) ? [remind('doctor', state.doctor, true)] : [];
  if (!silentSides(state).includes('site')) return [];
  if (event.due === 'presence-ask') return [notify('site', state.site, false)];
  return event.due === 'presence-reminder' ? [remind('site', state.site, false)] : [];
}

function coverTells(event: DayEvent, state: Day, facts: DayFactsOf): readonly Tell[] {
  const { engagement, doctor, site, date, halves, room } = state;
  const slot = { day: facts.dossier, engagement, doctor, site, date, halves };
  const practice = childId(facts.dossier, 'practice');
  const withdrawal: Tell = { noun: 'cover', dossier: practice, action: { type: 'withdraw' } };
  switch (event.type) {
    case 'confirmed':
      return event.practice === 'asked'
        ? [{ noun: 'cover', dossier: practice, action: { type: 'open', track: 'practice', ...slot, room: null } }]
        : [];
    case 'moved':
      return event.withdraws ? [withdrawal] : [];
    case 'cancelled': {
      const host: readonly Tell[] =
        event.cover === null ? [] : [{ noun: 'cover', dossier: event.cover, action: { type: 'open', track: 'host', ...slot, room } }];
      return [...host, ...(event.withdraws ? [withdrawal] : [])];
    }
    default:
      return [];
  }
}

export type CancellationEffects = {
  readonly refusals: readonly Refusal[];
  readonly mails: readonly { readonly kind: string; readonly ref: string }[];
  /** refs whose calendar entry is taken back */
  readonly invitations: readonly string[];
  readonly cover: boolean;
  readonly practiceWithdrawn: boolean;
  readonly noticeDays: number;
};

/** What a cancellation would do, asked of the rule itself, so that the page cannot promise anything else. */
export function cancellationEffects(state: Day, side: Asker, facts: DayFactsOf): CancellationEffects {
  const decision = decideCancel(state, { type: 'cancel', side, reason: 'other' }, facts);
  if (!decision.ok)
    return {
      refusals: decision.refusals,
      mails: [],
      invitations: [],
      cover: false,
      practiceWithdrawn: false,
      noticeDays: noticeDays(state, facts),
    };
  const next = decision.events.reduce<Day>(evolve, state);
  const mails = decision.events.flatMap((event) => messages(event, next, facts));
  const told = decision.events.flatMap((event) => tells(event, next, facts)).filter(({ noun }) => noun === 'cover');
  return {
    refusals: [],
    mails: mails.map(({ kind, to }) => ({ kind, ref: to.ref })),
    invitations: mails.filter(({ invite }) => invite?.method === 'CANCEL').map(({ to }) => to.ref),
    cover: told.some(({ action }) => action.type === 'open'),
    practiceWithdrawn: told.some(({ action }) => action.type === 'withdraw'),
    noticeDays: noticeDays(state, facts),
  };
}
