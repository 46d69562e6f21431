import type { ClosingBudget } from '../domain/closing-approval';
import type { Convention } from '../domain/convention';
import { issuedIn } from '../domain/convention-budget';
import type { BaseFacts } from '../domain/decision';
import type { ConventionId } from '../domain/ids';
import type { IssuedLine, Liquidation } from '../domain/liquidation-facts';
import { add, zero, type Cents } from '../domain/money';
import type { ClosingFacts } from '../domain/month-closing';
import { countPart, monthDraft, noCount, type Asked } from '../domain/month-draft';
import type { Liquidated } from './closing-liquidation';
import type { Tx } from './db';
import { statesOf } from './records';

export type DraftFacts = Pick<ClosingFacts, 'draft' | 'attesters' | 'bankHandlers' | 'budgets'>;

/** What an approver looks at of a month, and who had a hand in it. Each part is gone when the next one is computed. `except`: the number of the document that is being replaced. */
export async function draftFacts(
  tx: Tx,
  { digestOf }: Pick<BaseFacts, 'digestOf'>,
  parts: AsyncIterable<Liquidated> | Iterable<Liquidated>,
  except: string | null,
): Promise<DraftFacts> {
  let counted = noCount;
  const attesters = new Set<string>();
  const handlers = new Set<string>();
  const issued: Issued = new Map();
  for await (const part of parts) {
    counted = countPart(counted, part.liquidation, digestOf);
    for (const each of attestersOf(part.liquidation)) attesters.add(each);
    for (const each of bankHandlersOf(part)) handlers.add(each);
    addIssued(issued, part.issued, except);
  }
  const draft = monthDraft(counted, digestOf);
  return { draft, attesters: [...attesters], bankHandlers: [...handlers], budgets: await budgetsOf(tx, draft.asked, issued) };
}

/** By convention and year. */
type Issued = Map<string, Cents>;
const keyOf = (convention: ConventionId, year: number): string => `${convention}/${year}`;

/** A document and the one that replaces it are the same doctor's: in one part. */
function addIssued(issued: Issued, lines: readonly IssuedLine[], except: string | null): void {
  const found = new Map(
    lines.map(({ scope: { convention, budgetYear } }) => [keyOf(convention.id, budgetYear), { convention, budgetYear }]),
  );
  for (const [key, { convention, budgetYear }] of found)
    issued.set(key, add(issued.get(key) ?? zero, issuedIn(lines, convention.id, budgetYear, except)));
}

/** of the conventions and budget years of these documents. */
async function budgetsOf(tx: Tx, asked: readonly Asked[], issued: Issued): Promise<readonly ClosingBudget[]> {
  const ids = [...new Set(asked.map(({ convention }) => convention))];
  const conventions = await statesOf<Convention>(tx, 'conventions', ids);
  return ids.flatMap((convention) =>
    (conventions.get(convention)?.budgets ?? []).map((budget) => ({
      convention,
      budget,
      issued: issued.get(keyOf(convention, budget.year)) ?? zero,
    })),
  );
}

/** those who said that a half-day of these documents took place. */
export function attestersOf({ drafts, information }: Liquidation): readonly string[] {
  const lines = [...drafts.flatMap((draft) => [...draft.lines, ...draft.information]), ...information.flatMap((entry) => entry.lines)];
  return [...new Set(lines.flatMap(({ evidence }) => evidence.flatMap(({ attestedBy }) => attestedBy)))];
}

/** those who declared or confirmed the bank details that these documents pay to, or ask to change them. */
export function bankHandlersOf({ liquidation: { drafts }, creditors }: Liquidated): readonly string[] {
  const known = [...new Set(drafts.map(({ creditor }) => creditor.id))].map((id) => creditors.get(id));
  return [
    ...new Set(
      known.flatMap((each) => [
        ...(each?.pending ? [each.pending.by] : []),
        ...(each?.effective ? [each.effective.by, each.effective.confirmedBy] : []),
      ]),
    ),
  ];
}
