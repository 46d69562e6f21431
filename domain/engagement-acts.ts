import { later } from './dates';
import { keptReason } from './day-reasons';
import { accept, actorRef, refuse, unless, type Decision, type FallDue } from './decision';
import type {
  Authorisation,
  DoctorNews,
  Engagement,
  EngagementAction,
  EngagementDue,
  EngagementEvent,
  EngagementKnown,
} from './engagement';
import { cdomAsks, decideOrdre } from './engagement-cdom';
import { expired } from './engagement-certificates';
import { decideReceipt, decideTransmission } from './engagement-contract';
import { dues, sharesReminder } from './engagement-dates';
import { letterOf } from './engagement-letter';
import { openingRefusals, periodOf } from './engagement-opening';
import { decideSendRecap, decideYearlyRecap } from './engagement-recap';
import { authorisationOf, evolve, isOver } from './engagement-record';
import { childId } from './ids';
import type { Gate } from './programme';
import type { RoundOutcome } from './signature-round';

type Event = EngagementEvent;
type Facts = EngagementKnown;
type Open = Extract<EngagementAction, { type: 'open' }>;

function asks({ programme }: Pick<Facts, 'programme'>, gate: Gate): boolean {
  return programme?.gates.includes(gate) ?? true;
}

function wrong({ status }: Engagement): Decision<never> {
  return refuse({ code: isOver({ status }) ? 'engagement-over' : 'wrong-status', detail: { status } });
}

function decideOpen(state: Engagement | null, action: Open, facts: Facts): Decision<Event> {
  if (state !== null && state.status !== 'withdrawn') return refuse({ code: 'already-engaged' });
  return unless(facts, openingRefusals(action, facts), () => {
    const period = periodOf(facts);
    const { doctor, programme, convention, campaign, sites } = action;
    if (period === null) return [];
    const opened: Event = { type: 'opened', doctor, programme, convention, campaign, sites, ...period };
    return [opened, ...letter(evolve(state, opened), facts)];
  });
}

function letter(state: Engagement, facts: Facts): readonly Event[] {
  const { doctor, programme, convention } = facts;
  if (doctor === null || programme === null || convention === null) return [];
  const n = state.rounds + 1;
  const next = letterOf(state, n, { doctor, programme, convention }, facts);
  return [{ type: 'letter-sent', round: childId(facts.dossier, `round-${n}`), letter: next }];
}

function decideLetter(state: Engagement, facts: Facts): Decision<Event> {
  return state.letterRefusal === null ? wrong(state) : accept(...letter(state, facts));
}

function decideBankAsk(state: Engagement, facts: Facts): Decision<Event> {
  return state.status === 'letter' ? wrong(state) : accept<Event>({ type: 'bank-details-asked', at: facts.now });
}

/** Only the round that is open speaks: an earlier one, or anybody else, changes nothing. */
function decideRound(state: Engagement, action: RoundOutcome, facts: Facts): Decision<Event> {
  const { by } = facts;
  if (state.status !== 'letter') return wrong(state);
  if (by.kind !== 'dossier' || by.dossier !== state.round) return refuse({ code: 'wrong-round' });
  switch (action.type) {
    case 'round-signed': {
      const { signatures } = action;
      const on = signatures.reduce((last, { at }) => later(last, at), signatures[0]?.at ?? facts.now);
      return accept<Event>({ type: 'letter-signed', on, signatures }, ...bankAsk(state, facts), ...cdomAsks(state, facts));
    }
    case 'round-refused':
      return accept<Event>({ type: 'letter-refused', reason: action.reason });
    case 'round-expired':
      return accept<Event>({ type: 'letter-refused', reason: 'silence' });
  }
}

function bankAsk({ creditor }: Engagement, facts: Facts): readonly Event[] {
  return creditor === null && asks(facts, 'bank-details') ? [{ type: 'bank-details-asked', at: facts.now }] : [];
}

function decideBank(action: Extract<EngagementAction, { readonly creditor: unknown }>, facts: Facts): Decision<Event> {
  const { by } = facts;
  if (by.kind !== 'dossier' || by.dossier !== action.creditor) return refuse({ code: 'wrong-creditor' });
  const { creditor } = action;
  switch (action.type) {
    case 'creditor-declared':
      return accept<Event>({ type: 'bank-details-declared', creditor });
    case 'creditor-refused':
      return accept<Event>({ type: 'bank-details-refused', creditor, at: facts.now });
    case 'creditor-ready':
      return accept<Event>({ type: 'bank-details-effective', creditor });
  }
}

/** Nobody withdraws for the doctor but an administrator who was told by other means. */
function decideWithdraw(state: Engagement, { reason }: Extract<EngagementAction, { type: 'withdraw' }>, facts: Facts): Decision<Event> {
  if (facts.by.kind === 'link' && facts.by.ref !== state.doctor) return refuse({ code: 'not-the-doctor' });
  return accept<Event>({ type: 'withdrawn', by: actorRef(facts.by), ...keptReason(reason), at: facts.now });
}

/** After a long stop one reminder goes out for all that were missed. */
function decideFallDue(state: Engagement, { due, item }: FallDue<EngagementDue>, facts: Facts): Decision<Event> {
  const fallen = dues(state, facts).filter((each) => each.what === due && each.at <= facts.now);
  if (!fallen.some((each) => each.item === item)) return accept();
  if (due === 'end') return accept<Event>({ type: 'ended', at: facts.now });
  if (due === 'yearly-recap') return decideYearlyRecap(item ?? '', state, facts);
  if (due === 'certificate-expired') return accept(...expired(item ?? '', state, facts));
  const items = fallen.map((each) => each.item ?? '').filter((each) => sharesReminder(each, item ?? ''));
  return accept<Event>({ type: 'reminded', due, items });
}

type News = Extract<EngagementAction, { type: DoctorNews }>;

function isNews(action: EngagementAction): action is News {
  return action.type === 'certificates-changed' || action.type === 'struck-off' || action.type === 'reinstated';
}

/** the person's file changed; what it says now is read in the facts, so that news that cross do no harm. */
function decideNews(state: Engagement, { type: news }: News, { by, now }: Facts): Decision<Event> {
  if (by.kind !== 'dossier' || by.dossier !== state.doctor) return refuse({ code: 'wrong-person' });
  return accept<Event>({ type: 'doctor-changed', news, at: now });
}

function isBarred(said: Authorisation['status'], { doctor }: Facts): boolean {
  return said === 'opposed' || doctor?.status === 'struck-off';
}

/** What follows from where the gates stand now: the Ordre of registration decides alone, the other gates open one by one. */
function consequence(state: Engagement, facts: Facts): Event | null {
  const { status: said } = authorisationOf(state, 'registration');
  const at = facts.now;
  const running = state.status === 'gates' || state.status === 'active';
  const barred = isBarred(said, facts);
  if (running && barred) return { type: 'suspended', at };
  if (state.status === 'suspended') return barred ? null : { type: 'resumed', at };
  if (state.status !== 'gates') return null;
  const isPaid = state.creditor !== null || !asks(facts, 'bank-details');
  const isAuthorised = said === 'authorised' || !asks(facts, 'cdom-registration');
  return isPaid && isAuthorised ? { type: 'activated', at } : null;
}

function settled(state: Engagement | null, events: readonly Event[], facts: Facts): readonly Event[] {
  const next = events.reduce<Engagement | null>(evolve, state);
  const more = next === null ? null : consequence(next, facts);
  return more === null ? events : settled(state, [...events, more], facts);
}

export function decide(state: Engagement | null, action: EngagementAction, facts: Facts): Decision<Event> {
  const decision = action.type === 'open' ? decideOpen(state, action, facts) : decideKnown(state, action, facts);
  return decision.ok && decision.events.length > 0 ? { ok: true, events: settled(state, decision.events, facts) } : decision;
}

function decideKnown(state: Engagement | null, action: Exclude<EngagementAction, Open>, facts: Facts): Decision<Event> {
  if (state === null) return refuse({ code: 'unknown-dossier' });
  if (action.type === 'fall-due') return decideFallDue(state, action, facts);
  if (action.type === 'send-recap') return decideSendRecap(action.year, facts);
  if (action.type === 'creditor-ready') return decideBank(action, facts); // also once it is over: what is still to pay, and whoever comes back, has them
  if (isOver(state)) return wrong(state);
  if ('creditor' in action) return decideBank(action, facts);
  if (isNews(action)) return decideNews(state, action, facts);
  return decideRunning(state, action, facts);
}

type Running = Exclude<EngagementAction, Open | News | { readonly type: 'fall-due' | 'send-recap' } | { readonly creditor: unknown }>;

function decideRunning(state: Engagement, action: Running, facts: Facts): Decision<Event> {
  switch (action.type) {
    case 'send-letter':
      return decideLetter(state, facts);
    case 'ask-bank-details':
      return decideBankAsk(state, facts);
    case 'declare-site':
    case 'cdom-answer':
    case 'cdom-ask-document':
    case 'send-cdom-document':
    case 'record-cdom':
      return decideOrdre(state, action, facts);
    case 'record-contract-transmission':
      return decideTransmission(state, action, facts);
    case 'acknowledge-contract':
      return decideReceipt(state, action.name, facts);
    case 'withdraw':
      return decideWithdraw(state, action, facts);
    case 'end':
      return accept<Event>({ type: 'ended', at: facts.now });
    default:
      return decideRound(state, action, facts);
  }
}
