import type { CreditorState } from '../../domain/bank-details';
import type { Collectivity } from '../../domain/collectivity';
import type { Day } from '../../domain/consultation-day';
import { civilDate, instant, month, timeZone, type Half } from '../../domain/dates';
import type { Engagement } from '../../domain/engagement';
import { notAsked } from '../../domain/engagement-record';
import { fictionalRpps } from '../../domain/identifiers';
import { dossierId, type CollectivityId } from '../../domain/ids';
import { cents } from '../../domain/money';
import type { Person } from '../../domain/person';
import type { Component, Programme } from '../../domain/programme';
import { sealText, type Keyring } from '../../runtime/sealing';
import type { Database } from '../../store/db';

const party = (ref: string, name: string): { ref: string; name: string; email: string } => ({ ref, name, email: `${ref}@bench.example` });

export const settings: Omit<Collectivity, 'status'> = {
  label: 'Département de l’Exemple',
  siren: '222400012',
  address: ['1, place de la République', '99000 Exemple'],
  zone: timeZone('Europe/Paris'),
  territory: 'metropole',
  contact: { name: 'Cellule santé', phone: '01 23 45 67 89', email: 'sante@bench.example' },
  escalation: [party('escalade', 'Camille Roux')],
  accountant: party('payeur', 'Paierie départementale'),
  cdoms: {},
  offsetAllowed: false,
  clock: { kind: 'real' },
  mail: { kind: 'instance' },
  closing: { dayOfMonth: 2, hour: 6 },
};

export const closedMonth = month('2026-08');
const since = instant('2026-01-05T08:00:00.000Z');
const from = civilDate('2025-09-01');

const component = (key: string, payer: Component['payer'], euros: number): Component => ({
  key,
  label: payer === 'cpam' ? 'Indemnité nationale' : 'Majoration départementale',
  payer,
  creditor: 'doctor',
  legalBasis: 'CGCT, art. L.1511-8',
  rates: [{ from, to: null, halfDay: cents(euros * 100), source: 'Délibération du 12 janvier 2026' }],
  imputation: payer === 'cpam' ? null : { chapter: '934', account: '65748', budgetCommitment: '2026-SANTE-00412' },
});

const programme: Programme = {
  status: 'active',
  label: 'Majoration départementale',
  unit: 'half-day',
  components: [component('national', 'cpam', 100), component('top-up', 'collectivity', 50)],
  caps: { monthlySoft: null, monthlyHard: 4 },
  certificates: [],
  gates: [],
  from,
  to: null,
};

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
  contacts: [{ key: 'c1', name: 'Inès Petit', email: 'ines@bench.example', phone: '0470000001' }],
};

const rowsAtOnce = 250;

/** Doctors whose accounts are effective and whose month is attested, as their dossiers would have left them: two whole days each, so two lines and two more for information. */
export async function attestedMonth(db: Database, collectivity: CollectivityId, keyring: Keyring, doctors: number): Promise<void> {
  const row = (id: string, status: string, body: object) => ({
    collectivity,
    id,
    status,
    closed: false,
    next_due: null,
    version: 1,
    body: JSON.stringify(body),
  });
  await db.transaction(collectivity, async (tx) => {
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
  });
  for (let first = 1; first <= doctors; first += rowsAtOnce) {
    const numbers = Array.from({ length: Math.min(rowsAtOnce, doctors - first + 1) }, (_, n) => first + n);
    await db.transaction(collectivity, async (tx) => {
      const people = numbers.map((n) => ({ ...row(`doctor-${n}`, 'active', aDoctor(n)), rpps: fictionalRpps(n) }));
      await tx.insertInto('people').values(people).execute();
      await tx
        .insertInto('engagements')
        .values(numbers.map((n) => row(`engagement-${n}`, 'active', anEngagement(n))))
        .execute();
      const creditors = numbers.map((n) => ({ ...row(`engagement-${n}.creditor`, 'effective', aCreditor(n, keyring)), closed: true }));
      await tx.insertInto('creditors').values(creditors).execute();
      const days = numbers.flatMap((n) =>
        [0, 1].map((k) => ({ ...row(`day-${n}-${k}`, 'attested', aDay(n, `2026-08-${10 + (n % 9) + k * 9}`)), closed: true })),
      );
      await tx.insertInto('consultation_days').values(days).execute();
    });
  }
}

function aDoctor(n: number): Person {
  return {
    status: 'active',
    familyName: ['Martin', 'Œuvrard', 'Châtelain-Dubœuf', 'Le Goff'][n % 4] ?? '',
    givenName: ['Claire', 'Hélène', 'Étienne'][n % 3] ?? '',
    email: `doctor-${n}@bench.example`,
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
  const account = JSON.stringify({ iban: 'FR7630006000011234567890189', bic: 'AGRIFRPPXXX', holder: 'Claire Martin' });
  return {
    status: 'effective',
    engagement: dossierId(`engagement-${n}`),
    doctor: dossierId(`doctor-${n}`),
    version: 1,
    effective: {
      sealed: sealText(keyring, account, `creditor/engagement-${n}.creditor`),
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
    },
    pending: null,
    refusal: null,
    reminded: [],
  };
}

function aDay(n: number, date: string): Partial<Day> {
  const halves: readonly Half[] = ['morning', 'afternoon'];
  const on = instant(`${date}T18:00:00.000Z`);
  return {
    status: 'attested',
    engagement: dossierId(`engagement-${n}`),
    doctor: dossierId(`doctor-${n}`),
    site: dossierId('site-1'),
    date: civilDate(date),
    halves,
    attested: halves.map((half) => ({ half, doctor: `doctor-${n}`, site: 'site-1.c1', on })),
  };
}
