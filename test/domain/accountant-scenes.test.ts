import { cents } from '../../domain/money';
import { civilDate, instant, month } from '../../domain/dates';
import { issueStatement, issuedLines, type IssuedStatement } from '../../domain/issued-statement';
import { liquidate, replacementOf } from '../../domain/liquidation';
import type { LiquidationInput } from '../../domain/liquidation-facts';
import { numbered } from '../../domain/numbering';
import { facts, id } from './closing-builders';
import { aComponent, aHalf, anInput, april, engagement, iban, someTerms } from './money-builders';

type Paid = Partial<Pick<IssuedStatement, 'status' | 'acknowledgement'>>;
const paid: Paid = { status: 'acknowledged', acknowledgement: { paymentOrder: 'M-1', on: civilDate('2026-04-09'), by: 'payeur' } };

/** What a closing numbers of a liquidation, the statements from that rank on. */
function issue(
  input: LiquidationInput,
  from: number,
  { replaces = null as string | null, after = {} as Paid } = {},
): readonly IssuedStatement[] {
  const { drafts } = replaces === null ? liquidate(input) : replacementOf(input, replaces);
  const with_ = facts({ numbering: { prefix: '03', last: { statement: from - 1, overpayment: 0 } } });
  return numbered(drafts, with_, replaces).map((row) => ({ ...issueStatement(row, id, civilDate('2026-04-03')), ...after }));
}
const linesOf = (statements: readonly IssuedStatement[]) => statements.flatMap(issuedLines);
const cumulativeOf = ([statement]: readonly IssuedStatement[]) => statement?.cumulative[0];

const marchHalves = [aHalf('2026-03-10'), aHalf('2026-03-10', 'afternoon')];

describe('R-10: the cumulative of the next month', () => {
  const next = (issued: readonly IssuedStatement[]) =>
    issue(anInput([...marchHalves, aHalf('2026-04-02')], { month: april, issued: linesOf(issued) }), 9);

  test('counts what was issued and, apart, what was ordered to be paid', () => {
    expect(cumulativeOf(next(issue(anInput(marchHalves), 1)))).toMatchObject({ issued: 120_00, acknowledged: 0, withThis: 180_00 });
    expect(cumulativeOf(next(issue(anInput(marchHalves), 1, { after: paid })))).toMatchObject({
      issued: 120_00,
      acknowledged: 120_00,
      withThis: 180_00,
    });
  });

  test('E-19: a missing piece changes nothing once it is there; while it lacks, the sum is in no cumulative and is not paid by another way', () => {
    const [lacking] = [issue(anInput(marchHalves), 1, { after: { status: 'rejected' } })];
    const statements = next(lacking);
    expect(statements.map(({ net }) => net)).toEqual([60_00]);
    expect(cumulativeOf(statements)).toMatchObject({ issued: 0, withThis: 60_00 });
  });

  test('E-19: of a document that was annulled and replaced, the successor counts alone', () => {
    const imputation = { chapter: '65', account: '65748', budgetCommitment: 'EC-12' };
    const terms = { [engagement]: someTerms({ components: [aComponent({ imputation })] }) };
    const wrong = issue(anInput(marchHalves), 1, { after: { status: 'rejected' } });
    const renewed = issue(anInput(marchHalves, { terms, issued: linesOf(wrong) }), 2, { replaces: '03-2026-EL-0001', after: paid });
    expect(renewed).toMatchObject([{ number: '03-2026-EL-0002', replaces: '03-2026-EL-0001', net: 120_00, imputation }]);
    const statements = next([...wrong.map((each) => ({ ...each, status: 'replaced' as const })), ...renewed]);
    expect(statements.map(({ net }) => net)).toEqual([60_00]);
    expect(cumulativeOf(statements)).toMatchObject({ issued: 120_00, acknowledged: 120_00, withThis: 180_00 });
  });

  test('R-11: an attestation withdrawn after the payment is a recovery document, and lowers the cumulative of the month after', () => {
    const march = issue(anInput(marchHalves), 1, { after: paid });
    const kept = marchHalves.slice(0, 1);
    const recovery = issue(anInput(kept, { month: april, issued: linesOf(march) }), 2);
    expect(recovery).toMatchObject([
      { kind: 'overpayment', number: '03-2026-TP-0001', net: -60_00, lines: [{ corrects: '03-2026-EL-0001' }] },
    ]);
    const may = issue(anInput([...kept, aHalf('2026-05-05')], { month: month('2026-05'), issued: linesOf([...march, ...recovery]) }), 3);
    expect(may).toMatchObject([{ kind: 'statement', net: 60_00 }]);
    expect(cumulativeOf(may)).toMatchObject({ issued: 60_00, withThis: 120_00 });
  });
});

describe('R-18: the service of December that is attested in January', () => {
  const rates = [{ from: civilDate('2025-09-01'), to: null, halfDay: cents(60_00), source: 'A' }];
  const terms = {
    [engagement]: someTerms({ components: [aComponent({ rates })], creditors: [{ id: iban, version: 1, from: civilDate('2025-09-01') }] }),
  };
  const late = aHalf('2025-12-30', 'morning', { attestedOn: instant('2026-01-08T18:00:00.000Z') });
  const december = issue(anInput([aHalf('2025-12-02')], { month: month('2025-12'), terms }), 1, { after: paid });
  const january = issue(
    anInput([aHalf('2025-12-02'), late, aHalf('2026-01-13')], { month: month('2026-01'), terms, issued: linesOf(december) }),
    2,
  );

  test('is paid on a document of its own, on the budget of its year, under a number of the year of issue', () => {
    expect(
      january.map(({ number, budgetYear, lines, net }) => [number, budgetYear, lines.map(({ kind, date }) => `${kind} ${date}`), net]),
    ).toEqual([
      ['03-2026-EL-0002', 2025, ['arrears 2025-12-30'], 60_00],
      ['03-2026-EL-0003', 2026, ['service 2026-01-13'], 60_00],
    ]);
  });

  test('R-10: and enters the cumulative of that year alone', () => {
    expect(january.map(({ cumulative }) => cumulative.map(({ budgetYear, issued, withThis }) => [budgetYear, issued, withThis]))).toEqual([
      [[2025, 60_00, 120_00]],
      [[2026, 0, 60_00]],
    ]);
  });
});
