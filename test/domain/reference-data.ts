import type { Collectivity } from '../../domain/collectivity';
import type { Convention } from '../../domain/convention';
import type { ConventionParty, ConventionTerms } from '../../domain/convention-terms';
import { civilDate, instant, timeZone } from '../../domain/dates';
import type { BaseFacts, Decision, Refusal } from '../../domain/decision';
import { fictionalRpps } from '../../domain/identifiers';
import { collectivityId, dossierId } from '../../domain/ids';
import { cents } from '../../domain/money';
import type { PersonInput } from '../../domain/person';
import type { Programme } from '../../domain/programme';
import type { SiteInput } from '../../domain/site';
import type { Zone } from '../../domain/zone';

const paris = timeZone('Europe/Paris');

export function aCollectivity(change: Partial<Collectivity> = {}): Collectivity {
  return {
    status: 'active',
    label: 'Département de l’Allier',
    siren: '220300008',
    address: ['1 avenue Victor-Hugo', '03000 Moulins'],
    zone: paris,
    territory: 'metropole',
    contact: { name: 'Service santé', phone: '+33470344003', email: 'sante@allier.example' },
    escalation: [{ ref: 'chef', name: 'Anne Roux', email: 'anne.roux@allier.example' }],
    accountant: { ref: 'comptable', name: 'Paierie départementale', email: 'paierie@finances.example' },
    cdoms: { '03': { ref: 'cdom-03', name: 'CDOM de l’Allier', email: 'allier@ordre.example' } },
    offsetAllowed: false,
    clock: { kind: 'real' },
    mail: { kind: 'instance' },
    closing: { dayOfMonth: 3, hour: 8 },
    ...change,
  };
}

export function aRehearsal(change: Partial<Collectivity> = {}): Collectivity {
  const clock = { kind: 'rehearsal', origin: instant('2026-09-01T06:00:00.000Z'), anchor: 0, speed: 86_400 } as const;
  return aCollectivity({ clock, mail: { kind: 'url', url: 'file:///srv/relais/mails' }, ...change });
}

export function baseFacts(change: Partial<BaseFacts> = {}): BaseFacts {
  return {
    now: instant('2026-09-01T08:00:00.000Z'),
    today: civilDate('2026-09-01'),
    by: { kind: 'user', user: 'u1', role: 'administrator' },
    overrides: [],
    collectivityId: collectivityId('allier'),
    collectivity: aCollectivity(),
    dossier: dossierId('dossier-1'),
    digestOf: (text) => `digest of ${text}`,
    ...change,
  };
}

/** An administrator who passes that warning with a reason. */
export function passing(code: string): Partial<BaseFacts> {
  return { overrides: [{ code, reason: 'vérifié par téléphone' }] };
}

export function aPersonInput(change: Partial<PersonInput> = {}): PersonInput {
  return {
    familyName: 'D’Aubigné-Lefèvre',
    givenName: 'Éléonore',
    email: 'eleonore@cabinet.example',
    phone: '06 12 34 56 78',
    rpps: fictionalRpps(1),
    specialty: 'Médecine générale',
    practice: 'own-practice',
    registration: '03',
    volunteer: true,
    locum: false,
    ...change,
  };
}

export function aZone(change: Partial<Zone> = {}): Zone {
  return {
    status: 'listed',
    siren: '200071082',
    name: 'CA Montluçon Communauté',
    departements: ['03'],
    region: 'Auvergne-Rhône-Alpes',
    population: 59_142,
    listedFrom: civilDate('2025-06-30'),
    listedTo: null,
    source: 'ARS Auvergne-Rhône-Alpes',
    ...change,
  };
}

export function aSiteInput(change: Partial<SiteInput> = {}): SiteInput {
  return {
    name: 'Maison de santé des Combrailles',
    type: 'msp',
    address: '2 place de l’Église, 03420 Marcillat',
    epci: '200071082',
    departement: '03',
    zone: paris,
    territory: 'metropole',
    goodFriday: false,
    opening: [
      { weekday: 1, half: 'morning' },
      { weekday: 1, half: 'afternoon' },
    ],
    rooms: 1,
    hours: { morning: { start: '09:00', end: '12:30' }, afternoon: { start: '14:00', end: '17:30' } },
    contacts: [
      { key: 'accueil', name: 'Odile Perrin', email: 'accueil@msp.example', phone: '0470000001' },
      { key: 'gerance', name: 'Luc Morel', email: 'gerance@msp.example', phone: '0470000002' },
    ],
    ...change,
  };
}

export function aProgramme(change: Partial<Omit<Programme, 'status'>> = {}): Omit<Programme, 'status'> {
  return {
    label: 'Complément départemental',
    unit: 'half-day',
    components: [
      {
        key: 'top-up',
        label: 'Complément',
        payer: 'collectivity',
        creditor: 'doctor',
        legalBasis: 'CGCT, art. L.3211-1',
        rates: [
          { from: civilDate('2026-01-01'), to: civilDate('2026-10-14'), halfDay: cents(50_00), source: 'Délibération 2026-12' },
          { from: civilDate('2026-10-15'), to: null, halfDay: cents(60_00), source: 'Délibération 2026-48' },
        ],
        imputation: { chapter: '934', account: '65748', budgetCommitment: '2026-0412' },
      },
    ],
    caps: { monthlySoft: 3, monthlyHard: 4 },
    certificates: ['rcp'],
    gates: ['engagement-letter', 'cdom-site'],
    from: civilDate('2026-01-01'),
    to: null,
    ...change,
  };
}

export function aParty(key: string, change: Partial<ConventionParty> = {}): ConventionParty {
  const signatory = { name: `Signataire ${key}`, capacity: 'Président', email: `${key}@parties.example` };
  return { key, organisation: `Organisme ${key}`, role: 'signatory', signatory, rank: 1, ...change };
}

export function theTerms(change: Partial<ConventionTerms> = {}): ConventionTerms {
  return {
    title: 'Convention pour l’accès aux soins',
    parties: [aParty('cdom'), aParty('ars'), aParty('departement', { rank: 2 }), aParty('prefet', { role: 'informed' })],
    programmes: [dossierId('programme-1')],
    epci: ['200071082'],
    from: civilDate('2026-10-01'),
    to: civilDate('2027-12-31'),
    noticeMonths: 3,
    ...change,
  };
}

export function aConvention(change: Partial<Convention> = {}): Convention {
  const record = {
    number: 'CONV-2026-0001',
    deliberation: null,
    round: null,
    rounds: 0,
    text: null,
    digest: null,
    signed: [],
    refusal: null,
    renewalReminded: false,
  };
  return { status: 'draft', ...theTerms(), ...record, ...change };
}

/** The codes of a refusal with the field that each one names, in order. */
export function refusalsOf(decision: Decision<unknown>): readonly string[] {
  return decision.ok ? [] : decision.refusals.map(({ code, field }: Refusal) => (field === undefined ? code : `${code} ${field}`));
}

export function eventsOf<Event>(decision: Decision<Event>): readonly Event[] {
  if (!decision.ok) throw new Error(`refused: ${decision.refusals.map(({ code }) => code).join(', ')}`);
  return decision.events;
}
