import { parseCsv } from '../../api/csv';

const cells = (text: string) => parseCsv(text).rows.map((row) => row.cells);
const faults = (text: string) => parseCsv(text).faults.map(({ code, field }) => `${field} ${code}`);

describe('a table of a French spreadsheet', () => {
  test.each([
    ['LF', 'nom;rpps\nMartin;1\nLe Goff;2\n'],
    ['CRLF', 'nom;rpps\r\nMartin;1\r\nLe Goff;2\r\n'],
    ['CR', 'nom;rpps\rMartin;1\rLe Goff;2'],
    ['a BOM and capitals in the header', '\ufeffNOM; RPPS \nMartin;1\nLe Goff;2'],
    ['quotes', '"nom";"rpps"\n"Martin";"1"\n"Le Goff" ;"2"'],
    ['blank lines and empty rows at the end', 'nom;rpps\nMartin;1\nLe Goff;2\n;\n\n\n'],
    ['empty cells added at the end', 'nom;rpps\nMartin;1;;\nLe Goff;2;'],
  ])('is read whatever its line ends and quotes: %s', (_, text) => {
    expect(cells(text)).toEqual([
      { nom: 'Martin', rpps: '1' },
      { nom: 'Le Goff', rpps: '2' },
    ]);
  });

  test('keeps separators, line ends and doubled quotes that stand inside quotes', () => {
    expect(cells('nom;adresse\n"CC ""Val; Loire""";"1 rue\r\ndu Port"')).toEqual([{ nom: 'CC "Val; Loire"', adresse: '1 rue\r\ndu Port' }]);
  });

  test('numbers its lines as the spreadsheet does: the header is 1, an empty line counts, a cell on two lines does not', () => {
    expect(parseCsv('a;b\n\n"x\ny";1\nz;2').rows.map(({ line }) => line)).toEqual([3, 4]);
  });

  test('has empty cells where a line ends early, as spreadsheets save it', () => {
    expect(cells('a;b;c\n1;2')).toEqual([{ a: '1', b: '2', c: '' }]);
  });

  test.each([
    ['commas instead of semicolons', 'nom,rpps\nMartin,1', ['/lines/1 separator-missing']],
    ['a column twice', 'nom;rpps;nom\nMartin;1;2', ['/lines/1/nom column-duplicate']],
    ['a quote that never closes', 'nom;rpps\nMartin;1\n"Le Goff;2\nPetit;3', ['/lines/3 quote-misplaced']],
    ['text after a closing quote', 'nom;rpps\n"Le" Goff;2', ['/lines/2 quote-misplaced']],
    ['one cell too many', 'nom;rpps\nMartin;1;oui', ['/lines/2 too-many-cells']],
    ['characters lost to a wrong encoding', 'nom;rpps\nLef\ufffdvre;1', ['/lines/2 encoding-broken']],
    ['a character that no record can hold', 'nom;rpps\nMar\u0000tin;1', ['/lines/2 encoding-broken']],
    ['half of a character', 'nom;rpps\nMartin\ud83d;1', ['/lines/2 encoding-broken']],
  ])('is refused with %s, naming the line', (_, text, expected) => {
    expect(faults(text)).toEqual(expected);
    expect(parseCsv(text).rows).toEqual([]);
  });

  test('without a line after the header, it has no row', () => {
    expect(parseCsv('nom;rpps\n')).toEqual({ rows: [], faults: [] });
  });

  test('a megabyte of opening quotes is refused at once', () => {
    const started = performance.now();
    expect(faults(`a;b\n${'";'.repeat(500_000)}`)).toHaveLength(1);
    expect(performance.now() - started).toBeLessThan(2_000);
  });
});
