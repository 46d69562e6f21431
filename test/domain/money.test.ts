import { execFileSync } from 'node:child_process';
import fc from 'fast-check';
import {
  add,
  cents,
  divideRoundHalfUp,
  euroWords,
  formatAmount,
  formatEuros,
  isCents,
  numberWords,
  subtract,
  sum,
  times,
  zero,
} from '../../domain/money';

const oracleStep = 7;

/** An independent speller; it is published as an ES module only, hence the process of its own. */
function oracleWords(): string[] {
  const script = `import { toCardinal } from 'n2words/fr-FR'; for (let n = 0; n < 1e6; n += ${oracleStep}) console.log(toCardinal(n));`;
  const output = execFileSync(process.execPath, ['--input-type=module', '-e', script], {
    encoding: 'utf8',
    maxBuffer: 2 ** 26,
    timeout: 60_000,
  });
  return output.trimEnd().split('\n');
}

describe('amounts', () => {
  test.each([1.5, Number.NaN, Infinity, 2 ** 53, -0])('R-03: %d is not an amount in cents', (n) => {
    expect(isCents(n)).toBe(false);
    expect(() => cents(n)).toThrow(RangeError);
  });

  test('R-03: three half-days at 100,00 are 300,00, without a float', () => {
    expect(times(cents(100_00), 3)).toBe(300_00);
    expect(times(cents(100_00), -1)).toBe(-100_00);
    expect(times(cents(-100_00), 0)).toBe(0);
    expect(() => times(cents(100), 0.5)).toThrow(RangeError);
    expect(() => times(cents(Number.MAX_SAFE_INTEGER), 2)).toThrow(RangeError);
  });

  test('sums and differences stay whole', () => {
    expect(add()).toBe(zero);
    expect(add(cents(10), cents(20), cents(-5))).toBe(25);
    expect(subtract(cents(10), cents(10))).toBe(zero);
    expect(() => add(cents(Number.MAX_SAFE_INTEGER), cents(1))).toThrow(RangeError);
  });

  test.each([
    [100, 3, 33],
    [200, 3, 67],
    [5, 2, 3],
    [-5, 2, -3],
    [-1, 3, 0],
    [0, 7, 0],
  ])('%d cents divided by %d are %d: half goes up, once', (amount, divisor, result) => {
    expect(divideRoundHalfUp(cents(amount), divisor)).toBe(result);
  });

  test.each([0, -2, 1.5])('no amount is divided by %d', (divisor) =>
    expect(() => divideRoundHalfUp(cents(100), divisor)).toThrow(RangeError),
  );
});

describe('figures', () => {
  test.each([
    [0, '0,00\u00a0€', '0,00'],
    [1, '0,01\u00a0€', '0,01'],
    [-5, '-0,05\u00a0€', '-0,05'],
    [100_00, '100,00\u00a0€', '100,00'],
    [1234_56, '1\u202f234,56\u00a0€', '1234,56'],
    [-1234_56, '-1\u202f234,56\u00a0€', '-1234,56'],
    [1_234_567_89, '1\u202f234\u202f567,89\u00a0€', '1234567,89'],
  ])('%d cents are written « %s »', (n, display, table) => {
    expect([formatEuros(cents(n)), formatAmount(cents(n))]).toEqual([display, table]);
  });

  test('figures agree with the language’s own', () => {
    const oracle = new Intl.NumberFormat('fr-FR', { style: 'currency', currency: 'EUR' });
    fc.assert(
      fc.property(fc.integer({ min: -99_999_999, max: 99_999_999 }), (n) => formatEuros(cents(n)) === oracle.format(n / 100)),
      { numRuns: 500 },
    );
  });
});

describe('words', () => {
  test.each([
    [0, 'zéro euro'],
    [1, 'un centime'],
    [2, 'deux centimes'],
    [1_00, 'un euro'],
    [1_01, 'un euro et un centime'],
    [21_00, 'vingt et un euros'],
    [61_00, 'soixante et un euros'],
    [71_00, 'soixante et onze euros'],
    [80_00, 'quatre-vingts euros'],
    [81_00, 'quatre-vingt-un euros'],
    [91_00, 'quatre-vingt-onze euros'],
    [99_00, 'quatre-vingt-dix-neuf euros'],
    [100_00, 'cent euros'],
    [101_00, 'cent un euros'],
    [200_00, 'deux cents euros'],
    [201_00, 'deux cent un euros'],
    [280_50, 'deux cent quatre-vingts euros et cinquante centimes'],
    [1000_00, 'mille euros'],
    [2200_00, 'deux mille deux cents euros'],
    [80_000_00, 'quatre-vingt mille euros'],
    [200_000_00, 'deux cent mille euros'],
    [1_000_000_00, 'un million d’euros'],
    [80_000_000_00, 'quatre-vingts millions d’euros'],
    [200_000_000_00, 'deux cents millions d’euros'],
    [1_000_000_01, 'un million d’euros et un centime'],
    [1_000_001_00, 'un million un euros'],
    [2_080_200_80, 'deux millions quatre-vingt mille deux cents euros et quatre-vingts centimes'],
  ])('R-20: %d cents are « %s »', (n, words) => expect(euroWords(cents(n))).toBe(words));

  test('the spelling of 1990 ties every word of a number with hyphens', () => {
    expect(euroWords(cents(2_271_21), 'reformed')).toBe('deux-mille-deux-cent-soixante-et-onze euros et vingt-et-un centimes');
  });

  test('a negative amount and one beyond the millions are refused', () => {
    expect(() => euroWords(cents(-1))).toThrow(RangeError);
    expect(() => euroWords(cents(1_000_000_000_00))).toThrow(RangeError);
    expect(() => numberWords(1.5)).toThrow(RangeError);
  });

  test('R-20: words agree with an independent speller up to a million', () => {
    const expected = oracleWords();
    const ours = Array.from({ length: expected.length }, (_, i) => numberWords(i * oracleStep));
    expect(expected).toHaveLength(Math.ceil(1_000_000 / oracleStep));
    expect(ours.findIndex((words, i) => words !== expected[i])).toBe(-1);
  });
});

test('a sum has as many terms as a year of a large convention', () => {
  expect(sum(Array.from({ length: 300_000 }, () => cents(50_00)))).toBe(300_000 * 50_00);
  expect(sum([])).toBe(0);
});
