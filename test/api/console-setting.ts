import { fictionalRpps } from '../../domain/identifiers';
import type { Rig } from '../rig';

/** The form of a doctor, filled in; changes are named as the person's fields are. */
export function personBody(changes: Readonly<Record<string, string>> = {}): Record<string, string> {
  const person = {
    familyName: 'Roux',
    givenName: 'Odile',
    email: 'odile.roux@example.org',
    phone: '06 01 02 03 04',
    rpps: fictionalRpps(1),
    specialty: 'médecine générale',
    practice: 'own-practice',
    registration: '03',
    volunteer: 'volunteer',
    ...changes,
  };
  return Object.fromEntries(Object.entries(person).map(([name, value]) => [`person/${name}`, value]));
}

export type Answer = { readonly status: number; readonly page: string; readonly headers: Headers };
/** Somebody at a browser: a cookie, pages, forms sent as the page gave them. */
export type Browser = {
  readonly cookie: () => string;
  readonly get: (path: string) => Promise<Answer>;
  readonly post: (path: string, fields: URLSearchParams | FormData, headers?: Readonly<Record<string, string>>) => Promise<Answer>;
};

export function browser(url: string): Browser {
  let cookie = '';
  const ask = async (path: string, init: RequestInit, headers: Readonly<Record<string, string>> = {}): Promise<Answer> => {
    const response = await fetch(`${url}${path}`, { redirect: 'manual', ...init, headers: { ...headers, cookie } });
    const set = response.headers.get('set-cookie')?.split(';')[0];
    if (set !== undefined) cookie = set;
    return { status: response.status, page: await response.text(), headers: response.headers };
  };
  return {
    cookie: () => cookie,
    get: (path) => ask(path, {}),
    post: (path, body, headers = {}) => ask(path, { method: 'POST', body }, { origin: url, ...headers }),
  };
}

/** The tokens that the page's form carries, and the answers. */
export function filled(page: string, fields: Readonly<Record<string, string>>): URLSearchParams {
  const hidden = (name: string): string => new RegExp(`name="${name}" value="([^"]*)"`).exec(page)?.[1] ?? '';
  return new URLSearchParams({ csrf: hidden('csrf'), nonce: hidden('nonce'), ...fields });
}

export async function followed(one: Browser, answer: Answer): Promise<Answer> {
  if (answer.status !== 303) throw new Error(`answered ${answer.status}, not a way on`);
  return one.get(answer.headers.get('location') ?? '');
}

/** A page's form with a file among its answers. */
export function upload(page: string, kind: string, csv: string, encoding: BufferEncoding = 'utf8'): FormData {
  const form = new FormData();
  for (const [name, value] of filled(page, { kind })) form.append(name, value);
  form.append('file', new Blob([new Uint8Array(Buffer.from(csv, encoding))], { type: 'text/csv' }), 'medecins.csv');
  return form;
}

export async function entered(url: string, key: string): Promise<Browser> {
  const one = browser(url);
  const { status } = await one.post('/console/sign-in', new URLSearchParams({ key, next: '/console' }));
  if (status !== 303) throw new Error(`not signed in: ${status}`);
  return one;
}

/** The key of an administrator of another collectivity, set up as the rig's own. */
export async function neighbourKey(rig: Rig): Promise<string> {
  const own = (await rig.call('administrator', 'GET', `/collectivities/${rig.collectivity}`)).body;
  const names = [
    'siren',
    'address',
    'zone',
    'territory',
    'contact',
    'escalation',
    'accountant',
    'cdoms',
    'offsetAllowed',
    'closing',
    'clock',
    'mail',
  ];
  const settings = { label: 'Département voisin', ...Object.fromEntries(names.map((name) => [name, own[name]])) };
  const { body } = await rig.call('operator', 'POST', '/collectivities', { settings });
  const issued = await rig.call('operator', 'POST', `/collectivities/${body.id}/keys`, { key: { user: 'voisine', role: 'administrator' } });
  return issued.body.key.secret;
}

/** The page's own hidden fields, as a browser sends them back from that form. */
export function formOf(page: string, action: string, fields: Readonly<Record<string, string>> = {}): URLSearchParams {
  const start = page.indexOf(`action="${action}"`);
  if (start === -1) throw new Error(`no form for ${action}`);
  const form = page.slice(start, page.indexOf('</form>', start));
  const hidden = [...form.matchAll(/<input type="hidden" name="([^"]*)" value="([^"]*)"/g)].map(
    ([, name = '', value = '']) => [name, value] as const,
  );
  const sent = new URLSearchParams(hidden.map(([name, value]) => [name, value]));
  for (const [name, value] of Object.entries(fields)) sent.append(name, value);
  return sent;
}
