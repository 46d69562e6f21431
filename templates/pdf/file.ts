import { createHash } from 'node:crypto';
import { PDFContext, PDFHeader, PDFHexString, PDFRef, PDFTrailer, PDFTrailerDict } from 'pdf-lib';
import { deflated } from './deflate';
import { ascii, firstFreeObject, firstPackObject, fontResources, packObjects, srgbProfile, stream } from './font-pack';
import { outlineObjects, utf16, type Bookmark } from './outline';
import { number, paper, type Element, type Mark, type Page, type Tagged } from './tagged';
import { pdfDate, xmp } from './xmp';

const numbers = {
  catalog: 1,
  pages: 2,
  profile: firstFreeObject,
  metadata: firstFreeObject + 1,
  info: firstFreeObject + 2,
  structure: firstFreeObject + 3,
  parents: firstFreeObject + 4,
  firstPage: firstFreeObject + 5,
} as const;

/** The whole file, at once: pdf-lib's own writer pauses between objects and is asynchronous, and copies byte by byte; this one joins text and copies blocks. */
export function fileBytes(doc: Tagged, bookmarks: readonly Bookmark[] = []): Uint8Array {
  const contents = doc.pages.map(contentOf);
  const { before, after } = bodies(doc, contents, bookmarks);
  const file = startFile();
  for (const body of before) addObject(file, body);
  addPack(file);
  for (const body of after) addObject(file, body);
  return finished(file, fingerprint(doc, contents));
}

/** What is written so far: blocks, then text that no block holds yet; `size` counts both. Objects come in the order of their numbers. */
type File = { readonly blocks: Uint8Array[]; text: string; size: number; readonly offsets: number[] };
type Body = string | Uint8Array;

function startFile(): File {
  const file = { blocks: [], text: '', size: 0, offsets: [] };
  addText(file, PDFHeader.forVersion(1, 7).toString());
  return file;
}

function addText(file: File, text: string): void {
  file.text += text;
  file.size += text.length;
}

function addBlock(file: File, block: Uint8Array): void {
  file.blocks.push(ascii(file.text), block);
  file.text = '';
  file.size += block.length;
}

function addObject(file: File, body: Body): void {
  addText(file, '\n');
  const objectNumber = file.offsets.push(file.size);
  addText(file, `${objectNumber} 0 obj\n`);
  if (typeof body === 'string') addText(file, body);
  else addBlock(file, body);
  addText(file, '\nendobj\n');
}

/** The fonts' objects are the same in every file: one block, made once. */
const pack = packBlock();

function packBlock(): { readonly bytes: Uint8Array; readonly offsets: readonly number[] } {
  const file: File = { blocks: [], text: '', size: 0, offsets: [] };
  packObjects.forEach((body, i) => {
    addText(file, '\n');
    file.offsets.push(file.size);
    addText(file, `${firstPackObject + i} 0 obj\n`);
    addBlock(file, body);
    addText(file, '\nendobj\n');
  });
  return { bytes: Buffer.concat([...file.blocks, ascii(file.text)]), offsets: file.offsets };
}

function addPack(file: File): void {
  for (const offset of pack.offsets) file.offsets.push(file.size + offset);
  addBlock(file, pack.bytes);
}

function finished(file: File, fingerprintHex: string): Uint8Array {
  const id = PDFHexString.of(fingerprintHex);
  const context = PDFContext.create();
  const entries = {
    Size: file.offsets.length + 1,
    Root: PDFRef.of(numbers.catalog),
    Info: PDFRef.of(numbers.info),
    ID: context.obj([id, id]),
  };
  const start = file.size;
  addText(file, `xref\n0 ${file.offsets.length + 1}\n0000000000 65535 f \n`);
  for (const offset of file.offsets) addText(file, `${String(offset).padStart(10, '0')} 00000 n \n`);
  addText(file, `${PDFTrailerDict.of(context.obj(entries)).toString()}\n`);
  addText(file, PDFTrailer.forLastCrossRefSectionOffset(start).toString());
  return Buffer.concat([...file.blocks, ascii(file.text)]);
}

/** The bodies of all objects by number, those before the fonts' and those after. */
function bodies(
  doc: Tagged,
  contents: readonly Uint8Array[],
  bookmarks: readonly Bookmark[],
): { readonly before: readonly Body[]; readonly after: readonly Body[] } {
  const structure = structureOf(doc);
  const outline = outlineObjects(bookmarks, pageNumber(doc.pages.length) + structure.bodies.length, pageNumber);
  const pages = doc.pages.map((_, i) => `${pageNumber(i)} 0 R`).join(' ');
  return {
    before: [catalog(outline[0]?.[0] ?? null), `<</Type/Pages/Count ${doc.pages.length}/Kids[${pages}]>>`],
    after: [
      profile,
      stream('/Type/Metadata/Subtype/XML', Buffer.from(xmp(doc.info), 'utf8')),
      infoDictionary(doc),
      `<</Type/StructTreeRoot/K ${pageNumber(doc.pages.length)} 0 R/ParentTree ${numbers.parents} 0 R/ParentTreeNextKey ${doc.pages.length}>>`,
      parentTree(doc, structure.numbers),
      ...contents.flatMap(pageObjects),
      ...structure.bodies,
      ...outline.map(([, body]) => body),
    ],
  };
}

const profile = stream('/N 3', srgbProfile());

function catalog(outline: number | null): string {
  const bookmarks = outline === null ? '' : `/Outlines ${outline} 0 R/PageMode/UseOutlines`;
  const intent = `<</Type/OutputIntent/S/GTS_PDFA1/OutputConditionIdentifier(sRGB IEC61966-2.1)/Info(sRGB IEC61966-2.1)/DestOutputProfile ${numbers.profile} 0 R>>`;
  return (
    `<</Type/Catalog/Pages ${numbers.pages} 0 R/Lang(fr-FR)/MarkInfo<</Marked true>>/ViewerPreferences<</DisplayDocTitle true>>` +
    `/Metadata ${numbers.metadata} 0 R/StructTreeRoot ${numbers.structure} 0 R/OutputIntents[${intent}]${bookmarks}>>`
  );
}

/** ISO 19005-2, 6.6.3: the same values as in the metadata. */
function infoDictionary({ info }: Tagged): string {
  const date = `(${pdfDate(info.createdAt)})`;
  return (
    `<</Title ${utf16(info.title)}/Author ${utf16(info.author)}/Subject ${utf16(info.subject)}/Creator ${utf16(info.engine)}` +
    `/Producer ${utf16(info.engine)}/CreationDate ${date}/ModDate ${date}>>`
  );
}

function pageObjects(content: Uint8Array, index: number): Body[] {
  const box = `0 0 ${number(paper.width)} ${number(paper.height)}`;
  const page =
    `<</Type/Page/Parent ${numbers.pages} 0 R/MediaBox[${box}]/Resources<</Font${fontResources}>>/Contents ${pageNumber(index) + 1} 0 R` +
    `/StructParents ${index}/Tabs/S>>`;
  return [page, stream('/Filter/FlateDecode', deflated(content))];
}

function contentOf({ behind, content }: Page): Uint8Array {
  return ascii([...behind, ...content].join('\n'));
}

function pageNumber(index: number): number {
  return numbers.firstPage + index * 2;
}

/** Elements in reading order, each with its object number and what its object says. */
function structureOf(doc: Tagged): { readonly numbers: ReadonlyMap<Element, number>; readonly bodies: readonly string[] } {
  const first = pageNumber(doc.pages.length);
  const found = new Map<Element, number>();
  const texts: string[] = [];
  const visit = (element: Element, parent: number): number => {
    const own = first + texts.push('') - 1;
    found.set(element, own);
    const page = onlyPage(element);
    let kids = '';
    for (const kid of element.kids) {
      const reference = isElement(kid) ? `${visit(kid, own)} 0 R` : page === null ? markReference(kid) : `${kid.id}`;
      kids += kids === '' ? reference : ` ${reference}`;
    }
    const on = page === null ? '' : `/Pg ${pageNumber(page)} 0 R`;
    texts[own - first] = `<</S/${element.tag}/P ${parent} 0 R${element.attributes}${on}/K[${kids}]>>`;
    return own;
  };
  visit(doc.root, numbers.structure);
  return { numbers: found, bodies: texts };
}

/** Marks on one page are written as plain numbers; a paragraph that runs on names the page of each of its marks. */
function onlyPage({ kids }: Element): number | null {
  let page: number | null = null;
  for (const kid of kids) {
    if (isElement(kid)) continue;
    if (page !== null && kid.page !== page) return null;
    page = kid.page;
  }
  return page;
}

function markReference({ page, id }: Mark): string {
  return `<</Type/MCR/Pg ${pageNumber(page)} 0 R/MCID ${id}>>`;
}

function parentTree(doc: Tagged, elements: ReadonlyMap<Element, number>): string {
  const entries = doc.pages.map(({ marks }, index) => `${index}[${marks.map((element) => `${elements.get(element) ?? 0} 0 R`).join(' ')}]`);
  return `<</Nums[${entries.join(' ')}]>>`;
}

function isElement(kid: Element | Mark): kid is Element {
  return 'tag' in kid;
}

/** The trailer's identifier: from what the file says, so that it changes exactly when that changes. */
function fingerprint(doc: Tagged, contents: readonly Uint8Array[]): string {
  const hash = createHash('sha256').update(JSON.stringify(doc.info));
  for (const content of contents) hash.update(content);
  return hash.digest('hex').slice(0, 32);
}
