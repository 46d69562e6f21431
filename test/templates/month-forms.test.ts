import { strFromU8, unzipSync } from 'fflate';
import { monthPage } from '../../api/accountant-page';
import { isRehearsal } from '../../domain/collectivity';
import { closingMessages } from '../../domain/closing-mail';
import { dossierId } from '../../domain/ids';
import { cents, formatAmount, formatEuros, type Cents } from '../../domain/money';
import { dueCents, informationCents } from '../../domain/month-totals';
import { sumOf } from '../../domain/statement-draft';
import { closingTotals } from '../../store/month-files';
import { monthClosingLetters } from '../../templates/mails/month-closing';
import { monthArchive } from '../../templates/month-archive';
import { monthFileName, tableLines } from '../../templates/month-files';
import { renderMonth } from '../../templates/month-pdf';
import { totalRows } from '../../templates/month-totals';
import { statementDocument } from '../../templates/statement-document';
import { statementJson } from '../../templates/statement-json';
import { statementTable } from '../../templates/statement-table';
import { statementWorkbook } from '../../templates/statement-workbook';
import { aCollectivity, baseFacts, doctor } from '../domain/money-builders';
import { facts } from '../domain/closing-builders';
import { emptyMonth, eventfulMonth, type SampleMonth } from './month-samples';
import { all, pageTexts, readPdf, readText } from './pdf/read-pdf';

const { siren, label, address, zone } = aCollectivity();
const plain = (text: string): string => text.replaceAll(/[\u00a0\u202f]/g, ' ');

/** The seven forms of a month, each as its reader gets it. */
function formsOf(sample: SampleMonth) {
  const { month, totals, documents, current, closing } = sample;
  const lines = tableLines(current);
  const csv = statementTable(lines);
  const tables = [{ name: monthFileName(siren, month, 'csv'), bytes: Buffer.from(csv) }];
  const archive = monthArchive({
    siren,
    month,
    totals,
    tables,
    statements: documents.map((state) => ({
      number: state.number,
      kind: state.kind,
      net: state.net,
      issuedOn: state.issuedOn,
      thirdPartyNumber: null,
      isInForce: current.some((each) => each.state === state),
      replacedBy: state.replacedBy,
      bytes: Buffer.from(state.number),
      pieces: [],
    })),
  });
  const pdf = renderMonth({
    letterhead: { label, service: null, address, siren },
    month,
    totals,
    documents: current.map(({ data }) => statementDocument(data)),
    generatedAt: facts().now,
    zone,
    specimen: isRehearsal(aCollectivity()),
  });
  const issued = documents.map((state, n) => ({
    id: dossierId(`allier.st.${n}`),
    version: 1,
    state,
    file: { name: 'x.pdf', sha256: 'ab' },
  }));
  const [mail] = closingMessages(
    { type: 'published', statements: issued.map(({ id }) => id), replaces: null, first: true, at: facts().now },
    closing,
    facts({ documents }),
  );
  if (mail?.kind !== 'statements-published') throw new Error('a mail was expected');
  return {
    csv: csv
      .slice(1)
      .split('\r\n')
      .slice(1, -1)
      .map((row) => row.split(';')),
    workbook: Object.fromEntries(
      Object.entries(unzipSync(statementWorkbook({ month, lines, totals }))).map(([name, part]) => [name, strFromU8(part)]),
    ),
    json: JSON.parse(statementJson({ siren, month, lines, totals })),
    index: strFromU8(unzipSync(archive)['index.csv'] ?? new Uint8Array()),
    cover: plain(readText(all(readPdf(pdf).tree, 'Sect')[0] ?? { tag: '', attributes: '', text: '', pages: [], kids: [] })),
    pdf,
    page: plain(
      monthPage(
        { settings: aCollectivity(), closing, documents: issued, doctors: { [doctor]: { name: 'Dr Ana Durand' } } },
        { base: baseFacts(), href: 'http://127.0.0.1/l/token' },
      ),
    ),
    mail: (monthClosingLetters['statements-published'](mail.data).facts ?? []).map(([name, value]) => plain(`${name} ${value}`)),
    api: closingTotals(closing, issued),
  };
}

const amountIn = (cell: string | undefined): Cents =>
  cents(Math.round(Number((cell === undefined || cell === '' ? '0' : cell).replace(',', '.')) * 100));
const column = (rows: readonly (readonly string[])[], index: number): Cents => sumOf(rows.map((row) => ({ amount: amountIn(row[index]) })));
const cells = (sheet: string, row: number): Readonly<Record<string, string>> =>
  Object.fromEntries(
    [
      ...(new RegExp(`<row r="${row}">(.*?)</row>`).exec(sheet)?.[1] ?? '').matchAll(
        /<c r="([A-Z]+)\d+"[^>]*>(?:<v>|<is><t[^>]*>)([^<]*)</g,
      ),
    ].map(([, place = '', value = '']) => [place, value]),
  );

test('the months that are compared hold what goes wrong: arrears, a replaced statement, an overpayment; and nothing at all', () => {
  const { documents, current, totals } = eventfulMonth;
  expect(documents.map(({ number, status, replaces, net }) => [number, status, replaces, net])).toEqual([
    ['03-2026-EL-0002', 'rejected', null, 180_00],
    ['03-2026-TP-0001', 'issued', null, -60_00],
    ['03-2026-EL-0003', 'issued', '03-2026-EL-0002', 180_00],
  ]);
  expect(current.flatMap(({ state }) => state.lines.map(({ kind }) => kind)).toSorted()).toEqual(['arrears', 'correction', 'service']);
  expect(totals).toMatchObject({ count: 1, netCents: 180_00, overpaymentCount: 1, overpaymentCents: -60_00 });
  expect(emptyMonth.totals).toMatchObject({ count: 0, netCents: 0, elsewhere: [{ payer: 'cpam', amountCents: 100_00 }] });
});

describe.each([
  ['a month with arrears, a replaced statement and an overpayment', eventfulMonth],
  ['a month with no amount', emptyMonth],
])('R-20: %s comes to the same in all its forms', (_, sample) => {
  const { totals, current } = sample;
  const forms = formsOf(sample);
  const rows = totalRows(totals);

  test('the totals are what the lines of the documents come to', () => {
    expect(dueCents(totals)).toBe(sumOf(current.flatMap(({ state }) => state.lines)));
    expect(informationCents(totals)).toBe(sumOf(current.flatMap(({ state }) => state.information)));
  });

  test('CSV, workbook and JSON have the same rows and the same sums', () => {
    expect([column(forms.csv, 16), column(forms.csv, 17)]).toEqual([dueCents(totals), informationCents(totals)]);
    const lines = forms.workbook['xl/worksheets/sheet1.xml'] ?? '';
    const total = cells(lines, forms.csv.length + 2);
    expect([total['A'], amountIn(total['Q']), amountIn(total['R'])]).toEqual(['Total', dueCents(totals), informationCents(totals)]);
    const filled = forms.csv.map((__, n) => cells(lines, n + 2));
    expect(filled.map(({ A, Q, R }) => [A, amountIn(Q), amountIn(R)])).toEqual(
      forms.csv.map((row) => [row[0]?.replaceAll('"', ''), amountIn(row[16]), amountIn(row[17])]),
    );
    const sheet = forms.workbook['xl/worksheets/sheet2.xml'] ?? '';
    expect(rows.map((__, n) => amountIn(cells(sheet, n + 2)['C']))).toEqual(rows.map(({ amount }) => amount));
    expect(forms.json.totals).toEqual({ ...totals, dueCents: dueCents(totals) });
    expect(forms.json.rows.map(({ number, dueCents: due }: { number: string; dueCents: number | null }) => [number, due ?? 0])).toEqual(
      forms.csv.map((row) => [row[0]?.replaceAll('"', ''), amountIn(row[16])]),
    );
  });

  test('the archive’s index, the cover of the merged file, the page and the mail word the same rows', () => {
    for (const { label: name, count, amount } of rows) {
      expect(forms.index).toContain(`"${name}";;${count ?? ''};;${formatAmount(amount)};;`);
      expect(forms.cover).toContain(plain(`${name}\n${count ?? '–'}\n${formatEuros(amount)}`));
      expect(forms.mail).toContain(
        plain(`${name} ${count === null ? '' : `${count} document${count > 1 ? 's' : ''}, soit `}${formatEuros(amount)}`),
      );
      expect(forms.page).toContain(plain(`<th scope="row">${name}</th><td>${count ?? ''}</td><td>${formatEuros(amount)}</td>`));
    }
  });

  test('the API’s totals are this very value', () => {
    expect(forms.api).toEqual(totals);
  });
});

describe('the merged file', () => {
  const { pdf } = formsOf(eventfulMonth);

  test('has a bookmark for each document in force, « number – doctor », at its first page', () => {
    const source = Buffer.from(pdf).toString('latin1');
    const items = [...source.matchAll(/<<\/Title <FEFF([0-9A-F]+)>\/Parent \d+ 0 R.*?\/Dest\[(\d+) 0 R\/Fit\]>>/g)];
    const pages = [...source.matchAll(/\n(\d+) 0 obj\n<<\/Type\/Page\//g)].map(([, number]) => number);
    expect(items.map(([, hex = '', page]) => [Buffer.from(hex, 'hex').swap16().toString('utf16le'), pages.indexOf(page ?? '')])).toEqual([
      ['Récapitulatif du mois', 0],
      ['03-2026-TP-0001 – Dr Ana Durand', 1],
      ['03-2026-EL-0003 – Dr Ana Durand', 2],
    ]);
    const texts = pageTexts(pdf);
    expect(texts[1]).toContain('03-2026-TP-0001');
    expect(texts[2]).toContain('03-2026-EL-0003');
    expect(texts.join()).not.toContain('n° 03-2026-EL-0002 –');
  });

  test('keeps the structure of each document, in a section of its own', () => {
    const { tree } = readPdf(pdf);
    expect(tree.kids.map(({ tag }) => tag)).toEqual(['Sect', 'Sect', 'Sect']);
    expect(all(tree, 'H1').map(({ text }) => text)).toEqual(['États liquidatifs', 'État de trop-perçu', 'État liquidatif rectificatif']);
    expect(tree.kids.map((kid) => [...new Set(all(kid, 'H1').flatMap(({ pages }) => pages))])).toEqual([[0], [1], [2]]);
  });

  test('R-12: the same facts give the same bytes', () => {
    expect(Buffer.compare(formsOf(eventfulMonth).pdf, pdf)).toBe(0);
  });
});
