import { PDFInvalidObject, type PDFObject } from 'pdf-lib';
import { notoSansPack } from '../fonts/noto-sans-pack';

export type Face = 'regular' | 'bold';
export type StampWord = keyof typeof notoSansPack.stamps;

/** The pack's objects stand at the same numbers in every file, so they are made once. */
const firstObject = { regular: 3, bold: 8 } as const satisfies Record<Face, number>;
export const firstFreeObject = 13;
export const fontResources = `<</F1 ${firstObject.regular} 0 R/F2 ${firstObject.bold} 0 R>>`;
export const resourceName = { regular: 'F1', bold: 'F2' } as const satisfies Record<Face, string>;

const codePoints = notoSansPack.ranges.flatMap(([first, last]) => Array.from({ length: last - first + 1 }, (_, i) => first + i));
/** By code point, glyph n of either face being the n-th of the pack: its number in hexadecimal, and its widths in thousandths of an em. */
const hexOf = new Map(codePoints.map((codePoint, index) => [codePoint, hex4(index + 1)]));
const widthOf = { regular: widthsByCodePoint('regular'), bold: widthsByCodePoint('bold') } as const satisfies Record<Face, Uint16Array>;

function widthsByCodePoint(face: Face): Uint16Array {
  const table = new Uint16Array(Math.max(...codePoints) + 1);
  codePoints.forEach((codePoint, index) => (table[codePoint] = notoSansPack[face].widths[index] ?? 0));
  return table;
}

/** Accents typed apart from their letter have no glyph of their own. What the pack holds is composed already, so only the rest pays for it. */
function composed(text: string): string {
  for (let i = 0; i < text.length; i++) if (!hexOf.has(text.charCodeAt(i))) return text.normalize('NFC');
  return text;
}

/** Glyph numbers in hexadecimal, as a text operator wants them. */
export function encode(text: string): string {
  const whole = composed(text);
  let hex = '';
  for (let i = 0; i < whole.length; i++) {
    const glyph = hexOf.get(whole.charCodeAt(i));
    if (glyph === undefined) throw new RangeError(`no glyph for U+${hex4(whole.codePointAt(i) ?? 0)}`);
    hex += glyph;
  }
  return hex;
}

export function textWidth(text: string, face: Face, size: number): number {
  const whole = composed(text);
  const widths = widthOf[face];
  let units = 0;
  for (let i = 0; i < whole.length; i++) units += widths[whole.charCodeAt(i)] ?? 0;
  return (units * size) / 1000;
}

export function stampOutline(word: StampWord): { readonly width: number; readonly path: string } {
  return notoSansPack.stamps[word];
}

export function srgbProfile(): Uint8Array {
  return Buffer.from(notoSansPack.srgb, 'base64');
}

/** What ISO 19005-2, 6.2.11 wants of a font: the program itself, its widths, its glyphs' numbers and their Unicode. */
const fontObjects: readonly (readonly [number, PDFObject])[] = [...objectsOf('regular'), ...objectsOf('bold')];

export function packObjects(): readonly (readonly [number, PDFObject])[] {
  return fontObjects;
}

function objectsOf(face: Face): (readonly [number, PDFObject])[] {
  const font = notoSansPack[face];
  const [composite, program, descriptor, descendant, unicode] = [0, 1, 2, 3, 4].map((i) => firstObject[face] + i);
  const toUnicode = Buffer.from(unicodeMap(), 'latin1');
  const texts: readonly (readonly [number | undefined, Uint8Array])[] = [
    [
      composite,
      ascii(
        `<</Type/Font/Subtype/Type0/BaseFont/${font.name}/Encoding/Identity-H/DescendantFonts[${descendant} 0 R]/ToUnicode ${unicode} 0 R>>`,
      ),
    ],
    [program, stream(`/Filter/FlateDecode/Length1 ${font.length}`, Buffer.from(font.deflated, 'base64'))],
    [
      descriptor,
      ascii(
        `<</Type/FontDescriptor/FontName/${font.name}/Flags 4/FontBBox[${font.bbox.join(' ')}]/ItalicAngle 0/Ascent ${font.ascent}` +
          `/Descent ${font.descent}/CapHeight ${font.capHeight}/StemV ${font.stemV}/FontFile2 ${program} 0 R>>`,
      ),
    ],
    [
      descendant,
      ascii(
        `<</Type/Font/Subtype/CIDFontType2/BaseFont/${font.name}/CIDSystemInfo<</Registry(Adobe)/Ordering(Identity)/Supplement 0>>` +
          `/FontDescriptor ${descriptor} 0 R/CIDToGIDMap/Identity/DW 0/W[1[${font.widths.join(' ')}]]>>`,
      ),
    ],
    [unicode, stream('', toUnicode)],
  ];
  return texts.map(([number, bytes]) => [number ?? 0, PDFInvalidObject.of(bytes)] as const);
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
