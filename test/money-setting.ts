import { anAttestedDay, insertDoctors, insertGround, rowsOf } from '../bench/engine/effective';
import { civilDate, type Half } from '../domain/dates';
import { cents } from '../domain/money';
import type { Component, Programme } from '../domain/programme';
import type { Keyring } from '../runtime/sealing';
import type { Tx } from '../store/db';

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
  await insertGround(tx, collectivity, { status: 'active', ...programme });
  await insertDoctors(
    tx,
    collectivity,
    keyring,
    Array.from({ length: doctors }, (_, n) => n + 1),
  );
  await attest(tx, collectivity, days);
}

export async function attest(tx: Tx, collectivity: string, days: readonly AttestedDay[]): Promise<void> {
  const row = rowsOf(collectivity);
  for (const { id, doctor, date, halves, by } of days)
    await tx
      .insertInto('consultation_days')
      .values(row(id, 'attested', anAttestedDay(doctor, date, halves, by), true))
      .execute();
}
