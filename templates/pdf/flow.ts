import { textWidth } from './font-pack';
import { addPage, artifact, inside, mark, paper, rule, textAt, type Page, type Tagged, type TextStyle } from './tagged';
import { wrap } from './wrap';

export const margin = { left: 45, right: 45, top: 44, bottom: 58 } as const;
export const bodyWidth = paper.width - margin.left - margin.right;
/** The whole room of a page between its margins; a page after the first one begins lower, under its running line. */
const top = { first: paper.height - margin.top, next: paper.height - margin.top - 22 } as const;

/** A document and the place where the next thing goes: y is the top of what comes, counted from the foot of the page. */
export type Flow = { readonly doc: Tagged; y: number };

export const styles = {
  title: { face: 'bold', size: 16 },
  heading: { face: 'bold', size: 10 },
  body: { face: 'regular', size: 9 },
  strong: { face: 'bold', size: 9 },
  small: { face: 'regular', size: 7.5 },
  note: { face: 'regular', size: 7, grey: 0.25 },
} as const satisfies Record<string, TextStyle>;

export function startFlow(doc: Tagged): Flow {
  addPage(doc);
  return { doc, y: top.first };
}

export function newPage(flow: Flow): void {
  addPage(flow.doc);
  flow.y = top.next;
}

export function roomLeft(flow: Flow): number {
  return flow.y - margin.bottom;
}

/** What is this tall stays whole: on this page if it fits, else on the next one. */
export function keepTogether(flow: Flow, height: number): void {
  if (height > top.next - margin.bottom) throw new RangeError(`${Math.round(height)} points do not fit on a page`);
  if (height > roomLeft(flow)) newPage(flow);
}

export function space(flow: Flow, height: number): void {
  flow.y -= height;
}

export function lineHeight(style: TextStyle): number {
  return style.size * 1.34;
}

/** The baseline of a line whose top is at y: Noto Sans rises to 1.07 em with its accents, of which 0.95 leaves room enough. */
export function baseline(y: number, style: TextStyle): number {
  return y - style.size;
}

export type Paragraph = {
  readonly style?: TextStyle;
  readonly after?: number;
  readonly indent?: number;
  readonly align?: 'left' | 'center';
};

/** A paragraph that may continue on the next page, with never less than two of its lines on either side. */
export function paragraph(flow: Flow, text: string, options: Paragraph = {}): void {
  inside(flow.doc, 'P', () => lines(flow, text, options));
}

export function heading(flow: Flow, tag: 'H1' | 'H2' | 'H3', text: string, options: Paragraph & { readonly keepWith?: number } = {}): void {
  const style = options.style ?? styles.heading;
  const height = wrap(text, style.face, style.size, bodyWidth).length * lineHeight(style);
  keepTogether(flow, height + (options.after ?? 3) + (options.keepWith ?? 2.8 * lineHeight(styles.body)));
  inside(flow.doc, tag, () => lines(flow, text, { ...options, style, after: options.after ?? 3 }));
}

export function lines(flow: Flow, text: string, { style = styles.body, after = 4, indent = 0, align = 'left' }: Paragraph = {}): void {
  const rows = wrap(text, style.face, style.size, bodyWidth - indent);
  const step = lineHeight(style);
  for (let next = 0; next < rows.length;) {
    const count = linesHere(rows.length - next, Math.floor((roomLeft(flow) + 0.01) / step));
    if (count === 0) {
      newPage(flow);
      continue;
    }
    const part = rows.slice(next, next + count);
    const operators = part.map((row, i) => {
      const x = align === 'left' ? margin.left + indent : margin.left + (bodyWidth - textWidth(row, style.face, style.size)) / 2;
      return textAt(next + i + 1 < rows.length ? `${row} ` : row, x, baseline(flow.y - i * step, style), style);
    });
    mark(flow.doc, operators.join('\n'));
    flow.y -= count * step;
    next += count;
  }
  flow.y -= after;
}

/** How many of the lines left stand on this page: no line of a paragraph is left alone at the foot or at the head of one. */
function linesHere(left: number, room: number): number {
  if (left <= room) return left;
  if (room < 2) return 0;
  return left - room >= 2 ? room : left === 3 ? 0 : room - 1;
}

export type Item = { readonly label: string; readonly text: string };

/** Items, each with its label: a dash, a letter. */
export function list(flow: Flow, items: readonly Item[], { style = styles.body, after = 4, indent = 16 }: Paragraph = {}): void {
  inside(flow.doc, 'L', () => {
    for (const { label, text } of items) {
      keepTogether(flow, Math.min(3, wrap(text, style.face, style.size, bodyWidth - indent).length) * lineHeight(style));
      inside(flow.doc, 'LI', () => {
        inside(flow.doc, 'Lbl', () => mark(flow.doc, textAt(`${label} `, margin.left + 4, baseline(flow.y, style), style)));
        inside(flow.doc, 'LBody', () => lines(flow, text, { style, indent, after: 1.5 }));
      });
    }
  });
  space(flow, after - 1.5);
}

export type Entry = { readonly label: string; readonly value: string };
export type Block = { readonly title: string; readonly entries: readonly Entry[] };
const labelWidth = 78;
const gutter = 16;

/** Two blocks of labelled facts, side by side, their heads on one line. */
export function blockPair(flow: Flow, pair: readonly [Block, Block]): void {
  const width = (bodyWidth - gutter) / 2;
  const wrapped = pair.map(({ title, entries }) => ({ title, entries: entries.map((entry) => wrappedEntry(entry, width)) }));
  const height = Math.max(...wrapped.map(blockHeight));
  keepTogether(flow, height);
  const { y } = flow;
  wrapped.forEach((each, i) => block(flow, each, margin.left + i * (width + gutter), y, width));
  flow.y = y - height;
}

const entryStyle = { label: { face: 'regular', size: 7.5, grey: 0.25 }, value: { face: 'regular', size: 8.2 } } as const;
const blockHead = 16;

type WrappedEntry = { readonly label: string; readonly value: readonly string[] };
type WrappedBlock = { readonly title: string; readonly entries: readonly WrappedEntry[] };

function wrappedEntry({ label, value }: Entry, width: number): WrappedEntry {
  return { label, value: wrap(value, entryStyle.value.face, entryStyle.value.size, width - labelWidth) };
}

function blockHeight({ entries }: WrappedBlock): number {
  return blockHead + entries.reduce((sum, { value }) => sum + value.length * lineHeight(entryStyle.value), 0) + 7;
}

function block(flow: Flow, { title, entries }: WrappedBlock, x: number, top: number, width: number): void {
  const { doc } = flow;
  inside(doc, 'H2', () => mark(doc, textAt(title, x, top - 9.5, styles.heading)));
  artifact(doc, rule(x, top - 13.5, width, 0.6));
  let y = top - blockHead;
  const step = lineHeight(entryStyle.value);
  inside(doc, 'L', () => {
    for (const { label, value } of entries) {
      inside(doc, 'LI', () => {
        inside(doc, 'Lbl', () => mark(doc, textAt(`${label} `, x, baseline(y, entryStyle.value), entryStyle.label)));
        inside(doc, 'LBody', () => {
          const texts = value.map((text, i) =>
            textAt(i + 1 < value.length ? `${text} ` : text, x + labelWidth, baseline(y - i * step, entryStyle.value), entryStyle.value),
          );
          mark(doc, texts.join('\n'));
        });
      });
      y -= value.length * step;
    }
  });
}

export type RunningLines = { readonly head: string; readonly foot: readonly string[] };

/** Once the number of pages is known: the head of the pages after the first, and the foot with its « page x/y » on all. */
export function runningLines({ doc }: Flow, { head, foot }: RunningLines): void {
  const style = styles.note;
  doc.pages.forEach((page, index) => {
    const count = `Page ${index + 1}/${doc.pages.length}`;
    const footer = [
      rule(margin.left, margin.bottom - 14, bodyWidth, 0.4, 0.4),
      ...foot.map((text, i) => textAt(fitted(text, style, bodyWidth - 60), margin.left, margin.bottom - 24 - i * lineHeight(style), style)),
      rightText(count, margin.bottom - 24, styles.small),
    ];
    artifact(doc, footer.join('\n'), page, { kind: '/Type/Pagination/Subtype/Footer' });
    if (index > 0) drawHead(doc, page, head);
  });
}

function drawHead(doc: Tagged, page: Page, text: string): void {
  const y = paper.height - margin.top - 6;
  const operators = [
    textAt(fitted(text, styles.small, bodyWidth), margin.left, y, styles.small),
    rule(margin.left, y - 5, bodyWidth, 0.4, 0.4),
  ];
  artifact(doc, operators.join('\n'), page, { kind: '/Type/Pagination/Subtype/Header' });
}

/** On one line whatever the names in it: the longest part between dashes gives way first. */
function fitted(text: string, style: TextStyle, width: number): string {
  const parts = text.split(' – ');
  for (let i = 0; i < text.length && textWidth(parts.join(' – '), style.face, style.size) > width; i++) {
    const longest = parts.reduce((best, part, at) => (part.length > (parts[best]?.length ?? 0) ? at : best), 0);
    parts[longest] = (parts[longest] ?? '').replace(/.…?$/u, '…');
  }
  return parts.join(' – ');
}

function rightText(text: string, y: number, style: TextStyle): string {
  return textAt(text, paper.width - margin.right - textWidth(text, style.face, style.size), y, style);
}
