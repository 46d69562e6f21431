import { createHash } from 'node:crypto';
import type { Convention } from '../../domain/convention';
import { civilDate, instant, type Instant } from '../../domain/dates';
import type { Actor, BaseFacts } from '../../domain/decision';
import {
  engagement,
  type Engagement,
  type EngagementAction,
  type EngagementEvent,
  type EngagementFacts,
  type EngagementKnown,
} from '../../domain/engagement';
import { notAsked } from '../../domain/engagement-record';
import { childId, dossierId, type SiteId } from '../../domain/ids';
import type { Person } from '../../domain/person';
import type { Gate, Programme } from '../../domain/programme';
import type { Site } from '../../domain/site';
import { aCollectivity, aConvention, aPersonInput, aProgramme, aSiteInput, baseFacts, eventsOf } from './reference-data';

export const doctorId = dossierId('doctor-1');
export const siteId = dossierId('site-1');
export const otherSiteId = dossierId('site-2');
export const engagementId = dossierId('eng-1');
export const creditorId = childId('cre', engagementId);

export const aDoctor = (change: Partial<Person> = {}): Person => ({
  ...aPersonInput(),
  status: 'active',
  fictional: true,
  certificates: [],
  ...change,
});
export const aSite = (change: Partial<Site> = {}): Site => ({ ...aSiteInput(), status: 'active', readiness: [], ...change });
export const allGates: readonly Gate[] = [
  'engagement-letter',
  'bank-details',
  'cdom-registration',
  'cdom-site',
  'zone-listed',
  'no-overcharge',
];
export const theProgramme = (change: Partial<Programme> = {}): Programme => ({
  ...aProgramme(),
  status: 'active',
  gates: allGates,
  ...change,
});

export const enforced = {
  reference: '2026-1',
  votedOn: civilDate('2026-07-01'),
  transmittedOn: civilDate('2026-07-02'),
  publishedOn: civilDate('2026-07-03'),
  enforceableOn: civilDate('2026-07-03'),
};
export const inForce = (change: Partial<Convention> = {}): Convention =>
  aConvention({
    status: 'in-force',
    from: civilDate('2026-09-01'),
    deliberation: enforced,
    signed: [{ party: 'cdom', at: instant('2026-07-10T08:00:00.000Z'), on: civilDate('2026-07-10') }],
    ...change,
  });

/** The CDOM of registration and the CDOM of the site are one council: their answers stay apart. */
const council = { ref: 'cdom-03', name: 'CDOM de l’Allier', email: 'allier@ordre.example' };
export const mayotte = { ref: 'cdom-976', name: 'CDOM de Mayotte', email: 'mayotte@ordre.example' };
export const collectivity = aCollectivity({ cdoms: { '03': council, '976': mayotte } });

export function known(change: Partial<EngagementFacts & BaseFacts> = {}): EngagementKnown {
  return {
    ...baseFacts({ dossier: engagementId, collectivity, digestOf: (text) => createHash('sha256').update(text).digest('hex') }),
    doctor: aDoctor(),
    programme: theProgramme(),
    convention: inForce(),
    places: { [siteId]: aSite(), [otherSiteId]: aSite({ name: 'Centre de Dembéni', departement: '976' }) },
    days: [],
    ...change,
  };
}

export const at = (now: string, change: Partial<EngagementFacts & BaseFacts> = {}): EngagementKnown =>
  known({ now: instant(now), today: civilDate(now.slice(0, 10)), ...change });
export const link = (ref: string): Actor => ({ kind: 'link', ref });
export const by = (actor: Actor, change: Partial<EngagementFacts & BaseFacts> = {}): EngagementKnown => known({ by: actor, ...change });
export const round = (n = 1): Actor => ({ kind: 'dossier', noun: 'signature-round', dossier: childId(engagementId, `round-${n}`) });
export const thePerson: Actor = { kind: 'dossier', noun: 'person', dossier: doctorId };
export const theCreditor: Actor = { kind: 'dossier', noun: 'creditor', dossier: creditorId };

export const open = (sites: readonly SiteId[] = [siteId]): EngagementAction => ({
  type: 'open',
  doctor: doctorId,
  programme: dossierId('programme-1'),
  convention: dossierId('convention-1'),
  campaign: dossierId('campaign-1'),
  sites,
});
export const signed = (on: Instant = known().now): EngagementAction => ({ type: 'round-signed', signatures: [{ ref: doctorId, at: on }] });
export const ready: EngagementAction = { type: 'creditor-ready', creditor: creditorId };
export const answers = (answer: 'authorise' | 'oppose', scope: SiteId | 'registration' = 'registration'): EngagementAction =>
  answer === 'authorise'
    ? { type: 'cdom-answer', scope, answer }
    : { type: 'cdom-answer', scope, answer, reason: 'continuity', text: 'Cabinet sans remplaçant' };

export type Ran = { readonly state: Engagement; readonly events: readonly EngagementEvent[] };

export function run(before: Engagement | null, action: EngagementAction, facts: EngagementKnown = known()): Ran {
  const events = eventsOf(engagement.decide(before, action, facts));
  const state = events.reduce<Engagement | null>(engagement.evolve, before);
  if (state === null) throw new Error('nothing happened');
  return { state, events };
}

export const inLetter = (): Engagement => run(null, open()).state;
export const inGates = (): Engagement => run(inLetter(), signed(), by(round())).state;
export const isActive = (): Engagement =>
  run(run(inGates(), ready, by(theCreditor)).state, answers('authorise'), by(link('cdom-03'))).state;
export const isSuspended = (): Engagement => run(isActive(), answers('oppose'), by(link('cdom-03'))).state;
export const isWithdrawn = (): Engagement => run(isActive(), { type: 'withdraw', reason: 'workload' }, by(link(doctorId))).state;
export const hasEnded = (): Engagement => run(isActive(), { type: 'end' }).state;

export const mailsOf = ({ state, events }: Ran, facts: EngagementKnown = known()): readonly string[] =>
  events
    .flatMap((event) => engagement.messages(event, state, facts))
    .map(({ kind, to, link: mailed }) => [kind, to.ref, mailed?.purpose, mailed?.item].filter((each) => each !== undefined).join(' '));
export const tellsOf = ({ state, events }: Ran, facts: EngagementKnown = known()): readonly unknown[] =>
  events.flatMap((event) => engagement.tells(event, state, facts));

/** An engagement as its record says, for rules that only read it. */
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
    creditor: creditorId,
    bank: { askedOn: null, declared: false },
    sites: [siteId],
    cdom: { registration: notAsked, sites: {} },
    from: civilDate('2026-09-01'),
    to: civilDate('2027-12-31'),
    reminded: [],
    ending: null,
    ...change,
  };
}

/** Days to come, one at each site. */
export const days = [
  { id: dossierId('day-1'), site: siteId, date: civilDate('2026-10-12') },
  { id: dossierId('day-2'), site: otherSiteId, date: civilDate('2026-10-19') },
];
export const typesOf = (events: readonly { readonly type: string }[]): readonly string[] => events.map(({ type }) => type);
