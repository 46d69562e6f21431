import { exchanged, plainLine, type Exchange, type Line } from './line';

/** A page that a link opened, and the form on it, as a browser without scripts has them. */
export type Form = {
  readonly radios: Readonly<Record<string, readonly string[]>>;
  readonly boxes: Readonly<Record<string, readonly string[]>>;
  readonly selects: Readonly<Record<string, readonly string[]>>;
  readonly texts: readonly string[];
};
export type Page = {
  readonly status: number;
  readonly html: string;
  readonly title: string;
  readonly form: Form;
  /** what the page itself sends along */ readonly hidden: Fields;
};
/** One line of a page that lists several things: its words, and the fields under their own names. */
export type PageLine = { readonly name: string; readonly text: string; readonly title: string; readonly form: Form };

const plain = (html: string): string =>
  html.replaceAll('&#39;', '’').replaceAll('&quot;', '"').replaceAll('&lt;', '<').replaceAll('&amp;', '&');
const attribute = (tag: string, name: string): string => plain(new RegExp(`\\b${name}="([^"]*)"`).exec(tag)?.[1] ?? '');

function formOf(html: string): Form {
  const radios: Record<string, string[]> = {};
  const boxes: Record<string, string[]> = {};
  const selects: Record<string, string[]> = {};
  const texts: string[] = [];
  for (const [tag] of html.matchAll(/<input\b[^>]*>/g)) {
    const [type, name, value] = [attribute(tag, 'type'), attribute(tag, 'name'), attribute(tag, 'value')];
    if (type === 'radio') (radios[name] ??= []).push(value);
    else if (type === 'checkbox') (boxes[name] ??= []).push(value);
    else if (type !== 'hidden' && type !== 'submit') texts.push(name);
  }
  for (const [select] of html.matchAll(/<select\b[\s\S]*?<\/select>/g))
    selects[attribute(select, 'name')] = [...select.matchAll(/<option\b[^>]*>/g)]
      .map(([tag]) => attribute(tag, 'value'))
      .filter((value) => value !== '');
  return { radios, boxes, selects, texts };
}

/** The lines of a page of several; each field's name begins with its line's. */
export function linesOf({ html }: Page): readonly PageLine[] {
  return [...html.matchAll(/<section\b[^>]*>([\s\S]*?)<\/section>/g)].flatMap(([, section = '']) => {
    const name = /name="([^"]+)\/[^"/]+"/.exec(section)?.[1];
    if (name === undefined) return [];
    const title = plain(/<h2[^>]*>([\s\S]*?)<\/h2>/.exec(section)?.[1] ?? '');
    return [{ name, title, text: plain(section.replace(/<[^>]+>/g, ' ')), form: formOf(section.replaceAll(`${name}/`, '')) }];
  });
}

function hiddenOf(html: string): Fields {
  const tags = [...html.matchAll(/<input\b[^>]*type="hidden"[^>]*>/g)].map(([tag]) => tag);
  return Object.fromEntries(tags.map((tag) => [attribute(tag, 'name'), attribute(tag, 'value')]));
}

function page({ status, bytes }: Exchange): Page {
  const html = bytes.toString('utf8');
  return {
    status,
    html,
    title: titleOf(html),
    form: formOf(html),
    hidden: hiddenOf(html),
  };
}

export const titleOf = (html: string): string => plain(/<h1[^>]*>([\s\S]*?)<\/h1>/.exec(html)?.[1] ?? '');

export type Fields = Readonly<Record<string, string | readonly string[]>>;

/** The browser of a person of the season. */
export type Browser = {
  readonly open: (link: string) => Promise<Page>;
  /** fills the form in and sends it */
  readonly send: (link: string, fields: Fields) => Promise<Page>;
};

export function browser(line: Line = plainLine): Browser {
  return {
    open: async (link) => page(await line.read(pathOf(link), async () => exchanged(await fetch(link)))),
    send: async (link, fields) => {
      const body = new URLSearchParams();
      for (const [name, value] of Object.entries(fields))
        for (const each of typeof value === 'string' ? [value] : value) body.append(name, each);
      return page(await line.act(pathOf(link), async () => exchanged(await fetch(link, { method: 'POST', body, redirect: 'follow' }))));
    },
  };
}

/** A link opens an act: no report keeps a whole one. */
const pathOf = (link: string): string => new URL(link).pathname.slice(0, 8);
