import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseBulk } from '../../api/accountant-bulk';
import { parseAnswer } from '../../api/accountant-page';
import { textIn } from '../../api/council-forms';
import { parseSettlement } from '../../api/covers';
import { typedDetails } from '../../api/creditors';
import { textOf, typed, type Fields } from '../../api/link-form';
import { parseContest } from '../../api/statement-copy';
import { civilDate } from '../../domain/dates';
import { issueStatement } from '../../domain/issued-statement';
import { projectRoot } from '../../runtime/config';
import { id as closing, issued, issuing, rowsOf } from '../domain/closing-builders';
import { aCollectivity } from '../domain/money-builders';

describe('what a link’s form sends', () => {
  test('keeps line feeds, and nothing that nobody sees', () => {
    expect(typed({ reason: ['Une\nligne'], name: ['Mar\u200btin'], halves: ['morning', 'afternoon'] })).toEqual({
      fields: { reason: ['Une\nligne'], name: ['Martin'], halves: ['morning', 'afternoon'] },
      faults: {},
    });
    expect(typed({})).toEqual({ fields: {}, faults: {} });
  });

  test.each(['\u0000', '\u001b', '\u202e', '\ud800'])(
    'a field that holds %j is a fault of that field, and the page shows the rest of it again',
    (character) => {
      const { fields, faults } = typed({ choice: ['refuse'], reason: [`Non${character}`] });
      expect(Object.keys(faults)).toEqual(['reason']);
      expect(faults['reason']).toMatch(/caractère invisible/);
      expect(fields).toMatchObject({ choice: ['refuse'], reason: [expect.stringMatching(/^Non\ufffd?$/)] });
    },
  );
});

describe('a text that is longer than its field', () => {
  const [row] = rowsOf(issuing);
  if (row === undefined) throw new Error('a statement was expected');
  const state = issueStatement(row, closing, civilDate('2026-04-03'));
  const documents = [{ id: row.statement, version: 1, state, file: null }];
  const month = { settings: aCollectivity(), closing: issued, documents, doctors: {} };
  const answer = { statement: [row.statement], on: ['2026-04-03'], kind: ['missing-piece'] };
  const copy = { id: row.statement, state, canContest: true, late: null };

  test('is cut at so many UTF-16 units, and never through a character', () => {
    const fields = { a: [` ${'x'.repeat(9)}😀 `], b: ['xyz', 'other'] };
    expect([9, 10, 11].map((longest) => textOf(fields, 'a', longest))).toEqual(['x'.repeat(9), 'x'.repeat(9), `${'x'.repeat(9)}😀`]);
    expect([textOf(fields, 'b', 5), textOf(fields, 'c', 5)]).toEqual(['xyz', '']);
  });

  test.each<[string, string, number, (fields: Fields) => unknown]>([
    ['a council’s words', 'text', 200, (fields) => textIn(fields, 'text')],
    ['a contest', 'reason', 500, (fields) => parseContest(fields, copy)],
    ['a payment order', 'paymentOrder', 500, (fields) => parseAnswer({ ...answer, act: ['acknowledge'], ...fields }, month)],
    ['a rejection', 'reason', 500, (fields) => parseAnswer({ ...answer, act: ['reject'], ...fields }, month)],
    [
      'an order for several statements',
      'paymentOrder',
      500,
      (fields) => parseBulk('acknowledge-all', { ...answer, statements: [row.statement], ...fields }, documents),
    ],
    ['a decision on a cover', 'reason', 500, (fields) => parseSettlement({ outcome: ['cancelled'], ...fields }, 'host')],
    ['the name of an account', 'holder', 140, typedDetails],
  ])('leaves no half of a character in %s, which no database would keep', (_, name, longest, read) => {
    const within = 'x'.repeat(longest - 1);
    const kept = JSON.stringify(read({ [name]: [`${within}😀 et la suite`] }));
    expect(kept).toContain(`"${within}"`);
    expect(kept).not.toMatch(/\\ud83d/);
  });

  test('is cut nowhere in api/ but by `cut`', () => {
    const blind = /\.trim\(\)\s*\.slice\(0,|\.slice\(0, (?:\d{3,}|longest\w*)\)/;
    const folder = join(projectRoot(), 'api');
    const files = readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter((name) => name.endsWith('.ts'));
    expect(files.filter((name) => blind.test(readFileSync(join(folder, name), 'utf8')))).toEqual([]);
  });
});
