import type { ClosingBudget } from '../../domain/closing-approval';
import type { Budget } from '../../domain/convention-budget';
import { civilDate, month } from '../../domain/dates';
import { dossierId } from '../../domain/ids';
import { liquidate } from '../../domain/liquidation';
import { cents } from '../../domain/money';
import { act, drafted, facts, march10, seen, type Facts } from './closing-builders';
import { aHalf, anInput, approver } from './money-builders';

const [draft] = march10.drafts;
if (draft === undefined) throw new Error('no draft');
const aBudget = (change: Partial<Budget> = {}): Budget => ({
  year: 2026,
  credits: draft.net,
  mode: 'refuse',
  source: 'Budget primitif 2026',
  takenUntil: null,
  ...change,
});
const known = (change: Partial<Budget>, issued = 0): readonly ClosingBudget[] => [
  { convention: draft.convention.id, budget: aBudget(change), issued: cents(issued) },
];
const approved = (budgets: readonly ClosingBudget[], more: Partial<Facts> = {}): readonly string[] => {
  const step = act(drafted, seen(drafted), facts({ by: approver, budgets, ...more }));
  return step.codes.length > 0 ? step.codes : [step.state.status];
};
const insisting = (code: string): Partial<Facts> => ({ overrides: [{ code, reason: 'Décision modificative votée le 3 avril' }] });

test('R-16: a month that ends within the credits voted is approved', () => {
  expect(approved([])).toEqual(['approved']);
  expect(approved(known({}))).toEqual(['approved']);
});

test('R-16: one cent more than the credits, with what is issued already, and the month is not approved', () => {
  expect(approved(known({}, 1))).toEqual(['credits-exceeded']);
  expect(approved(known({}, 1), insisting('credits-exceeded'))).toEqual(['credits-exceeded']);
});

test('R-16: where the setting warns, the approver may pass with a reason', () => {
  expect(approved(known({ mode: 'warn' }, 1))).toEqual(['credits-exceeded']);
  expect(approved(known({ mode: 'warn' }, 1), insisting('credits-exceeded'))).toEqual(['approved']);
});

test('R-16: another convention’s or another year’s credits are not those of these documents', () => {
  expect(approved(known({ year: 2025, credits: cents(1) }))).toEqual(['approved']);
  expect(approved(known({}, 1).map((each) => ({ ...each, convention: dossierId('another') })))).toEqual(['approved']);
});

test('R-18: after the blocking date of its budget year a document needs what was agreed with the finance service', () => {
  const after = { takenUntil: civilDate('2026-01-31'), year: 2026 };
  expect(approved(known(after))).toEqual(['budget-year-over']);
  expect(approved(known(after), insisting('budget-year-over'))).toEqual(['approved']);
  expect(approved(known({ takenUntil: facts().today }))).toEqual(['approved']);
});

test('R-18, R-08: a service of December attested in January has its statement, on the budget year of the service', () => {
  const late = aHalf('2026-12-18', 'morning', { attestedOn: facts().now });
  const next = aHalf('2027-01-12');
  const { drafts } = liquidate(anInput([late, next], { month: month('2027-01') }));
  expect(drafts.map(({ budgetYear, lines }) => [budgetYear, lines.map(({ kind, date }) => `${kind} ${date}`)])).toEqual([
    [2026, ['arrears 2026-12-18']],
    [2027, ['service 2027-01-12']],
  ]);
});
