import type { PersonId } from './ids';
import type { Liquidation } from './liquidation-facts';
import { draftsDigest, groupBy, order } from './statement-draft';

/** More than this in one transaction would keep the collectivity's counter and its other writers waiting. */
export const issueBatch = 100;

/** Doctors from one to another, in the order of their ids; null is the first, or the last. */
export type DoctorRange = { readonly after: PersonId | null; readonly through: PersonId | null };
export const everyDoctor: DoctorRange = { after: null, through: null };

/** Whoever has a document, an information or something held in these doctors' part of the month, whose documents have this digest. */
export type Batch = DoctorRange & { readonly digest: string };

export function isWithin({ after, through }: DoctorRange, doctor: string): boolean {
  return (after === null || doctor > after) && (through === null || doctor <= through);
}

/** what is approved at once is numbered in parts, so that each part costs the same however large the month. A doctor's documents stay together. */
export function batchesOf({ drafts, information, held }: Liquidation, digestOf: (text: string) => string): readonly [Batch, ...Batch[]] {
  const ofDoctor = groupBy(drafts, ({ doctor }) => doctor);
  const doctors = [...new Set([...drafts, ...information, ...held].map(({ doctor }) => doctor))].toSorted(order);
  const ends: PersonId[] = [];
  let documents = 0;
  let last: PersonId | null = null;
  for (const doctor of doctors) {
    const own = Math.max(1, ofDoctor.get(doctor)?.length ?? 0);
    if (last !== null && documents + own > issueBatch) {
      ends.push(last);
      documents = 0;
    }
    documents += own;
    last = doctor;
  }
  let next = 0;
  const batch = (after: PersonId | null, through: PersonId | null): Batch => {
    const from = next;
    while (next < drafts.length && isWithin({ after, through }, drafts[next]?.doctor ?? '')) next += 1;
    return { after, through, digest: draftsDigest(drafts.slice(from, next), digestOf) };
  };
  const parts = ends.map((through, n) => batch(ends[n - 1] ?? null, through));
  const rest = batch(ends.at(-1) ?? null, null);
  const [first, ...others] = parts;
  return first === undefined ? [rest] : [first, ...others, rest];
}
