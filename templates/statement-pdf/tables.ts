import { frenchMonth, shortDate } from '../../domain/dates';
import { formatEuros } from '../../domain/money';
import { lineKinds, type LineKind } from '../../domain/statement-draft';
import { bodyWidth, type Item } from '../pdf/flow';
import type { Cell, Column, Row, Table } from '../pdf/table';
import type { DocumentCumulative, DocumentLine, StatementDocument } from '../statement-document';
import { zoneName } from '../day-lines';

const lineColumns: readonly Column[] = filling(1, [
  { title: 'Date', width: 51, align: 'left' },
  { title: 'Lieu', width: 0, align: 'left' },
  { title: 'Période', width: 51, align: 'left' },
  { title: 'Service fait attesté par', width: 122, align: 'left' },
  { title: 'Demi-j.', width: 35, align: 'right' },
  { title: 'Taux', width: 60, align: 'right' },
  { title: 'Montant', width: 60, align: 'right' },
]);

const groupTitles = {
  service: 'Mois courant',
  arrears: 'Rappels de demi-journées antérieures',
  correction: 'Corrections d’états antérieurs',
} as const satisfies Record<LineKind, string>;

const subtotalTitles = {
  service: 'Sous-total du mois courant',
  arrears: 'Sous-total des rappels',
  correction: 'Sous-total des corrections',
} as const satisfies Record<LineKind, string>;

/** Lines by kind; groups have their head and sum as soon as one line is not of the current month. */
export function linesTable(document: StatementDocument): Table {
  const { lines, subtotals, kind, quantity, net } = document;
  const sources = sourcesOf(lines);
  const plain = lines.every((line) => line.kind === 'service');
  const groups = lineKinds.filter((each) => lines.some((line) => line.kind === each));
  const rows = groups.flatMap((group) => {
    const own = lines.filter((line) => line.kind === group).map((line) => lineRow(line, sources));
    if (plain) return own;
    return [groupRow(groupTitles[group]), ...own, sumRow('subtotal', subtotalTitles[group], '', formatEuros(subtotals[group]))];
  });
  const label = kind.type === 'overpayment' ? 'Trop-perçu' : 'Net à payer';
  return { columns: lineColumns, rows, foot: [sumRow('total', label, String(quantity), formatEuros(net))] };
}

/** the letter beside each rate, and the text that set it. */
export function rateSources({ lines }: StatementDocument): Item[] {
  return [...sourcesOf(lines)].map(([reference, letter]) => ({ label: `(${letter})`, text: reference }));
}

function sourcesOf(lines: readonly DocumentLine[]): Map<string, string> {
  const references = [...new Set(lines.map((line) => line.legalReference))];
  return new Map(references.map((reference, i) => [reference, letter(i)]));
}

function letter(index: number): string {
  return index < 26 ? String.fromCharCode(97 + index) : `${letter(Math.floor(index / 26) - 1)}${letter(index % 26)}`;
}

function lineRow(line: DocumentLine, sources: ReadonlyMap<string, string>): Row {
  const remarks = [
    ...(line.zone === null ? [] : [zoneName(line.zone)]),
    ...(line.corrects === null ? [] : [`corrige l’état n°\u00a0${line.corrects}`]),
  ];
  const site: Cell = remarks.length === 0 ? { text: line.site } : { text: line.site, detail: remarks.join(' – ') };
  return {
    kind: 'line',
    cells: [
      { text: shortDate(line.date) },
      site,
      { text: line.halves },
      { text: line.attestedBy, detail: `le ${shortDate(line.attestedOn)}, pièce ${line.evidenceId}` },
      { text: String(line.quantity) },
      { text: `${formatEuros(line.unit)}\u00a0(${sources.get(line.legalReference) ?? ''})` },
      { text: formatEuros(line.amount) },
    ],
  };
}

function groupRow(title: string): Row {
  return { kind: 'group', cells: [{ text: title, span: lineColumns.length }] };
}

function sumRow(kind: 'subtotal' | 'total', label: string, quantity: string, amount: string): Row {
  return {
    kind,
    cells: [
      { text: label, span: 4 },
      { text: quantity, align: 'right' },
      { text: amount, span: 2, align: 'right' },
    ],
  };
}

const informationColumns: readonly Column[] = filling(1, [
  { title: 'Payeur', width: 150, align: 'left' },
  { title: 'Objet', width: 0, align: 'left' },
  { title: 'Demi-j.', width: 35, align: 'right' },
  { title: 'Taux', width: 60, align: 'right' },
  { title: 'Montant', width: 60, align: 'right' },
]);

export function informationTable({ information, informationTotal }: StatementDocument): Table {
  const rows = information.map(({ payer, label, quantity, unit, amount }): Row => {
    return {
      kind: 'line',
      cells: [{ text: payer }, { text: label }, { text: String(quantity) }, { text: formatEuros(unit) }, { text: formatEuros(amount) }],
    };
  });
  const sum: Row = {
    kind: 'subtotal',
    cells: [
      { text: 'Total pour information', span: 4 },
      { text: formatEuros(informationTotal), align: 'right' },
    ],
  };
  return { columns: informationColumns, rows, foot: rows.length > 1 ? [sum] : [], dense: true };
}

const cumulativeColumns: readonly Column[] = filling(0, [
  { title: 'Mois de l’état', width: 0, align: 'left' },
  { title: 'Liquidé', width: 76, align: 'right' },
  { title: 'dont mandaté', width: 80, align: 'right' },
  { title: 'Avec le présent état', width: 98, align: 'right' },
]);

/** the months before this statement, then their sums, without and with it. */
export function cumulativeTable({ months, issued, acknowledged, withThis, engagement, budgetYear }: DocumentCumulative): Table {
  const rows = months.map((each): Row => {
    return {
      kind: 'line',
      cells: [
        { text: frenchMonth(each.month) },
        { text: formatEuros(each.issued) },
        { text: formatEuros(each.acknowledged) },
        { text: '' },
      ],
    };
  });
  const title = `Cumul de l’exercice ${budgetYear}, engagement ${engagement}`;
  const sums = [issued, acknowledged, withThis].map((amount) => ({ text: formatEuros(amount) }));
  return { columns: cumulativeColumns, rows, foot: [{ kind: 'subtotal', cells: [{ text: title }, ...sums] }], dense: true };
}

/** One column takes the room that the others leave. */
function filling(index: number, columns: readonly Column[]): readonly Column[] {
  const others = columns.reduce((sum, { width }, i) => sum + (i === index ? 0 : width), 0);
  return columns.map((column, i) => (i === index ? { ...column, width: bodyWidth - others } : column));
}
