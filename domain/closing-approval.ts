import { creditRefusal, yearEndRefusal, type Budget } from './convention-budget';
import type { CivilDate } from './dates';
import { actorRef, type BaseFacts, type Refusal } from './decision';
import type { ConventionId } from './ids';
import type { Cents } from './money';
import type { MonthDraft } from './month-draft';

export type ClosingBudget = { readonly convention: ConventionId; readonly budget: Budget; readonly issued: Cents };
type Known = { readonly today: CivilDate; readonly budgets?: readonly ClosingBudget[] };

/** for each convention and budget year of the month's documents, the credits and the blocking date; the approver may pass a warning with a reason. */
export function budgetRefusals(asked: MonthDraft['asked'], { today, budgets = [] }: Known): readonly Refusal[] {
  return budgets.flatMap(({ convention, budget, issued }) => {
    const its = asked.find((each) => each.convention === convention && each.year === budget.year);
    if (its === undefined) return [];
    const over = creditRefusal(budget, { committed: issued, asked: its.net }, 'approver');
    return [over, yearEndRefusal(budget, today)].filter((refusal) => refusal !== null);
  });
}

type Handled = Pick<BaseFacts, 'by'> & { readonly attesters: readonly string[]; readonly bankHandlers: readonly string[] };

/** who attests, who approves and who handles bank details are different people. */
export function selfApproval({ by, attesters, bankHandlers }: Handled): Refusal | null {
  if (by.kind !== 'user' || by.role !== 'approver') return { code: 'approver-only' };
  return [...attesters, ...bankHandlers].includes(actorRef(by)) ? { code: 'self-approval' } : null;
}
