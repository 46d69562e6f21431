import { isTimeOfDay, type Half, type TimeZone } from './dates';
import {
  accept,
  canMove,
  refuse,
  unless,
  type Decision,
  type FactsOf,
  type Party,
  type Rules,
  type Tell,
  type Transitions,
} from './decision';
import { territoryOf, type Territory } from './holidays';
import type { DayId, SiteId } from './ids';
import { pointer, reader, type Reader } from './reader';
import { changedFields, isDepartement, quiet } from './reference';
import type { Zone } from './zone';

export const siteTypes = ['msp', 'centre-de-sante', 'cabinet', 'hopital', 'ehpad', 'collectivite', 'france-services', 'medicobus'] as const;
export type SiteType = (typeof siteTypes)[number];

/** what must be ready before a day there is firm. */
export const readinessItems = ['room', 'software', 'card-reader', 'staff', 'insurance', 'access', 'emergency'] as const;
export type ReadinessItem = (typeof readinessItems)[number];

export type OpeningHalf = { readonly weekday: number /* ISO 1..7 */; readonly half: Half };
export type SiteContact = { readonly key: string; readonly name: string; readonly email: string; readonly phone: string };

/** What somebody who has never been there needs on the morning of the day; each line is kept only when it is known. */
export const accessFields = ['entrance', 'parking', 'software', 'phone'] as const;
export type SiteAccess = Readonly<Partial<Record<(typeof accessFields)[number], string>>>;

export type Site = {
  readonly status: 'active' | 'closed';
  readonly name: string;
  readonly type: SiteType;
  readonly address: string;
  /** SIREN of the EPCI: the zone it lies in */
  readonly epci: string;
  /** number of its département, which names its CDOM */
  readonly departement: string;
  readonly zone: TimeZone;
  readonly territory: Territory;
  readonly goodFriday: boolean;
  readonly opening: readonly OpeningHalf[];
  readonly rooms: number;
  readonly hours: Readonly<Record<Half, { readonly start: string; readonly end: string }>>;
  readonly readiness: readonly ReadinessItem[];
  readonly contacts: readonly SiteContact[];
  readonly access?: SiteAccess;
};

export function isReady(site: Site): boolean {
  return readinessItems.every((item) => site.readiness.includes(item));
}

/** Each contact of the site is a party of its own: either may act, the page names who did. */
export function contactParties(id: SiteId, site: Site): readonly Party[] {
  return site.contacts.map(({ key, name, email }) => ({ ref: `${id}.${key}`, name, email }));
}

export type SiteStatus = Site['status'];
export const siteTransitions = { active: ['closed'], closed: ['active'] } as const satisfies Transitions<SiteStatus>;

/** What is ready is said apart: it changes on its own, and the days there wait for it. */
export type SiteInput = Omit<Site, 'status' | 'readiness'>;

export type SiteNoun = {
  readonly state: Site;
  readonly action:
    | { readonly type: 'set'; readonly site: SiteInput }
    | { readonly type: 'set-readiness'; readonly items: readonly ReadinessItem[] }
    | { readonly type: 'close' }
    | { readonly type: 'reopen' };
  readonly event:
    | { readonly type: 'set'; readonly fields: readonly string[]; readonly state: Site }
    | { readonly type: 'readiness-set'; readonly items: readonly ReadinessItem[] }
    | { readonly type: 'closed' }
    | { readonly type: 'reopened' };
  readonly due: never;
  readonly mail: never;
  readonly facts: {
    /** the zone of the EPCI that the action names, or of the site's own */
    readonly siteZone: Zone | null;
    /** the days to come at this site that are not closed */
    readonly days: readonly DayId[];
  };
};
type Event = SiteNoun['event'];
type Facts = FactsOf<'site'>;

export const fewestContacts = 2;
const mostRooms = 50;
/** Clocks change before: every hour of consultation exists once on each day of the year. */
const earliestHour = '05:00';

/** Of the zones, only those that the collectivity knows are possible; `zone` is the one of the site's EPCI. */
export function readSite(read: Reader, input: SiteInput, zone: Pick<Zone, 'departements'> | null): SiteInput {
  const epci = read.epci('epci', input.epci);
  read.check('epci', zone !== null, 'zone-unknown', { epci });
  read.check('departement', isDepartement(input.departement), 'departement-malformed', { departement: input.departement });
  read.doubt('departement', zone === null || zone.departements.includes(input.departement), 'departement-outside-zone', {
    departement: input.departement,
  });
  read.doubt('territory', territoryOf(input.departement) === input.territory, 'territory-differs', { territory: input.territory });
  read.check('goodFriday', !input.goodFriday || input.territory === 'alsace-moselle', 'good-friday-elsewhere');
  read.check('rooms', Number.isSafeInteger(input.rooms) && input.rooms >= 1 && input.rooms <= mostRooms, 'rooms-malformed', {
    max: mostRooms,
  });
  checkOpening(read, input.opening);
  checkHours(read, input.hours);
  return {
    ...input,
    epci,
    name: read.text('name', input.name),
    address: read.text('address', input.address, 300),
    contacts: readContacts(read, input.contacts),
    ...(input.access === undefined ? {} : { access: readAccess(read, input.access) }),
  };
}

function readAccess(read: Reader, access: SiteAccess): SiteAccess {
  return Object.fromEntries(
    accessFields.flatMap((field) => {
      const given = access[field]?.trim() ?? '';
      const at = `access/${field}`;
      return given === '' ? [] : [[field, field === 'phone' ? read.phone(at, given) : read.text(at, given, 300)] as const];
    }),
  );
}

function checkOpening(read: Reader, opening: readonly OpeningHalf[]): void {
  read.check('opening', opening.length > 0, 'opening-missing');
  for (const [n, { weekday, half }] of opening.entries()) {
    read.check(`opening/${n}`, Number.isInteger(weekday) && weekday >= 1 && weekday <= 7, 'weekday-malformed');
    const first = opening.findIndex((other) => other.weekday === weekday && other.half === half);
    read.check(`opening/${n}`, first === n, 'duplicate-item');
  }
}

/** The afternoon comes after the morning: otherwise one hour would belong to two half-days. */
function checkHours(read: Reader, { morning, afternoon }: Site['hours']): void {
  const written = Object.entries({
    'morning/start': morning.start,
    'morning/end': morning.end,
    'afternoon/start': afternoon.start,
    'afternoon/end': afternoon.end,
  });
  for (const [name, time] of written) read.check(`hours/${name}`, isTimeOfDay(time), 'time-malformed');
  read.check('hours/morning/start', !isTimeOfDay(morning.start) || morning.start >= earliestHour, 'hours-at-night', { from: earliestHour });
  read.check('hours/morning', morning.start < morning.end, 'hours-reversed');
  read.check('hours/afternoon', afternoon.start < afternoon.end, 'hours-reversed');
  read.check('hours', morning.end <= afternoon.start, 'hours-overlap');
}

/** either of two people of the site signs the presence off, so that one absence stops nothing. */
function readContacts(read: Reader, contacts: readonly SiteContact[]): readonly SiteContact[] {
  read.check('contacts', contacts.length >= fewestContacts, 'contacts-too-few', { min: fewestContacts });
  return contacts.map((contact, n) => {
    const at = `contacts/${n}`;
    read.check(`${at}/key`, contacts.findIndex(({ key }) => key === contact.key) === n, 'key-duplicate');
    const address = read.email(`${at}/email`, contact.email);
    const first = contacts.findIndex((other) => other.email.trim().toLowerCase() === contact.email.trim().toLowerCase());
    read.check(`${at}/email`, first === n, 'contact-duplicate');
    return {
      key: read.key(`${at}/key`, contact.key),
      name: read.text(`${at}/name`, contact.name),
      email: address,
      phone: read.phone(`${at}/phone`, contact.phone),
    };
  });
}

function decideSet(state: Site | null, input: SiteInput, facts: Facts): Decision<Event> {
  const read = reader(pointer('/site'));
  const next: Site = { status: state?.status ?? 'active', readiness: state?.readiness ?? [], ...readSite(read, input, facts.siteZone) };
  const fields = changedFields(state, next);
  return unless(facts, read.refusals, () => (fields.length === 0 ? [] : [{ type: 'set', fields, state: next }]));
}

function decideReadiness(state: Site, items: readonly ReadinessItem[]): Decision<Event> {
  if (new Set(items).size !== items.length) return refuse({ code: 'duplicate-item', field: '/items' });
  const inOrder = readinessItems.filter((item) => items.includes(item));
  const unchanged = inOrder.length === state.readiness.length && inOrder.every((item) => state.readiness.includes(item));
  return unchanged ? accept() : accept<Event>({ type: 'readiness-set', items: inOrder });
}

function decideMove(state: Site, to: SiteStatus, event: Event): Decision<Event> {
  if (state.status === to) return accept();
  return canMove(siteTransitions, state.status, to) ? accept(event) : refuse({ code: 'wrong-status', detail: { status: state.status } });
}

function decide(state: Site | null, action: SiteNoun['action'], facts: Facts): Decision<Event> {
  if (action.type === 'set') return decideSet(state, action.site, facts);
  if (state === null) return refuse({ code: 'unknown-dossier' });
  switch (action.type) {
    case 'set-readiness':
      return decideReadiness(state, action.items);
    case 'close':
      return decideMove(state, 'closed', { type: 'closed' });
    case 'reopen':
      return decideMove(state, 'active', { type: 'reopened' });
  }
}

function evolve(state: Site | null, event: Event): Site {
  if (event.type === 'set') return event.state;
  if (state === null) throw new Error(`a site cannot begin with ${event.type}`);
  switch (event.type) {
    case 'readiness-set':
      return { ...state, readiness: event.items };
    case 'closed':
      return { ...state, status: 'closed' };
    case 'reopened':
      return { ...state, status: 'active' };
  }
}

/** the days there look again at what they were told of their site: firm or tentative, hours, address, contacts. */
function tells(_event: Event, _state: Site, facts: Facts): readonly Tell[] {
  return facts.days.map((dossier) => ({ noun: 'consultation-day', dossier, action: { type: 'review' } }));
}

export const site: Rules<'site'> = { ...quiet, decide, evolve, tells };
