import { civilDate } from '../../domain/dates';
import { cents } from '../../domain/money';
import { csv, quoted, statementTable, type TableLine } from '../../templates/statement-table';

const line = (over: Partial<TableLine> = {}): TableLine => ({
  number: '03-2026-EL-0001',
  document: 'statement',
  doctor: 'Ana Durand',
  rpps: '10001234567',
  siret: '73282932000074',
  maskedIban: 'FR76 •••• 0189',
  budgetYear: 2026,
  account: '6574',
  budgetCommitment: 'EC-12',
  convention: '03-2026-CONV-0001',
  deliberation: 'CP 2026-01-12',
  date: civilDate('2026-03-01'),
  site: 'MSP de Varennes; annexe "Nord"',
  kind: 'service',
  quantity: 2,
  unit: cents(60_00),
  amount: cents(120_00),
  payer: 'collectivity',
  legalReference: 'L.1511-8 CGCT',
  evidence: ['day-1', 'day-2'],
  sha256: 'ab'.repeat(32),
  thirdPartyNumber: '0048213',
  ...over,
});
const rows = (table: string): string[] => table.slice(1).split('\r\n').slice(0, -1);

describe('the table of the month', () => {
  test('begins with a BOM, ends its lines with CRLF, has one row per line and no total', () => {
    const table = statementTable([line(), line()]);
    expect(table.startsWith('\ufeff"Numéro";')).toBe(true);
    expect(table.endsWith('\r\n')).toBe(true);
    expect(rows(table)).toHaveLength(3);
  });

  test('writes dates, decimals and quotes as a French spreadsheet reads them', () => {
    expect(rows(statementTable([line()]))[1]).toBe(
      `"03-2026-EL-0001";"état liquidatif";"Ana Durand";"10001234567";"73282932000074";"FR76 •••• 0189";2026;"6574";"EC-12";"03-2026-CONV-0001";"CP 2026-01-12";01/03/2026;"MSP de Varennes; annexe ""Nord""";"service fait";2;60,00;120,00;;"collectivité";"L.1511-8 CGCT";"day-1 day-2";"${'ab'.repeat(32)}";"0048213"`,
    );
  });

  test('R-02: what another pays is in a column of its own, so that the sum of the due column is the net', () => {
    const [, due, told] = rows(
      statementTable([line(), line({ kind: 'information', payer: 'cpam', unit: cents(100_00), amount: cents(200_00) })]),
    ).map((row) => row.split(';').slice(-7, -5));
    expect(due).toEqual(['120,00', '']);
    expect(told).toEqual(['', '200,00']);
  });

  test('a repayment keeps its sign, and a creditor without SIRET an empty cell', () => {
    const [, row] = rows(
      statementTable([line({ document: 'overpayment', kind: 'correction', quantity: -1, amount: cents(-60_00), siret: null })]),
    );
    expect(row).toContain('"trop-perçu"');
    expect(row).toContain(';"correction";-1;60,00;-60,00;;');
    expect(row).toContain(';"10001234567";"";');
  });

  test.each(['=HYPERLINK("http://x")', '+33', '-1', '@cmd', '  =1', '\t=1', '\r=1', '＝1'])('E-38: %j is shown, never run', (text) => {
    expect(quoted(text)).toMatch(/^"'/);
  });

  test('other text is left alone, on one line', () => {
    expect(quoted('Saint-Étienne\r\nBP 12')).toBe('"Saint-Étienne BP 12"');
    expect(csv([['a', 'b']])).toBe('\ufeffa;b\r\n');
  });
});
