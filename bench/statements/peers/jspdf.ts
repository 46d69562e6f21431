import { edge, pageWidth, type Page, type PageTable } from '../page';
import { fonts, load, type Draw } from './fonts';

const encoded = { regular: fonts.regular.toString('base64'), bold: fonts.bold.toString('base64') } as const;

/** jspdf, positions by hand, tables by its usual plug-in. */
export const jspdf: Draw = (page) => {
  const { jsPDF } = load('jspdf');
  const doc = new jsPDF({ unit: 'pt', format: 'a4', compress: true });
  for (const [name, style] of [
    ['regular', 'normal'],
    ['bold', 'bold'],
  ] as const) {
    doc.addFileToVFS(`${name}.ttf`, encoded[name]);
    doc.addFont(`${name}.ttf`, 'Noto', style);
  }
  doc.setLanguage('fr-FR');
  paint(doc, page);
  return Promise.resolve(new Uint8Array(doc.output('arraybuffer')));
};

/** What is used of the library. */
type Doc = {
  setFont(family: string, style: 'normal' | 'bold'): Doc;
  setFontSize(size: number): Doc;
  text(text: string | readonly string[], x: number, y: number, options?: { align: 'right' }): Doc;
  splitTextToSize(text: string, width: number): string[];
  line(x1: number, y1: number, x2: number, y2: number): Doc;
  readonly lastAutoTable: { readonly finalY: number };
};

function write(doc: Doc, style: 'normal' | 'bold', size: number, text: string, x: number, y: number, width: number): number {
  const lines = doc.setFont('Noto', style).setFontSize(size).splitTextToSize(text, width);
  doc.text(lines, x, y + size);
  return y + lines.length * size * 1.3;
}

function paint(doc: Doc, page: Page): void {
  let y = 44;
  page.sender.forEach((text, i) => (y = write(doc, i === 0 ? 'bold' : 'normal', i === 0 ? 11 : 7.5, text, edge, y, 240)));
  doc
    .setFont('Noto', 'bold')
    .setFontSize(16)
    .text(page.title, edge + pageWidth, 60, { align: 'right' });
  page.under.forEach((text, i) => doc.setFontSize(9).text(text, edge + pageWidth, 75 + i * 13, { align: 'right' }));
  doc.line(edge, y + 4, edge + pageWidth, y + 4);
  y += 12;
  for (let i = 0; i < page.blocks.length; i += 2)
    y = Math.max(...[0, 1].map((side) => block(doc, page.blocks[i + side], edge + side * 260, y)));
  y = table(doc, page.lines, y);
  y = write(doc, 'bold', 9, page.words, edge, y, pageWidth) + 4;
  for (const each of page.others) y = table(doc, each, y);
  for (const text of page.closing) y = write(doc, 'normal', 7.5, text, edge, y, pageWidth);
  page.foot.forEach((text, i) => write(doc, 'normal', 7, text, edge, 790 + i * 10, pageWidth));
}

function block(doc: Doc, own: Page['blocks'][number] | undefined, x: number, top: number): number {
  if (own === undefined) return top;
  let y = write(doc, 'bold', 10, own.title, x, top, 240) + 3;
  for (const [label, value] of own.entries) {
    write(doc, 'normal', 7.5, label, x, y, 78);
    y = write(doc, 'normal', 8.2, value, x + 78, y, 166);
  }
  return y + 7;
}

function table(doc: Doc, { title, widths, figuresFrom, head, rows, total }: PageTable, top: number): number {
  const y = write(doc, 'bold', 10, title, edge, top, pageWidth) + 3;
  load('jspdf-autotable').autoTable(doc, {
    startY: y,
    margin: { left: edge, right: edge },
    theme: 'plain',
    styles: { font: 'Noto', fontSize: 8, cellPadding: 2.5 },
    columnStyles: Object.fromEntries(
      widths.map((cellWidth, i) => [i, { cellWidth: cellWidth - 0.1, halign: i >= figuresFrom ? 'right' : 'left', lineWidth: 0.3 }]),
    ),
    head: [head],
    body: rows,
    ...(total.length > 0 ? { foot: [total] } : {}),
  });
  return doc.lastAutoTable.finalY + 8;
}
