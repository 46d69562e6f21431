import { frenchInstant } from '../../domain/dates';
import type { Letterhead, Provenance } from '../statement-document';
import { bodyWidth, keepTogether, lineHeight, margin, space, styles, type Flow } from './flow';
import { textWidth, type StampWord } from './font-pack';
import { artifact, inside, mark, paper, rule, textAt, type TextStyle } from './tagged';
import { wrap } from './wrap';

const sender = { face: 'bold', size: 11 } as const;
const half = bodyWidth / 2;

/** The sender on the left, what the document is on the right, and a rule under both. */
export function letterhead(
  flow: Flow,
  { label, service, address, siren }: Letterhead,
  { title, lines }: { title: string; lines: readonly string[] },
): void {
  const left = [
    ...wrap(label, sender.face, sender.size, half - 12).map((text) => ({ text, style: sender })),
    ...[...(service === null ? [] : [service]), ...address, `SIREN ${grouped(siren, [3, 3, 3])}`].flatMap((text) =>
      wrap(text, 'regular', styles.small.size, half - 12).map((each) => ({ text: each, style: styles.small })),
    ),
  ];
  const right = [
    ...wrap(title, styles.title.face, styles.title.size, half).map((text) => ({ text, style: styles.title, isTitle: true })),
    ...lines.flatMap((line, i) => {
      const style = i === 0 ? styles.heading : styles.body;
      return wrap(line, style.face, style.size, half).map((text) => ({ text, style, isTitle: false }));
    }),
  ];
  const height = Math.max(heightOf(left), heightOf(right));
  keepTogether(flow, height);
  const { doc, y } = flow;
  inside(doc, 'H1', () =>
    mark(
      doc,
      rightColumn(
        right.filter(({ isTitle }) => isTitle),
        y,
      ),
    ),
  );
  const under = y - heightOf(right.filter(({ isTitle }) => isTitle));
  inside(doc, 'P', () =>
    mark(
      doc,
      rightColumn(
        right.filter(({ isTitle }) => !isTitle),
        under,
      ),
    ),
  );
  inside(doc, 'P', () =>
    mark(
      doc,
      column(left, y, () => margin.left),
    ),
  );
  flow.y = y - height - 6;
  artifact(doc, rule(margin.left, flow.y, bodyWidth, 1));
  space(flow, 9);
}

type Styled = { readonly text: string; readonly style: TextStyle };

function heightOf(lines: readonly Styled[]): number {
  return lines.reduce((sum, { style }) => sum + lineHeight(style), 0);
}

function column(lines: readonly Styled[], top: number, x: (line: Styled) => number): string {
  let y = top;
  const operators = lines.map((line, i) => {
    const at = y - line.style.size;
    y -= lineHeight(line.style);
    return textAt(i + 1 < lines.length ? `${line.text} ` : line.text, x(line), at, line.style);
  });
  return operators.join('\n');
}

function rightColumn(lines: readonly Styled[], top: number): string {
  return column(lines, top, ({ text, style }) => paper.width - margin.right - textWidth(text, style.face, style.size));
}

/** Figures in groups, held together by no-break spaces: « 123 456 789 ». */
export function grouped(figures: string, sizes: readonly number[]): string {
  const groups: string[] = [];
  let start = 0;
  for (const size of sizes) {
    groups.push(figures.slice(start, start + size));
    start += size;
  }
  return [...groups, figures.slice(start)].filter((group) => group !== '').join('\u00a0');
}

/** The two lines at the foot of each page. */
export function madeBy({ generatedAt, zone, engine, dataHash }: Provenance, title: string): string[] {
  return [
    `${title} – document établi le ${frenchInstant(generatedAt, zone)}`,
    `Empreinte des données ${dataHash.slice(0, 16)} – ${engine}`,
  ];
}

export function stampWords({ specimen, draft }: Provenance, copy = false): StampWord[] {
  const words: readonly (readonly [boolean, StampWord])[] = [
    [specimen, 'SPÉCIMEN'],
    [draft, 'PROJET'],
    [copy, 'COPIE'],
  ];
  return words.filter(([holds]) => holds).map(([, word]) => word);
}

/** Decoration is not read aloud, so the title says it too. */
export function titleWithStamps(title: string, provenance: Provenance): string {
  return [...stampWords(provenance), title].join(' – ');
}
