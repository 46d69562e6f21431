import { corpus } from '../../bench/documents/corpus';
import {
  aLine,
  aManyPayersStatement,
  aMixedStatement,
  anOverpayment,
  aStatement,
  aVerboseStatement,
  someLetterhead,
  someLines,
} from '../../bench/documents/statement-samples';
import { cents, euroWords, formatEuros } from '../../domain/money';
import { margin } from '../../templates/pdf/flow';
import { paper } from '../../templates/pdf/tagged';
import { renderStatement } from '../../templates/statement-pdf';
import type { StatementDocument } from '../../templates/statement-document';
import { all, pieces, readPdf, type Piece } from './pdf/read-pdf';

const mostMoney = cents(999_999_99);
const longest = 'Wagner-Œuvrard Mme '.repeat(11).slice(0, 200);

/** Every free text as long as the product takes it. */
function aFullStatement(): StatementDocument {
  const base = aVerboseStatement();
  return {
    ...base,
    letterhead: { ...someLetterhead, label: longest, service: longest, address: Array.from({ length: 6 }, () => longest.slice(0, 100)) },
    lines: base.lines.map((line) => ({ ...line, site: longest, attestedBy: longest, legalReference: longest })),
    doctor: { ...base.doctor, name: longest },
    creditor: { ...base.creditor, name: longest, accountHolder: longest },
    convention: longest,
    payer: longest,
    approval: base.approval && { ...base.approval, name: longest, capacity: longest },
    bankMention: longest,
    specimen: true,
    draft: true,
  };
}

const statements: Readonly<Record<string, () => StatementDocument>> = {
  'no line': () => aStatement([]),
  'one line': () => aStatement(someLines(1)),
  '8 lines': () => aStatement(),
  '40 lines': () => aStatement(someLines(40)),
  '200 lines': () => aStatement(someLines(200)),
  corrections: aMixedStatement,
  'an overpayment': anOverpayment,
  'several payers': aManyPayersStatement,
  'long names': aVerboseStatement,
  'texts as long as the product takes them': aFullStatement,
  '999 999,99 €': () => aStatement([aLine(0, { unit: mostMoney })], { netInWords: euroWords(mostMoney) }),
  '-999 999,99 €': () => aStatement([aLine(0, { unit: mostMoney, quantity: -1 })], { netInWords: euroWords(mostMoney) }),
};

const overlap = (a: Piece, b: Piece): boolean =>
  a.page === b.page && a.left < b.right - 0.1 && b.left < a.right - 0.1 && Math.abs(a.y - b.y) < Math.min(a.size, b.size) * 0.7;

describe.each(Object.keys(statements))('a statement with %s', (name) => {
  const document = statements[name]?.() ?? aStatement();
  const bytes = renderStatement(document);
  const placed = pieces(bytes).filter(({ text }) => text.trim() !== '');
  const { tree, pages } = readPdf(bytes);

  it('writes nothing over the edge, the running lines included', () => {
    const over = placed.filter(
      ({ left, right, y }) => left < margin.left - 0.1 || right > paper.width - margin.right + 0.1 || y < 20 || y > paper.height - 20,
    );
    expect(over.map(({ text }) => text)).toEqual([]);
    expect(placed.every(({ right }) => Number.isFinite(right))).toBe(true);
  });

  it('writes no text upon another', () => {
    const upon = placed.flatMap((a, i) =>
      placed
        .slice(i + 1)
        .filter((b) => overlap(a, b))
        .map((b) => `${a.text} / ${b.text}`),
    );
    expect(upon).toEqual([]);
  });

  it('repeats the titles of its columns on each page where a table goes on', () => {
    const body = all(tree, 'Table').map(
      (table) =>
        new Set(all(table, 'TBody').flatMap((group) => all(group, 'TR').flatMap((row) => all(row, 'TH').flatMap((each) => each.pages)))),
    );
    const titles = ['Service fait attesté par', 'Payeur', 'Liquidé'];
    for (let page = 1; page < pages; page++) {
      if (!body.some((on) => on.has(page) && on.has(page - 1))) continue;
      const texts = placed.filter((each) => each.page === page).toSorted((a, b) => b.y - a.y);
      expect(titles.some((title) => texts.some(({ text }) => text.trim() === title))).toBe(true);
    }
  });

  it('leaves no row of a table alone on a page, and no sum without its last lines', () => {
    const groups = all(tree, 'Table').map((table) =>
      all(table, 'TR')
        .slice(1)
        .map((row) => all(row, 'TH')[0]?.pages[0]),
    );
    const least = groups
      .filter((rows) => rows.length > 1)
      .flatMap((rows) => [rows[0], rows.at(-1)].map((end) => rows.filter((page) => page === end).length));
    expect(Math.min(2, ...least)).toBe(2);
  });

  it('ends every page but the last where the next thing did not fit, so that none is nearly empty', () => {
    for (let page = 0; page < pages - 1; page++) {
      const low = Math.min(...placed.filter((each) => each.page === page && each.y > margin.bottom).map(({ y }) => y));
      expect(low).toBeLessThan(paper.height / 2);
    }
    expect(placed.some(({ page }) => page === pages - 1)).toBe(true);
  });

  it('cuts neither an amount nor the letter of its text', () => {
    const texts = placed.map(({ text }) => text.trim());
    expect(texts.filter((text) => /€\s*\([a-z]*$|^[a-z]*\)$/.test(text))).toEqual([]);
    for (const { unit, amount } of document.lines)
      for (const each of [unit, amount]) expect(texts.filter((text) => text.startsWith(formatEuros(each)))).not.toEqual([]);
  });
});

describe('a letter that the font lacks', () => {
  it.each([
    ['Dr Дмитрий Иванов', 'U+0414'],
    ['山田', 'U+5C71'],
    ['Dr محمد', 'U+0645'],
    ['Dr 😀', 'U+1F600'],
  ])('stops the drawing of %s and is named: never an empty box', (name, code) => {
    const document = aStatement();
    expect(() => renderStatement({ ...document, doctor: { ...document.doctor, name } })).toThrow(new RangeError(`no glyph for ${code}`));
  });
});

test.each(Object.keys(corpus))('every table has a body, whatever it has no line of (PDF/UA-1, 7.2): %s', (name) => {
  const tables = all(readPdf(corpus[name]?.() ?? new Uint8Array()).tree, 'Table');
  for (const table of tables) expect(table.kids.map(({ tag }) => tag)).toContain('TBody');
});
