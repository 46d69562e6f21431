import { encode, textWidth } from '../../../templates/pdf/font-pack';
import { wrap } from '../../../templates/pdf/wrap';

describe('the prebuilt glyphs', () => {
  it('compose an accent that was typed apart from its letter', () => {
    expect(encode('He\u0301le\u0300ne')).toBe(encode('Hélène'));
    expect(textWidth('e\u0301', 'regular', 10)).toBe(textWidth('é', 'regular', 10));
  });

  it('are two bytes each of a literal string, in which parentheses, backslashes and carriage returns are escaped', () => {
    const latin = Array.from({ length: 0x17f - 0x20 }, (_, i) => String.fromCodePoint(0x20 + i)).filter(
      (letter) => !/[\p{Cc}\p{Cf}]/u.test(letter),
    );
    const written = latin.map((letter) => encode(letter));
    expect(written.filter((each) => each.length > 2).length).toBeGreaterThanOrEqual(4);
    for (const each of written) expect(each).toMatch(/^([^()\\\r]|\\[()\\r]){2}$/);
    expect(new Set(written).size).toBe(latin.length);
  });

  it('give every figure the same width, so that amounts align', () => {
    const widths = new Set(Array.from('0123456789', (figure) => textWidth(figure, 'bold', 10)));
    expect(widths.size).toBe(1);
  });
});

describe('wrapping', () => {
  it('keeps every line within its width and loses no letter', () => {
    const text = `Communauté de communes ${'X'.repeat(200)} du Haut-Pays-de-Saint-Barthélemy 1\u202f234,56\u00a0€`;
    const lines = wrap(text, 'regular', 9, 120);
    for (const line of lines) expect(textWidth(line, 'regular', 9)).toBeLessThanOrEqual(120);
    expect(lines.join('').replaceAll(' ', '')).toBe(text.replaceAll(' ', ''));
  });

  it('never breaks an amount from its sign', () => {
    for (let width = 60; width < 200; width += 7)
      expect(wrap('somme de 1\u202f234,56\u00a0€ due', 'regular', 9, width).some((line) => line.includes('1\u202f234,56\u00a0€'))).toBe(
        true,
      );
  });
});
