import type { Day, DayAction, DayFactsOf, DayStatus, HeldHalf } from '../../domain/consultation-day';
import { consultationDay } from '../../domain/consultation-day';
import { civilDate, instant, timeZone, type Instant } from '../../domain/dates';
import type { BaseFacts } from '../../domain/decision';
import type { Engagement } from '../../domain/engagement';
import { notAsked } from '../../domain/engagement-record';
import { dossierId } from '../../domain/ids';
import type { Person } from '../../domain/person';
import { readinessItems, type Site } from '../../domain/site';
import { aConvention, aPersonInput, aProgramme, aSiteInput, aZone, baseFacts, eventsOf } from './reference-data';

export const doctorId = dossierId('doctor-1');
export const siteId = dossierId('site-1');
export const engagementId = dossierId('engagement-1');
/** a Monday; asked on 1 September */
export const date = civilDate('2026-10-05');
export const later = civilDate('2026-10-12');
export const contact = `${siteId}.accueil`;
export const otherContact = `${siteId}.gerance`;

export function anEngagement(change: Partial<Engagement> = {}): Engagement {
  return {
    status: 'active',
    doctor: doctorId,
    programme: dossierId('programme-1'),
    convention: dossierId('convention-1'),
    campaign: null,
    round: null,
    rounds: 1,
    letter: null,
    letterSignedOn: null,
    letterRefusal: null,
    contract: null,
    creditor: null,
    bank: { askedOn: null, declared: true },
    reminded: [],
    ending: null,
    sites: [siteId],
    cdom: { registration: { ...notAsked, status: 'authorised' }, sites: { [siteId]: { ...notAsked, status: 'authorised' } } },
    from: civilDate('2026-01-01'),
    to: civilDate('2027-12-31'),
    ...change,
  };
}

export function aDoctor(change: Partial<Person> = {}): Person {
  const rcp = { kind: 'rcp', from: civilDate('2026-01-01'), to: civilDate('2027-12-31'), document: 'rcp.pdf' } as const;
  return { ...aPersonInput({ practice: 'retired' }), status: 'active', fictional: true, certificates: [rcp], ...change };
}

const everyDay = ([1, 2, 3, 4, 5, 6, 7] as const).flatMap((weekday) =>
  (['morning', 'afternoon'] as const).map((half) => ({ weekday, half })),
);

export function aSite(change: Partial<Site> = {}): Site {
  return { ...aSiteInput({ opening: everyDay }), status: 'active', readiness: readinessItems, ...change };
}

export function dayFacts(change: Partial<DayFactsOf> = {}): DayFactsOf {
  const enforceable = { reference: 'D-1', votedOn: civilDate('2026-01-10'), enforceableOn: civilDate('2026-02-01') };
  const convention = {
    ...aConvention({
      status: 'in-force',
      from: civilDate('2026-01-01'),
      signed: [{ party: 'cdom', at: instant('2026-03-01T09:00:00.000Z'), on: civilDate('2026-03-01') }],
    }),
    deliberation: { ...enforceable, transmittedOn: enforceable.enforceableOn, publishedOn: enforceable.enforceableOn },
  };
  return {
    ...baseFacts({ dossier: dossierId('day-1') }),
    engagementId,
    engagement: anEngagement(),
    programme: { ...aProgramme(), status: 'active' },
    convention,
    doctor: aDoctor(),
    siteId,
    site: aSite(),
    siteZone: aZone(),
    formerSite: null,
    held: [],
    ...change,
  };
}

export const overseas = {
  zone: timeZone('Indian/Mayotte'),
  territory: 'mayotte',
  departement: '976',
  name: 'Dispensaire de M’Tsangamouji',
} as const;

export function by(ref: string, change: Partial<DayFactsOf> = {}): DayFactsOf {
  return dayFacts({ by: { kind: 'link', ref }, ...change });
}

export const heldBy = (holder: 'doctor' | 'room', half: HeldHalf['half'], change: Partial<HeldHalf> = {}): HeldHalf => ({
  holder,
  half,
  date,
  slot: holder === 'room' ? 1 : 0,
  dossier: dossierId('day-other'),
  ...change,
});

export function after(state: Day | null, action: DayAction, facts: DayFactsOf): Day {
  const next = eventsOf(consultationDay.decide(state, action, facts)).reduce<Day | null>(consultationDay.evolve, state);
  if (next === null) throw new Error('nothing happened');
  return next;
}

export const propose = {
  type: 'propose',
  engagement: engagementId,
  site: siteId,
  date,
  halves: ['morning', 'afternoon'],
} as const satisfies DayAction;
export const accept = (side: 'doctor' | 'site'): DayAction => ({ type: 'answer', side, answer: 'accept' });
export const evening: Instant = instant('2026-10-05T17:00:00.000Z');
export const weekLater: Instant = instant('2026-10-20T08:00:00.000Z');
const atEvening: Partial<BaseFacts> = { now: evening, today: date };

export const unannounced = (facts: DayFactsOf = dayFacts()): Day => after(null, propose, facts);
export const proposed = (facts: DayFactsOf = dayFacts()): Day => after(unannounced(facts), { type: 'announced' }, facts);
export const confirmed = (facts: DayFactsOf = dayFacts()): Day =>
  after(after(proposed(facts), accept('doctor'), { ...facts, by: { kind: 'link', ref: doctorId } }), accept('site'), {
    ...facts,
    by: { kind: 'link', ref: contact },
  });
export const held = (facts: DayFactsOf = dayFacts()): Day =>
  after(confirmed(facts), { type: 'fall-due', due: 'presence-ask' }, { ...facts, ...atEvening });
export const declares = (side: 'doctor' | 'site', halves: Day['halves']): DayAction => ({ type: 'declare', side, halves });
const both = ['morning', 'afternoon'] as const;
const declaredBy = (doctor: Day['halves'], site: Day['halves']): Day =>
  after(after(held(), declares('doctor', doctor), by(doctorId, atEvening)), declares('site', site), by(contact, atEvening));
export const disputed = (): Day => declaredBy(both, ['morning']);

export const inStatus: Readonly<Record<DayStatus, () => Day>> = {
  proposed,
  confirmed,
  held,
  disputed,
  attested: () => declaredBy(both, both),
  'no-show': () => declaredBy([], []),
  declined: () => after(proposed(), { type: 'answer', side: 'doctor', answer: 'refuse', reason: 'distance' }, by(doctorId)),
  lapsed: () => after(proposed(), { type: 'fall-due', due: 'answer-lapse' }, dayFacts()),
  cancelled: () => after(confirmed(), { type: 'cancel', side: 'site', reason: 'weather' }, by(contact)),
};
