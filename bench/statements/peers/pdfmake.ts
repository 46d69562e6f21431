import type { Page, PageTable } from '../page';
import { fontFiles, load, type Draw } from './fonts';

let ready = false;

/** pdfmake, laid out by the library. */
export const pdfmake: Draw = (page) => {
  const library = load('pdfmake');
  if (!ready) {
    library.setFonts({ Noto: { normal: fontFiles.regular, bold: fontFiles.bold } });
    library.setUrlAccessPolicy(() => false);
    library.setLocalAccessPolicy(() => true);
    ready = true;
  }
  return library.createPdf(definition(page)).getBuffer();
};

const pad = 3;
const layout = {
  hLineWidth: () => 0.3,
  vLineWidth: () => 0,
  paddingLeft: () => pad,
  paddingRight: () => pad,
  paddingTop: () => 1,
  paddingBottom: () => 1,
};

function definition(page: Page): object {
  return {
    pageSize: 'A4',
    pageMargins: [45, 40, 45, 50],
    language: 'fr-FR',
    info: { title: page.title },
    defaultStyle: { font: 'Noto', fontSize: 8 },
    content: [
      {
        columns: [
          page.sender.map((text, i) => ({ text, bold: i === 0, fontSize: i === 0 ? 11 : 7.5 })),
          [{ text: page.title, bold: true, fontSize: 16 }, ...page.under.map((text) => ({ text, fontSize: 9 }))].map((each) => ({
            ...each,
            alignment: 'right',
          })),
        ],
      },
      ...[0, 2].map((i) => ({ columns: page.blocks.slice(i, i + 2).map(block), margin: [0, 8, 0, 0] })),
      ...table(page.lines),
      { text: page.words, bold: true, fontSize: 9, margin: [0, 4, 0, 4] },
      ...page.others.flatMap(table),
      ...page.closing.map((text) => ({ text, fontSize: 7.5 })),
    ],
    footer: page.foot.map((text) => ({ text, fontSize: 7, margin: [45, 0, 45, 0] })),
  };
}

function block({ title, entries }: Page['blocks'][number]): object {
  const body = entries.map(([label, value]) => [{ text: label, fontSize: 7.5 }, value]);
  return [
    { text: title, bold: true, fontSize: 10 },
    { table: { widths: [78, '*'], body }, layout: 'noBorders' },
  ];
}

function table({ title, widths, figuresFrom, head, rows, total }: PageTable): object[] {
  const aligned = (row: readonly string[], bold: boolean): object[] =>
    row.map((text, i) => ({ text, bold, alignment: i >= figuresFrom ? 'right' : 'left' }));
  const body = [aligned(head, true), ...rows.map((row) => aligned(row, false)), ...(total.length > 0 ? [aligned(total, true)] : [])];
  return [
    { text: title, bold: true, fontSize: 10, margin: [0, 4, 0, 3] },
    { table: { headerRows: 1, widths: widths.map((width) => width - 2 * pad), body }, layout },
  ];
}
