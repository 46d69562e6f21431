import type { CreditorState } from '../../domain/bank-details';
import type { Day } from '../../domain/consultation-day';
import { civilDate, instant, type Half } from '../../domain/dates';
import type { Engagement } from '../../domain/engagement';
import { notAsked } from '../../domain/engagement-record';
import { fictionalRpps } from '../../domain/identifiers';
import { dossierId } from '../../domain/ids';
import type { Person } from '../../domain/person';
import type { Programme } from '../../domain/programme';
import { sealText, type Keyring } from '../../runtime/sealing';
import type { Tx } from '../../store/db';

/** What a month needs, as its dossiers would have left it: one convention in force, one site, and doctors whose accounts are effective. */
export const iban = 'FR7630006000011234567890189';
const since = instant('2026-01-05T08:00:00.000Z');

const convention = {
  status: 'in-force',
  number: 'CONV-2026-0001',
  title: 'Convention d’accès aux soins',
  parties: [],
  programmes: ['programme-1'],
  epci: ['200071082'],
  from: '2026-01-20',
  to: '2027-12-31',
  noticeMonths: 3,
  signed: [{ party: 'cdom', at: since, on: '2026-01-20' }],
  refusal: null,
  renewalReminded: true,
  committees: [],
  budgets: [],
  deliberation: {
    reference: 'n° 2026-01/012 du 12 janvier 2026',
    votedOn: '2026-01-12',
    transmittedOn: '2026-01-15',
    publishedOn: '2026-01-16',
    enforceableOn: '2026-01-16',
  },
};

const site = {
  status: 'active',
  name: 'MSP des Deux Rives',
  zone: 'Europe/Paris',
  epci: '200071082',
  contacts: [{ key: 'c1', name: 'Inès Petit', email: 'ines@site.example', phone: '0470000001' }],
};

type Row = {
  readonly collectivity: string;
  readonly id: string;
  readonly status: string;
  readonly closed: boolean;
  readonly next_due: null;
  readonly version: number;
  readonly body: string;
};

export const rowsOf =
  (collectivity: string) =>
  (id: string, status: string, body: object, closed = false): Row => ({
    collectivity,
    id,
    status,
    closed,
    next_due: null,
    version: 1,
    body: JSON.stringify(body),
  });

/** The programme, a convention for it and a site of it. */
export async function insertGround(tx: Tx, collectivity: string, programme: Programme): Promise<void> {
  const row = rowsOf(collectivity);
  await tx
    .insertInto('programmes')
    .values(row('programme-1', 'active', programme))
    .execute();
  await tx
    .insertInto('conventions')
    .values(row('convention-1', 'in-force', convention))
    .execute();
  await tx
    .insertInto('sites')
    .values({ ...row('site-1', 'active', site), epci: site.epci })
    .execute();
}

/** Doctors by their numbers, each with an engagement and an account. */
export async function insertDoctors(tx: Tx, collectivity: string, keyring: Keyring, numbers: readonly number[]): Promise<void> {
  const row = rowsOf(collectivity);
  await tx
    .insertInto('people')
    .values(numbers.map((n) => ({ ...row(`doctor-${n}`, 'active', aDoctor(n)), rpps: fictionalRpps(n) })))
    .execute();
  await tx
    .insertInto('engagements')
    .values(numbers.map((n) => row(`engagement-${n}`, 'active', anEngagement(n))))
    .execute();
  await tx
    .insertInto('creditors')
    .values(numbers.map((n) => row(`engagement-${n}.creditor`, 'effective', aCreditor(n, keyring), true)))
    .execute();
}

function aDoctor(n: number): Person {
  return {
    status: 'active',
    familyName: ['Martin', 'Œuvrard'][n - 1] ?? `Docteur${n}`,
    givenName: ['Claire', 'Hélène'][n - 1] ?? 'Alix',
    email: `doctor-${n}@medecin.example`,
    phone: '0600000001',
    rpps: fictionalRpps(n),
    fictional: true,
    specialty: 'Médecine générale',
    practice: 'retired',
    registration: '03',
    volunteer: true,
    locum: false,
    certificates: [],
  };
}

function anEngagement(n: number): Engagement {
  return {
    status: 'active',
    doctor: dossierId(`doctor-${n}`),
    programme: dossierId('programme-1'),
    convention: dossierId('convention-1'),
    campaign: null,
    round: null,
    rounds: 1,
    letter: null,
    letterSignedOn: null,
    letterRefusal: null,
    contract: null,
    creditor: dossierId(`engagement-${n}.creditor`),
    bank: { askedOn: null, declared: false },
    sites: [],
    cdom: { registration: { ...notAsked, status: 'authorised' }, sites: {} },
    from: civilDate('2026-01-20'),
    to: civilDate('2027-12-31'),
    reminded: [],
    ending: null,
  };
}

function aCreditor(n: number, keyring: Keyring): CreditorState {
  const sealed = sealText(
    keyring,
    JSON.stringify({ iban, bic: 'AGRIFRPP882', holder: n === 1 ? 'Claire Martin' : 'Hélène Œuvrard' }),
    `creditor/engagement-${n}.creditor`,
  );
  const effective = {
    sealed,
    maskedIban: '••••\u00a00189',
    holderKind: 'person',
    siret: null,
    companyName: null,
    holderMatches: true,
    foreign: false,
    version: 1,
    by: `doctor-${n}`,
    at: since,
    confirmedBy: 'user:administrator-1',
    confirmedOn: since,
  } as const;
  return {
    status: 'effective',
    engagement: dossierId(`engagement-${n}`),
    doctor: dossierId(`doctor-${n}`),
    version: 1,
    effective,
    pending: null,
    refusal: null,
    reminded: [],
  };
}

export function anAttestedDay(n: number, date: string, halves: readonly Half[], by = 'site-1.c1'): Partial<Day> {
  const on = instant(`${date}T18:00:00.000Z`);
  return {
    status: 'attested',
    engagement: dossierId(`engagement-${n}`),
    doctor: dossierId(`doctor-${n}`),
    site: dossierId('site-1'),
    date: civilDate(date),
    halves,
    attested: halves.map((half) => ({ half, doctor: `doctor-${n}`, site: by, on })),
  };
}
