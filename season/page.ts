/** A page that a link opened, and the form on it, as a browser without scripts has them. */
export type Page = { readonly status: number; readonly html: string; readonly title: string };

const titleOf = (html: string): string => (/<h1>([^<]*)<\/h1>/.exec(html)?.[1] ?? '').replaceAll('&#39;', '’').replaceAll('&amp;', '&');

export async function open(link: string): Promise<Page> {
  const response = await fetch(link);
  const html = await response.text();
  return { status: response.status, html, title: titleOf(html) };
}

/** Fills the form in and sends it. */
export async function send(link: string, fields: Readonly<Record<string, string | readonly string[]>>): Promise<Page> {
  const body = new URLSearchParams();
  for (const [name, value] of Object.entries(fields)) for (const each of typeof value === 'string' ? [value] : value) body.append(name, each);
  const response = await fetch(link, { method: 'POST', body });
  const html = await response.text();
  return { status: response.status, html, title: titleOf(html) };
}
