import { randomBytes } from 'node:crypto';
import { request } from 'node:http';
import { setTimeout as pause } from 'node:timers/promises';
import { sql } from 'kysely';
import { linkStops } from '../pages/addresses';
import { linkTo } from '../pages/setting';
import type { Rig } from '../rig';

export type Scanned = { readonly guesses: number; readonly visits: number; readonly faults: readonly string[] };

const together = 16;
const methods = ['GET', 'HEAD', 'OPTIONS', 'TRACE', 'PUT', 'DELETE', 'PATCH', 'PROPFIND'] as const;

/**
 * What scanners of mail, forwarders and guessers do with links. None of them is a person who answers, so nothing in the records may differ
 * afterwards, not even a version.
 */
export async function scanLinks(rig: Rig, guesses: number): Promise<Scanned> {
  const stops = await linkStops(rig);
  await settled(rig);
  const before = await records(rig);
  const faults: string[] = [];
  let visits = 0;
  for (const { name, url } of stops) {
    const calls = methods.flatMap((method) => ['', '/', '/document', '/renewal'].map((path) => [method, `${url}${path}`] as const));
    visits += calls.length;
    for (const [method, at] of calls) faults.push(...scanFaults(`${name} ${method}`, method, at, await visited(at, method)));
  }
  faults.push(...(await guessed(rig, guesses, stops.find(({ name }) => !name.startsWith('lien expiré'))?.url ?? '')));
  await settled(rig);
  faults.push(...changed(before, await records(rig)));
  faults.push(...(await replayed(rig)));
  return { guesses, visits, faults };
}

/** Tokens that were never given, near ones and malformed ones: all the same page, whatever the method. */
async function guessed(rig: Rig, guesses: number, live: string): Promise<readonly string[]> {
  const known = live.slice(live.lastIndexOf('/') + 1);
  const near = (n: number): string => `${known.slice(0, n % 43)}${known[n % 43] === 'A' ? 'B' : 'A'}${known.slice((n % 43) + 1)}`;
  const odd = ['', ' ', '%00', '..%2f..%2fetc', 'é'.repeat(43), 'A'.repeat(42), 'A'.repeat(44), '%E0%A4%A', '__proto__', "'or'1'='1"];
  const tokenOf = (n: number): string =>
    n % 10 === 0 ? near(n) : n % 25 === 1 ? encodeURI(odd[n % odd.length] ?? '') : randomBytes(32).toString('base64url');
  const faults: string[] = [];
  let next = 0;
  const guess = async (): Promise<void> => {
    while (next < guesses) {
      const n = next;
      next += 1;
      const post = n % 3 === 0;
      const response = await fetch(`${rig.url}/l/${tokenOf(n)}`, {
        redirect: 'manual',
        ...(post ? { method: 'POST', body: new URLSearchParams({ answer: 'accept', choice: 'sign', once: 'x' }) } : {}),
      });
      await response.arrayBuffer();
      if (![404, 405].includes(response.status) && faults.length < 20) faults.push(`essai ${n}\u00A0: ${response.status}`);
    }
  };
  await Promise.all(Array.from({ length: together }, guess));
  return faults;
}

/** A link that was used shows its first outcome to whoever comes next; one whose time is over takes no answer. */
async function replayed(rig: Rig): Promise<readonly string[]> {
  const kind = { noun: 'campaign', purpose: 'answer-campaign', dossier: 'campaign-1', item: null, ref: 'doctor-2' };
  const faults: string[] = [];
  const used = await linkTo(rig, kind);
  const over = await linkTo(rig, kind, '2026-08-01T08:00:00.000Z');
  const first = await rig.post(used, { answer: 'no', reason: 'other' });
  if (first.status !== 200) faults.push(`une première réponse\u00A0: ${first.status}`);
  await settled(rig);
  const before = await records(rig);
  for (const fields of [{ answer: 'no', reason: 'other' }, { answer: 'yes', sites: 'site-1' }, { answer: '' }, {}])
    for (const headers of [{}, { 'user-agent': 'Mozilla/5.0 (forwarded)', 'x-forwarded-for': '203.0.113.9', cookie: 'a=b' }]) {
      const response = await fetch(used, { method: 'POST', body: new URLSearchParams(fields), headers });
      if (response.status !== 200 || !(await response.text()).includes('enregistré')) faults.push(`rejeu\u00A0: ${response.status}`);
    }
  const { status } = await rig.post(over, { answer: 'yes', sites: 'site-1' });
  if (status < 400) faults.push(`lien expiré\u00A0: ${status}`);
  await settled(rig);
  return [...faults, ...changed(before, await records(rig))];
}

/** A document that is still to be drawn is told to come soon. */
const isSoon = (at: string, status: number): boolean => status === 503 && at.endsWith('/document');

function scanFaults(what: string, method: string, at: string, { status, allow }: Visit): readonly string[] {
  const acted = (status >= 500 && !isSoon(at, status)) || (method !== 'GET' && method !== 'HEAD' && status < 400);
  return acted || (status === 405 && allow === '') ? [`${what}\u00A0: ${status}${acted ? '' : ' sans Allow'}`] : [];
}

type Visit = { readonly status: number; readonly allow: string };
function visited(url: string, method: string): Promise<Visit> {
  return new Promise((resolve, reject) => {
    const sent = request(url, { method, headers: { 'user-agent': 'SafeLinks' } }, (response) => {
      response.resume();
      response.on('end', () => resolve({ status: response.statusCode ?? 0, allow: response.headers.allow ?? '' }));
    });
    sent.on('error', reject);
    sent.end();
  });
}

type Table = { readonly rows: number; readonly digest: string };
type Records = Readonly<Record<string, Table>>;

/** Every table of the records, its rows counted and all that is in them. */
async function records(rig: Rig): Promise<Records> {
  const found: Record<string, Table> = {};
  await rig.context.db.read(rig.collectivity, async (tx) => {
    const { rows: names } = await sql<{ name: string }>`
      select c.relname as name from pg_class c join pg_namespace n on n.oid = c.relnamespace
      where n.nspname = 'public' and c.relkind = 'r' and has_table_privilege(c.oid, 'select') order by 1`.execute(tx);
    for (const { name } of names) {
      const { rows } = await sql<Table>`
        select count(*)::int as rows, coalesce(md5(string_agg(md5(t::text), '' order by md5(t::text))), '') as digest
        from ${sql.table(name)} t`.execute(tx);
      found[name] = rows[0] ?? { rows: 0, digest: '' };
    }
  });
  return found;
}

/** Deliveries of what came before may still be under way: twice the same in a row is at rest. */
async function settled(rig: Rig): Promise<void> {
  let last = '';
  for (let tries = 0; tries < 60; tries += 1) {
    const now = JSON.stringify(await records(rig));
    if (now === last) return;
    last = now;
    await pause(700);
  }
  throw new Error('the records never came to rest');
}

function changed(before: Records, after: Records): readonly string[] {
  return Object.entries(after).flatMap(([name, { rows, digest }]) =>
    before[name]?.rows !== rows
      ? [`${name}\u00A0: ${before[name]?.rows ?? 0} lignes, puis ${rows}`]
      : before[name].digest !== digest
        ? [`${name} (contenu)`]
        : [],
  );
}
