import { bodyWidth, keepTogether, margin, newPage, roomLeft, type Flow } from './flow';
import { textWidth } from './font-pack';
import { artifact, filledBox, inside, mark, rule, textAt, type TextStyle } from './tagged';
import { wrap } from './wrap';

export type Column = { readonly title: string; readonly width: number; readonly align: 'left' | 'right' };
/** A cell may carry a second, smaller text, and may cover several columns. */
export type Cell = { readonly text: string; readonly detail?: string; readonly span?: number; readonly align?: 'left' | 'right' };
/** A line of data, the head of a group, or a sum; the first cell of each names its row. */
export type Row = { readonly kind: 'line' | 'group' | 'subtotal' | 'total'; readonly cells: readonly Cell[] };
export type Table = {
  readonly columns: readonly Column[];
  readonly rows: readonly Row[];
  readonly foot: readonly Row[];
  readonly dense?: boolean;
};

const pad = { x: 3.5, y: 2.6, dense: 1.7 } as const;
const text = { face: 'regular', size: 8 } as const satisfies TextStyle;
const bold = { face: 'bold', size: 8 } as const satisfies TextStyle;
const total = { face: 'bold', size: 9.5 } as const satisfies TextStyle;
const detail = { face: 'regular', size: 6.8, grey: 0.2 } as const satisfies TextStyle;
const head = { face: 'bold', size: 7.2 } as const satisfies TextStyle;

/** Closer than in running text: Noto Sans, accents and descenders included, takes 1.22 em here. */
function lineHeight({ size }: TextStyle): number {
  return size * 1.24;
}

type PlacedCell = { readonly x: number; readonly width: number; readonly align: 'left' | 'right'; readonly lines: readonly PlacedLine[] };
type PlacedLine = { readonly text: string; readonly style: TextStyle };
type Placed = { readonly row: Row; readonly cells: readonly PlacedCell[]; readonly height: number; readonly pad: number };

/** The title row stands on every page, as decoration after the first; at least two rows stay with it, and the last two with the sums. */
export function table(flow: Flow, { columns, rows, foot, dense = false }: Table): void {
  const room = dense ? pad.dense : pad.y;
  const head = place(headRow(columns), columns, room, true);
  const body = rows.map((row) => place(row, columns, room));
  const sums = foot.map((row) => place(row, columns, room));
  const height = (list: readonly Placed[]): number => list.reduce((sum, { height: each }) => sum + each, 0);
  const opening = body.slice(0, openingRows(body));
  keepTogether(flow, head.height + height(opening) + (opening.length === body.length ? height(sums) : 0));
  inside(flow.doc, 'Table', () => {
    inside(flow.doc, 'THead', () => drawRow(flow, head));
    if (body.length > 0) inside(flow.doc, 'TBody', () => drawBody(flow, body, head, height(sums)));
    // PDF/UA-1 (ISO 14289-1), 7.2: a table has a body; sums of nothing are all that it says
    if (sums.length > 0) inside(flow.doc, body.length > 0 ? 'TFoot' : 'TBody', () => sums.forEach((row) => drawRow(flow, row)));
  });
}

function drawBody(flow: Flow, body: readonly Placed[], head: Placed, sumsHeight: number): void {
  const segments = unbroken(body);
  segments.forEach((segment, i) => {
    const own = segment.reduce((sum, { height }) => sum + height, 0);
    const wanted = own + (i === segments.length - 1 ? sumsHeight : 0);
    if (wanted > roomLeft(flow)) {
      newPage(flow);
      drawHeadAgain(flow, head);
      if (wanted > roomLeft(flow)) throw new RangeError('a row of a table is taller than a page');
    }
    for (const row of segment) drawRow(flow, row);
  });
}

/** Rows that stay together: the first two, the last two, a group's head with its first line, a sum with the line before it. */
function unbroken(body: readonly Placed[]): Placed[][] {
  const segments: Placed[][] = [];
  body.forEach((placed, i) => {
    const before = body[i - 1];
    const stays = i === 1 || i === body.length - 1 || before?.row.kind === 'group' || placed.row.kind === 'subtotal';
    const last = segments.at(-1);
    if (last && stays) last.push(placed);
    else segments.push([placed]);
  });
  return segments;
}

function openingRows(body: readonly Placed[]): number {
  return unbroken(body)[0]?.length ?? 0;
}

function headRow(columns: readonly Column[]): Row {
  return { kind: 'line', cells: columns.map(({ title, align }) => ({ text: title, align })) };
}

function place(row: Row, columns: readonly Column[], room: number, isHead = false): Placed {
  const style = isHead ? head : row.kind === 'line' ? text : row.kind === 'total' ? total : bold;
  let index = 0;
  const cells = row.cells.map((cell) => {
    const covered = columns.slice(index, index + (cell.span ?? 1));
    const x = margin.left + sumOf(columns.slice(0, index));
    index += covered.length;
    const width = sumOf(covered);
    const lines = [...pieces(cell.text, style, width), ...(cell.detail === undefined ? [] : pieces(cell.detail, detail, width))];
    return { x, width, align: cell.align ?? covered[0]?.align ?? 'left', lines };
  });
  if (index !== columns.length) throw new RangeError(`a row covers ${index} columns of ${columns.length}`);
  const tallest = Math.max(...cells.map(({ lines }) => lines.reduce((sum, { style: each }) => sum + lineHeight(each), 0)));
  return { row, cells, pad: room, height: tallest + 2 * room + (row.kind === 'total' ? 2 : 0) };
}

function sumOf(columns: readonly Column[]): number {
  return columns.reduce((sum, { width }) => sum + width, 0);
}

function pieces(content: string, style: TextStyle, width: number): PlacedLine[] {
  return wrap(content, style.face, style.size, width - 2 * pad.x).map((line) => ({ text: line, style }));
}

function drawRow(flow: Flow, placed: Placed): void {
  const { doc, y } = flow;
  decorate(flow, placed);
  inside(doc, 'TR', () => {
    placed.cells.forEach((cell, i) => {
      const { span = 1 } = placed.row.cells[i] ?? {};
      inside(doc, cellTag(doc.open.at(-2)?.tag, i), () => markCell(flow, cell, placed.pad), cellAttributes(doc.open.at(-2)?.tag, i, span));
    });
  });
  flow.y = y - placed.height;
}

function cellTag(group: string | undefined, index: number): 'TH' | 'TD' {
  return group === 'THead' || index === 0 ? 'TH' : 'TD';
}

function cellAttributes(group: string | undefined, index: number, span: number): string {
  const scope = group === 'THead' ? '/Scope/Column' : index === 0 ? '/Scope/Row' : '';
  const columns = span > 1 ? `/ColSpan ${span}` : '';
  return scope + columns === '' ? '' : `/A<</O/Table${scope}${columns}>>`;
}

function markCell(flow: Flow, cell: PlacedCell, room: number): void {
  const operators = cellOperators(cell, flow.y - room);
  if (operators !== '') mark(flow.doc, operators);
}

function cellOperators({ x, width, align, lines }: PlacedCell, top: number): string {
  let y = top;
  const operators = lines.map(({ text: line, style }, i) => {
    const left = align === 'left' ? x + pad.x : x + width - pad.x - textWidth(line, style.face, style.size);
    const at = y - style.size;
    y -= lineHeight(style);
    return line === '' ? '' : textAt(i + 1 < lines.length ? `${line} ` : line, left, at, style);
  });
  return operators.filter((each) => each !== '').join('\n');
}

function decorate(flow: Flow, { row, height }: Placed): void {
  const { doc, y } = flow;
  const inHead = doc.open.at(-1)?.tag === 'THead';
  if (inHead) artifact(doc, headDecoration(y, height));
  else if (row.kind === 'total') artifact(doc, `${rule(margin.left, y, bodyWidth, 1)}\n${rule(margin.left, y - height, bodyWidth, 1)}`);
  else if (row.kind !== 'subtotal') artifact(doc, rule(margin.left, y - height, bodyWidth, 0.3, 0.6));
  else
    artifact(doc, `${filledBox(margin.left, y - height, bodyWidth, height, 0.95)}\n${rule(margin.left, y - height, bodyWidth, 0.3, 0.6)}`);
}

function headDecoration(y: number, height: number): string {
  return [
    filledBox(margin.left, y - height, bodyWidth, height, 0.9),
    rule(margin.left, y, bodyWidth, 0.8),
    rule(margin.left, y - height, bodyWidth, 0.8),
  ].join('\n');
}

function drawHeadAgain(flow: Flow, placed: Placed): void {
  const texts = placed.cells.map((cell) => cellOperators(cell, flow.y - placed.pad));
  artifact(flow.doc, [headDecoration(flow.y, placed.height), ...texts].join('\n'));
  flow.y -= placed.height;
}
