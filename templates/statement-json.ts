import { dueCents, type MonthTotals } from '../domain/month-totals';
import type { Month } from '../domain/dates';
import { tableColumns, type TableLine } from './statement-table';

/** The rows of the month's table for a program: amounts in cents, dates as ISO 8601, and the control totals beside them. */
export function statementJson({
  siren,
  month,
  lines,
  totals,
}: {
  readonly siren: string;
  readonly month: Month;
  readonly lines: readonly TableLine[];
  readonly totals: MonthTotals;
}): string {
  const rows = lines.map((line) => Object.fromEntries(tableColumns.map(({ key, cell }) => [key, cell(line).value])));
  return `${JSON.stringify({ siren, month, totals: { ...totals, dueCents: dueCents(totals) }, rows }, null, 2)}\n`;
}
