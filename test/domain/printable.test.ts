import { characterDetail, unprintable } from '../../domain/printable';
import { encode } from '../../templates/pdf/font-pack';
import { notoSansPack } from '../../templates/fonts/noto-sans-pack';

const lastCodePoint = 0x10_ffff;

function isDrawn(character: string): boolean {
  try {
    encode(character);
    return true;
  } catch {
    return false;
  }
}

describe('what documents can print', () => {
  test('is what their font holds, glyph by glyph', () => {
    const differing: string[] = [];
    for (let codePoint = 0; codePoint <= lastCodePoint; codePoint += codePoint < 0xffff ? 1 : 97) {
      const character = String.fromCodePoint(codePoint);
      if ((unprintable(character) === null) !== isDrawn(character)) differing.push(codePoint.toString(16));
    }
    expect(differing).toEqual([]);
    const glyphs = notoSansPack.ranges.flatMap(([first, last]) => Array.from({ length: last - first + 1 }, (_, n) => first + n));
    expect(glyphs.filter((codePoint) => unprintable(String.fromCodePoint(codePoint)) !== null)).toEqual([]);
  });

  test.each([
    'Œuvrard, cœur, Ÿ, ç, fin',
    '1\u202f234,56\u00a0€',
    'Le Goff-N’Diaye',
    '«\u00a0Étienne\u00a0»',
    'n\u2011ième',
    '1ᵉʳ mars',
    'Łukasz Żółć Ștefan Nguyễn',
    'He\u0301le\u0300ne',
  ])('holds all of « %s »', (text) => {
    expect(unprintable(text)).toBeNull();
  });

  test.each([
    ['Дмитрий', 'Д', { code: 'U+0414', character: 'Д' }],
    ['Dr 山田', '山', { code: 'U+5C71', character: '山' }],
    ['a😀b', '😀', { code: 'U+1F600', character: '😀' }],
    ['ligne\nsuivante', '\n', { code: 'U+000A' }],
    ['renversé\u202eici', '\u202e', { code: 'U+202E' }],
    ['seul\ud800', '\ud800', { code: 'U+D800' }],
    ['souple\u00adment', '\u00ad', { code: 'U+00AD' }],
    ['cache\u200b', '\u200b', { code: 'U+200B' }],
    ['q\u0301', '\u0301', { code: 'U+0301' }],
  ])('lacks a character of %j, which is named; shown only where it can be seen', (text, letter, detail) => {
    expect(unprintable(text)).toBe(letter);
    expect(characterDetail(letter)).toEqual(detail);
  });
});
