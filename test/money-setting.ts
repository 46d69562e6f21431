import type { CreditorState } from '../domain/bank-details';
import type { Day } from '../domain/consultation-day';
import type { Convention } from '../domain/convention';
import { civilDate, instant, timeZone, type Half } from '../domain/dates';
import type { Engagement } from '../domain/engagement';
import { notAsked } from '../domain/engagement-record';
import { fictionalRpps } from '../domain/identifiers';
import { dossierId } from '../domain/ids';
import { cents } from '../domain/money';
import type { Person } from '../domain/person';
import type { Component, Programme } from '../domain/programme';
import type { Site } from '../domain/site';
import { sealText, type Keyring } from '../runtime/sealing';
import type { Tx } from '../store/db';

export const iban = 'FR7630006000011234567890189';
const common = { version: 1, closed: false, next_due: null };
const open = instant('2026-01-05T08:00:00.000Z');

const national: Component = {
  key: 'national',
  label: 'Indemnité nationale',
  payer: 'cpam',
  creditor: 'doctor',
  legalBasis: 'Mission de solidarité territoriale',
  rates: [{ from: civilDate('2025-09-01'), to: null, halfDay: cents(100_00), source: 'ARS, appel aux volontaires de 2025' }],
  imputation: null,
};
/** the rate changes in mid-month. */
const topUp: Component = {
  key: 'top-up',
  label: 'Majoration départementale',
  payer: 'collectivity',
  creditor: 'doctor',
  legalBasis: 'CGCT, art. L.1511-8',
  rates: [
    { from: civilDate('2025-09-01'), to: civilDate('2026-08-14'), halfDay: cents(50_00), source: 'Délibération du 12 janvier 2026' },
    { from: civilDate('2026-08-15'), to: null, halfDay: cents(62_50), source: 'Délibération du 6 juillet 2026' },
  ],
  imputation: { chapter: '934', account: '65748', budgetCommitment: '2026-SANTE-00412' },
};
const programme: Omit<Programme, 'status'> = {
  label: 'Majoration départementale',
  unit: 'half-day',
  components: [national, topUp],
  caps: { monthlySoft: null, monthlyHard: 4 },
  certificates: [],
  gates: [],
  from: civilDate('2025-09-01'),
  to: null,
};

export type AttestedDay = {
  readonly id: string;
  readonly doctor: number;
  readonly date: string;
  readonly halves: readonly Half[];
  readonly by?: string;
};

/** A convention in force, two doctors whose accounts are effective, and days whose service is attested: as their dossiers would have left them. */
export async function moneySetting(
  tx: Tx,
  {
    collectivity,
    keyring,
    days,
    doctors = 2,
  }: { readonly collectivity: string; readonly keyring: Keyring; readonly days: readonly AttestedDay[]; readonly doctors?: number },
): Promise<void> {
  const convention = {
    status: 'in-force',
    number: 'CONV-2026-0001',
    title: 'Convention d’accès aux soins',
    parties: [],
    programmes: [dossierId('programme-1')],
    epci: ['200071082'],
    from: civilDate('2026-01-20'),
    to: civilDate('2027-12-31'),
    noticeMonths: 3,
    signed: [{ party: 'cdom', at: open, on: civilDate('2026-01-20') }],
    refusal: null,
    renewalReminded: true,
    deliberation: {
      reference: 'n° 2026-01/012 du 12 janvier 2026',
      votedOn: civilDate('2026-01-12'),
      transmittedOn: civilDate('2026-01-15'),
      publishedOn: civilDate('2026-01-16'),
      enforceableOn: civilDate('2026-01-16'),
    },
  } as unknown as Convention;
  const site = {
    status: 'active',
    name: 'MSP des Deux Rives',
    zone: timeZone('Europe/Paris'),
    epci: '200071082',
    contacts: [{ key: 'c1', name: 'Inès Petit', email: 'ines@site.example', phone: '0470000001' }],
  } as unknown as Site;
  const row = (
    id: string,
    status: string,
    body: object,
  ): typeof common & { collectivity: string; id: string; status: string; body: string } => ({
    ...common,
    collectivity,
    id,
    status,
    body: JSON.stringify(body),
  });
  await tx
    .insertInto('programmes')
    .values(row('programme-1', 'active', { status: 'active', ...programme }))
    .execute();
  await tx
    .insertInto('conventions')
    .values(row('convention-1', 'in-force', convention))
    .execute();
  await tx
    .insertInto('sites')
    .values({ ...row('site-1', 'active', site), epci: site.epci })
    .execute();
  for (let n = 1; n <= doctors; n += 1) {
    const person = aDoctor(n);
    await tx
      .insertInto('people')
      .values({ ...row(`doctor-${n}`, 'active', person), rpps: person.rpps })
      .execute();
    await tx
      .insertInto('engagements')
      .values(row(`engagement-${n}`, 'active', anEngagement(n)))
      .execute();
    await tx
      .insertInto('creditors')
      .values({ ...row(`engagement-${n}.creditor`, 'effective', aCreditor(n, keyring)), closed: true })
      .execute();
  }
  await attest(tx, collectivity, days);
}

export async function attest(tx: Tx, collectivity: string, days: readonly AttestedDay[]): Promise<void> {
  for (const { id, doctor, date, halves, by } of days) {
    const attested = halves.map((half) => ({
      half,
      doctor: `doctor-${doctor}`,
      site: by ?? 'site-1.c1',
      on: instant(`${date}T18:00:00.000Z`),
    }));
    const day: Partial<Day> = {
      status: 'attested',
      engagement: dossierId(`engagement-${doctor}`),
      doctor: dossierId(`doctor-${doctor}`),
      site: dossierId('site-1'),
      date: civilDate(date),
      halves,
      attested,
    };
    await tx
      .insertInto('consultation_days')
      .values({ ...common, collectivity, id, status: 'attested', closed: true, body: JSON.stringify(day) })
      .execute();
  }
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
    JSON.stringify({ iban, bic: 'AGRIFRPPXXX', holder: n === 1 ? 'Claire Martin' : 'Hélène Œuvrard' }),
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
    at: open,
    confirmedBy: 'user:administrator-1',
    confirmedOn: open,
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
