import type { Collectivity } from './collectivity';
import { accept, actorRef, refuse, unless, type Decision, type Party, type Refusal } from './decision';
import type { Engagement, EngagementAction, EngagementEvent, EngagementKnown } from './engagement';
import { authorisationOf, type Scope } from './engagement-record';
import type { SiteId } from './ids';

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
function decideAnswer(
  state: Engagement,
  { scope, answer }: Extract<EngagementAction, { type: 'cdom-answer' }>,
  facts: Facts,
): Decision<Event> {
  const { by } = facts;
  const unknown = knowsScope(state, scope);
  if (unknown !== null) return refuse(unknown);
  if (by.kind !== 'link') return refuse({ code: 'link-only' });
  if (by.ref !== cdomOf(scope, facts)?.ref) return refuse({ code: 'wrong-cdom' });
  const same = authorisationOf(state, scope).status === (answer === 'authorise' ? 'authorised' : 'opposed');
  if (same) return refuse({ code: 'already-answered' });
  return accept<Event>({
    type: 'cdom-recorded',
    scope,
    answer,
    receivedOn: null,
    on: facts.today,
    by: actorRef(by),
    state: { document: null },
  });
}

/** E-22, E-23: what came by letter is recorded with its dates; receipts may be older than the engagement. */
function decideRecord(state: Engagement, action: Extract<EngagementAction, { type: 'record-cdom' }>, facts: Facts): Decision<Event> {
  const { scope, answer, receivedOn, on, document } = action;
  const refusals: readonly (Refusal | null)[] = [
    knowsScope(state, scope),
    answer === null && receivedOn === null ? { code: 'nothing-to-record', field: '/receivedOn' } : null,
    receivedOn !== null && receivedOn > facts.today ? { code: 'date-future', field: '/receivedOn' } : null,
    on > facts.today ? { code: 'date-future', field: '/on' } : null,
    receivedOn !== null && answer !== null && on < receivedOn ? { code: 'dates-reversed', field: '/on' } : null,
    document.trim() === '' ? { code: 'text-empty', field: '/document' } : null,
  ];
  return unless(facts, refusals, () => [
    { type: 'cdom-recorded', scope, answer, receivedOn, on, by: actorRef(facts.by), state: { document } },
  ]);
}

type OrdreAction = Extract<EngagementAction, { readonly type: 'declare-site' | 'cdom-answer' | 'record-cdom' }>;

export function decideOrdre(state: Engagement, action: OrdreAction, facts: Facts): Decision<Event> {
  switch (action.type) {
    case 'declare-site':
      return decideSite(state, action.site, facts);
    case 'cdom-answer':
      return decideAnswer(state, action, facts);
    case 'record-cdom':
      return decideRecord(state, action, facts);
  }
}
