import { notoSansPack } from '../fonts/noto-sans-pack';

export type Face = 'regular' | 'bold';
export type StampWord = keyof typeof notoSansPack.stamps;

/** The pack's objects stand at the same numbers in every file, so they are made once. */
const firstObject = { regular: 3, bold: 8 } as const satisfies Record<Face, number>;
export const firstPackObject = firstObject.regular;
export const firstFreeObject = 13;
export const fontResources = `<</F1 ${firstObject.regular} 0 R/F2 ${firstObject.bold} 0 R>>`;
export const resourceName = { regular: 'F1', bold: 'F2' } as const satisfies Record<Face, string>;

const codePoints = notoSansPack.ranges.flatMap(([first, last]) => Array.from({ length: last - first + 1 }, (_, i) => first + i));
const unknown = -1;
/** By code point, glyph n of either face being the n-th of the pack: its number as text operators take it, and its widths in thousandths of an em. */
const bytesOf: string[] = Array.from({ length: Math.max(...codePoints) + 1 }, () => '');
codePoints.forEach((codePoint, index) => (bytesOf[codePoint] = literal(index + 1)));
const widthOf = { regular: widthsByCodePoint('regular'), bold: widthsByCodePoint('bold') } as const satisfies Record<Face, Int16Array>;

function widthsByCodePoint(face: Face): Int16Array {
  const table = new Int16Array(bytesOf.length).fill(unknown);
  codePoints.forEach((codePoint, index) => (table[codePoint] = notoSansPack[face].widths[index] ?? 0));
  return table;
}

/** Accents typed apart from their letter have no glyph of their own. What the pack holds is composed already, so only the rest pays for it. */
export function composed(text: string): string {
  const widths = widthOf.regular;
  for (let i = 0; i < text.length; i++) if ((widths[text.charCodeAt(i)] ?? unknown) === unknown) return text.normalize('NFC');
  return text;
}

/** Two bytes of a literal string (ISO 32000-1, 7.3.4.2): half the length of hexadecimal figures, which every page would be made of. */
function literal(glyph: number): string {
  return String.fromCharCode(glyph >> 8, glyph & 0xff)
    .replaceAll(/[()\\]/g, '\\$&')
    .replaceAll('\r', '\\r');
}

/** Glyph numbers as a literal string, without its parentheses. */
export function encode(text: string): string {
  return encoded(text) ?? encoded(text.normalize('NFC')) ?? lacking(text.normalize('NFC'));
}

function encoded(text: string): string | null {
  let bytes = '';
  for (let i = 0; i < text.length; i++) {
    const glyph = bytesOf[text.charCodeAt(i)];
    if (glyph === undefined || glyph === '') return null;
    bytes += glyph;
  }
  return bytes;
}

function lacking(text: string): never {
  const letter = Array.from(text).find((each) => (bytesOf[each.codePointAt(0) ?? 0] ?? '') === '') ?? '';
  throw new RangeError(`no glyph for U+${hex4(letter.codePointAt(0) ?? 0)}`);
}

export function textWidth(text: string, face: Face, size: number): number {
  const widths = widthOf[face];
  let units = 0;
  for (let i = 0; i < text.length; i++) {
    const width = widths[text.charCodeAt(i)] ?? unknown;
    if (width === unknown) return (unitsOf(text.normalize('NFC'), widths) * size) / 1000;
    units += width;
  }
  return (units * size) / 1000;
}

/** A letter without a glyph takes no room: drawing it throws. */
function unitsOf(text: string, widths: Int16Array): number {
  let units = 0;
  for (let i = 0; i < text.length; i++) units += Math.max(0, widths[text.charCodeAt(i)] ?? 0);
  return units;
}

export function stampOutline(word: StampWord): { readonly width: number; readonly path: string } {
  return notoSansPack.stamps[word];
}

export function srgbProfile(): Uint8Array {
  return Buffer.from(notoSansPack.srgb, 'base64');
}

/** What ISO 19005-2, 6.2.11 wants of a font: the program itself, its widths, its glyphs' numbers and their Unicode. */
export const packObjects: readonly Uint8Array[] = [...objectsOf('regular'), ...objectsOf('bold')];

function objectsOf(face: Face): Uint8Array[] {
  const font = notoSansPack[face];
  const composite = firstObject[face];
  const [program, descriptor, descendant, unicode] = [composite + 1, composite + 2, composite + 3, composite + 4];
  const toUnicode = Buffer.from(unicodeMap(), 'latin1');
  return [
    ascii(
      `<</Type/Font/Subtype/Type0/BaseFont/${font.name}/Encoding/Identity-H/DescendantFonts[${descendant} 0 R]/ToUnicode ${unicode} 0 R>>`,
    ),
    stream(`/Filter/FlateDecode/Length1 ${font.length}`, Buffer.from(font.deflated, 'base64')),
    ascii(
      `<</Type/FontDescriptor/FontName/${font.name}/Flags 4/FontBBox[${font.bbox.join(' ')}]/ItalicAngle 0/Ascent ${font.ascent}` +
        `/Descent ${font.descent}/CapHeight ${font.capHeight}/StemV ${font.stemV}/FontFile2 ${program} 0 R>>`,
    ),
    ascii(
      `<</Type/Font/Subtype/CIDFontType2/BaseFont/${font.name}/CIDSystemInfo<</Registry(Adobe)/Ordering(Identity)/Supplement 0>>` +
        `/FontDescriptor ${descriptor} 0 R/CIDToGIDMap/Identity/DW 0/W[1[${font.widths.join(' ')}]]>>`,
    ),
    stream('', toUnicode),
  ];
}

export function ascii(text: string): Uint8Array {
  return Buffer.from(text, 'latin1');
}

export function stream(entries: string, content: Uint8Array): Uint8Array {
  return Buffer.concat([ascii(`<<${entries}/Length ${content.length}>>stream\n`), content, ascii('\nendstream')]);
}

/** A CMap's ranges may not cross a multiple of 256 (Adobe 5411), on either side. */
function unicodeMap(): string {
  const runs: { glyph: number; codePoint: number; length: number }[] = [];
  for (const [index, codePoint] of codePoints.entries()) {
    const glyph = index + 1;
    const run = runs.at(-1);
    const follows = run && codePoint === run.codePoint + run.length && glyph % 256 !== 0 && codePoint % 256 !== 0;
    if (follows) run.length += 1;
    else runs.push({ glyph, codePoint, length: 1 });
  }
  const lines = runs.map(({ glyph, codePoint, length }) => `<${hex4(glyph)}> <${hex4(glyph + length - 1)}> <${hex4(codePoint)}>`);
  return [
    '/CIDInit /ProcSet findresource begin 12 dict begin begincmap',
    '/CIDSystemInfo <</Registry (Adobe) /Ordering (UCS) /Supplement 0>> def /CMapName /Adobe-Identity-UCS def /CMapType 2 def',
    '1 begincodespacerange <0000> <FFFF> endcodespacerange',
    `${lines.length} beginbfrange`,
    ...lines,
    'endbfrange endcmap CMapName currentdict /CMap defineresource pop end end',
  ].join('\n');
}

function hex4(n: number): string {
  return n.toString(16).toUpperCase().padStart(4, '0');
}
