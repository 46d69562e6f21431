/**
 * First and last code point of each run that our documents can print: Latin-1, Latin Extended-A, Romanian, ʳ, U+1E00-1EFF, ᵉ, then punctuation and signs.
 * The glyphs that documents embed are built from this list.
 */
export const printableRanges: readonly (readonly [first: number, last: number])[] = [
  [0x20, 0x7e],
  [0xa0, 0xac],
  [0xae, 0x17f],
  [0x218, 0x21b],
  [0x2b3, 0x2b3],
  [0x1d49, 0x1d49],
  [0x1e00, 0x1eff],
  [0x2009, 0x2009],
  [0x2010, 0x2014],
  [0x2018, 0x201a],
  [0x201c, 0x201e],
  [0x2020, 0x2020],
  [0x2022, 0x2022],
  [0x2026, 0x2026],
  [0x202f, 0x2030],
  [0x2032, 0x2033],
  [0x2039, 0x203a],
  [0x20ac, 0x20ac],
  [0x2116, 0x2116],
  [0x2212, 0x2212],
];

/** The first character that no document can show, or null: such a text is refused where it is typed, so that a page never shows an empty box. */
export function unprintable(text: string): string | null {
  for (const letter of text.normalize('NFC')) if (!isPrintable(letter.codePointAt(0) ?? 0)) return letter;
  return null;
}

function isPrintable(codePoint: number): boolean {
  return printableRanges.some(([first, last]) => codePoint >= first && codePoint <= last);
}

/** « U+0416 », and the character itself where a reader can see it: a refusal is kept, and no database keeps half a character. */
export function characterDetail(character: string): { readonly code: string; readonly character?: string } {
  const code = `U+${(character.codePointAt(0) ?? 0).toString(16).toUpperCase().padStart(4, '0')}`;
  return /^[\p{L}\p{N}\p{P}\p{S}]$/u.test(character) ? { code, character } : { code };
}
