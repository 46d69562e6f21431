import { cut, isPlain, plain, visible } from '../../domain/plain-text';

const inside = (character: string): string => `Mar${character}tin`;

describe('a text that its reader can trust', () => {
  test.each(['é', 'ʳ', '\u00a0', '\u202f', '’', '😀', '\n', '\t', '\r', '漢', 'א', '\u0301', '👩\u200d⚕\ufe0f'])(
    'may hold %j',
    (character) => {
      expect(isPlain(inside(character))).toBe(true);
      expect(plain(inside(character))).toBe(inside(character));
    },
  );

  test.each([
    '\u0000',
    '\u000b',
    '\u001b',
    '\u007f',
    '\u0085',
    '\u061c',
    '\u200e',
    '\u200f',
    '\u2028',
    '\u202a',
    '\u202e',
    '\u2066',
    '\u2069',
    '\uffff',
  ])('does not hold %j, and is shown without it', (character) => {
    expect(isPlain(inside(character))).toBe(false);
    expect(plain(inside(character))).toBe('Martin');
  });

  test('half of a character is shown as one that is lost', () => {
    expect(isPlain('a\ud800')).toBe(false);
    expect(plain('a\ud800')).toBe('a\ufffd');
  });

  test('is cut between two characters', () => {
    expect(cut('ab😀cd', 2)).toBe('ab');
    expect(cut('ab😀cd', 3)).toBe('ab');
    expect(cut('ab😀cd', 4)).toBe('ab😀');
    expect(cut('ab😀', 10)).toBe('ab😀');
    expect(cut('😀', 1)).toBe('');
  });

  test.each(['\u00ad', '\u200b', '\u2060', '\ufeff'])('loses %j, which nobody sees', (character) => {
    expect(visible(inside(character))).toBe('Martin');
  });
});
