import { dossierId } from '../../domain/ids';
import { liquidate } from '../../domain/liquidation';
import type { Liquidation } from '../../domain/liquidation-facts';
import { cents } from '../../domain/money';
import { act, announced, drAna, facts, input, mails, numberOne, publishing, seen, type Step, withCopies } from './closing-builders';
import { approver, engagement, iban, paidBy, someTerms } from './money-builders';

describe('what a publication mails to doctors', () => {
  test('a doctor with several documents and days that another pays gets one mail for the month', () => {
    const [copy] = withCopies.statements;
    if (copy === undefined) throw new Error('a statement was expected');
    const overpaid = { statement: dossierId('allier.statement.3'), number: 'TP-1', kind: 'overpayment', netCents: cents(-60_00) } as const;
    const statements = [
      copy,
      { ...copy, statement: dossierId('allier.statement.2'), number: 'EL-2', netCents: cents(60_00) },
      { ...copy, ...overpaid },
    ];
    const elsewhere = publish(liquidate({ ...input, terms: { [engagement]: someTerms({ components: [paidBy('cpam')] }) } })).state;
    const both = { ...publishing, state: { ...publishing.state, information: elsewhere.information } };
    const [, mail, ...others] = mails(both, { ...withCopies, statements });
    expect(others).toEqual([]);
    expect(mail).toMatchObject({
      kind: 'statement-copy',
      to: drAna,
      data: {
        documents: [{ number: numberOne }, { number: 'EL-2' }, { number: 'TP-1', kind: 'overpayment', netCents: -60_00 }],
        lines: [
          { payer: 'cpam', amount: 200_00 },
          { payer: 'cpam', amount: 100_00 },
        ],
        payers: expect.arrayContaining([{ payer: 'cpam', amountCents: 900_00 }]),
      },
      link: { item: copy.statement },
    });
  });

  const publish = (liquidation: Liquidation): Step => {
    const with_ = facts({ liquidation, by: approver });
    const draft = act(announced, { type: 'freeze' }, with_).state;
    return act(act(act(draft, seen(draft), with_).state, { type: 'issue' }, with_).state, { type: 'publish' }, with_);
  };

  test('R-02: a doctor whose month another pays gets the monthly mail and no statement; the month is settled', () => {
    const step = publish(liquidate({ ...input, terms: { [engagement]: someTerms({ components: [paidBy('cpam')] }) } }));
    expect(step.state).toMatchObject({ status: 'settled', statements: 0 });
    const [told, mail, ...others] = mails(step);
    expect(others).toEqual([]);
    expect(told).toMatchObject({
      kind: 'statements-published',
      data: { numbers: [], totals: { count: 0, elsewhere: [{ amountCents: 300_00 }] } },
    });
    expect(mail).toMatchObject({
      kind: 'month-information',
      to: drAna,
      data: {
        totalCents: 300_00,
        held: [],
        lines: [{ site: 'MSP de Varennes', payer: 'cpam', quantity: 2, amount: 200_00 }, { quantity: 1 }],
      },
    });
  });

  test('R-13: a doctor whose payment is held is told why', () => {
    expect(mails(publish(liquidate({ ...input, blocked: [iban] })))).toMatchObject([
      { kind: 'statements-published', data: { numbers: [] } },
      { kind: 'month-information', data: { held: [{ reason: 'creditor-pending', quantity: 3, amountCents: 180_00 }] } },
    ]);
  });
});
