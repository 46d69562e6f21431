import { strToU8, zipSync, type Zippable } from 'fflate';
import { civilDate, daysBetween } from '../domain/dates';
import type { Cell } from './statement-table';
import { cleanLine } from './typography';

export type SheetColumn = { readonly heading: string; readonly width: number };
export type Sheet = {
  readonly name: string;
  readonly columns: readonly SheetColumn[];
  readonly rows: readonly (readonly Cell[])[];
  /** below the rows and outside the filter; null leaves a cell empty */
  readonly foot: readonly (readonly (Cell | null)[])[];
};
export type Workbook = { readonly title: string; readonly engine: string; readonly sheets: readonly Sheet[] };

/** A ZIP keeps local times: the components of this one are the same on every machine. */
const mtime = new Date(1980, 0, 1);
const head = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n';
const main = 'http://schemas.openxmlformats.org/spreadsheetml/2006/main';
const relations = 'http://schemas.openxmlformats.org/package/2006/relationships';
const office = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships';
const types = 'application/vnd.openxmlformats-officedocument.spreadsheetml';

/** The few parts of SpreadsheetML (ECMA-376, part 1, 18) that a typed table needs. Text stays text: no cell is ever a formula. The same facts give the same bytes. */
export function workbook(book: Workbook): Uint8Array {
  const parts: Readonly<Record<string, string>> = {
    '[Content_Types].xml': contentTypes(book),
    '_rels/.rels': packageRelations(),
    'docProps/core.xml': coreProperties(book),
    'docProps/app.xml': `${head}<Properties xmlns="http://schemas.openxmlformats.org/officeDocument/2006/extended-properties"><Application>${xml(book.engine)}</Application></Properties>`,
    'xl/workbook.xml': workbookPart(book),
    'xl/_rels/workbook.xml.rels': workbookRelations(book),
    'xl/styles.xml': styles(),
    ...Object.fromEntries(book.sheets.map((sheet, n) => [`xl/worksheets/sheet${n + 1}.xml`, worksheet(sheet)])),
  };
  const files: Zippable = {};
  for (const [name, text] of Object.entries(parts)) files[name] = [strToU8(text), { level: 6, mtime }];
  return zipSync(files);
}

function contentTypes({ sheets }: Workbook): string {
  const override = (part: string, type: string): string => `<Override PartName="/${part}" ContentType="${type}"/>`;
  return `${head}<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="xml" ContentType="application/xml"/>${[
    override('xl/workbook.xml', `${types}.sheet.main+xml`),
    override('xl/styles.xml', `${types}.styles+xml`),
    ...sheets.map((_, n) => override(`xl/worksheets/sheet${n + 1}.xml`, `${types}.worksheet+xml`)),
    override('docProps/core.xml', 'application/vnd.openxmlformats-package.core-properties+xml'),
    override('docProps/app.xml', 'application/vnd.openxmlformats-officedocument.extended-properties+xml'),
  ].join('')}</Types>`;
}

function relationsPart(targets: readonly (readonly [type: string, target: string])[]): string {
  const items = targets.map(([type, target], n) => `<Relationship Id="rId${n + 1}" Type="${type}" Target="${target}"/>`);
  return `${head}<Relationships xmlns="${relations}">${items.join('')}</Relationships>`;
}

function packageRelations(): string {
  return relationsPart([
    [`${office}/officeDocument`, 'xl/workbook.xml'],
    ['http://schemas.openxmlformats.org/package/2006/relationships/metadata/core-properties', 'docProps/core.xml'],
    [`${office}/extended-properties`, 'docProps/app.xml'],
  ]);
}

function workbookRelations({ sheets }: Workbook): string {
  return relationsPart([
    ...sheets.map((_, n) => [`${office}/worksheet`, `worksheets/sheet${n + 1}.xml`] as const),
    [`${office}/styles`, 'styles.xml'],
  ]);
}

/** No date and nobody's name: what the file is, and the program that wrote it. */
function coreProperties({ title, engine }: Workbook): string {
  return `${head}<cp:coreProperties xmlns:cp="http://schemas.openxmlformats.org/package/2006/metadata/core-properties" xmlns:dc="http://purl.org/dc/elements/1.1/"><dc:title>${xml(title)}</dc:title><dc:creator>${xml(engine)}</dc:creator><dc:language>fr-FR</dc:language></cp:coreProperties>`;
}

function workbookPart({ sheets }: Workbook): string {
  const list = sheets.map(({ name }, n) => `<sheet name="${xml(name)}" sheetId="${n + 1}" r:id="rId${n + 1}"/>`).join('');
  const filters = sheets.map(
    (sheet, n) => `<definedName name="_xlnm._FilterDatabase" localSheetId="${n}" hidden="1">${absolute(sheet)}</definedName>`,
  );
  const titles = sheets.map(
    ({ name }, n) => `<definedName name="_xlnm.Print_Titles" localSheetId="${n}">'${xml(name)}'!$1:$1</definedName>`,
  );
  return `${head}<workbook xmlns="${main}" xmlns:r="${office}"><sheets>${list}</sheets><definedNames>${[...filters, ...titles].join('')}</definedNames></workbook>`;
}

const styleOf = { text: 1, whole: 2, amount: 3, date: 4 } as const satisfies Record<Cell['type'], number>;
const bold = { text: 5, whole: 6, amount: 7, date: 4 } as const satisfies Record<Cell['type'], number>;

/** Amounts and dates as a French reader writes them; `quotePrefix` keeps a text a text even for who edits it. */
function styles(): string {
  const xf = (format: number, font: number, more = ''): string =>
    `<xf numFmtId="${format}" fontId="${font}" fillId="0" borderId="0" xfId="0" applyNumberFormat="1"${font === 0 ? '' : ' applyFont="1"'}${more}/>`;
  const cells = [
    xf(0, 0),
    xf(49, 0, ' quotePrefix="1"'),
    xf(1, 0),
    xf(164, 0),
    xf(165, 0),
    xf(49, 1, ' quotePrefix="1"'),
    xf(1, 1),
    xf(164, 1),
  ];
  return `${head}<styleSheet xmlns="${main}"><numFmts count="2"><numFmt numFmtId="164" formatCode="#,##0.00\\ [$€-40C]"/><numFmt numFmtId="165" formatCode="dd/mm/yyyy"/></numFmts><fonts count="2"><font><sz val="10"/><name val="Arial"/></font><font><b/><sz val="10"/><name val="Arial"/></font></fonts><fills count="2"><fill><patternFill patternType="none"/></fill><fill><patternFill patternType="gray125"/></fill></fills><borders count="1"><border/></borders><cellStyleXfs count="1"><xf numFmtId="0" fontId="0" fillId="0" borderId="0"/></cellStyleXfs><cellXfs count="${cells.length}">${cells.join('')}</cellXfs><cellStyles count="1"><cellStyle name="Normal" xfId="0" builtinId="0"/></cellStyles></styleSheet>`;
}

function worksheet(sheet: Sheet): string {
  const { columns, rows, foot } = sheet;
  const heading = columns.map(({ heading: value }) => ({ type: 'text', value }) as const);
  const all = [
    rowOf(heading, 1, bold),
    ...rows.map((row, n) => rowOf(row, n + 2, styleOf)),
    ...foot.map((row, n) => rowOf(row, rows.length + n + 2, bold)),
  ];
  const last = `${letters(columns.length)}${rows.length + foot.length + 1}`;
  const widths = columns.map(({ width }, n) => `<col min="${n + 1}" max="${n + 1}" width="${width}" customWidth="1"/>`).join('');
  return `${head}<worksheet xmlns="${main}"><sheetPr><pageSetUpPr fitToPage="1"/></sheetPr><dimension ref="A1:${last}"/><sheetViews><sheetView workbookViewId="0"><pane ySplit="1" topLeftCell="A2" activePane="bottomLeft" state="frozen"/></sheetView></sheetViews><sheetFormatPr defaultRowHeight="15"/><cols>${widths}</cols><sheetData>${all.join('')}</sheetData><autoFilter ref="${filtered(sheet)}"/><pageMargins left="0.4" right="0.4" top="0.5" bottom="0.5" header="0.3" footer="0.3"/><pageSetup paperSize="9" orientation="landscape" fitToHeight="0"/><ignoredErrors><ignoredError sqref="A1:${last}" numberStoredAsText="1"/></ignoredErrors></worksheet>`;
}

function filtered({ columns, rows }: Sheet): string {
  return `A1:${letters(columns.length)}${rows.length + 1}`;
}

function absolute(sheet: Sheet): string {
  return `'${xml(sheet.name)}'!${filtered(sheet).replaceAll(/([A-Z]+)(\d+)/g, '$$$1$$$2')}`;
}

function rowOf(cells: readonly (Cell | null)[], rank: number, style: Readonly<Record<Cell['type'], number>>): string {
  const written = cells.map((cell, n) => (cell === null ? '' : cellOf(cell, `${letters(n + 1)}${rank}`, style[cell.type])));
  return `<row r="${rank}">${written.join('')}</row>`;
}

/** Serial days of spreadsheets, which count 1900 as a leap year: 36526 is 1 January 2000. */
const known = { date: civilDate('2000-01-01'), serial: 36_526 } as const;

function cellOf(cell: Cell, place: string, style: number): string {
  const number = (value: string | number): string => `<c r="${place}" s="${style}"><v>${value}</v></c>`;
  switch (cell.type) {
    case 'text':
      return cell.value === ''
        ? ''
        : `<c r="${place}" s="${style}" t="inlineStr"><is><t xml:space="preserve">${xml(cell.value)}</t></is></c>`;
    case 'whole':
      return number(cell.value);
    case 'amount':
      return cell.value === null ? '' : number(euros(cell.value));
    case 'date':
      return number(known.serial + daysBetween(known.date, cell.value));
  }
}

/** Cents as a decimal text, by digits: a float is the reader's affair. */
function euros(value: number): string {
  const figures = String(Math.abs(value)).padStart(3, '0');
  return `${value < 0 ? '-' : ''}${figures.slice(0, -2)}.${figures.slice(-2)}`;
}

function letters(rank: number): string {
  return rank <= 26 ? String.fromCharCode(64 + rank) : `${letters(Math.floor((rank - 1) / 26))}${letters(((rank - 1) % 26) + 1)}`;
}

/** `_x0041_` would be read as an escaped character. */
function xml(text: string): string {
  return cleanLine(text)
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('"', '&quot;')
    .replaceAll(/_(?=x[0-9A-Fa-f]{4}_)/g, '_x005F_')
    .replaceAll(/[\ufffe\uffff]/g, '\ufffd');
}
