import { ascii } from './font-pack';
import type { Element, Mark, Tagged } from './tagged';

/** An entry of the reader's list of bookmarks, and the page that it opens, counted from 0. */
export type Bookmark = { readonly title: string; readonly page: number };

/** ISO 32000-1, 12.3.3: one level, in order of pages. The first object is the list itself. */
export function outlineObjects(
  bookmarks: readonly Bookmark[],
  first: number,
  pageNumber: (index: number) => number,
): (readonly [number, Uint8Array])[] {
  if (bookmarks.length === 0) return [];
  const last = first + bookmarks.length;
  const items = bookmarks.map(({ title, page }, i): readonly [number, Uint8Array] => {
    const own = first + 1 + i;
    const before = i === 0 ? '' : `/Prev ${own - 1} 0 R`;
    const after = own === last ? '' : `/Next ${own + 1} 0 R`;
    return [own, ascii(`<</Title ${utf16(title)}/Parent ${first} 0 R${before}${after}/Dest[${pageNumber(page)} 0 R/Fit]>>`)];
  });
  return [[first, ascii(`<</Type/Outlines/First ${first + 1} 0 R/Last ${last} 0 R/Count ${bookmarks.length}>>`)], ...items];
}

/** A text outside the pages, in any script (ISO 32000-1, 7.9.2.2). */
export function utf16(text: string): string {
  return `<FEFF${Buffer.from(text, 'utf16le').swap16().toString('hex').toUpperCase()}>`;
}

/** The pages of a finished document behind those of another, its structure whole in a section of its own: copying pages would lose it. Gives the first one's index. */
export function append(doc: Tagged, part: Tagged): number {
  const first = doc.pages.length;
  doc.pages.push(...part.pages);
  doc.root.kids.push({ tag: 'Sect', attributes: '', kids: part.root.kids.map((kid) => moved(kid, first)) });
  return first;
}

/** Pages know their elements by identity, so that an element keeps its own and only its marks change page. */
function moved(kid: Element | Mark, by: number): Element | Mark {
  if (!('tag' in kid)) return { ...kid, page: kid.page + by };
  kid.kids.splice(0, kid.kids.length, ...kid.kids.map((each) => moved(each, by)));
  return kid;
}
