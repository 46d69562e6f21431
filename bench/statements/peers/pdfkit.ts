import { edge, pageWidth, type Page, type PageTable } from '../page';
import { fonts, load, type Draw } from './fonts';

/** pdfkit, positions by hand, lines wrapped by the library. */
export const pdfkit: Draw = (page) =>
  new Promise((resolve, reject) => {
    const PDFDocument = load('pdfkit');
    const doc = new PDFDocument({ size: 'A4', margin: edge, lang: 'fr-FR', info: { Title: page.title } });
    const chunks: Uint8Array[] = [];
    doc.on('data', (chunk: Uint8Array) => chunks.push(chunk));
    doc.on('end', () => resolve(Buffer.concat(chunks)));
    doc.on('error', reject);
    doc.registerFont('regular', fonts.regular);
    doc.registerFont('bold', fonts.bold);
    paint(doc, page);
    doc.end();
  });

type Text = (text: string, x: number, y: number, options: { width: number; align?: 'left' | 'right' }) => Doc;
/** What is used of the library: it comes without types of its own. */
type Doc = {
  font(name: string): Doc;
  fontSize(size: number): Doc;
  text: Text;
  heightOfString(text: string, options: { width: number }): number;
  moveTo(x: number, y: number): Doc;
  lineTo(x: number, y: number): Doc;
  stroke(): Doc;
};

function paint(doc: Doc, page: Page): void {
  let y = 44;
  page.sender.forEach((text, i) => {
    write(doc, i === 0 ? 'bold' : 'regular', i === 0 ? 11 : 7.5, text, edge, y, 240);
    y += i === 0 ? 15 : 10;
  });
  write(doc, 'bold', 16, page.title, edge + 250, 44, 255, 'right');
  page.under.forEach((text, i) => write(doc, i === 0 ? 'bold' : 'regular', i === 0 ? 10 : 9, text, edge + 250, 66 + i * 13, 255, 'right'));
  rule(doc, y + 4);
  y += 12;
  for (let i = 0; i < page.blocks.length; i += 2)
    y = Math.max(...[0, 1].map((side) => block(doc, page.blocks[i + side], edge + side * 260, y)));
  y = table(doc, page.lines, y);
  y = write(doc, 'bold', 9, page.words, edge, y + 4, pageWidth) + 8;
  for (const each of page.others) y = table(doc, each, y);
  for (const text of page.closing) y = write(doc, 'regular', 7.5, text, edge, y, pageWidth) + 2;
  page.foot.forEach((text, i) => write(doc, 'regular', 7, text, edge, 795 - 24 + i * 10, pageWidth));
}

function write(
  doc: Doc,
  font: string,
  size: number,
  text: string,
  x: number,
  y: number,
  width: number,
  align: 'left' | 'right' = 'left',
): number {
  doc.font(font).fontSize(size).text(text, x, y, { width, align });
  return y + doc.heightOfString(text, { width });
}

function rule(doc: Doc, y: number): void {
  doc
    .moveTo(edge, y)
    .lineTo(edge + pageWidth, y)
    .stroke();
}

function block(doc: Doc, own: Page['blocks'][number] | undefined, x: number, top: number): number {
  if (own === undefined) return top;
  let y = write(doc, 'bold', 10, own.title, x, top, 240) + 3;
  for (const [label, value] of own.entries) {
    write(doc, 'regular', 7.5, label, x, y, 78);
    y = write(doc, 'regular', 8.2, value, x + 78, y, 166);
  }
  return y + 7;
}

function table(doc: Doc, { title, widths, figuresFrom, head, rows, total }: PageTable, top: number): number {
  let y = write(doc, 'bold', 10, title, edge, top + 4, pageWidth) + 3;
  [head, ...rows, ...(total.length > 0 ? [total] : [])].forEach((row, index, all) => {
    let x = edge;
    const isStrong = index === 0 || (index === all.length - 1 && total.length > 0);
    const ends = row.map((text, i) => {
      const width = widths[i] ?? 0;
      x += width;
      return write(doc, isStrong ? 'bold' : 'regular', 8, text, x - width + 3, y + 2, width - 6, i >= figuresFrom ? 'right' : 'left');
    });
    y = Math.max(...ends) + 2;
    rule(doc, y);
  });
  return y + 4;
}
