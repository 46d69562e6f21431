import type { Collectivity } from './collectivity';
import type { CivilDate } from './dates';
import { accept, actorRef, refuse, unless, type Decision, type Party, type Refusal } from './decision';
import type { Engagement, EngagementAction, EngagementEvent, EngagementKnown } from './engagement';
import { authorisationOf, type Scope } from './engagement-record';
import type { SiteId } from './ids';
import { olderThanKnown, parameters } from './parameters';

type Event = EngagementEvent;
type Facts = EngagementKnown;
type Known = Pick<Facts, 'collectivity' | 'doctor' | 'places' | 'programme'>;

/** the CDOM of registration for the doctor, the CDOM of the site for the site, even where one council is both. */
export function cdomOf(scope: Scope, facts: Known): Party | null {
  const departement = departementOf(scope, facts);
  return departement === null ? null : (cdomsOf(facts.collectivity)[departement] ?? null);
}

export function departementOf(scope: Scope, { doctor, places }: Known): string | null {
  return (scope === 'registration' ? doctor?.registration : places[scope]?.departement) ?? null;
}

function cdomsOf({ cdoms }: Collectivity): Readonly<Record<string, Party | undefined>> {
  return cdoms;
}

/** The gates that this engagement has to pass at the Ordre, as the programme lists them. */
export function scopesOf({ sites }: Pick<Engagement, 'sites'>, { programme }: Known): readonly Scope[] {
  const has = (gate: 'cdom-registration' | 'cdom-site'): boolean => programme?.gates.includes(gate) ?? true;
  return [...(has('cdom-registration') ? (['registration'] as const) : []), ...(has('cdom-site') ? sites : [])];
}

/** Once the letter is signed each CDOM is asked at once; not where an answer or a receipt is already on file, nor where no address is known. */
export function cdomAsks(state: Engagement, facts: Facts, scopes: readonly Scope[] = scopesOf(state, facts)): readonly Event[] {
  return scopes
    .filter((scope) => authorisationOf(state, scope).status === 'none' && cdomOf(scope, facts) !== null)
    .map((scope): Event => ({ type: 'cdom-asked', scope, at: facts.now }));
}

function decideSite(state: Engagement, site: SiteId, facts: Facts): Decision<Event> {
  const place = facts.places[site];
  if (place === undefined) return refuse({ code: 'unknown-site', field: '/site' });
  const covered = facts.convention?.epci.includes(place.epci) ?? false;
  const refusals: readonly (Refusal | null)[] = [
    state.sites.includes(site) ? { code: 'site-already-declared', field: '/site' } : null,
    place.status === 'closed' ? { code: 'site-closed', field: '/site' } : null,
    covered ? null : { code: 'epci-outside-convention', field: '/site', detail: { epci: place.epci } },
  ];
  return unless(facts, refusals, () => {
    const declared: Event = { type: 'site-declared', site };
    const scopes = scopesOf({ sites: [site] }, facts).filter((scope) => scope === site);
    return state.status === 'letter' ? [declared] : [declared, ...cdomAsks(state, facts, scopes)];
  });
}

function knowsScope(state: Engagement, scope: Scope): Refusal | null {
  return scope === 'registration' || state.sites.includes(scope) ? null : { code: 'unknown-scope', field: '/scope' };
}

/** The council that was asked answers for its scope; it may come back to its answer (R.4127-85 CSP: opposition is possible later on). */
function decideAnswer(state: Engagement, action: Extract<EngagementAction, { type: 'cdom-answer' }>, facts: Facts): Decision<Event> {
  const { scope, answer } = action;
  const barred = notTheCouncil(state, scope, facts);
  if (barred !== null) return refuse(barred);
  const same = authorisationOf(state, scope).status === (answer === 'authorise' ? 'authorised' : 'opposed');
  if (same) return refuse({ code: 'already-answered' });
  const { today: on, by } = facts;
  const recorded = { type: 'cdom-recorded', scope, answer, receivedOn: null, on, by: actorRef(by) } as const;
  return action.answer === 'authorise'
    ? accept<Event>({ ...recorded, state: { document: null } })
    : accept<Event>({ ...recorded, reason: action.reason, state: { document: null, text: action.text.trim() } });
}

function notTheCouncil(state: Engagement, scope: Scope, facts: Facts): Refusal | null {
  const { by } = facts;
  const unknown = knowsScope(state, scope);
  if (unknown !== null) return unknown;
  if (by.kind !== 'link') return { code: 'link-only' };
  return by.ref === cdomOf(scope, facts)?.ref ? null : { code: 'wrong-cdom' };
}

/** Before it answers, the council may ask to read one document at a time. */
function decideAskDocument(
  state: Engagement,
  { scope, document, text }: Extract<EngagementAction, { type: 'cdom-ask-document' }>,
  facts: Facts,
): Decision<Event> {
  const { status, request = null } = authorisationOf(state, scope);
  const refusals: readonly (Refusal | null)[] = [
    notTheCouncil(state, scope, facts) ?? (status === 'asked' ? null : { code: 'already-answered' }),
    request !== null && request.sent === null ? { code: 'document-already-asked' } : null,
    document === 'other' && text.trim() === '' ? { code: 'text-empty', field: '/text' } : null,
  ];
  return unless(facts, refusals, () => [{ type: 'cdom-document-asked', scope, document, at: facts.now, state: { text: text.trim() } }]);
}

function decideSendDocument(
  state: Engagement,
  { scope, title, note }: Extract<EngagementAction, { type: 'send-cdom-document' }>,
  facts: Facts,
): Decision<Event> {
  const { request = null } = authorisationOf(state, scope);
  const refusals: readonly (Refusal | null)[] = [
    knowsScope(state, scope) ?? (request === null || request.sent !== null ? { code: 'document-not-asked', field: '/scope' } : null),
    title.trim() === '' ? { code: 'text-empty', field: '/title' } : null,
  ];
  const { by, now } = facts;
  return unless(facts, refusals, () => [
    { type: 'cdom-document-sent', scope, by: actorRef(by), at: now, state: { title: title.trim(), note: note.trim() } },
  ]);
}

/** E-22, E-23: what came by letter is recorded with its dates; receipts may be older than the engagement. */
function decideRecord(state: Engagement, action: Extract<EngagementAction, { type: 'record-cdom' }>, facts: Facts): Decision<Event> {
  const { scope, answer, receivedOn, on, document } = action;
  const refusals: readonly (Refusal | null)[] = [
    knowsScope(state, scope),
    answer === null && receivedOn === null ? { code: 'nothing-to-record', field: '/receivedOn' } : null,
    receivedOn !== null && receivedOn > facts.today ? { code: 'date-future', field: '/receivedOn' } : null,
    scope === 'registration' || answer !== null ? null : receiptTooOld(receivedOn),
    on > facts.today ? { code: 'date-future', field: '/on' } : null,
    receivedOn !== null && answer !== null && on < receivedOn ? { code: 'dates-reversed', field: '/on' } : null,
    document.trim() === '' ? { code: 'text-empty', field: '/document' } : null,
  ];
  return unless(facts, refusals, () => [
    { type: 'cdom-recorded', scope, answer, receivedOn, on, by: actorRef(facts.by), state: { document } },
  ]);
}

/** Of a receipt alone, from which a site's council has its two months: beside an answer, no text is looked up by it. */
function receiptTooOld(receivedOn: CivilDate | null): Refusal | null {
  const old = receivedOn === null ? null : olderThanKnown(parameters.cdomOppositionMonths, receivedOn);
  return old === null ? null : { ...old, field: '/receivedOn' };
}

type OrdreType = 'declare-site' | 'cdom-answer' | 'cdom-ask-document' | 'send-cdom-document' | 'record-cdom';
type OrdreAction = Extract<EngagementAction, { readonly type: OrdreType }>;

export function decideOrdre(state: Engagement, action: OrdreAction, facts: Facts): Decision<Event> {
  switch (action.type) {
    case 'declare-site':
      return decideSite(state, action.site, facts);
    case 'cdom-answer':
      return decideAnswer(state, action, facts);
    case 'cdom-ask-document':
      return decideAskDocument(state, action, facts);
    case 'send-cdom-document':
      return decideSendDocument(state, action, facts);
    case 'record-cdom':
      return decideRecord(state, action, facts);
  }
}
