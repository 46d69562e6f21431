import { createHash } from 'node:crypto';
import { shortDate } from '../../domain/dates';
import { cents, euroWords, formatEuros } from '../../domain/money';
import { renderStatement } from '../../templates/statement-pdf';
import type { StatementDocument } from '../../templates/statement-document';
import { all, pageTexts, readPdf, readText } from './pdf/read-pdf';
import { aLine, aMixedStatement, anOverpayment, aStatement, someLines } from '../../bench/documents/statement-samples';

const sha256 = (bytes: Uint8Array): string => createHash('sha256').update(bytes).digest('hex');
const plain = (text: string): string => text.replaceAll(/[\u00a0\u202f]/g, ' ');
const textOf = (document: StatementDocument): string => readText(readPdf(renderStatement(document)).tree).replaceAll('\n', ' ');

describe('a statement’s PDF', () => {
  it('is the same to the byte for the same data (R-12)', () => {
    const first = sha256(renderStatement(aStatement()));
    expect(sha256(renderStatement(structuredClone(aStatement())))).toBe(first);
    expect(sha256(renderStatement(aStatement(someLines(8), { number: '23-2026-EL-0018' })))).not.toBe(first);
  });

  /** Written down, so that it holds in every time zone, locale and version of Node that this suite runs in. A change of wording or layout changes it. */
  it('is the same to the byte on every machine', () => {
    expect(sha256(renderStatement(aMixedStatement()))).toBe('1e213f905a5ba83167b0a855a6dbddc93c06800d76361a4c2fbfb633d96c98b0');
  });

  it('is one page for a normal month of eight half-days, also in December after eleven months', () => {
    expect(readPdf(renderStatement(aStatement())).pages).toBe(1);
    const [cumulative] = aStatement().cumulative;
    if (!cumulative) throw new Error('the sample has a cumulative block');
    const months = Array.from({ length: 11 }, () => cumulative.months)
      .flat()
      .slice(0, 11);
    expect(readPdf(renderStatement(aStatement(someLines(4), { cumulative: [{ ...cumulative, months }] }))).pages).toBe(1);
  });

  it.each([
    [0, 1],
    [1, 1],
    [8, 1],
    [40, 3],
    [200, 9],
  ])('of %i lines loses none of them', (count, mostPages) => {
    const document = aStatement(someLines(count));
    const { pages, tree } = readPdf(renderStatement(document));
    expect(pages).toBeLessThanOrEqual(mostPages);
    const text = readText(tree);
    for (const { evidenceId } of document.lines) expect(text.split(`pièce ${evidenceId}`)).toHaveLength(2);
  });

  it.each(Array.from({ length: 60 }, (_, i) => i + 1))(
    'of %i lines keeps its first two with their head and its last two with the total',
    (count) => {
      const [lines] = all(readPdf(renderStatement(aStatement(someLines(count)))).tree, 'Table');
      const rows = lines?.kids.flatMap((group) => all(group, 'TR')) ?? [];
      const places = rows.map((row) => all(row, 'TH')[0]?.pages[0]);
      expect(rows).toHaveLength(count + 2);
      expect(new Set(places.slice(-Math.min(count + 1, 3))).size).toBe(1);
      expect(new Set(places.slice(0, Math.min(count + 1, 3))).size).toBe(1);
    },
  );

  it('R-17: says « Néant » where there is nothing to pay', () => {
    expect(textOf(aStatement([]))).toContain('Néant : aucune demi-journée attestée n’est à liquider pour ce mois.');
  });

  it('repeats the title row on each page, as decoration, and numbers every page', () => {
    const texts = pageTexts(renderStatement(aStatement(someLines(200))));
    texts.forEach((text, i) => expect(text).toContain(`Page ${i + 1}/${texts.length}`));
    expect(texts.slice(0, -2).every((text) => text.includes('Service fait attesté par'))).toBe(true);
    const { tree } = readPdf(renderStatement(aStatement(someLines(200))));
    expect(all(tree, 'TH').filter(({ text }) => text.startsWith('Service fait'))).toHaveLength(1);
  });

  it('shows every amount as the data has it (R-20)', () => {
    const document = aMixedStatement();
    const text = textOf(document);
    const { lines, subtotals, information, cumulative, net } = document;
    const amounts = [
      ...lines.flatMap(({ unit, amount }) => [unit, amount]),
      ...Object.values(subtotals),
      ...information.map(({ amount }) => amount),
      ...cumulative.flatMap(({ months, issued, acknowledged, withThis }) => [
        issued,
        acknowledged,
        withThis,
        ...months.map((each) => each.issued),
      ]),
    ];
    for (const amount of amounts) expect(text).toContain(plain(formatEuros(amount)));
    expect(text).toContain(`Arrêté le présent état à la somme de ${document.netInWords} (${plain(formatEuros(net))}).`);
  });

  it('holds 999 999,99 € on one line of its column', () => {
    const unit = cents(999_999_99);
    const document = aStatement([aLine(0, { unit })], { netInWords: euroWords(unit) });
    const { tree } = readPdf(renderStatement(document));
    expect(all(tree, 'TD').filter(({ text }) => plain(text) === '999 999,99 €').length).toBeGreaterThanOrEqual(2);
  });

  it('says what an accountant looks for, in this order', () => {
    const document = aStatement();
    const order = [
      ['État liquidatif', 'n° 23-2026-EL-0017', 'mars 2026 – exercice 2026', 'Département de la Creuse', 'SIREN 222 309 627'],
      ['Docteur Hélène Œuvrard', '732 829 320 00074', '0048213', '10003456789', 'FR76 3000 6000 0112 3456 7890 189', 'AGRIFRPP882'],
      ['934 / 65748', '2026-SANTE-00412', '23-2026-CONV-0002', 'n° 2025-12/047', '19 décembre 2025'],
      ['02/03/2026', 'Mme Claire Dupré', 'SF-2026-0001', 'Net à payer', 'majoration de 50,00 €', 'Arrêté le présent état'],
      ['Pour information', 'Rappel des sommes antérieures', 'Cumul de l’exercice 2026'],
      ['Approuvé le jeudi 2 avril 2026 à 10 h 12 par Mme Sophie Marchand', document.dataHash],
    ].flat();
    const text = textOf(document);
    const places = order.map((each) => text.indexOf(each));
    expect(places).not.toContain(-1);
    expect(places).toEqual(places.toSorted((a, b) => a - b));
  });

  it('keeps what another payer pays out of the net’s table (R-02)', () => {
    const { tree } = readPdf(renderStatement(aStatement()));
    const [lines, information] = all(tree, 'Table');
    expect(lines && readText(lines)).not.toContain('Caisse primaire');
    expect(information && readText(information)).toContain('Caisse primaire');
  });

  it('has one heading of the first level, a scope on every head, and a row head per line', () => {
    const { tree } = readPdf(renderStatement(aStatement()));
    expect(all(tree, 'H1').map(({ text }) => text)).toEqual(['État liquidatif']);
    for (const head of all(tree, 'TH')) expect(head.attributes).toMatch(/\/Scope\/(Column|Row)/);
    const [lines] = all(tree, 'Table');
    for (const row of all(lines ?? tree, 'TR').slice(1, -1)) expect(row.kids.map(({ tag }) => tag).join(' ')).toBe('TH TD TD TD TD TD TD');
  });

  it('says on its face that it replaces another one (R-09), and that it recovers an overpayment (R-11)', () => {
    expect(textOf(aMixedStatement())).toContain('Annule et remplace l’état n° 23-2026-EL-0017');
    const overpayment = textOf(anOverpayment());
    expect(overpayment).toContain('État de trop-perçu');
    expect(overpayment).toContain('à la somme de cent euros (100,00 €), à recouvrer auprès du créancier.');
    expect(overpayment).toContain('titre de recettes, recouvré par le comptable public');
    expect(overpayment).toContain('ne vaut pas titre de recettes');
    expect(overpayment).not.toMatch(/virement|IBAN|Titulaire/);
  });

  it('tells an overseas site’s clock, and a corrected statement, beside the line', () => {
    const text = textOf(aMixedStatement());
    expect(text).toContain('heure de Mayotte');
    expect(text).toContain('corrige l’état n° 23-2026-EL-0011');
    expect(text).toContain(shortDate(aLine(0).date));
  });

  it.each([
    ['specimen', { specimen: true }, 'SPÉCIMEN'],
    ['draft', { draft: true, number: null, approval: null }, 'PROJET'],
    ['copy', { copy: true }, 'COPIE'],
  ] as const)('is stamped on every page when it is a %s (E-40)', (_, changes, word) => {
    const texts = pageTexts(renderStatement(aStatement(someLines(40), changes)));
    expect(texts.length).toBeGreaterThan(1);
    for (const text of texts) expect(text).toContain(word);
    expect(pageTexts(renderStatement(aStatement())).join('')).not.toContain(word);
  });

  it('shows a masked IBAN as it was given (R-50)', () => {
    const document = aStatement();
    const text = textOf({ ...document, copy: true, creditor: { ...document.creditor, iban: 'FR76 •••• 0189' } });
    expect(text).toContain('IBAN (masqué)');
    expect(text).toContain('FR76 •••• 0189');
    expect(text).not.toContain('3000 6000');
  });

  it('is not drawn at all with a letter that the font lacks', () => {
    const document = aStatement();
    expect(() => renderStatement({ ...document, doctor: { ...document.doctor, name: 'Dr Дмитрий' } })).toThrow(RangeError);
  });
});
