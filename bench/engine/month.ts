import type { Collectivity } from '../../domain/collectivity';
import { civilDate, halves as bothHalves, month, timeZone } from '../../domain/dates';
import type { CollectivityId } from '../../domain/ids';
import { cents } from '../../domain/money';
import type { Component, Programme } from '../../domain/programme';
import type { Keyring } from '../../runtime/sealing';
import type { Database } from '../../store/db';
import { anAttestedDay, insertDoctors, insertGround, rowsOf } from './effective';

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

const rowsAtOnce = 250;

/** Doctors whose accounts are effective and whose month is attested, as their dossiers would have left them: two whole days each, so two lines and two more for information. */
export async function attestedMonth(db: Database, collectivity: CollectivityId, keyring: Keyring, doctors: number): Promise<void> {
  const row = rowsOf(collectivity);
  await db.transaction(collectivity, (tx) => insertGround(tx, collectivity, programme));
  for (let first = 1; first <= doctors; first += rowsAtOnce) {
    const numbers = Array.from({ length: Math.min(rowsAtOnce, doctors - first + 1) }, (_, n) => first + n);
    await db.transaction(collectivity, async (tx) => {
      await insertDoctors(tx, collectivity, keyring, numbers);
      const days = numbers.flatMap((n) =>
        [0, 1].map((k) => row(`day-${n}-${k}`, 'attested', anAttestedDay(n, `2026-08-${10 + (n % 9) + k * 9}`, bothHalves), true)),
      );
      await tx.insertInto('consultation_days').values(days).execute();
    });
  }
}
