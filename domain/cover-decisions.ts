import { locumRefusals, locumTiers, roomFor, volunteerRefusals, volunteerTiers } from './cover-candidates';
import { decideContract } from './cover-contract';
import { dues } from './cover-dates';
import { siteOf, startOf, type CoverFactsOf } from './cover-slot';
import {
  isSearchable,
  settlements,
  slotFrom,
  stillAsked,
  type CoverAction,
  type CoverEvent,
  type CoverRecord,
  type CoverSlot,
} from './cover-record';
import { keptReason } from './day-reasons';
import { accept, actorRef, refuse, unless, type Decision, type Refusal } from './decision';
import { childId } from './ids';

type Decided = Decision<CoverEvent>;
type Of<Type extends CoverAction['type']> = Extract<CoverAction, { type: Type }>;

/** Asks the next tier; when there is none, a named person hears of it at once. */
function ask(tiers: CoverRecord['tiers'], tier: number, { isEscalated, silent }: Heard, facts: CoverFactsOf): readonly CoverEvent[] {
  if (tier < tiers.length) return [{ type: 'tier-asked', tier, at: facts.now }];
  const cause = silent > 0 ? 'unanswered' : 'nobody';
  return [{ type: 'tiers-exhausted' }, ...(isEscalated ? [] : [{ type: 'escalated', cause, at: facts.now } as const])];
}

/** How the search stands: whether somebody was called upon, and how many said nothing. */
type Heard = { readonly isEscalated: boolean; readonly silent: number };

function decideOpen(state: CoverRecord | null, action: Of<'open'>, facts: CoverFactsOf): Decided {
  const slot = slotFrom(action);
  const refusal = openRefusal(state, slot, facts);
  if (refusal !== null) return refuse(refusal);
  const left: readonly CoverEvent[] = state === null || state.status === 'withdrawn' ? [] : [withdrawn(state)];
  const opened: readonly CoverEvent[] = [...left, { type: 'opened', ...slot, at: facts.now, crossed: left.length > 0 }];
  return accept(...opened, ...(slot.track === 'host' ? search(volunteerTiers(slot, facts.volunteers), facts) : []));
}

function openRefusal(state: CoverRecord | null, slot: CoverSlot, facts: CoverFactsOf): Refusal | null {
  if (facts.site === null) return { code: 'unknown-site', field: '/site' };
  if (facts.doctor === null) return { code: 'unknown-doctor', field: '/doctor' };
  if (facts.now >= startOf(slot, facts)) return { code: 'date-past', field: '/date' };
  return state === null || state.status === 'withdrawn' || isMovedPractice(state, slot) ? null : { code: 'already-exists' };
}

/** The withdrawal of a moved day may come after its new question. */
function isMovedPractice(state: CoverRecord, slot: CoverSlot): boolean {
  const isSame = state.site === slot.site && state.date === slot.date && state.halves.join() === slot.halves.join();
  return slot.track === 'practice' && !state.over && !isSame;
}

function search(tiers: CoverRecord['tiers'], facts: CoverFactsOf): readonly CoverEvent[] {
  return [{ type: 'search-started', tiers }, ...ask(tiers, 0, { isEscalated: false, silent: 0 }, facts)];
}

function withdrawn(state: CoverRecord): CoverEvent {
  const { date, halves, track, accepted } = state;
  const locum = track === 'practice' ? (accepted?.ref ?? null) : null;
  const told = isSearchable(state.status) ? stillAsked(state) : locum === null ? [] : [locum];
  return { type: 'withdrawn', date, halves, told, locum };
}

function overRefusal(state: CoverRecord, facts: CoverFactsOf): Refusal | null {
  if (state.status === 'covered') return { code: 'already-covered' };
  return !state.over && isSearchable(state.status) && facts.now < startOf(state, facts)
    ? null
    : { code: 'cover-over', detail: { status: state.status } };
}

function decideAnswer(state: CoverRecord, action: Of<'answer'>, facts: CoverFactsOf): Decided {
  const over = overRefusal(state, facts);
  if (over !== null) return refuse(over);
  const candidate = state.tiers
    .slice(0, state.tier + 1)
    .flat()
    .find(({ person }) => person === action.ref);
  if (candidate === undefined || state.failures.some(({ ref }) => ref === action.ref)) return refuse(notAsked(state, action, facts));
  if (action.answer === 'accept') return state.track === 'host' ? acceptDay(state, action, facts) : acceptPractice(state, action, facts);
  if (state.refusals.some(({ ref }) => ref === action.ref)) return refuse({ code: 'already-refused' });
  const refused: CoverEvent = { type: 'refused', ref: action.ref, ...keptReason(action.reason), at: facts.now };
  const left = stillAsked(state).filter((ref) => ref !== action.ref);
  const isTierOver = state.tier < state.tiers.length && !(state.tiers[state.tier] ?? []).some(({ person }) => left.includes(person));
  const heard = { isEscalated: state.status === 'escalated', silent: left.length };
  return accept(refused, ...(isTierOver ? ask(state.tiers, state.tier + 1, heard, facts) : []));
}

/** R-26, E-24: whom an administrator names on the telephone hears why a locum was not asked: a licence ends on 15 November. */
function notAsked(state: CoverRecord, { ref }: Of<'answer'>, { locums }: CoverFactsOf): Refusal {
  const locum = state.track === 'practice' ? locums.find(({ id }) => id === ref) : undefined;
  const barred = locum === undefined ? undefined : locumRefusals(locum, state).find(({ code }) => code === 'locum-not-licensed');
  return barred ?? { code: 'not-asked', field: '/person' };
}

/** The first who says yes: all that may have changed since the question is checked again. */
function acceptDay(state: CoverRecord, { ref }: Of<'answer'>, facts: CoverFactsOf): Decided {
  const volunteer = facts.volunteers.find(({ known }) => known.engagement.doctor === ref);
  if (volunteer === undefined) return refuse({ code: 'engagement-gone' });
  const room = roomFor(state, siteOf(facts).rooms, facts.taken);
  const { engagement } = volunteer;
  const newDay = childId(facts.dossier, engagement);
  return unless(
    facts,
    [...volunteerRefusals(volunteer, state), room === null ? { code: 'room-already-held', detail: { date: state.date } } : null],
    () => [{ type: 'accepted', ref, engagement, newDay, room, at: facts.now }],
  );
}

function acceptPractice(state: CoverRecord, { ref }: Of<'answer'>, facts: CoverFactsOf): Decided {
  const locum = facts.locums.find(({ id }) => id === ref);
  if (locum === undefined) return refuse({ code: 'locum-not-licensed', detail: { date: state.date } });
  return unless(facts, locumRefusals(locum, state), () => [
    { type: 'accepted', ref, engagement: null, newDay: null, room: null, at: facts.now },
  ]);
}

function decidePractice(state: CoverRecord, { choice }: Of<'answer-practice'>, facts: CoverFactsOf): Decided {
  if (state.track !== 'practice') return refuse({ code: 'wrong-track' });
  const over = overRefusal(state, facts);
  if (over !== null) return refuse(over);
  if (choice !== 'locum') return accept({ type: 'practice-chosen', choice, at: facts.now });
  if (state.askedOn !== null && state.tier < state.tiers.length) return refuse({ code: 'already-searching' });
  if (facts.doctor === null) return refuse({ code: 'unknown-doctor' });
  const gone = [...state.refusals, ...state.failures].map(({ ref }) => ref);
  return accept(...search(locumTiers(state, facts.locums, facts.doctor, gone), facts));
}

/** R-42, E-04: until the day begins, the locum may fail; a named person and the doctor hear of it at once. */
function decideFail(state: CoverRecord, { reason }: Of<'fail'>, facts: CoverFactsOf): Decided {
  if (state.track !== 'practice' || state.accepted === null || state.over) return refuse({ code: 'no-locum' });
  const { ref } = state.accepted;
  if (facts.by.kind === 'link' && facts.by.ref !== ref) return refuse({ code: 'no-locum' });
  return accept<CoverEvent>(
    { type: 'failed', ref, ...keptReason(reason), at: facts.now },
    { type: 'escalated', cause: 'failed', at: facts.now },
  );
}

/** what the person's file says now is read in the facts; who may still replace stays, who may not is replaced in turn. */
function decideBarred(state: CoverRecord, facts: CoverFactsOf): Decided {
  const { accepted } = state;
  const { by, doctor, locums, now } = facts;
  const isPast = state.over || now >= startOf(state, facts);
  if (state.track !== 'practice' || accepted === null || isPast) return refuse({ code: 'no-locum' });
  if (by.kind !== 'dossier' || by.dossier !== accepted.ref) return refuse({ code: 'wrong-person' });
  if (doctor === null) return refuse({ code: 'unknown-doctor' });
  const locum = locums.find(({ id }) => id === accepted.ref);
  const isBarred = locum === undefined || locumRefusals(locum, state).some(({ code }) => code === 'locum-not-licensed');
  if (!isBarred) return accept();
  const gone = [accepted, ...state.refusals, ...state.failures].map(({ ref }) => ref);
  const failed: CoverEvent = { type: 'failed', ref: accepted.ref, reason: 'standing', at: now };
  return accept(failed, ...search(locumTiers(state, locums, doctor, gone), facts));
}

function decideSettle(state: CoverRecord, { outcome, reason }: Of<'settle'>, facts: CoverFactsOf): Decided {
  const over = overRefusal(state, facts);
  if (over !== null) return refuse(over);
  const possible: readonly string[] = settlements[state.track];
  if (!possible.includes(outcome)) return refuse({ code: 'outcome-not-of-track', field: '/outcome' });
  const said = reason.trim();
  return said === ''
    ? refuse({ code: 'reason-missing', field: '/reason' })
    : accept({ type: 'settled', outcome, by: actorRef(facts.by), at: facts.now, state: { reason: said } });
}

function decideDerogation(state: CoverRecord, { document, on }: Of<'record-derogation'>, facts: CoverFactsOf): Decided {
  if (state.track !== 'practice') return refuse({ code: 'wrong-track' });
  if (state.derogation !== null) return refuse({ code: 'derogation-recorded' });
  if (state.status === 'withdrawn') return refuse({ code: 'cover-over', detail: { status: state.status } });
  return on > facts.today
    ? refuse({ code: 'date-future', field: '/on' })
    : accept({ type: 'derogation-recorded', document, on, by: actorRef(facts.by) });
}

function decideWithdraw(state: CoverRecord): Decided {
  if (state.crossed) return accept({ type: 'withdrawal-heard' });
  if (state.track === 'host' && state.status === 'covered') return refuse({ code: 'already-covered' });
  const isMoot =
    state.over || state.status === 'withdrawn' || state.status === 'waived' || (state.track === 'host' && !isSearchable(state.status));
  return isMoot ? refuse({ code: 'cover-over', detail: { status: state.status } }) : accept(withdrawn(state));
}

/** A date that is no longer listed is refused, not accepted: a new version of a booking would hold what its day may have moved. */
function decideFallDue(state: CoverRecord, { due, item }: Of<'fall-due'>, facts: CoverFactsOf): Decided {
  if (!dues(state, facts).some((listed) => listed.what === due && listed.item === item))
    return refuse({ code: 'cover-over', detail: { status: state.status } });
  switch (due) {
    case 'tier':
      return accept(
        ...ask(state.tiers, state.tier + 1, { isEscalated: state.status === 'escalated', silent: stillAsked(state).length }, facts),
      );
    case 'choice-reminder':
      return accept({ type: 'choice-reminded' });
    case 'contract-reminder':
      return accept({ type: 'contract-reminded' });
    case 'unresolved':
      return accept({ type: 'escalated', cause: state.status === 'asking' ? 'unanswered' : 'unresolved', at: facts.now });
    case 'end':
      return accept({ type: 'ended' });
  }
}

export function decide(state: CoverRecord | null, action: CoverAction, facts: CoverFactsOf): Decided {
  if (action.type === 'open') return decideOpen(state, action, facts);
  if (state === null) return refuse({ code: 'unknown-dossier' });
  switch (action.type) {
    case 'answer':
      return decideAnswer(state, action, facts);
    case 'answer-practice':
      return decidePractice(state, action, facts);
    case 'fail':
      return decideFail(state, action, facts);
    case 'locum-barred':
      return decideBarred(state, facts);
    case 'settle':
      return decideSettle(state, action, facts);
    case 'record-derogation':
      return decideDerogation(state, action, facts);
    case 'withdraw':
      return decideWithdraw(state);
    case 'fall-due':
      return decideFallDue(state, action, facts);
    default:
      return decideContract(state, action, facts);
  }
}
