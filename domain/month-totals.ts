import type { IssuedStatement } from './issued-statement';
import { add, type Cents, sum } from './money';
import { payers, type Payer } from './programme';
import { groupBy, order } from './lists';
import { canonicalJson, sumOf, type DraftKind, type Imputation, type StatementDraft } from './statement-draft';

export type PayerSum = { readonly payer: Payer; readonly amountCents: Cents };
export type ImputationSum = Imputation & {
  readonly budgetYear: number;
  readonly count: number;
  readonly netCents: Cents;
  readonly overpaymentCount: number;
  readonly overpaymentCents: Cents;
};

/** What a month comes to: computed here alone, and shown as it is by table, workbook, archive, merged file, page, mail and API. */
export type MonthTotals = {
  readonly count: number;
  readonly netCents: Cents;
  readonly overpaymentCount: number;
  readonly overpaymentCents: Cents;
  /** who pays what of the lines of these documents; the collectivity's own is what its documents come to */
  readonly payers: readonly PayerSum[];
  readonly imputations: readonly ImputationSum[];
  /** D7: what others pay for days that no document carries */
  readonly elsewhere: readonly PayerSum[];
};

type Paid = { readonly payer: Payer; readonly amount: Cents };
/** Of a document, what its month counts. */
export type Counted = Pick<StatementDraft, 'kind' | 'net' | 'imputation' | 'budgetYear'> & {
  readonly lines: readonly Paid[];
  readonly information: readonly Paid[];
};

/** `elsewhere`: the lines that the monthly mail alone tells. */
export function monthTotals(documents: readonly Counted[], elsewhere: readonly Paid[]): MonthTotals {
  return {
    ...byKind(documents),
    payers: payerSums(documents.flatMap(({ lines, information }) => [...lines, ...information])),
    imputations: imputationSums(documents),
    elsewhere: payerSums(elsewhere),
  };
}

export function payerSums(lines: readonly Paid[]): readonly PayerSum[] {
  return payers.flatMap((payer) => {
    const its = lines.filter((line) => line.payer === payer);
    return its.length === 0 ? [] : [{ payer, amountCents: sumOf(its) }];
  });
}

/** what the lines « pour information » of the documents come to. */
export function informationCents({ payers: sums }: Pick<MonthTotals, 'payers'>): Cents {
  return sum(sums.filter(({ payer }) => payer !== 'collectivity').map(({ amountCents }) => amountCents));
}

/** everything that the collectivity does not pay, in documents or elsewhere. */
export function othersCents(totals: Pick<MonthTotals, 'payers' | 'elsewhere'>): Cents {
  return add(informationCents(totals), ...totals.elsewhere.map(({ amountCents }) => amountCents));
}

/** What the collectivity's lines come to: the sum of a table's column of money due. */
export function dueCents({ netCents, overpaymentCents }: Pick<MonthTotals, 'netCents' | 'overpaymentCents'>): Cents {
  return add(netCents, overpaymentCents);
}

function imputationSums(documents: readonly Counted[]): readonly ImputationSum[] {
  return [...groupBy(documents, ({ imputation, budgetYear }) => canonicalJson([budgetYear, imputation]))]
    .toSorted(([a], [b]) => order(a, b))
    .map(([, same]) => {
      const [{ imputation, budgetYear }] = same;
      return { ...imputation, budgetYear, ...byKind(same) };
    });
}

/** what is to be paid and what is to be recovered are never one figure. */
function byKind(
  documents: readonly Pick<Counted, 'kind' | 'net'>[],
): Pick<MonthTotals, 'count' | 'netCents' | 'overpaymentCount' | 'overpaymentCents'> {
  const of = (kind: DraftKind): readonly Cents[] => documents.filter((each) => each.kind === kind).map(({ net }) => net);
  const [statements, overpayments] = [of('statement'), of('overpayment')];
  return {
    count: statements.length,
    netCents: sum(statements),
    overpaymentCount: overpayments.length,
    overpaymentCents: sum(overpayments),
  };
}

/** What was replaced must not be paid a second time; a successor's number may be known before the old document has heard of it. */
export function inForce<T extends Pick<IssuedStatement, 'number' | 'status' | 'replaces'>>(documents: readonly T[]): readonly T[] {
  const replaced = new Set(documents.map(({ replaces }) => replaces));
  return documents.filter(({ number, status }) => status !== 'replaced' && !replaced.has(number));
}
