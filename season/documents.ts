import { pathToFileURL } from 'node:url';
import { join } from 'node:path';

/** The text of a PDF in reading order, read by a library that did not write it. */
export async function pdfText(bytes: Buffer): Promise<string> {
  const { getDocument, VerbosityLevel } = await import('pdfjs-dist/legacy/build/pdf.mjs');
  const fonts = `${pathToFileURL(join(__dirname, '..', '..', 'node_modules', 'pdfjs-dist', 'standard_fonts')).href}/`;
  const document = await getDocument({ data: new Uint8Array(bytes), verbosity: VerbosityLevel.ERRORS, standardFontDataUrl: fonts }).promise;
  const pages: string[] = [];
  for (let n = 1; n <= document.numPages; n += 1) {
    const { items } = await (await document.getPage(n)).getTextContent();
    pages.push(items.map((item) => ('str' in item ? `${item.str}${item.hasEOL ? '\n' : ''}` : '')).join(''));
  }
  await document.loadingTask.destroy();
  return pages.join('\n');
}

/** « 1 234,56 € » as cents. */
export function centsOf(words: string): number {
  const [euros = '0', cents = '00'] = words.replaceAll(/[\s\u00A0\u202F€]/g, '').split(',');
  return Number(euros) * 100 + (euros.startsWith('-') ? -1 : 1) * Number(cents);
}

export const amountPattern = /-?\d{1,3}(?:[\s\u00A0\u202F]\d{3})*,\d{2}[\s\u00A0\u202F]?€/g;

/** The amount on which the document is closed: « … à la somme de … (1 234,56 €) ». */
export function closedAmount(text: string): number | null {
  const flat = text.replaceAll(/\s+/g, ' ');
  const match = /somme de [^(]{3,200}\(\s*(-?[\d\s\u00A0\u202F]+,\d{2}[\s\u00A0\u202F]?€)\s*\)/.exec(flat);
  return match?.[1] === undefined ? null : centsOf(match[1]);
}

/** A table of the month: rows by their French headings. */
export function tableRows(csv: string): readonly Readonly<Record<string, string>>[] {
  const [head = '', ...lines] = csv
    .replace(/^\uFEFF/, '')
    .split('\r\n')
    .filter((line) => line !== '');
  const cells = (line: string): readonly string[] =>
    [...line.matchAll(/("(?:[^"]|"")*"|[^;]*)(;|$)/g)].map(([, cell = '']) =>
      cell.startsWith('"') ? cell.slice(1, -1).replaceAll('""', '"') : cell,
    );
  const headings = cells(head);
  return lines.map((line) =>
    Object.fromEntries(cells(line).flatMap((cell, n) => (headings[n] === undefined || headings[n] === '' ? [] : [[headings[n], cell]]))),
  );
}
