import { frenchDate, type CivilDate } from '../../domain/dates';
import { formatEuros, type Cents } from '../../domain/money';
import { bodyWidth } from './flow';
import type { Column, Row, Table } from './table';

/** what a half-day is paid, by whom, from when to when, and by which text. */
export type PrintedRate = {
  readonly label: string;
  readonly payer: string;
  readonly from: CivilDate;
  readonly to: CivilDate | null;
  readonly halfDay: Cents;
  readonly source: string;
};

const columns: readonly Column[] = [
  { title: 'Indemnité', width: 150, align: 'left' },
  { title: 'Versée par', width: 105, align: 'left' },
  { title: 'Période', width: bodyWidth - 335, align: 'left' },
  { title: 'Demi-journée', width: 80, align: 'right' },
];

export function ratesTable(rates: readonly PrintedRate[]): Table {
  const rows = rates.map(({ label, payer, from, to, halfDay, source }): Row => {
    const period = to === null ? `à compter du ${frenchDate(from)}` : `du ${frenchDate(from)} au ${frenchDate(to)}`;
    return { kind: 'line', cells: [{ text: label, detail: source }, { text: payer }, { text: period }, { text: formatEuros(halfDay) }] };
  });
  return { columns, rows, foot: [] };
}
