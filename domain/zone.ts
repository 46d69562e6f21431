import type { CivilDate } from './dates';
import { canMove, refuse, unless, type Decision, type FactsOf, type Refusal, type Rules, type Transitions } from './decision';
import type { DossierId } from './ids';
import { pointer, reader, type Reader } from './reader';
import { changedFields, isDepartement, quiet } from './reference';

export const zoneMatches = ['exact', 'normalised', 'manual'] as const;
export type ZoneMatch = (typeof zoneMatches)[number];

/** an EPCI of the priority list, with the dates between which it is listed and the source that lists it. */
export type Zone = {
  readonly status: 'listed' | 'removed';
  readonly siren: string;
  readonly name: string;
  readonly departements: readonly string[];
  readonly region: string;
  readonly population: number;
  readonly listedFrom: CivilDate;
  readonly listedTo: CivilDate | null;
  readonly source: string;
  /** the text that took it off the list */
  readonly removalSource?: string;
  /** how the name read in the source was tied to this SIREN; absent when an administrator typed the SIREN */
  readonly match?: ZoneMatch;
  /** when it had been listed before it came back: the days of then stay covered */
  readonly earlier?: readonly { readonly from: CivilDate; readonly to: CivilDate }[];
};

export type ZoneStatus = Zone['status'];
export const zoneTransitions = { listed: ['listed', 'removed'], removed: ['listed'] } as const satisfies Transitions<ZoneStatus>;

export function isListed(zone: Zone, date: CivilDate): boolean {
  const now = zone.listedFrom <= date && (zone.listedTo === null || date <= zone.listedTo);
  return now || (zone.earlier ?? []).some(({ from, to }) => from <= date && date <= to);
}

export type ZoneInput = Omit<Zone, 'status' | 'listedTo' | 'removalSource' | 'earlier'>;

export type ZoneNoun = {
  readonly state: Zone;
  readonly action:
    | { readonly type: 'list'; readonly zone: ZoneInput }
    /** `on` is the last day on which it is listed */
    | { readonly type: 'remove'; readonly on: CivilDate; readonly source: string };
  readonly event:
    | { readonly type: 'listed'; readonly fields: readonly string[]; readonly zone: Zone }
    | { readonly type: 'removed'; readonly on: CivilDate; readonly source: string };
  readonly due: never;
  readonly mail: never;
  readonly facts: {
    /** another row of the collectivity with the same SIREN */
    readonly sameSiren: DossierId | null;
  };
};
type Facts = FactsOf<'zone'>;

export function readZone(read: Reader, input: ZoneInput): ZoneInput {
  read.check('departements', input.departements.length > 0, 'departement-missing');
  for (const departement of input.departements)
    read.check('departements', isDepartement(departement), 'departement-malformed', { departement });
  read.check('departements', new Set(input.departements).size === input.departements.length, 'duplicate-item');
  read.check('population', Number.isSafeInteger(input.population) && input.population > 0, 'population-malformed');
  return {
    ...input,
    siren: read.epci('siren', input.siren),
    name: read.text('name', input.name),
    region: read.text('region', input.region),
    source: read.text('source', input.source, 500),
  };
}

/** What a listing gives: a new zone, a correction of a listed one, or the return of one that had been removed. */
export function listed(before: Zone | null, input: ZoneInput): Zone {
  const now: Zone = { ...input, status: 'listed', listedTo: null };
  const closed = before === null || before.listedTo === null ? [] : [{ from: before.listedFrom, to: before.listedTo }];
  const earlier = [...(before?.earlier ?? []), ...closed];
  return earlier.length === 0 ? now : { ...now, earlier };
}

function decideList(state: Zone | null, input: ZoneInput, facts: Facts): Decision<ZoneNoun['event']> {
  const read = reader(pointer('/zone'));
  const next = listed(state, readZone(read, input));
  if (facts.sameSiren !== null) read.fault('siren', 'siren-known', { detail: { dossier: facts.sameSiren } });
  if (state !== null) read.check('siren', next.siren === state.siren, 'siren-fixed');
  if (state?.listedTo) read.check('listedFrom', next.listedFrom > state.listedTo, 'listing-overlap', { date: state.listedTo });
  const fields = changedFields(state, next);
  return unless(facts, read.refusals, () => (fields.length === 0 ? [] : [{ type: 'listed', fields, zone: next }]));
}

function decide(state: Zone | null, action: ZoneNoun['action'], facts: Facts): Decision<ZoneNoun['event']> {
  if (action.type === 'list') return decideList(state, action.zone, facts);
  if (state === null) return refuse({ code: 'unknown-dossier' });
  if (!canMove(zoneTransitions, state.status, 'removed')) return refuse({ code: 'wrong-status', detail: { status: state.status } });
  const read = reader(pointer(''));
  const source = read.text('source', action.source, 500);
  const early: Refusal | null = action.on < state.listedFrom ? { code: 'dates-reversed', field: '/on' } : null;
  return unless(facts, [...read.refusals, early], () => [{ type: 'removed', on: action.on, source }]);
}

function evolve(state: Zone | null, event: ZoneNoun['event']): Zone {
  if (event.type === 'listed') return event.zone;
  if (state === null) throw new Error('a zone cannot begin by leaving the list');
  return { ...state, status: 'removed', listedTo: event.on, removalSource: event.source };
}

export const zone: Rules<'zone'> = { ...quiet, decide, evolve, tells: () => [] };
