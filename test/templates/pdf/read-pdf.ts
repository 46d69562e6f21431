import { inflateSync } from 'node:zlib';

export type Node = {
  readonly tag: string;
  readonly attributes: string;
  readonly text: string;
  readonly pages: readonly number[];
  readonly kids: readonly Node[];
};

type Objects = ReadonlyMap<number, string>;
type Marks = ReadonlyMap<number, ReadonlyMap<number, string>>;

/** Reads back what our own writer produced, by structure, as assistive technology does: the file's ToUnicode, marks and tree, none of our modules. */
export function readPdf(bytes: Uint8Array): { readonly pages: number; readonly tree: Node } {
  const { source, objects, pages } = opened(bytes);
  const unicode = unicodeMap(source);
  const marks = new Map(pages.map((page) => [page, marksOf(contentOf(objects, page), unicode)]));
  const root = Number(/\/StructTreeRoot\/K (\d+) 0 R/.exec(source)?.[1]);
  return { pages: pages.length, tree: nodeAt(root, objects, marks) };
}

function nodeAt(objectNumber: number, objects: Objects, marks: Marks): Node {
  const body = objects.get(objectNumber) ?? '';
  const kids = [...part(body, /\/K\[(.*)\]>>$/).matchAll(/<<\/Type\/MCR\/Pg (\d+) 0 R\/MCID (\d+)>>|(\d+) 0 R|(\d+)/g)];
  const own = part(body, /\/Pg (\d+) 0 R\/K/);
  const contents = kids.filter((kid) => kid[3] === undefined).map((kid) => ({ page: Number(kid[1] ?? own), id: Number(kid[2] ?? kid[4]) }));
  return {
    tag: part(body, /\/S\/(\w+)/),
    attributes: part(body, /\/A<<(.*?)>>/),
    text: contents.map(({ page, id }) => marks.get(page)?.get(id) ?? '?').join(''),
    pages: contents.map(({ page }) => [...marks.keys()].indexOf(page)),
    kids: kids.filter((kid) => kid[3] !== undefined).map((kid) => nodeAt(Number(kid[3]), objects, marks)),
  };
}

function part(body: string, pattern: RegExp): string {
  return pattern.exec(body)?.[1] ?? '';
}

function opened(bytes: Uint8Array): { readonly source: string; readonly objects: Objects; readonly pages: readonly number[] } {
  const source = Buffer.from(bytes).toString('latin1');
  const objects = new Map([...source.matchAll(/\n(\d+) 0 obj\n([\s\S]*?)\nendobj/g)].map((match) => [Number(match[1]), match[2] ?? '']));
  const pages = [...objects].filter(([, body]) => body.includes('/Type/Page/')).map(([objectNumber]) => objectNumber);
  return { source, objects, pages };
}

export function all(node: Node, tag: string): Node[] {
  return [...(node.tag === tag ? [node] : []), ...node.kids.flatMap((kid) => all(kid, tag))];
}

/** The whole text in reading order, one line per element, every space plain. */
export function readText(node: Node): string {
  const own = node.text === '' ? [] : [node.text];
  return [...own, ...node.kids.map(readText)].join('\n').replaceAll(/[\u00a0\u202f]/g, ' ');
}

function contentOf(objects: Objects, page: number): string {
  const contents = Number(/\/Contents (\d+) 0 R/.exec(objects.get(page) ?? '')?.[1]);
  const body = objects.get(contents) ?? '';
  const start = body.indexOf('stream\n') + 'stream\n'.length;
  return inflateSync(Buffer.from(body.slice(start, body.lastIndexOf('\nendstream')), 'latin1')).toString('latin1');
}

function marksOf(content: string, unicode: ReadonlyMap<string, string>): Map<number, string> {
  const marks = [...content.matchAll(/\/\w+ <<\/MCID (\d+)>> BDC\n([\s\S]*?)\nEMC/g)];
  return new Map(marks.map((mark) => [Number(mark[1]), shown(mark[2] ?? '', unicode)]));
}

function shown(operators: string, unicode: ReadonlyMap<string, string>): string {
  return [...operators.matchAll(/\(((?:[^\\()]|\\.)*)\) Tj/g)]
    .map((match) =>
      glyphsOf(match[1] ?? '')
        .map((glyph) => unicode.get(glyph) ?? '\ufffd')
        .join(''),
    )
    .join('');
}

/** A literal string's glyphs, each as the four figures by which the CMap knows it (ISO 32000-1, 7.3.4.2). */
function glyphsOf(literal: string): readonly string[] {
  const bytes = literal.replaceAll(/\\(.)/g, (_, escaped: string) => (escaped === 'r' ? '\r' : escaped));
  return Buffer.from(bytes, 'latin1').toString('hex').toUpperCase().match(/.{4}/g) ?? [];
}

/** Every text of a page, artifacts included, in the order of the content. */
export function pageTexts(bytes: Uint8Array): string[] {
  const { source, objects, pages } = opened(bytes);
  return pages.map((page) =>
    shown(contentOf(objects, page).replaceAll('EMC', '() Tj'), unicodeMap(source)).replaceAll(/[\u00a0\u202f]/g, ' '),
  );
}

export type Piece = {
  readonly page: number;
  readonly left: number;
  readonly right: number;
  readonly y: number;
  readonly size: number;
  readonly text: string;
};

/** Where each text stands on its page, by the positions and widths that the file itself gives. */
export function pieces(bytes: Uint8Array): Piece[] {
  const { source, objects, pages } = opened(bytes);
  const unicode = unicodeMap(source);
  const widths = [...source.matchAll(/\/W\[1\[([\d ]+)\]\]/g)].map((match) => (match[1] ?? '').split(' ').map(Number));
  return pages.flatMap((page, index) =>
    [...contentOf(objects, page).matchAll(/\/F([12]) ([\d.]+) Tf ([-\d.]+) ([-\d.]+) Td \(((?:[^\\()]|\\.)*)\) Tj/g)].map((match) => {
      const [face, size, left, y] = match.slice(1, 5).map(Number) as [number, number, number, number];
      const glyphs = glyphsOf(match[5] ?? '');
      const text = glyphs.map((glyph) => unicode.get(glyph) ?? '\ufffd').join('');
      const advance = glyphs
        .slice(0, text.trimEnd().length)
        .reduce((sum, glyph) => sum + (widths[face - 1]?.[Number.parseInt(glyph, 16) - 1] ?? Number.NaN), 0);
      return { page: index, left, right: left + (advance * size) / 1000, y, size, text };
    }),
  );
}

function unicodeMap(source: string): Map<string, string> {
  const map = new Map<string, string>();
  for (const [, first = '', last = '', target = ''] of source.matchAll(/<([0-9A-F]{4})> <([0-9A-F]{4})> <([0-9A-F]{4})>/g)) {
    for (let glyph = Number.parseInt(first, 16), i = 0; glyph <= Number.parseInt(last, 16); glyph++, i++)
      map.set(glyph.toString(16).toUpperCase().padStart(4, '0'), String.fromCodePoint(Number.parseInt(target, 16) + i));
  }
  return map;
}
