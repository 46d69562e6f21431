import type { Refusal } from '../domain/decision';
import type { TableRow } from '../domain/import-cells';
import { isPlain, visible } from '../domain/plain-text';

/** A table as French spreadsheets save it: `;`, quotes doubled inside quotes, any line end, a BOM or none. Line 1 is the header. */
export type Table = { readonly rows: readonly TableRow[]; readonly faults: readonly Refusal[] };

type Cell = { readonly value: string; readonly end: number; readonly sound: boolean };
type Row = { readonly line: number; readonly cells: readonly string[]; readonly sound: boolean };

/** What no spreadsheet writes on purpose, and no record may hold: marks of a wrong encoding, and what no reader sees. */
const isBroken = (cell: string): boolean => cell.includes('\ufffd') || !isPlain(cell);

export function parseCsv(text: string): Table {
  const [head, ...body] = rowsOf(visible(text)).filter(
    ({ line, cells, sound }) => line === 1 || !sound || cells.some((cell) => cell.trim() !== ''),
  );
  if (head === undefined) return { rows: [], faults: [] };
  const columns = head.cells.map((name) => name.trim().toLowerCase());
  const faults = [...headFaults(head, columns), ...body.flatMap((row) => rowFaults(row, columns.length))];
  if (faults.length > 0) return { rows: [], faults };
  return {
    faults,
    rows: body.map(({ line, cells }) => ({ line, cells: Object.fromEntries(columns.map((column, n) => [column, cells[n] ?? ''])) })),
  };
}

function fault(code: string, line: number, detail: Readonly<Record<string, string | number>> = {}): Refusal {
  return { code, field: `/lines/${line}`, detail: { line, ...detail } };
}

function headFaults(head: Row, columns: readonly string[]): readonly Refusal[] {
  if (columns.length === 1) return [fault('separator-missing', head.line)];
  const twice = columns.filter((column, n) => columns.indexOf(column) !== n);
  return [
    ...rowFaults(head, columns.length),
    ...twice.map((column) => ({ ...fault('column-duplicate', head.line, { column }), field: `/lines/1/${column}` })),
  ];
}

/** Spreadsheets drop the last empty cells of a line, or add some: only a cell with something in it is one too many. */
function rowFaults({ line, cells, sound }: Row, columns: number): readonly Refusal[] {
  if (!sound) return [fault('quote-misplaced', line)];
  if (cells.some(isBroken)) return [fault('encoding-broken', line)];
  return cells.slice(columns).some((cell) => cell.trim() !== '') ? [fault('too-many-cells', line, { cells: cells.length, columns })] : [];
}

function rowsOf(text: string): readonly Row[] {
  const rows: Row[] = [];
  let cells: string[] = [];
  let sound = true;
  for (let at = 0; at <= text.length;) {
    const cell = cellAt(text, at);
    cells.push(cell.value);
    sound &&= cell.sound;
    if (text[cell.end] !== ';') {
      rows.push({ line: rows.length + 1, cells, sound });
      cells = [];
      sound = true;
    }
    at = cell.end + (text.startsWith('\r\n', cell.end) ? 2 : 1);
  }
  return rows;
}

function cellAt(text: string, at: number): Cell {
  if (text[at] !== '"') {
    const end = cellEnd(text, at);
    return { value: text.slice(at, end), end, sound: true };
  }
  const close = closingQuote(text, at + 1);
  if (close === -1) return { value: '', end: text.length, sound: false };
  const end = cellEnd(text, close + 1);
  return { value: text.slice(at + 1, close).replaceAll('""', '"'), end, sound: text.slice(close + 1, end).trim() === '' };
}

function cellEnd(text: string, from: number): number {
  const stop = /[;\r\n]/g;
  stop.lastIndex = from;
  return stop.exec(text)?.index ?? text.length;
}

function closingQuote(text: string, from: number): number {
  for (let at = text.indexOf('"', from); at !== -1; at = text.indexOf('"', at + 2)) if (text[at + 1] !== '"') return at;
  return -1;
}
