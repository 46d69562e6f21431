import { createHash } from 'node:crypto';
import { strFromU8, strToU8, unzipSync } from 'fflate';
import { civilDate, month } from '../../domain/dates';
import { cents } from '../../domain/money';
import { monthArchive, statementFileName, type MonthArchive } from '../../templates/month-archive';

const archive: MonthArchive = {
  siren: '220300015',
  month: month('2026-03'),
  table: '\ufeff"Numéro"\r\n',
  statements: [
    { number: '03-2026-EL-0002', kind: 'statement', net: cents(60_00), issuedOn: civilDate('2026-04-05'), bytes: strToU8('%PDF two') },
    { number: '03-2026-EL-0001', kind: 'statement', net: cents(120_50), issuedOn: civilDate('2026-04-05'), bytes: strToU8('%PDF one') },
    { number: '03-2026-TP-0001', kind: 'overpayment', net: cents(-60_00), issuedOn: civilDate('2026-04-05'), bytes: strToU8('%PDF back') },
  ],
};
const hash = (text: string): string => createHash('sha256').update(text).digest('hex');

describe('the accountant’s month in one file', () => {
  test('holds the documents, the table and an index', () => {
    const files = unzipSync(monthArchive(archive));
    expect(Object.keys(files)).toEqual([
      'ETAT_220300015_2026-03_03-2026-EL-0001.pdf',
      'ETAT_220300015_2026-03_03-2026-EL-0002.pdf',
      'TROP-PERCU_220300015_2026-03_03-2026-TP-0001.pdf',
      'ETATS_220300015_2026-03.csv',
      'index.csv',
    ]);
    expect(strFromU8(files['ETAT_220300015_2026-03_03-2026-EL-0001.pdf'] ?? new Uint8Array())).toBe('%PDF one');
    expect(Buffer.from(files['ETATS_220300015_2026-03.csv'] ?? []).toString('utf8')).toBe(archive.table);
  });

  test('R-20: the index proves each file and adds up each kind apart', () => {
    const index = Buffer.from(unzipSync(monthArchive(archive))['index.csv'] ?? []).toString('utf8');
    expect(index.slice(1).split('\r\n')).toEqual([
      '"Fichier";"SHA-256";"Numéro";"Émis le";"Net (€)"',
      `"ETAT_220300015_2026-03_03-2026-EL-0001.pdf";"${hash('%PDF one')}";"03-2026-EL-0001";05/04/2026;120,50`,
      `"ETAT_220300015_2026-03_03-2026-EL-0002.pdf";"${hash('%PDF two')}";"03-2026-EL-0002";05/04/2026;60,00`,
      `"TROP-PERCU_220300015_2026-03_03-2026-TP-0001.pdf";"${hash('%PDF back')}";"03-2026-TP-0001";05/04/2026;-60,00`,
      `"ETATS_220300015_2026-03.csv";"${hash(archive.table)}";"";;`,
      '"Total des états liquidatifs";"";2;;180,50',
      '"Total des trop-perçus";"";1;;-60,00',
      '',
    ]);
  });

  test('R-12: the same files give the same bytes, in any order and any time zone', () => {
    const bytes = monthArchive(archive);
    expect(monthArchive({ ...archive, statements: archive.statements.toReversed() })).toEqual(bytes);
    // the only hour that enters a ZIP is local: 1 January 1980, 00:00, as MS-DOS writes it
    expect(Array.from(bytes.subarray(10, 14))).toEqual([0, 0, 0x21, 0]);
  });

  test('R-48: names are ASCII and under 100 characters', () => {
    const name = statementFileName({
      siren: '220300015',
      month: month('2026-03'),
      number: 'SPECIMEN-2A-2026-EL-0001é ',
      kind: 'statement',
    });
    expect(name).toBe('ETAT_220300015_2026-03_SPECIMEN-2A-2026-EL-0001e.pdf');
    expect(name.length).toBeLessThan(100);
  });
});
