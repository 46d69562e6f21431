import { at, civilDate, isBefore, plusDays, yearOf, type CivilDate, type TimeZone } from './dates';
import { administrator, type Due, type NextAction, type Refusal, type Role } from './decision';
import type { ConventionId, DayId } from './ids';
import type { IssuedLine } from './liquidation-facts';
import { add, type Cents, sum, times, zero } from './money';
import { morningOf } from './morning';
import { rateOn, type Component } from './programme';
import { pointer, reader } from './reader';

export const creditModes = ['warn', 'refuse'] as const;
export type CreditMode = (typeof creditModes)[number];

/** What the finance service says of one budget year of a convention. */
export type Budget = {
  readonly year: number;
  /** credits voted for the convention that year; null when the year is not watched */
  readonly credits: Cents | null;
  readonly mode: CreditMode;
  /** the vote that opened them */
  readonly source: string;
  /** last day on which it takes documents on that year's budget */
  readonly takenUntil: CivilDate | null;
};
/** a year is recalled once, and over once its blocking date has passed. */
export type YearEnds = Readonly<Record<string, 'reminded' | 'over'>>;
type Budgeted = { readonly budgets?: readonly Budget[]; readonly yearEnds?: YearEnds };

export type BudgetDue = 'year-end-reminder' | 'year-end';

/** Half-days that keep a place in the budget: proposed, confirmed, held, or attested and not yet on a document. */
export type PlannedHalves = {
  readonly day: DayId;
  readonly date: CivilDate;
  readonly halves: readonly string[];
  readonly components: readonly Component[];
};

export function budgetOf(budgets: readonly Budget[] | undefined, year: number): Budget | null {
  return budgets?.find((budget) => budget.year === year) ?? null;
}

/** what the collectivity itself would pay for these half-days, at the rates of their date. */
export function costOf({ date, halves, components }: Pick<PlannedHalves, 'date' | 'halves' | 'components'>): Cents {
  const own = components.filter(({ payer }) => payer === 'collectivity').map((component) => rateOn(component, date)?.halfDay ?? zero);
  return times(sum(own), halves.length);
}

/** documents in force of that convention and budget year, a document that is being replaced apart. */
export function issuedIn(issued: readonly IssuedLine[], convention: ConventionId, year: number, except: string | null = null): Cents {
  const gone = new Set([...issued.map(({ replaces }) => replaces), except]);
  const live = issued.filter(
    ({ state, number, scope }) =>
      state !== 'replaced' && !gone.has(number) && scope.convention.id === convention && scope.budgetYear === year,
  );
  return sum(live.map(({ line, quantity }) => times(line.unit, quantity)));
}

/** a half-day that a document in force carries is issued; any other is planned. */
export function plannedIn(planned: readonly PlannedHalves[], issued: readonly IssuedLine[], year: number): Cents {
  const carried = new Set(issued.map(({ evidence }) => `${evidence.day}/${evidence.half}`));
  return sum(
    planned
      .filter(({ date }) => yearOf(date) === year)
      .map((day) => costOf({ ...day, halves: day.halves.filter((half) => !carried.has(`${day.day}/${half}`)) })),
  );
}

/** over the credits voted, refused or warned by the budget's setting; who may pass a warning gives a reason. */
export function creditRefusal(
  budget: Budget | null,
  { committed, asked }: { readonly committed: Cents; readonly asked: Cents },
  override: Role,
): Refusal | null {
  if (budget === null || budget.credits === null || asked <= 0) return null;
  const total = add(committed, asked);
  if (total <= budget.credits) return null;
  const refusal = { code: 'credits-exceeded', detail: { year: budget.year, votedCents: budget.credits, totalCents: total } };
  return budget.mode === 'warn' ? { ...refusal, override } : refusal;
}

/** after the blocking date the finance service takes nothing more on that year; who insists says what was agreed. */
export function yearEndRefusal(budget: Budget | null, today: CivilDate): Refusal | null {
  if (budget === null || budget.takenUntil === null || today <= budget.takenUntil) return null;
  return { code: 'budget-year-over', detail: { year: budget.year, date: budget.takenUntil }, override: 'approver' };
}

/** R-18, annual budget: what was served in a year may be ordered for payment in the January that follows, and not later. */
export function readBudgets(input: readonly Budget[]): { readonly budgets: readonly Budget[]; readonly refusals: readonly Refusal[] } {
  const read = reader(pointer(''));
  const budgets = input.map((budget, n) => {
    const { year, credits, takenUntil } = budget;
    const place = `budgets/${n}`;
    const isYear = Number.isSafeInteger(year) && year >= 2020 && year <= 2100;
    read.check(`${place}/year`, isYear, 'year-malformed');
    read.check(`${place}/year`, input.findIndex((each) => each.year === year) === n, 'duplicate-item');
    read.check(`${place}/credits`, credits === null || (Number.isSafeInteger(credits) && credits > 0), 'credits-not-positive');
    if (isYear && takenUntil !== null)
      read.check(`${place}/takenUntil`, takenUntil >= `${year}-12-01` && takenUntil <= `${year + 1}-01-31`, 'blocking-date-outside', {
        year,
      });
    return { ...budget, source: read.text(`${place}/source`, budget.source, 500) };
  });
  return { budgets: budgets.toSorted((a, b) => a.year - b.year), refusals: read.refusals };
}

/** A blocking date that changes is recalled anew. */
export function yearEndsAfter({ budgets, yearEnds = {} }: Budgeted, next: readonly Budget[]): YearEnds {
  const isKept = (year: string): boolean => budgetOf(budgets, Number(year))?.takenUntil === budgetOf(next, Number(year))?.takenUntil;
  return Object.fromEntries(Object.entries(yearEnds).filter(([year]) => isKept(year)));
}

/** from the first of December the desk has the year's attestations and documents to finish. */
const reminderDay = '12-01';
const evening = '18:00';

export function budgetDues({ budgets = [], yearEnds = {} }: Budgeted, zone: TimeZone): readonly Due<BudgetDue>[] {
  return budgets.flatMap(({ year, takenUntil }): readonly Due<BudgetDue>[] => {
    const stage = yearEnds[year];
    if (takenUntil === null || stage === 'over') return [];
    const item = String(year);
    const reminder = civilDate(`${year}-${reminderDay}`);
    const due = { what: 'year-end', at: morningOf(plusDays(takenUntil, 1), zone), item } as const;
    return stage === undefined && !isBefore(takenUntil, reminder)
      ? [{ what: 'year-end-reminder', at: morningOf(reminder, zone), item }, due]
      : [due];
  });
}

export function budgetActions({ budgets = [], yearEnds = {} }: Budgeted, zone: TimeZone): readonly NextAction[] {
  return budgets.flatMap(({ year, takenUntil }): readonly NextAction[] =>
    takenUntil === null || yearEnds[year] !== 'reminded'
      ? []
      : [
          {
            key: `year-end/${year}`,
            owner: administrator,
            what: 'convention-year-end',
            until: at(takenUntil, evening, zone),
            detail: { year, date: takenUntil },
          },
        ],
  );
}
