import type { Cents } from '../domain/money';
import { dueCents, type ImputationSum, type MonthTotals } from '../domain/month-totals';
import type { Payer } from '../domain/programme';

/** One control total as every form of the month words it. */
export type TotalRow = { readonly label: string; readonly count: number | null; readonly amount: Cents };

export const payerNames: Readonly<Record<Payer, string>> = {
  cpam: 'CPAM',
  collectivity: 'collectivité',
  ars: 'ARS',
  epci: 'intercommunalité',
};

/** Nothing is added up here: the rows of `domain/month-totals.ts`, in one order and one wording. */
export function totalRows(totals: MonthTotals): readonly TotalRow[] {
  return [
    { label: 'États liquidatifs, net à payer', count: totals.count, amount: totals.netCents },
    { label: 'Trop-perçus, à recouvrer', count: totals.overpaymentCount, amount: totals.overpaymentCents },
    { label: 'Solde des documents', count: null, amount: dueCents(totals) },
    ...totals.payers.map(({ payer, amountCents }) => ({ label: `Payeur${nbsp}: ${payerNames[payer]}`, count: null, amount: amountCents })),
    ...totals.imputations.flatMap(imputationRows),
    ...totals.elsewhere.map(({ payer, amountCents }) => ({
      label: `Versé par un autre payeur, sans document${nbsp}: ${payerNames[payer]}`,
      count: null,
      amount: amountCents,
    })),
  ];
}

function imputationRows({ budgetYear, chapter, account, budgetCommitment, ...sums }: ImputationSum): TotalRow[] {
  const label = `Exercice ${budgetYear}, chapitre ${chapter}, compte ${account}, engagement ${budgetCommitment}`;
  return [
    ...(sums.count === 0 ? [] : [{ label, count: sums.count, amount: sums.netCents }]),
    ...(sums.overpaymentCount === 0
      ? []
      : [{ label: `${label}, trop-perçus`, count: sums.overpaymentCount, amount: sums.overpaymentCents }]),
  ];
}

const nbsp = '\u00a0';
