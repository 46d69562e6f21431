import { pathToFileURL } from 'node:url';
import type { Page, PageTable } from '../page';
import { fontFiles, load, type Draw } from './fonts';

type Library = {
  readonly Font: {
    register(font: { family: string; fonts: readonly { src: string; fontWeight?: 'bold' }[] }): void;
    registerHyphenationCallback(parts: (word: string) => string[]): void;
  };
  renderToBuffer(sheet: object): Promise<Uint8Array>;
} & Readonly<Record<'Document' | 'Page' | 'View' | 'Text', unknown>>;

let library: Library | null = null;

/** @react-pdf/renderer, laid out by the library. */
export const reactPdf: Draw = async (page) => {
  library ??= await loaded();
  return library.renderToBuffer(sheet(page));
};

async function loaded(): Promise<Library> {
  const own: Library = await import(pathToFileURL(load.resolve('@react-pdf/renderer')).href);
  own.Font.register({ family: 'Noto', fonts: [{ src: fontFiles.regular }, { src: fontFiles.bold, fontWeight: 'bold' }] });
  own.Font.registerHyphenationCallback((word) => [word]);
  return own;
}

type Style = Readonly<Record<string, string | number>>;

function element(tag: 'Document' | 'Page' | 'View' | 'Text', style: Style, children: unknown, more: object = {}): object {
  return load('react').createElement(
    library?.[tag],
    { style, key: undefined, ...more },
    ...(Array.isArray(children) ? children : [children]),
  );
}

const text = (content: string, fontSize: number, style: Style = {}): object => element('Text', { fontSize, ...style }, content);
const view = (children: readonly object[], style: Style = {}): object => element('View', style, children);
const bold = { fontWeight: 'bold' } as const;

function sheet(page: Page): object {
  const content = [
    view(
      [
        view(page.sender.map((line, i) => text(line, i === 0 ? 11 : 7.5, i === 0 ? bold : {}))),
        view([text(page.title, 16, bold), ...page.under.map((line) => text(line, 9))], { textAlign: 'right' }),
      ],
      { flexDirection: 'row', justifyContent: 'space-between', borderBottom: 1 },
    ),
    ...[0, 2].map((i) => view(page.blocks.slice(i, i + 2).map(block), { flexDirection: 'row', marginTop: 8 })),
    table(page.lines),
    text(page.words, 9, bold),
    ...page.others.map(table),
    ...page.closing.map((line) => text(line, 7.5)),
    view(
      page.foot.map((line) => text(line, 7)),
      { position: 'absolute', bottom: 20, left: 45 },
    ),
  ];
  const paper = { padding: 45, paddingTop: 44, fontFamily: 'Noto' };
  return element('Document', {}, element('Page', paper, content, { size: 'A4' }), { language: 'fr-FR', title: page.title });
}

function block({ title, entries }: Page['blocks'][number]): object {
  const rows = entries.map(([label, value]) =>
    view([text(label, 7.5, { width: 78 }), text(value, 8.2, { width: 166 })], { flexDirection: 'row' }),
  );
  return view([text(title, 10, bold), ...rows], { width: 252 });
}

function table({ title, widths, figuresFrom, head, rows, total }: PageTable): object {
  const drawn = [head, ...rows, ...(total.length > 0 ? [total] : [])].map((row, index, all) => {
    const weight = index === 0 || (index === all.length - 1 && total.length > 0) ? bold : {};
    const cells = row.map((content, i) =>
      text(content, 8, { width: widths[i] ?? 0, padding: 2, textAlign: i >= figuresFrom ? 'right' : 'left', ...weight }),
    );
    return view(cells, { flexDirection: 'row', borderBottom: 0.5 });
  });
  return view([text(title, 10, { ...bold, marginTop: 4 }), ...drawn]);
}
