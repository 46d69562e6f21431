import { civilDate } from '../../domain/dates';
import { cents } from '../../domain/money';
import { controlTotals, liquidate } from '../../domain/liquidation';
import { dueCents, inForce, informationCents, monthTotals, othersCents } from '../../domain/month-totals';
import { sumOf } from '../../domain/statement-draft';
import { aComponent, aHalf, anInput, april, engagement, iban, issuedFrom, paidBy, someTerms } from './money-builders';

const march = liquidate(anInput([aHalf('2026-03-10'), aHalf('2026-03-10', 'afternoon')]));
const issued = issuedFrom(march.drafts);
/** April: a service, an arrears line of March, and the afternoon of 10 March withdrawn. */
const mixed = liquidate(anInput([aHalf('2026-03-10'), aHalf('2026-03-24'), aHalf('2026-04-02')], { month: april, issued }));

describe('the control totals of a month', () => {
  test('count each kind apart, each payer and each imputation, and are what the lines come to', () => {
    const totals = monthTotals(mixed.drafts, []);
    expect(totals).toEqual({
      count: 1,
      netCents: 120_00,
      overpaymentCount: 1,
      overpaymentCents: -60_00,
      payers: [
        { payer: 'cpam', amountCents: 300_00 },
        { payer: 'collectivity', amountCents: 60_00 },
      ],
      imputations: [
        {
          chapter: '65',
          account: '6574',
          budgetCommitment: 'EC-12',
          budgetYear: 2026,
          count: 1,
          netCents: 120_00,
          overpaymentCount: 1,
          overpaymentCents: -60_00,
        },
      ],
      elsewhere: [],
    });
    expect(dueCents(totals)).toBe(sumOf(mixed.drafts.flatMap(({ lines }) => lines)));
    expect(informationCents(totals)).toBe(sumOf(mixed.drafts.flatMap(({ information }) => information)));
  });

  test('R-58: a PROJET’s five figures are the same value', () => {
    const { count, overpaymentCount, netCents, overpaymentCents } = monthTotals(mixed.drafts, []);
    expect(controlTotals(mixed)).toMatchObject({ count: count + overpaymentCount, netCents, overpaymentCents });
  });

  test('D7: a month with no amount is zero everywhere but where others pay', () => {
    const { drafts, information } = liquidate(
      anInput([aHalf('2026-03-10')], { terms: { [engagement]: someTerms({ components: [paidBy('cpam')] }) } }),
    );
    const totals = monthTotals(
      drafts,
      information.flatMap(({ lines }) => lines),
    );
    expect(totals).toMatchObject({
      count: 0,
      netCents: 0,
      payers: [],
      imputations: [],
      elsewhere: [{ payer: 'cpam', amountCents: 100_00 }],
    });
    expect([dueCents(totals), informationCents(totals), othersCents(totals)]).toEqual([0, 0, 100_00]);
  });

  test('R-08: the service of December is another imputation than that of January', () => {
    const rates = [{ from: civilDate('2025-09-01'), to: null, halfDay: cents(60_00), source: 'A' }];
    const creditors = [{ id: iban, version: 1, from: civilDate('2025-09-01') }];
    const terms = { [engagement]: someTerms({ components: [aComponent({ rates })], creditors }) };
    const { drafts } = liquidate(anInput([aHalf('2025-12-30'), aHalf('2026-03-10')], { terms }));
    expect(monthTotals(drafts, []).imputations.map(({ budgetYear, netCents }) => [budgetYear, netCents])).toEqual([
      [2025, 60_00],
      [2026, 60_00],
    ]);
  });

  test('E-19: what was replaced counts no more, even before it has heard of its successor', () => {
    const old = { number: 'EL-1', status: 'rejected', replaces: null } as const;
    const next = { number: 'EL-2', status: 'issued', replaces: 'EL-1' } as const;
    expect(inForce([old, next])).toEqual([next]);
    expect(inForce([{ ...old, status: 'replaced' } as const])).toEqual([]);
    expect(inForce([old])).toEqual([old]);
  });
});
