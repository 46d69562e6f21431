import type { Month } from './dates';
import type { EngagementId } from './ids';
import { add, type Cents, sum, zero } from './money';
import { order } from './lists';
import type { Cumulative, CumulativeMonth } from './statement-draft';

/** A sum that an earlier document brought to an engagement; of rejected or replaced ones there is none. */
export type PaidSum = {
  readonly engagement: EngagementId;
  readonly budgetYear: number;
  readonly month: Month;
  readonly amount: Cents;
  readonly acknowledged: boolean;
};

/** R-10 and CGCT annex I heading 72: each statement recalls the sums already paid, month by month and in all. */
export function cumulativeOf(engagement: EngagementId, budgetYear: number, paid: readonly PaidSum[], now: Cents): Cumulative {
  const mine = paid.filter((sum) => sum.engagement === engagement && sum.budgetYear === budgetYear);
  const months = [...new Set(mine.map(({ month }) => month))].toSorted(order).map((month) => monthOf(month, mine));
  const issued = sum(months.map((each) => each.issued));
  return {
    engagement,
    budgetYear,
    months,
    issued,
    acknowledged: sum(months.map((each) => each.acknowledged)),
    withThis: add(issued, now),
  };
}

function monthOf(month: Month, paid: readonly PaidSum[]): CumulativeMonth {
  const its = paid.filter((sum) => sum.month === month);
  return {
    month,
    issued: sum(its.map(({ amount }) => amount)),
    acknowledged: sum(its.map(({ amount, acknowledged }) => (acknowledged ? amount : zero))),
  };
}
