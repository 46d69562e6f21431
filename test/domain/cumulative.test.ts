import { month } from '../../domain/dates';
import { liquidate } from '../../domain/liquidation';
import { aHalf, anInput, april, engagement, issuedFrom, march } from './money-builders';

describe('R-10: sums already paid', () => {
  const april1 = liquidate(anInput([aHalf('2026-03-10')]));
  test('are shown by month and in all, acknowledged apart, and equal the issued lines', () => {
    const marchLines = issuedFrom(april1.drafts, { state: 'acknowledged' });
    const late = issuedFrom(liquidate(anInput([aHalf('2026-03-10'), aHalf('2026-04-02')], { month: april, issued: marchLines })).drafts, {
      from: 2,
    });
    const [draft] = liquidate(
      anInput([aHalf('2026-03-10'), aHalf('2026-04-02'), aHalf('2026-05-02')], {
        month: month('2026-05'),
        issued: [...marchLines, ...late],
      }),
    ).drafts;
    expect(draft?.cumulative).toEqual([
      {
        engagement,
        budgetYear: 2026,
        months: [
          { month: march, issued: 60_00, acknowledged: 60_00 },
          { month: april, issued: 60_00, acknowledged: 0 },
        ],
        issued: 120_00,
        acknowledged: 60_00,
        withThis: 180_00,
      },
    ]);
  });

  test.each(['rejected', 'replaced'] as const)('never count a %s document', (state) => {
    const lines = issuedFrom(april1.drafts, { state });
    const [draft] = liquidate(anInput([aHalf('2026-03-12')], { issued: lines })).drafts;
    expect(draft?.cumulative[0]).toMatchObject({ months: [], issued: 0, acknowledged: 0, withThis: 60_00 });
  });

  test('count a document once while its cancelled number has not heard of its successor yet', () => {
    const both = [...issuedFrom(april1.drafts), ...issuedFrom(april1.drafts, { from: 2, replaces: 'N1' })];
    const { drafts } = liquidate(anInput([aHalf('2026-03-10'), aHalf('2026-03-12')], { issued: both }));
    expect(drafts).toMatchObject([{ net: 60_00, lines: [{ date: '2026-03-12' }], cumulative: [{ issued: 60_00, withThis: 120_00 }] }]);
  });
});
