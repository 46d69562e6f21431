import { yearOf } from './dates';
import { isRehearsal } from './collectivity';
import type { FactsOf } from './decision';
import { childId } from './ids';
import { canonicalJson, type DraftKind, type StatementDraft } from './statement-draft';
import type { NumberedStatement } from './issued-statement';

/** the last rank taken in this year's series; the counter's row is locked while a batch is numbered. */
export type Numbering = { readonly prefix: string; readonly last: Readonly<Record<DraftKind, number>> };

type NumberParts = {
  readonly prefix: string;
  readonly year: number;
  readonly seq: number;
  readonly specimen: boolean;
  readonly kind?: DraftKind;
};

/** R-09, E-40: `<dept>-<year of issue>-<type>-<seq>`, one gapless series per kind and year, a rehearsal in its own. */
export function statementNumber({ prefix, year, seq, specimen, kind = 'statement' }: NumberParts): string {
  if (!Number.isSafeInteger(seq) || seq < 1) throw new RangeError(`not a rank in a series: ${seq}`);
  return `${specimen ? 'SPECIMEN-' : ''}${prefix}-${year}-${kind === 'statement' ? 'EL' : 'TP'}-${String(seq).padStart(4, '0')}`;
}

/** Ranks follow the drafts' own order, so that the same PROJET always takes the same numbers. */
export function numbered(
  drafts: readonly StatementDraft[],
  facts: FactsOf<'month-closing'>,
  replaces: string | null,
): readonly NumberedStatement[] {
  const { prefix, last } = facts.numbering;
  const specimen = isRehearsal(facts.collectivity);
  const year = yearOf(facts.today);
  const ranks = { ...last };
  return drafts.map((draft): NumberedStatement => {
    const bankSnapshot = facts.bankSnapshots[draft.creditor.id];
    if (bankSnapshot === undefined) throw new RangeError(`no bank snapshot of creditor ${draft.creditor.id}`);
    ranks[draft.kind] += 1;
    const seq = ranks[draft.kind];
    const number = statementNumber({ prefix, year, seq, specimen, kind: draft.kind });
    const dataHash = facts.digestOf(canonicalJson({ number, replaces, draft }));
    return { statement: childId(facts.collectivityId, 'statement', number), number, seq, draft, bankSnapshot, dataHash, replaces };
  });
}
