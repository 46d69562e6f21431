import { createHash } from 'node:crypto';
import { strFromU8, strToU8, unzipSync } from 'fflate';
import { civilDate, month } from '../../domain/dates';
import { cents } from '../../domain/money';
import type { MonthTotals } from '../../domain/month-totals';
import { monthArchive, statementFileName, type MonthArchive } from '../../templates/month-archive';

const one = { issuedOn: civilDate('2026-04-05'), thirdPartyNumber: '0048213', isInForce: true, replacedBy: [], pieces: [] } as const;
const totals: MonthTotals = {
  count: 2,
  netCents: cents(180_50),
  overpaymentCount: 1,
  overpaymentCents: cents(-60_00),
  payers: [{ payer: 'collectivity', amountCents: cents(120_50) }],
  imputations: [],
  elsewhere: [],
};
const archive: MonthArchive = {
  siren: '220300015',
  month: month('2026-03'),
  totals,
  tables: [
    { name: 'ETATS_220300015_2026-03.csv', bytes: strToU8('\ufeff"Numéro"\r\n') },
    { name: 'ETATS_220300015_2026-03.xlsx', bytes: strToU8('PK') },
  ],
  statements: [
    { ...one, number: '03-2026-EL-0002', kind: 'statement', net: cents(60_00), bytes: strToU8('%PDF two') },
    {
      ...one,
      number: '03-2026-EL-0001',
      kind: 'statement',
      net: cents(120_50),
      bytes: strToU8('%PDF one'),
      pieces: [strToU8('%PDF piece')],
    },
    {
      ...one,
      number: '03-2026-EL-0000',
      kind: 'statement',
      net: cents(999_00),
      bytes: strToU8('%PDF old'),
      isInForce: false,
      replacedBy: ['03-2026-EL-0001'],
      thirdPartyNumber: null,
    },
    { ...one, number: '03-2026-TP-0001', kind: 'overpayment', net: cents(-60_00), bytes: strToU8('%PDF back') },
  ],
};
const hash = (text: string): string => createHash('sha256').update(text).digest('hex');

describe('the accountant’s month in one file', () => {
  test('E-19: holds the documents, the replaced one too, the pieces, the tables and an index', () => {
    const files = unzipSync(monthArchive(archive));
    expect(Object.keys(files)).toEqual([
      'ETAT_220300015_2026-03_03-2026-EL-0000.pdf',
      'ETAT_220300015_2026-03_03-2026-EL-0001.pdf',
      'ETAT_220300015_2026-03_03-2026-EL-0002.pdf',
      'TROP-PERCU_220300015_2026-03_03-2026-TP-0001.pdf',
      'PIECE_220300015_2026-03_03-2026-EL-0001_1.pdf',
      'ETATS_220300015_2026-03.csv',
      'ETATS_220300015_2026-03.xlsx',
      'index.csv',
    ]);
    expect(strFromU8(files['ETAT_220300015_2026-03_03-2026-EL-0001.pdf'] ?? new Uint8Array())).toBe('%PDF one');
    expect(Buffer.from(files['ETATS_220300015_2026-03.csv'] ?? []).toString('utf8')).toBe('\ufeff"Numéro"\r\n');
  });

  test('R-20: the index proves each file and adds up each kind apart', () => {
    const index = Buffer.from(unzipSync(monthArchive(archive))['index.csv'] ?? []).toString('utf8');
    expect(index.slice(1).split('\r\n')).toEqual([
      '"Fichier";"SHA-256";"Numéro";"Émis le";"Net (€)";"N° de tiers";"Situation"',
      `"ETAT_220300015_2026-03_03-2026-EL-0000.pdf";"${hash('%PDF old')}";"03-2026-EL-0000";05/04/2026;;"";"annulé et remplacé par 03-2026-EL-0001"`,
      `"ETAT_220300015_2026-03_03-2026-EL-0001.pdf";"${hash('%PDF one')}";"03-2026-EL-0001";05/04/2026;120,50;"0048213";"en vigueur"`,
      `"ETAT_220300015_2026-03_03-2026-EL-0002.pdf";"${hash('%PDF two')}";"03-2026-EL-0002";05/04/2026;60,00;"0048213";"en vigueur"`,
      `"TROP-PERCU_220300015_2026-03_03-2026-TP-0001.pdf";"${hash('%PDF back')}";"03-2026-TP-0001";05/04/2026;-60,00;"0048213";"en vigueur"`,
      `"PIECE_220300015_2026-03_03-2026-EL-0001_1.pdf";"${hash('%PDF piece')}";"03-2026-EL-0001";;;;"pièce ajoutée"`,
      `"ETATS_220300015_2026-03.csv";"${hash('\ufeff"Numéro"\r\n')}";;;;;`,
      `"ETATS_220300015_2026-03.xlsx";"${hash('PK')}";;;;;`,
      '"États liquidatifs, net à payer";;2;;180,50;;',
      '"Trop-perçus, à recouvrer";;1;;-60,00;;',
      '"Solde des documents";;;;120,50;;',
      '"Payeur\u00a0: collectivité";;;;120,50;;',
      '',
    ]);
  });

  test('R-12: the same files give the same bytes, in any order and any time zone', () => {
    const bytes = monthArchive(archive);
    expect(monthArchive({ ...archive, statements: archive.statements.toReversed() })).toEqual(bytes);
    // the only time that enters a ZIP is local: 5 April 2026, the day of issue, 12:00, as MS-DOS writes it
    const [time, day] = [Buffer.from(bytes).readUInt16LE(10), Buffer.from(bytes).readUInt16LE(12)];
    expect([time >> 11, (time >> 5) & 63, (day >> 9) + 1980, (day >> 5) & 15, day & 31]).toEqual([12, 0, 2026, 4, 5]);
  });

  test.each([
    ['1975-03-05', 1980, 1, 1],
    ['2026-04-05', 2026, 4, 5],
    ['2101-03-05', 2099, 12, 31],
  ])('a ZIP knows the years from 1980 to 2099: what was issued on %s is dated %i-%i-%i in it', (issuedOn, ...dated) => {
    const bytes = monthArchive({
      ...archive,
      month: month(issuedOn.slice(0, 7)),
      statements: archive.statements.map((each) => ({ ...each, issuedOn: civilDate(issuedOn) })),
    });
    const day = Buffer.from(bytes).readUInt16LE(12);
    expect([(day >> 9) + 1980, (day >> 5) & 15, day & 31]).toEqual(dated);
    expect(strFromU8(unzipSync(bytes)['index.csv'] ?? new Uint8Array())).toContain(issuedOn.slice(0, 4));
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
