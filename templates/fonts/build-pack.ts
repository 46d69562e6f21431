/**
 * Builds noto-sans-pack.ts, the glyphs that every document embeds. Run it when the charset or the font changes, and commit the result:
 * npx tsc && node dist/templates/fonts/build-pack.js
 * At run time nothing parses a font: a document copies these bytes, so that it renders in a millisecond and always alike.
 */
import { createHash } from 'node:crypto';
import { copyFileSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { deflateSync } from 'node:zlib';
import { printableRanges } from '../../domain/printable';
import { srgbProfile } from './srgb-profile';

const family = join(require.resolve('@expo-google-fonts/noto-sans/package.json'), '..');
/** From the root of the repository. */
const folder = 'templates/fonts';

const stampWords = ['SPÉCIMEN', 'PROJET', 'COPIE'] as const;

type Source = { readonly postscriptName: string; readonly file: string; readonly stemV: number };
type Font = Awaited<ReturnType<typeof openFont>>;

const regular: Source = { postscriptName: 'NotoSans-Regular', file: '400Regular/NotoSans_400Regular.ttf', stemV: 80 };
const bold: Source = { postscriptName: 'NotoSans-Bold', file: '700Bold/NotoSans_700Bold.ttf', stemV: 140 };

async function openFont(source: Source) {
  // oxlint-disable-next-line no-restricted-imports -- a build step: no template loads it
  const { create } = await import('@cantoo/fontkit');
  const font = create(readFileSync(join(family, source.file)));
  if (!('createSubset' in font)) throw new Error(`${source.file} is a collection of fonts, not one font`);
  return font;
}

function codePoints(): number[] {
  return printableRanges.flatMap(([first, last]) => Array.from({ length: last - first + 1 }, (_, i) => first + i));
}

function glyphOf(font: Font, codePoint: number) {
  const glyph = font.glyphForCodePoint(codePoint);
  if (!glyph || glyph.id === 0) throw new Error(`the font lacks U+${codePoint.toString(16)}`);
  return glyph;
}

/** Glyph n of the pack is the n-th code point in both faces, so that one map serves regular and bold. */
function face(source: Source, font: Font) {
  const subset = font.createSubset();
  const widths = codePoints().map((codePoint, index) => {
    const glyph = glyphOf(font, codePoint);
    if (subset.includeGlyph(glyph.id) !== index + 1) throw new Error(`U+${codePoint.toString(16)} shares its glyph`);
    return glyph.advanceWidth;
  });
  const program = Buffer.from(subset.encode());
  return {
    name: `${prefix(program)}+${source.postscriptName}`,
    source: createHash('sha256').update(readFileSync(join(family, source.file))).digest('hex'),
    length: program.length,
    deflated: deflateSync(program, { level: 9 }).toString('base64'),
    widths,
    ascent: font.ascent,
    descent: font.descent,
    capHeight: font.capHeight,
    bbox: [font.bbox.minX, font.bbox.minY, font.bbox.maxX, font.bbox.maxY],
    stemV: source.stemV,
  };
}

/** ISO 32000-1, 9.6.4: a subset's name begins with six letters of its own; here they derive from its bytes. */
function prefix(program: Buffer): string {
  const hash = createHash('sha256').update(program).digest();
  return Array.from(hash.subarray(0, 6), (byte) => String.fromCharCode(65 + (byte % 26))).join('');
}

/** The word as an outline of 1000 units per em: a mark behind a page must not enter the text that a reader extracts. */
function outline(font: Font, word: string): { readonly width: number; readonly path: string } {
  let x = 0;
  const paths = Array.from(word, (letter) => {
    const glyph = glyphOf(font, letter.codePointAt(0) ?? 0);
    const path = pathOperators(glyph.path.commands, x);
    x += glyph.advanceWidth;
    return path;
  });
  return { width: x, path: paths.join(' ') };
}

function pathOperators(commands: readonly { readonly command: string; readonly args: readonly number[] }[], shift: number): string {
  let from: [number, number] = [0, 0];
  const point = (args: readonly number[], i: number): [number, number] => [(args[i] ?? 0) + shift, args[i + 1] ?? 0];
  const third = (a: [number, number], b: [number, number]): string =>
    `${Math.round(a[0] + ((b[0] - a[0]) * 2) / 3)} ${Math.round(a[1] + ((b[1] - a[1]) * 2) / 3)}`;
  return commands
    .map(({ command, args }) => {
      if (command === 'closePath') return 'h';
      if (command === 'quadraticCurveTo') {
        const [control, to] = [point(args, 0), point(args, 2)];
        const curve = `${third(from, control)} ${third(to, control)} ${to.map(Math.round).join(' ')} c`;
        from = to;
        return curve;
      }
      if (command !== 'moveTo' && command !== 'lineTo') throw new Error(`unexpected ${command} in a TrueType outline`);
      from = point(args, 0);
      return `${from.map(Math.round).join(' ')} ${command === 'moveTo' ? 'm' : 'l'}`;
    })
    .join(' ');
}

async function moduleText(): Promise<string> {
  const boldFont = await openFont(bold);
  const pack = {
    licence: readFileSync(join(family, 'LICENSE_FONT'), 'utf8'),
    ranges: printableRanges,
    regular: face(regular, await openFont(regular)),
    bold: face(bold, boldFont),
    srgb: Buffer.from(srgbProfile()).toString('base64'),
    stamps: Object.fromEntries(stampWords.map((word) => [word, outline(boldFont, word)])),
  };
  const lines = Object.entries(pack).map(([key, value]) => `  ${key}: ${JSON.stringify(value)},`);
  return `/** Written by build-pack.ts: never edit by hand. Noto Sans, SIL Open Font License 1.1 (text in \`licence\`). */\nexport const notoSansPack = {\n${lines.join('\n')}\n} as const;\n`;
}

void moduleText().then((text) => {
  writeFileSync(join(folder, 'noto-sans-pack.ts'), text);
  copyFileSync(join(family, 'LICENSE_FONT'), join(folder, 'OFL.txt'));
});
