import { createHash } from 'node:crypto';
import { zlibSync } from 'fflate';
import { PDFContext, PDFCrossRefSection, PDFHeader, PDFHexString, PDFInvalidObject, PDFRef, PDFTrailer, PDFTrailerDict } from 'pdf-lib';
import { ascii, firstFreeObject, fontResources, packObjects, srgbProfile, stream } from './font-pack';
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

/** The whole file, at once: pdf-lib's own writer pauses between objects and is asynchronous, these are its parts put together without a pause. */
export function fileBytes(doc: Tagged, bookmarks: readonly Bookmark[] = []): Uint8Array {
  const context = PDFContext.create();
  for (const [objectNumber, object] of packObjects()) context.assign(PDFRef.of(objectNumber), object);
  const contents = doc.pages.map(contentOf);
  for (const [objectNumber, bytes] of bodyObjects(doc, contents, bookmarks))
    context.assign(PDFRef.of(objectNumber), PDFInvalidObject.of(bytes));
  const id = PDFHexString.of(fingerprint(doc, contents));
  context.trailerInfo.Root = PDFRef.of(numbers.catalog);
  context.trailerInfo.Info = PDFRef.of(numbers.info);
  context.trailerInfo.ID = context.obj([id, id]);
  return assembled(context);
}

function assembled(context: PDFContext): Uint8Array {
  const crossReferences = PDFCrossRefSection.create();
  const header = PDFHeader.forVersion(1, 7);
  const objects = context.enumerateIndirectObjects();
  const parts: { sizeInBytes(): number; copyBytesInto(buffer: Uint8Array, offset: number): number }[] = [header];
  let size = header.sizeInBytes();
  const add = (part: (typeof parts)[number]): void => {
    parts.push(part);
    size += part.sizeInBytes();
  };
  for (const [ref, object] of objects) {
    add(line('\n'));
    crossReferences.addEntry(ref, size);
    add(line(`${ref.objectNumber} ${ref.generationNumber} obj\n`));
    add(object);
    add(line('\nendobj\n'));
  }
  const { Root, Info, ID } = context.trailerInfo;
  const start = size;
  add(crossReferences);
  add(PDFTrailerDict.of(context.obj({ Size: context.largestObjectNumber + 1, Root, Info, ID })));
  add(line('\n'));
  add(PDFTrailer.forLastCrossRefSectionOffset(start));
  const bytes = new Uint8Array(size);
  let offset = 0;
  for (const part of parts) offset += part.copyBytesInto(bytes, offset);
  return bytes;
}

function line(text: string): PDFInvalidObject {
  return PDFInvalidObject.of(ascii(text));
}

function bodyObjects(doc: Tagged, contents: readonly Uint8Array[], bookmarks: readonly Bookmark[]): (readonly [number, Uint8Array])[] {
  const elements = numbered(doc);
  const outline = outlineObjects(bookmarks, pageNumber(doc.pages.length) + elements.size, pageNumber);
  const rootNumber = elements.get(doc.root) ?? 0;
  return [
    [numbers.catalog, ascii(catalog(outline[0]?.[0] ?? null))],
    [numbers.pages, ascii(`<</Type/Pages/Count ${doc.pages.length}/Kids[${doc.pages.map((_, i) => `${pageNumber(i)} 0 R`).join(' ')}]>>`)],
    [numbers.profile, stream('/N 3', srgbProfile())],
    [numbers.metadata, stream('/Type/Metadata/Subtype/XML', Buffer.from(xmp(doc.info), 'utf8'))],
    [numbers.info, ascii(infoDictionary(doc))],
    [
      numbers.structure,
      ascii(`<</Type/StructTreeRoot/K ${rootNumber} 0 R/ParentTree ${numbers.parents} 0 R/ParentTreeNextKey ${doc.pages.length}>>`),
    ],
    [numbers.parents, ascii(parentTree(doc, elements))],
    ...contents.flatMap(pageObjects),
    ...structureObjects(doc, elements),
    ...outline,
  ];
}

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

function pageObjects(content: Uint8Array, index: number): (readonly [number, Uint8Array])[] {
  const box = `0 0 ${number(paper.width)} ${number(paper.height)}`;
  const page =
    `<</Type/Page/Parent ${numbers.pages} 0 R/MediaBox[${box}]/Resources<</Font${fontResources}>>/Contents ${pageNumber(index) + 1} 0 R` +
    `/StructParents ${index}/Tabs/S>>`;
  /** Not the platform's zlib: its output changes with the version of Node and with the processor. */
  const deflated = zlibSync(content, { level: 2, mem: 2 });
  return [
    [pageNumber(index), ascii(page)],
    [pageNumber(index) + 1, stream('/Filter/FlateDecode', deflated)],
  ];
}

function contentOf({ behind, content }: Page): Uint8Array {
  return ascii([...behind, ...content].join('\n'));
}

function pageNumber(index: number): number {
  return numbers.firstPage + index * 2;
}

/** Elements in reading order, each with its object number. */
function numbered(doc: Tagged): Map<Element, number> {
  const found = new Map<Element, number>();
  const visit = (element: Element): void => {
    found.set(element, pageNumber(doc.pages.length) + found.size);
    for (const kid of element.kids) if (isElement(kid)) visit(kid);
  };
  visit(doc.root);
  return found;
}

function structureObjects(doc: Tagged, elements: ReadonlyMap<Element, number>): (readonly [number, Uint8Array])[] {
  const parents = new Map<Element, number>();
  return [...elements].map(([element, objectNumber]) => {
    for (const kid of element.kids) if (isElement(kid)) parents.set(kid, objectNumber);
    const parent = parents.get(element) ?? numbers.structure;
    return [objectNumber, ascii(`<</S/${element.tag}/P ${parent} 0 R${element.attributes}${kidsOf(element, elements)}>>`)] as const;
  });
}

/** Marks on one page are written as plain numbers; a paragraph that runs on names the page of each of its marks. */
function kidsOf({ kids }: Element, elements: ReadonlyMap<Element, number>): string {
  const pages = new Set(kids.flatMap((kid) => (isElement(kid) ? [] : [kid.page])));
  const [only] = pages;
  const reference = (kid: Element | Mark): string => {
    if (isElement(kid)) return `${elements.get(kid) ?? 0} 0 R`;
    return pages.size === 1 ? String(kid.id) : `<</Type/MCR/Pg ${pageNumber(kid.page)} 0 R/MCID ${kid.id}>>`;
  };
  const page = only !== undefined && pages.size === 1 ? `/Pg ${pageNumber(only)} 0 R` : '';
  return `${page}/K[${kids.map(reference).join(' ')}]`;
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
