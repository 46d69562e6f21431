import { heading, keepTogether, list, paragraph, space, styles, type Flow } from './flow';
import { table, type Table } from './table';

/** A part of an article: a paragraph, a list of items, or a table. */
export type ArticlePart = string | { readonly items: readonly string[] } | { readonly table: Table };
export type Article = { readonly title: string; readonly parts: readonly ArticlePart[] };

/** In figures: in words the number would have to agree with what it counts. */
export function counted(count: number, thing: string): string {
  return `${count}\u00a0${thing}${count > 1 ? 's' : ''}`;
}

/** Room for the last article: a title and some six lines. */
const lastArticle = 110;
const text = { face: 'regular', size: 9.5 } as const;

/** Numbered in their order: « Article 1er », « Article 2 ». The last one stays with what follows it, of this height. */
export function drawArticles(flow: Flow, articles: readonly Article[], following: number): void {
  articles.forEach(({ title, parts }, i) => {
    if (i === articles.length - 1) keepTogether(flow, Math.min(following + lastArticle, 500));
    heading(flow, 'H2', `Article ${i === 0 ? '1er' : i + 1} – ${title}`);
    drawParts(flow, parts);
    space(flow, 5);
  });
}

export function drawParts(flow: Flow, parts: readonly ArticlePart[]): void {
  for (const part of parts) {
    if (typeof part === 'string') paragraph(flow, part, { style: text });
    else if ('items' in part)
      list(
        flow,
        part.items.map((item) => ({ label: '–', text: item })),
        { style: text },
      );
    else {
      table(flow, part.table);
      space(flow, 6);
    }
  }
}

/** A title of its own, in the middle of the page. */
export function subject(flow: Flow, title: string): void {
  space(flow, 6);
  paragraph(flow, title, { style: { ...styles.title, size: 13 }, align: 'center', after: 10 });
}
