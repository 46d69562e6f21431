import { strFromU8, unzipSync } from 'fflate';
import { civilDate } from '../../domain/dates';
import { cents } from '../../domain/money';
import { workbook, type Workbook } from '../../templates/workbook';

const book: Workbook = {
  title: 'États liquidatifs de mars 2026',
  engine: 'Relais 0.1.0',
  sheets: [
    {
      name: 'Lignes',
      columns: [
        { heading: 'RPPS', width: 13 },
        { heading: 'Date', width: 12 },
        { heading: 'Montant', width: 16 },
        { heading: 'Nombre', width: 8 },
      ],
      rows: [
        [
          { type: 'text', value: '10001234567' },
          { type: 'date', value: civilDate('2026-03-01') },
          { type: 'amount', value: cents(-1_234_05) },
          { type: 'whole', value: 2 },
        ],
        [
          { type: 'text', value: '=1+1' },
          { type: 'date', value: civilDate('2024-02-29') },
          { type: 'amount', value: null },
          { type: 'whole', value: 0 },
        ],
      ],
      foot: [[{ type: 'text', value: 'Total' }, null, { type: 'amount', value: cents(5) }, null]],
    },
  ],
};
const parts = (bytes: Uint8Array): Readonly<Record<string, string>> =>
  Object.fromEntries(Object.entries(unzipSync(bytes)).map(([name, part]) => [name, strFromU8(part)]));
const sheet = parts(workbook(book))['xl/worksheets/sheet1.xml'] ?? '';
const cell = (place: string): string => new RegExp(`<c r="${place}"[^>]*>.*?</c>`).exec(sheet)?.[0] ?? '';

describe('a workbook', () => {
  test('E-38: identifiers stay text, and a text that begins like a formula is no formula', () => {
    expect(cell('A2')).toBe('<c r="A2" s="1" t="inlineStr"><is><t xml:space="preserve">10001234567</t></is></c>');
    expect(cell('A3')).toContain('t="inlineStr"><is><t xml:space="preserve">=1+1</t>');
    expect(sheet).not.toContain('<f');
  });

  test('amounts are numbers of two decimals, dates serial days, and an amount that is not there an empty cell', () => {
    expect(cell('C2')).toBe('<c r="C2" s="3"><v>-1234.05</v></c>');
    expect(cell('C3')).toBe('');
    expect(cell('B2')).toBe('<c r="B2" s="4"><v>46082</v></c>');
    expect(cell('B3')).toBe('<c r="B3" s="4"><v>45351</v></c>');
    expect(cell('C4')).toBe('<c r="C4" s="7"><v>0.05</v></c>');
    expect(parts(workbook(book))['xl/styles.xml']).toContain('formatCode="#,##0.00\\ [$€-40C]"');
  });

  test('the heading is frozen, the rows are filtered, the total stands below the filter', () => {
    expect(sheet).toContain('<pane ySplit="1" topLeftCell="A2" activePane="bottomLeft" state="frozen"/>');
    expect(sheet).toContain('<autoFilter ref="A1:D3"/>');
    expect(cell('A4')).toContain('Total');
    expect(sheet).toContain('<col min="1" max="1" width="13" customWidth="1"/>');
  });

  test('R-12: the same facts give the same bytes, and no date or name of this machine is in them', () => {
    expect(workbook(book)).toEqual(workbook(book));
    // 1 January 1980, 00:00, as MS-DOS writes it
    expect(Array.from(workbook(book).subarray(10, 14))).toEqual([0, 0, 0x21, 0]);
    const core = parts(workbook(book))['docProps/core.xml'] ?? '';
    expect(core).toContain('<dc:creator>Relais 0.1.0</dc:creator>');
    expect(core).not.toContain('dcterms');
  });

  test('signs of XML and escapes of spreadsheets are text', () => {
    const [first] = book.sheets;
    if (first === undefined) throw new Error('a sheet was expected');
    const bytes = workbook({ ...book, sheets: [{ ...first, rows: [[{ type: 'text', value: 'A & <b> "c" _x0041_\u0007' }]], foot: [] }] });
    expect(parts(bytes)['xl/worksheets/sheet1.xml']).toContain('A &amp; &lt;b&gt; &quot;c&quot; _x005F_x0041_</t>');
  });
});
