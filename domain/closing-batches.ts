import type { PersonId } from './ids';
import type { Liquidation } from './liquidation-facts';
import { groupBy, order } from './lists';
import { addTexts, digestOfParts, noDigests, type PartDigests, type StatementDraft } from './statement-draft';

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

/** A document with its text, which more than one digest is taken of. */
type Texted = Pick<StatementDraft, 'doctor'> & { readonly text: string };

/** The batches that are full, and what the next one begins with. */
export type BatchCut = {
  readonly full: readonly Batch[];
  readonly digests: PartDigests;
  /** documents, and doctors who have none */
  readonly weight: number;
  readonly last: PersonId | null;
};
export const noCut: BatchCut = { full: [], digests: noDigests, weight: 0, last: null };

type Part = Pick<Liquidation, 'information' | 'held'> & { readonly documents: readonly Texted[] };

/** what is approved at once is numbered in parts, so that each part costs the same however large the month. A doctor's documents stay together. */
export function cutBatches(cut: BatchCut, { documents, information, held }: Part, digestOf: (text: string) => string): BatchCut {
  const ofDoctor = groupBy(documents, ({ doctor }) => doctor);
  const doctors = [...new Set([...documents, ...information, ...held].map(({ doctor }) => doctor))].toSorted(order);
  return doctors.reduce((now, doctor) => {
    const own = ofDoctor.get(doctor) ?? [];
    const texts = own.map(({ text }) => text);
    const weight = Math.max(1, own.length);
    return now.last !== null && now.weight + weight > issueBatch
      ? { full: [...now.full, batchOf(now, digestOf)], digests: addTexts(noDigests, texts, digestOf), weight, last: doctor }
      : { full: now.full, digests: addTexts(now.digests, texts, digestOf), weight: now.weight + weight, last: doctor };
  }, cut);
}

function batchOf({ full, digests, last }: BatchCut, digestOf: (text: string) => string): Batch {
  return { after: full.at(-1)?.through ?? null, through: last, digest: digestOfParts(digests, digestOf) };
}

export function batchesOf(cut: BatchCut, digestOf: (text: string) => string): readonly [Batch, ...Batch[]] {
  const rest = batchOf({ ...cut, last: null }, digestOf);
  const [first, ...others] = cut.full;
  return first === undefined ? [rest] : [first, ...others, rest];
}
