import { encode, resourceName, type Face } from './font-pack';
import type { DocumentInfo } from './xmp';

/** Standard structure types alone (ISO 32000-1, 14.8.4): a type of our own would need a role map. */
type Tag =
  | ('Document' | 'Sect' | 'H1' | 'H2' | 'H3' | 'P' | 'L' | 'LI' | 'Lbl' | 'LBody')
  | ('Table' | 'THead' | 'TBody' | 'TFoot' | 'TR' | 'TH' | 'TD' | 'Caption');

/** A stretch of one page's content that belongs to an element. */
export type Mark = { readonly page: number; readonly id: number };
export type Element = { readonly tag: Tag; readonly attributes: string; readonly kids: (Element | Mark)[] };
/** What stands behind (rules, stamps, running lines) is drawn first, so that the page's own text keeps its order. */
export type Page = { readonly behind: string[]; readonly content: string[]; readonly marks: Element[] };

/** A document while it is drawn: every operator goes to an element or to an artifact (ISO 14289-1, 7.1). */
export type Tagged = { readonly info: DocumentInfo; readonly pages: Page[]; readonly root: Element; readonly open: Element[] };

export const paper = { width: 595.28, height: 841.89 } as const;

export function taggedDocument(info: DocumentInfo): Tagged {
  const root: Element = { tag: 'Document', attributes: '', kids: [] };
  return { info, pages: [], root, open: [root] };
}

export function addPage(doc: Tagged): void {
  doc.pages.push({ behind: [], content: [], marks: [] });
}

/** Everything that `draw` marks belongs to a new element of this type, itself inside the one that is open. */
export function inside(doc: Tagged, tag: Tag, draw: () => void, attributes = ''): void {
  const element: Element = { tag, attributes, kids: [] };
  current(doc.open).kids.push(element);
  doc.open.push(element);
  draw();
  doc.open.pop();
}

/** Operators on the last page, owned by the open element. */
export function mark(doc: Tagged, operators: string): void {
  const element = current(doc.open);
  const page = current(doc.pages);
  const id = page.marks.push(element) - 1;
  element.kids.push({ page: doc.pages.length - 1, id });
  page.content.push(`/${element.tag} <</MCID ${id}>> BDC\n${operators}\nEMC`);
}

/** Decoration: no reader hears it. On the last page unless another one is named. */
export function artifact(doc: Tagged, operators: string, page: Page = current(doc.pages), { kind = '', first = false } = {}): void {
  const content = `/Artifact ${kind === '' ? 'BMC' : `<<${kind}>> BDC`}\n${operators}\nEMC`;
  if (first) page.behind.unshift(content);
  else page.behind.push(content);
}

export type TextStyle = { readonly face: Face; readonly size: number; readonly grey?: number };

export function textAt(text: string, x: number, y: number, style: TextStyle): string {
  return `${beginning(style)} ${number(x)} ${number(y)} Td (${encode(text)}) Tj ET`;
}

/** Styles are few, and the same objects from one text to the next. */
const beginnings = new WeakMap<TextStyle, string>();

function beginning(style: TextStyle): string {
  const known = beginnings.get(style);
  if (known !== undefined) return known;
  const text = `${number(style.grey ?? 0)} g BT /${resourceName[style.face]} ${number(style.size)} Tf`;
  beginnings.set(style, text);
  return text;
}

export function rule(x: number, y: number, width: number, thickness: number, grey = 0): string {
  return `${number(grey)} G ${number(thickness)} w ${number(x)} ${number(y)} m ${number(x + width)} ${number(y)} l S`;
}

export function filledBox(x: number, y: number, width: number, height: number, grey: number): string {
  return `${number(grey)} g ${number(x)} ${number(y)} ${number(width)} ${number(height)} re f`;
}

export function framedBox(x: number, y: number, width: number, height: number, thickness: number): string {
  return `0 G ${number(thickness)} w ${number(x)} ${number(y)} ${number(width)} ${number(height)} re S`;
}

/** Hundredths of a point: the same figures whatever the machine. */
export function number(n: number): string {
  const hundredths = Math.round(n * 100);
  const rest = Math.abs(hundredths % 100);
  if (rest === 0) return String(hundredths / 100);
  const sign = hundredths < 0 ? '-' : '';
  const decimals = rest % 10 === 0 ? String(rest / 10) : rest < 10 ? `0${rest}` : String(rest);
  return `${sign}${Math.trunc(Math.abs(hundredths) / 100)}.${decimals}`;
}

function current<T>(list: readonly T[]): T {
  const last = list.at(-1);
  if (last === undefined) throw new RangeError('nothing is open');
  return last;
}
