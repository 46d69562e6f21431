import { ofMonth, type Month } from '../domain/dates';
import { dueCents, informationCents, type MonthTotals } from '../domain/month-totals';
import { engine } from './engine';
import { totalRows } from './month-totals';
import { tableColumns, type Cell, type TableLine } from './statement-table';
import { workbook, type Sheet } from './workbook';

/** The month's table for a spreadsheet: the rows of the CSV with their types, the control totals below and on a sheet of their own. */
export function statementWorkbook({
  month,
  lines,
  totals,
}: {
  readonly month: Month;
  readonly lines: readonly TableLine[];
  readonly totals: MonthTotals;
}): Uint8Array {
  const title = `États liquidatifs ${ofMonth(month)}`;
  return workbook({ title, engine, sheets: [linesSheet(lines, totals), totalsSheet(totals)] });
}

/** Values, not formulas: what a filter hides still counts, and the sums are those of the documents. */
function linesSheet(lines: readonly TableLine[], totals: MonthTotals): Sheet {
  const sums: Readonly<Record<string, Cell>> = {
    number: { type: 'text', value: 'Total' },
    dueCents: { type: 'amount', value: dueCents(totals) },
    informationCents: { type: 'amount', value: informationCents(totals) },
  };
  return {
    name: 'Lignes',
    columns: tableColumns,
    rows: lines.map((line) => tableColumns.map(({ cell }) => cell(line))),
    foot: [tableColumns.map(({ key }) => sums[key] ?? null)],
  };
}

function totalsSheet(totals: MonthTotals): Sheet {
  return {
    name: 'Totaux',
    columns: [
      { heading: 'Total de contrôle', width: 76 },
      { heading: 'Nombre', width: 10 },
      { heading: 'Montant (€)', width: 16 },
    ],
    rows: totalRows(totals).map(({ label, count, amount }): readonly Cell[] => [
      { type: 'text', value: label },
      count === null ? { type: 'text', value: '' } : { type: 'whole', value: count },
      { type: 'amount', value: amount },
    ]),
    foot: [],
  };
}
