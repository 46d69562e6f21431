import { civilDate } from '../../domain/dates';
import { dossierId } from '../../domain/ids';
import { cents } from '../../domain/money';
import { controlTotals, liquidate, replacementOf } from '../../domain/liquidation';
import { type LiquidationInput, informationKeys } from '../../domain/liquidation-facts';
import {
  aComponent,
  aConvention,
  aHalf,
  anInput,
  april,
  doctor,
  engagement,
  iban,
  issuedFrom,
  paidBy,
  site,
  someTerms,
} from './money-builders';

const noted = (input: LiquidationInput): readonly (readonly [string, string, number, number])[] =>
  liquidate(input).drafts.flatMap(({ lines }) => lines.map(({ kind, date, quantity, amount }) => [kind, date, quantity, amount] as const));
const twoRates = aComponent({
  rates: [
    { from: civilDate('2026-01-01'), to: civilDate('2026-03-14'), halfDay: cents(60_00), source: 'A' },
    { from: civilDate('2026-03-15'), to: null, halfDay: cents(80_00), source: 'B' },
  ],
});
const raised = someTerms({
  components: [aComponent({ rates: [{ from: civilDate('2026-01-01'), to: null, halfDay: cents(75_00), source: 'C' }] })],
});
const lowered = someTerms({
  components: [aComponent({ rates: [{ from: civilDate('2026-01-01'), to: null, halfDay: cents(50_00), source: 'D' }] })],
});
const offset = (terms = someTerms()) => ({ [engagement]: { ...terms, convention: aConvention({ offsetAllowed: true }) } });

describe('what a month owes', () => {
  test('R-03: two halves of one date, site and rate make one line of two half-days, in cents', () => {
    const [draft] = liquidate(anInput([aHalf('2026-03-10', 'afternoon'), aHalf('2026-03-10')])).drafts;
    expect(draft?.lines).toHaveLength(1);
    expect(draft?.lines[0]).toMatchObject({
      kind: 'service',
      quantity: 2,
      unit: 60_00,
      amount: 120_00,
      payer: 'collectivity',
      legalBasis: 'L.1511-8 CGCT',
      source: 'Délibération du 12 janvier 2026',
    });
    expect(draft).toMatchObject({
      kind: 'statement',
      budgetYear: 2026,
      net: 120_00,
      words: 'cent vingt euros',
      subtotals: { service: 120_00, arrears: 0, correction: 0 },
    });
  });

  test('R-04, E-03: each half-day of a line keeps its own attesters', () => {
    const halves = [aHalf('2026-03-10'), aHalf('2026-03-10', 'afternoon', { attestedBy: ['dr-a', 'msp-1.infirmier'] })];
    expect(liquidate(anInput(halves)).drafts[0]?.lines[0]?.evidence.map(({ half, attestedBy }) => [half, attestedBy[1]])).toEqual([
      ['morning', 'msp-1.accueil'],
      ['afternoon', 'msp-1.infirmier'],
    ]);
  });

  test('R-04, E-06: nothing attested owes nothing, and the same half-day told twice is paid once', () => {
    expect(liquidate(anInput([]))).toEqual({ drafts: [], information: [], held: [] });
    expect(noted(anInput([aHalf('2026-03-10'), aHalf('2026-03-10')]))).toEqual([['service', '2026-03-10', 1, 60_00]]);
  });

  test('E-05, E-34: a morning and an afternoon at two sites are two lines, in the order of the day', () => {
    const halves = [aHalf('2026-03-10', 'afternoon', { site: dossierId('msp-0') }), aHalf('2026-03-10', 'morning')];
    expect(liquidate(anInput(halves)).drafts[0]?.lines.map((line) => line.site)).toEqual([site, 'msp-0']);
  });

  test('R-07: the rate is that of the day worked, so a rate changed on the 15th splits the lines', () => {
    const terms = { [engagement]: someTerms({ components: [twoRates] }) };
    expect(noted(anInput([aHalf('2026-03-16'), aHalf('2026-03-13')], { terms }))).toEqual([
      ['service', '2026-03-13', 1, 60_00],
      ['service', '2026-03-16', 1, 80_00],
    ]);
    expect(noted(anInput([aHalf('2026-03-13')], { month: april, terms }))).toEqual([['arrears', '2026-03-13', 1, 60_00]]);
  });

  test('R-08, E-16: a day attested late is a rappel, with its own date and the budget year of the service', () => {
    const { drafts } = liquidate(
      anInput([aHalf('2025-12-20'), aHalf('2026-03-10')], {
        terms: {
          [engagement]: someTerms({
            components: [aComponent({ rates: [{ from: civilDate('2025-09-01'), to: null, halfDay: cents(60_00), source: 'A' }] })],
            creditors: [{ id: iban, version: 1, from: civilDate('2025-01-01') }],
          }),
        },
      }),
    );
    expect(drafts.map(({ budgetYear, lines }) => [budgetYear, lines[0]?.kind, lines[0]?.date])).toEqual([
      [2025, 'arrears', '2025-12-20'],
      [2026, 'service', '2026-03-10'],
    ]);
  });

  test('R-08: days after the month wait for their own closing, and what they were paid is not claimed back', () => {
    const later = aHalf('2026-04-02');
    expect(liquidate(anInput([later])).drafts).toEqual([]);
    const issued = issuedFrom(liquidate(anInput([later], { month: april })).drafts);
    expect(liquidate(anInput([], { issued })).drafts).toEqual([]);
  });

  test('R-14: a creditor who changes in mid-month splits the statements; a corrected account of the same creditor does not', () => {
    const company = dossierId('cred-selarl');
    const creditors = [
      { id: iban, version: 1, from: civilDate('2026-01-01') },
      { id: company, version: 1, from: civilDate('2026-03-15') },
    ];
    const halves = [aHalf('2026-03-10'), aHalf('2026-03-20')];
    expect(
      liquidate(anInput(halves, { terms: { [engagement]: someTerms({ creditors }) } })).drafts.map(({ creditor, net }) => [
        creditor.id,
        net,
      ]),
    ).toEqual([
      [iban, 60_00],
      [company, 60_00],
    ]);
    const sameCreditor = [
      { id: iban, version: 1, from: civilDate('2026-01-01') },
      { id: iban, version: 2, from: civilDate('2026-03-15') },
    ];
    const { drafts } = liquidate(anInput(halves, { terms: { [engagement]: someTerms({ creditors: sameCreditor }) } }));
    expect(drafts.map(({ creditor, net }) => [creditor.version, net])).toEqual([[2, 120_00]]);
  });

  test.each([
    ['doctor', { doctor: dossierId('dr-b') }, someTerms()],
    ['convention', {}, someTerms({ convention: aConvention({ id: dossierId('conv-2') }) })],
    [
      'imputation',
      {},
      someTerms({ components: [aComponent({ imputation: { chapter: '65', account: '65748', budgetCommitment: 'EC-12' } })] }),
    ],
  ])('another %s is another statement', (_, over, terms) => {
    const other = dossierId('eng-b');
    const halves = [aHalf('2026-03-10'), aHalf('2026-03-11', 'morning', { ...over, engagement: other })];
    expect(liquidate(anInput(halves, { terms: { [engagement]: someTerms(), [other]: terms } })).drafts).toHaveLength(2);
  });
});

describe('what another pays', () => {
  test.each(['cpam', 'ars', 'epci'] as const)('R-02: what %s pays is information, never in the net', (payer) => {
    const terms = { [engagement]: someTerms({ components: [paidBy(payer), aComponent()] }) };
    const result = liquidate(anInput([aHalf('2026-03-10')], { terms }));
    expect(result.drafts[0]).toMatchObject({ net: 60_00, informationTotal: 100_00 });
    expect(result.drafts[0]?.lines.map((line) => line.payer)).toEqual(['collectivity']);
    expect(result.drafts[0]?.information).toMatchObject([{ payer, amount: 100_00, quantity: 1 }]);
    expect(result.information).toEqual([]);
  });

  test('R-02: a month that another pays wholly gives no statement, only information for the monthly mail', () => {
    const terms = { [engagement]: someTerms({ components: [paidBy('cpam')] }) };
    const result = liquidate(anInput([aHalf('2026-03-10'), aHalf('2026-03-10', 'afternoon')], { terms }));
    expect(result.drafts).toEqual([]);
    expect(result.information).toMatchObject([{ doctor, total: 200_00, lines: [{ quantity: 2, unit: 100_00, amount: 200_00 }] }]);
    expect(controlTotals(result)).toEqual({ count: 0, netCents: 0, overpaymentCents: 0, informationCents: 200_00, held: 0 });
    const informed = informationKeys(result.information.flatMap(({ lines }) => lines));
    expect(liquidate(anInput([aHalf('2026-03-10')], { terms, month: april, informed })).information).toEqual([]);
  });
});

describe('what cannot be paid yet is held, never forgotten', () => {
  test.each([
    ['an imputation', { imputation: null }],
    ['a legal basis', { legalBasis: ' ' }],
    ['a source', { rates: [{ from: civilDate('2026-01-01'), to: null, halfDay: cents(60_00), source: '' }] }],
  ])('R-01: a component without %s enters no statement', (_, over) => {
    const result = liquidate(anInput([aHalf('2026-03-10')], { terms: { [engagement]: someTerms({ components: [aComponent(over)] }) } }));
    expect(result.drafts).toEqual([]);
    expect(result.held).toEqual([{ doctor, engagement, reason: 'component-incomplete', quantity: 1, amount: 60_00 }]);
  });

  test('R-13: a creditor whose bank details are changing is held, and paid as a rappel afterwards', () => {
    const held = liquidate(anInput([aHalf('2026-03-10')], { blocked: [iban] }));
    expect(held.drafts).toEqual([]);
    expect(held.held).toMatchObject([{ reason: 'creditor-pending', amount: 60_00 }]);
    expect(controlTotals(held).held).toBe(1);
    expect(noted(anInput([aHalf('2026-03-10')], { month: april }))).toEqual([['arrears', '2026-03-10', 1, 60_00]]);
  });

  test('R-14: without a creditor on the day worked nobody is paid', () => {
    const terms = { [engagement]: someTerms({ creditors: [{ id: iban, version: 1, from: civilDate('2026-03-20') }] }) };
    expect(liquidate(anInput([aHalf('2026-03-10')], { terms })).held).toMatchObject([{ reason: 'creditor-missing' }]);
  });

  test('R-12: what is held comes in one order, whatever the order of the facts', () => {
    const other = dossierId('eng-b');
    const terms = { [engagement]: someTerms(), [other]: someTerms({ creditors: [] }) };
    const halves = [aHalf('2026-03-10'), aHalf('2026-03-11', 'morning', { engagement: other })];
    const [forth, back] = [halves, halves.toReversed()].map((attested) => liquidate(anInput(attested, { terms, blocked: [iban] })).held);
    expect(forth).toHaveLength(2);
    expect(forth).toEqual(back);
  });
});

describe('what was already issued', () => {
  const first = liquidate(anInput([aHalf('2026-03-10')]));
  const issued = issuedFrom(first.drafts);

  test('R-12: a second run owes nothing more', () => {
    expect(liquidate(anInput([aHalf('2026-03-10')], { issued })).drafts).toEqual([]);
  });

  test('R-11, E-15: an attestation withdrawn is a trop-perçu apart from the new days, without an agreed offset', () => {
    const { drafts } = liquidate(anInput([aHalf('2026-04-01')], { month: april, issued }));
    expect(drafts.map(({ kind, net, words }) => [kind, net, words])).toEqual([
      ['statement', 60_00, 'soixante euros'],
      ['overpayment', -60_00, 'soixante euros'],
    ]);
    expect(drafts[1]?.lines).toMatchObject([{ kind: 'correction', corrects: 'N1', quantity: -1, unit: 60_00, amount: -60_00 }]);
  });

  test('R-11: with an agreed offset the negative line lowers the statement; a net below zero is still a trop-perçu', () => {
    const halves = [aHalf('2026-04-01'), aHalf('2026-04-01', 'afternoon')];
    expect(liquidate(anInput(halves, { month: april, issued, terms: offset() })).drafts.map(({ kind, net }) => [kind, net])).toEqual([
      ['statement', 60_00],
    ]);
    expect(liquidate(anInput([], { month: april, issued, terms: offset() })).drafts.map(({ kind, net }) => [kind, net])).toEqual([
      ['overpayment', -60_00],
    ]);
  });

  test('R-13: while a creditor is held a repayment is still asked, an offset waits', () => {
    const none = { month: april, issued, blocked: [iban] } as const;
    expect(liquidate(anInput([], none)).drafts.map(({ kind }) => kind)).toEqual(['overpayment']);
    expect(liquidate(anInput([], { ...none, terms: offset() })).held).toMatchObject([{ quantity: -1, amount: -60_00 }]);
  });

  test('E-17: a rate raised afterwards is a complement, lowered a repayment of the difference alone', () => {
    expect(noted(anInput([aHalf('2026-03-10')], { month: april, issued, terms: { [engagement]: raised } }))).toEqual([
      ['correction', '2026-03-10', 1, 15_00],
    ]);
    const { drafts } = liquidate(anInput([aHalf('2026-03-10')], { month: april, issued, terms: { [engagement]: lowered } }));
    expect(drafts.map(({ kind, net }) => [kind, net])).toEqual([['overpayment', -10_00]]);
  });

  test('R-14: a repayment is asked of the creditor who was paid, a complement goes to the creditor of the day', () => {
    const creditors = [{ id: dossierId('cred-b'), version: 1, from: civilDate('2026-01-01') }];
    const of = (terms: typeof raised) =>
      liquidate(anInput([aHalf('2026-03-10')], { month: april, issued, terms: { [engagement]: { ...terms, creditors } } })).drafts[0]
        ?.creditor.id;
    expect(of(lowered)).toBe(iban);
    expect(of(raised)).toBe('cred-b');
  });

  test('a day attested again after a repayment is owed again', () => {
    const back = issuedFrom(liquidate(anInput([], { issued })).drafts, { from: 2 });
    expect(noted(anInput([aHalf('2026-03-10')], { month: april, issued: [...issued, ...back] }))).toEqual([
      ['arrears', '2026-03-10', 1, 60_00],
    ]);
  });

  test('E-19: a rejected document keeps its half-days: neither paid by another way nor claimed back', () => {
    const rejected = issuedFrom(first.drafts, { state: 'rejected' });
    expect(liquidate(anInput([aHalf('2026-03-10')], { month: april, issued: rejected })).drafts).toEqual([]);
    expect(liquidate(anInput([], { month: april, issued: rejected })).drafts).toEqual([]);
  });

  test('E-19: a replacement counts the half-days of the old number again, and theirs alone', () => {
    const imputation = { chapter: '65', account: '65748', budgetCommitment: 'EC-12' };
    const rejected = issuedFrom(first.drafts, { state: 'rejected' });
    const other = issuedFrom(liquidate(anInput([aHalf('2026-03-12')])).drafts, { from: 2 });
    const input = anInput([aHalf('2026-03-10'), aHalf('2026-03-12'), aHalf('2026-03-14')], {
      terms: { [engagement]: someTerms({ components: [aComponent({ imputation })] }) },
      issued: [...rejected, ...other],
    });
    const { drafts } = replacementOf(input, 'N1');
    expect(drafts).toMatchObject([{ net: 60_00, imputation, lines: [{ kind: 'service', date: '2026-03-10' }] }]);
    expect(drafts[0]?.cumulative[0]).toMatchObject({ issued: 60_00, withThis: 120_00 });
    const replaced = [...rejected, ...other, ...issuedFrom(drafts, { from: 3, replaces: 'N1' })];
    expect(noted({ ...input, issued: replaced })).toEqual([['service', '2026-03-14', 1, 60_00]]);
    expect(replacementOf({ ...input, attested: [] }, 'N1').drafts).toEqual([]);
  });
});
