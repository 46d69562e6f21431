import { stampOutline, textWidth, type StampWord } from './font-pack';
import { artifact, framedBox, number, paper, textAt, type Tagged } from './tagged';

const slope = { cosine: Math.cos(Math.PI / 3.6), sine: Math.sin(Math.PI / 3.6) } as const;
const emSize = 104;
const band = { face: 'bold', size: 8.5 } as const;

/**
 * The first word pale and large across every page, under everything else, and all of them in plain letters at its head. The large one is an outline, not text:
 * whoever extracts the page's text finds its lines whole.
 */
export function stampPages(doc: Tagged, words: readonly StampWord[]): void {
  if (words.length === 0) return;
  const [first] = words;
  for (const page of doc.pages) {
    if (first !== undefined) artifact(doc, acrossPage(first), page, { first: true });
    artifact(doc, atHead(words.join(' – ')), page, { kind: '/Type/Pagination/Subtype/Header' });
  }
}

function acrossPage(word: StampWord): string {
  const { width, path } = stampOutline(word);
  const scale = emSize / 1000;
  const [a, b] = [slope.cosine * scale, slope.sine * scale];
  const x = paper.width / 2 - (a * width) / 2 + b * 357;
  const y = paper.height / 2 - (b * width) / 2 - a * 357;
  const matrix = [a, b, -b, a].map((n) => n.toFixed(4)).join(' ');
  return `q 0.93 g ${matrix} ${number(x)} ${number(y)} cm\n${path} f\nQ`;
}

function atHead(text: string): string {
  const width = textWidth(text, band.face, band.size);
  const x = (paper.width - width) / 2;
  const y = paper.height - 27;
  return `${framedBox(x - 8, y - 4.5, width + 16, 15, 0.8)}\n${textAt(text, x, y, band)}`;
}
