import type { CoverFacts } from '../../domain/cover';
import { cover } from '../../domain/cover';
import type { Locum, Volunteer } from '../../domain/cover-candidates';
import type { CoverAction, CoverEvent, CoverRecord, CoverSlot, Track } from '../../domain/cover-record';
import { civilDate, instant, type Instant } from '../../domain/dates';
import type { FactsOf } from '../../domain/decision';
import type { Engagement } from '../../domain/engagement';
import { notAsked } from '../../domain/engagement-record';
import { childId, dossierId } from '../../domain/ids';
import type { Person } from '../../domain/person';
import type { Site } from '../../domain/site';
import { aConvention, aPersonInput, aProgramme, aSiteInput, aZone, baseFacts, eventsOf } from './reference-data';

export type Facts = FactsOf<'cover'>;

/** A Monday five weeks and a half after the first command. */
export const monday = civilDate('2026-10-12');
export const start = instant('2026-09-01T08:00:00.000Z');
/** 09:00 at the site. */
export const begins = instant('2026-10-12T07:00:00.000Z');
/** One minute past J-10. */
export const late = instant('2026-10-05T08:00:00.000Z');

const everyHalf = ([1, 2, 3, 4, 5, 6, 7] as const).flatMap((weekday) => [
  { weekday, half: 'morning' as const },
  { weekday, half: 'afternoon' as const },
]);
export const theSite: Site = { ...aSiteInput({ rooms: 2, opening: everyHalf }), status: 'active', readiness: [] };

export function aPerson(name: string, change: Partial<Person> = {}): Person {
  return {
    ...aPersonInput({ familyName: name, givenName: 'Alix', email: `${name.toLowerCase()}@medecin.example` }),
    status: 'active',
    fictional: true,
    certificates: [],
    ...change,
  };
}

export const slotOf = (track: Track, change: Partial<CoverSlot> = {}): CoverSlot => ({
  track,
  day: dossierId('day-1'),
  engagement: dossierId('eng-left'),
  doctor: dossierId('left'),
  site: dossierId('site-1'),
  date: monday,
  halves: ['morning', 'afternoon'],
  room: track === 'host' ? 1 : null,
  ...change,
});

export function anEngagement(doctor: string, change: Partial<Engagement> = {}): Engagement {
  return {
    status: 'active',
    doctor: dossierId(doctor),
    programme: dossierId('programme-1'),
    convention: dossierId('convention-1'),
    campaign: null,
    round: null,
    rounds: 0,
    letter: null,
    letterSignedOn: null,
    letterRefusal: null,
    contract: null,
    creditor: null,
    bank: { askedOn: null, declared: false },
    sites: [],
    cdom: { registration: notAsked, sites: {} },
    from: civilDate('2026-01-01'),
    to: civilDate('2027-12-31'),
    reminded: [],
    ending: null,
    ...change,
  };
}

const inForce = aConvention({
  status: 'in-force',
  from: civilDate('2026-01-01'),
  signed: [{ party: 'cdom', at: instant('2026-01-05T09:00:00.000Z'), on: civilDate('2026-01-05') }],
  deliberation: {
    reference: '2026-1',
    votedOn: civilDate('2025-12-01'),
    transmittedOn: civilDate('2025-12-02'),
    publishedOn: civilDate('2025-12-03'),
    enforceableOn: civilDate('2025-12-03'),
  },
});

export function aVolunteer(doctor: string, engagement: Partial<Engagement> = {}, change: Partial<Volunteer> = {}): Volunteer {
  const programme = {
    ...aProgramme({ caps: { monthlySoft: null, monthlyHard: 4 }, certificates: [], gates: ['zone-listed'] }),
    status: 'active' as const,
  };
  const known = {
    engagement: anEngagement(doctor, engagement),
    programme,
    convention: inForce,
    zone: aZone(),
    siteId: dossierId('site-1'),
    site: theSite,
    doctor: aPerson(doctor),
  };
  return { engagement: dossierId(`eng-${doctor}`), known, held: [], ...change };
}

export const aLocum = (id: string, change: Partial<Person> = {}, held: Locum['held'] = []): Locum => ({
  id: dossierId(id),
  person: aPerson(id, { locum: true, volunteer: false, practice: 'locum', ...change }),
  held,
});
export const licence = (to: string, from = '2025-11-16'): Pick<Person, 'practice' | 'certificates'> => ({
  practice: 'student-licensed',
  certificates: [{ kind: 'locum-licence', from: civilDate(from), to: civilDate(to), document: 'licence' }],
});

/** Two wished for the site, one did not. */
export const volunteers: readonly Volunteer[] = [
  aVolunteer('Autre'),
  aVolunteer('Berger', { sites: [dossierId('site-1')] }),
  aVolunteer('Calvet', { sites: [dossierId('site-1')] }),
];
/** One registered, one student. */
export const locums: readonly Locum[] = [aLocum('Denis'), aLocum('Etienne', licence('2026-11-15'))];

export function factsAt(now: Instant = start, track: Track = 'host', change: Partial<Facts> = {}): Facts {
  const people = Object.fromEntries([
    ...volunteers.map(({ known }) => [known.engagement.doctor, known.doctor] as const),
    ...locums.map(({ id, person }) => [id, person] as const),
  ]);
  const facts: CoverFacts = { site: theSite, doctor: aPerson('Parti'), people, volunteers, locums, taken: [] };
  return { ...baseFacts({ now, dossier: childId('day-1', track) }), ...facts, ...change };
}

export type Ran = { readonly state: CoverRecord; readonly events: readonly CoverEvent[] };

export function run(before: CoverRecord | null, action: CoverAction, facts: Facts): Ran {
  const events = eventsOf(cover.decide(before, action, facts));
  const state = events.reduce<CoverRecord | null>(cover.evolve, before);
  if (state === null) throw new Error('nothing began');
  return { state, events };
}

export const after = (before: CoverRecord | null, action: CoverAction, facts: Facts): CoverRecord => run(before, action, facts).state;
export const accepting = (person: string): CoverAction => ({ type: 'answer', ref: dossierId(person), answer: 'accept' });
export const refusing = (person: string): CoverAction => ({ type: 'answer', ref: dossierId(person), answer: 'refuse', reason: 'date' });

/** « kind recipient purpose » of each mail. */
export function mailsOf({ state, events }: Ran, facts: Facts): readonly string[] {
  return events
    .flatMap((event) => cover.messages(event, state, facts))
    .map(({ kind, to, link }) => [kind, to.ref, link?.purpose].filter((word) => word !== undefined).join(' '));
}

/** « noun/dossier action detail » of each tell. */
export function tellsOf({ state, events }: Ran, facts: Facts): readonly string[] {
  return events
    .flatMap((event) => cover.tells(event, state, facts))
    .map(({ dossier, action }) => `${dossier} ${action.type}${'outcome' in action ? ` ${action.outcome}` : ''}`);
}

export const opened = (track: Track, now = start, change: Partial<Facts> = {}): CoverRecord =>
  after(null, { type: 'open', ...slotOf(track) }, factsAt(now, track, change));
export const searching = (): CoverRecord =>
  after(opened('practice'), { type: 'answer-practice', choice: 'locum' }, factsAt(start, 'practice'));
export const practice = (now = start, change: Partial<Facts> = {}): Facts => factsAt(now, 'practice', change);
export const locumFound = (): CoverRecord => after(searching(), accepting('Denis'), practice());
export const fallen = (
  state: CoverRecord,
  due: 'tier' | 'unresolved' | 'end' | 'choice-reminder' | 'contract-reminder',
  facts: Facts,
  item?: string,
): CoverRecord => after(state, { type: 'fall-due', due, ...(item === undefined ? {} : { item }) }, facts);
