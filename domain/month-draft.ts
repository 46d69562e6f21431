import { batchesOf, cutBatches, noCut, type Batch, type BatchCut } from './closing-batches';
import type { ConventionId } from './ids';
import { controlTotals } from './liquidation';
import type { Liquidation } from './liquidation-facts';
import { type Cents, sum } from './money';
import { groupBy } from './lists';
import {
  addTexts,
  digestOfParts,
  draftText,
  noDigests,
  noTotals,
  plusTotals,
  type PartDigests,
  type StatementDraft,
  type Totals,
} from './statement-draft';

/** What its documents ask of a convention's credits of one year. */
export type Asked = { readonly convention: ConventionId; readonly year: number; readonly net: Cents };

/** what is approved of a month: its figures, the digest of its documents, what they ask of each budget, and the parts in which they will be numbered. */
export type MonthDraft = {
  readonly totals: Totals;
  readonly digest: string;
  readonly asked: readonly Asked[];
  readonly batches: readonly [Batch, ...Batch[]];
};

/** A month of which some parts were counted: of their documents no more is kept than what a batch and a digest begin with. */
export type DraftCount = {
  readonly totals: Totals;
  readonly digests: PartDigests;
  readonly asked: readonly Asked[];
  readonly cut: BatchCut;
};

type DigestOf = (text: string) => string;

export const noCount: DraftCount = { totals: noTotals, digests: noDigests, asked: [], cut: noCut };

/** The next part: of whole doctors, who come after those of the parts before. */
export function countPart(count: DraftCount, part: Liquidation, digestOf: DigestOf): DraftCount {
  const { drafts, information, held } = part;
  const documents = drafts.map((draft) => ({ doctor: draft.doctor, text: draftText(draft) }));
  return {
    totals: plusTotals(count.totals, controlTotals(part)),
    digests: addTexts(
      count.digests,
      documents.map(({ text }) => text),
      digestOf,
    ),
    asked: askedTogether([...count.asked, ...drafts.map(askedBy)]),
    cut: cutBatches(count.cut, { documents, information, held }, digestOf),
  };
}

export function monthDraft(count: DraftCount, digestOf: DigestOf): MonthDraft {
  const { totals, asked } = count;
  return { totals, digest: digestOfParts(count.digests, digestOf), asked, batches: batchesOf(count.cut, digestOf) };
}

function askedBy({ convention, budgetYear, net }: StatementDraft): Asked {
  return { convention: convention.id, year: budgetYear, net };
}

function askedTogether(all: readonly Asked[]): readonly Asked[] {
  return [...groupBy(all, ({ convention, year }) => `${convention}/${year}`).values()].map((same) => ({
    ...same[0],
    net: sum(same.map(({ net }) => net)),
  }));
}
