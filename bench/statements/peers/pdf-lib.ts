import { edge, pageWidth, type Page, type PageTable } from '../page';
import { fonts, load, type Draw } from './fonts';

/** pdf-lib as its manual shows it: a subset font in each document, positions and lines by hand. */
export const naivePdfLib: Draw = async (page) => {
  const { PDFDocument } = load('pdf-lib');
  const doc = await PDFDocument.create();
  doc.registerFontkit(load('@pdf-lib/fontkit'));
  doc.setTitle(page.title);
  doc.setLanguage('fr-FR');
  const regular = await doc.embedFont(fonts.regular, { subset: true });
  const bold = await doc.embedFont(fonts.bold, { subset: true });
  paint({ sheet: doc.addPage([595.28, 841.89]), regular, bold }, page);
  return doc.save();
};

type Font = { widthOfTextAtSize(text: string, size: number): number };
type Sheet = {
  drawText(text: string, options: { x: number; y: number; size: number; font: Font }): void;
  drawLine(options: { start: { x: number; y: number }; end: { x: number; y: number }; thickness: number }): void;
};
type Pen = { readonly sheet: Sheet; readonly regular: Font; readonly bold: Font };
type Face = 'regular' | 'bold';

/** Lines by words; y grows downwards here. */
function write(pen: Pen, face: Face, size: number, text: string, x: number, y: number, width: number, toRight = false): number {
  const font = pen[face];
  const lines = text.split('\n').flatMap((part) => wrapped(part, font, size, width));
  lines.forEach((line, i) => {
    const left = toRight ? x + width - font.widthOfTextAtSize(line, size) : x;
    pen.sheet.drawText(line, { x: left, y: 841.89 - y - size - i * size * 1.3, size, font });
  });
  return y + lines.length * size * 1.3;
}

function wrapped(text: string, font: Font, size: number, width: number): string[] {
  if (font.widthOfTextAtSize(text, size) <= width) return [text];
  const lines = [''];
  for (const word of text.split(' ')) {
    const longer = `${lines.at(-1) ?? ''} ${word}`.trim();
    if (font.widthOfTextAtSize(longer, size) <= width) lines[lines.length - 1] = longer;
    else lines.push(word);
  }
  return lines.filter((line) => line !== '');
}

function rule({ sheet }: Pen, y: number): void {
  sheet.drawLine({ start: { x: edge, y: 841.89 - y }, end: { x: edge + pageWidth, y: 841.89 - y }, thickness: 0.4 });
}

function paint(pen: Pen, page: Page): void {
  let y = 44;
  page.sender.forEach((text, i) => (y = write(pen, i === 0 ? 'bold' : 'regular', i === 0 ? 11 : 7.5, text, edge, y, 240)));
  write(pen, 'bold', 16, page.title, edge + 250, 44, 255, true);
  page.under.forEach((text, i) => write(pen, i === 0 ? 'bold' : 'regular', 9, text, edge + 250, 66 + i * 13, 255, true));
  rule(pen, y + 4);
  y += 12;
  for (let i = 0; i < page.blocks.length; i += 2)
    y = Math.max(...[0, 1].map((side) => block(pen, page.blocks[i + side], edge + side * 260, y)));
  y = table(pen, page.lines, y);
  y = write(pen, 'bold', 9, page.words, edge, y, pageWidth) + 4;
  for (const each of page.others) y = table(pen, each, y);
  for (const text of page.closing) y = write(pen, 'regular', 7.5, text, edge, y, pageWidth);
  page.foot.forEach((text, i) => write(pen, 'regular', 7, text, edge, 790 + i * 10, pageWidth));
}

function block(pen: Pen, own: Page['blocks'][number] | undefined, x: number, top: number): number {
  if (own === undefined) return top;
  let y = write(pen, 'bold', 10, own.title, x, top, 240) + 3;
  for (const [label, value] of own.entries) {
    write(pen, 'regular', 7.5, label, x, y, 78);
    y = write(pen, 'regular', 8.2, value, x + 78, y, 166);
  }
  return y + 7;
}

function table(pen: Pen, { title, widths, figuresFrom, head, rows, total }: PageTable, top: number): number {
  let y = write(pen, 'bold', 10, title, edge, top, pageWidth) + 3;
  [head, ...rows, ...(total.length > 0 ? [total] : [])].forEach((row, index, all) => {
    let x = edge;
    const face = index === 0 || (index === all.length - 1 && total.length > 0) ? 'bold' : 'regular';
    const ends = row.map((text, i) => {
      const width = widths[i] ?? 0;
      x += width;
      return write(pen, face, 8, text, x - width + 3, y + 2, width - 6, i >= figuresFrom);
    });
    y = Math.max(...ends) + 2;
    rule(pen, y);
  });
  return y + 6;
}
