import { spawnSync } from 'node:child_process';
import { closeSync, mkdirSync, openSync, readFileSync, rmSync, writeSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { sql } from 'kysely';
import { guarded } from '../../runtime/guard';
import { openDatabase } from '../../store/db';
import { socketFolderOf } from '../../store/pglite/paths';
import { rehearsal } from '../api/reference-bodies';
import { eventually, startProduct, type Product } from '../runtime/product';
import { openRecords } from './power-cut';

/** A small file system, filled to its last byte while acts arrive. */
export type DiskFull =
  | { readonly skipped: string }
  | { readonly acknowledged: number; readonly lost: number; readonly refused: number; readonly faults: readonly string[] };

const RECORDS_MIB = 120;
const PRODUCT_MIB = 460;
const FULL_MS = 6_000;
const LATE_MS = 3_000;

export async function diskFull(work: string): Promise<DiskFull> {
  const first = await onSmallDisk(join(work, 'records-disk'), RECORDS_MIB, recordsOnly);
  if ('skipped' in first) return first;
  const second = await onSmallDisk(join(work, 'product-disk'), PRODUCT_MIB, wholeProduct);
  if ('skipped' in second) return second;
  return {
    acknowledged: first.acknowledged + second.acknowledged,
    lost: first.lost + second.lost,
    refused: first.refused + second.refused,
    faults: [...first.faults, ...second.faults],
  };
}

async function onSmallDisk(at: string, mebibytes: number, play: (at: string) => Promise<DiskFull>): Promise<DiskFull> {
  mkdirSync(at);
  const mounted = spawnSync('mount', ['-t', 'tmpfs', '-o', `size=${mebibytes}m,mode=700`, 'relais', at], { encoding: 'utf8' });
  if (mounted.status !== 0)
    return { skipped: `un système de fichiers de test ne peut pas être monté (${mounted.stderr?.trim() ?? 'mount est absent'})` };
  try {
    return await play(at);
  } finally {
    spawnSync('umount', ['-l', at]);
  }
}

/** Every byte that is left, again and again: what others free in the meantime is taken too. */
function fill(file: string): void {
  const chunk = Buffer.alloc(1024 * 1024);
  const descriptor = openSync(file, 'a');
  for (let size = chunk.length; size >= 1;) {
    try {
      writeSync(descriptor, chunk, 0, size);
    } catch {
      size = Math.floor(size / 16);
    }
  }
  closeSync(descriptor);
}

const LONG = 'x'.repeat(20_000);

/** The engine meets the end of the disk itself, is killed there, and comes back by itself once there is room. */
async function recordsOnly(at: string): Promise<DiskFull> {
  const folder = join(at, 'records');
  const ballast = join(at, 'ballast');
  mkdirSync(folder);
  const { db, children } = await openRecords(folder);
  const acknowledged: number[] = [];
  let refused = 0;
  const insert = async (n: number): Promise<void> => {
    const late = pause(1_000).then(() => Promise.reject(new Error('late')));
    await Promise.race([db.pool.query('INSERT INTO kept VALUES ($1, $2)', [n, LONG]), late]);
  };
  const writeFor = async (ms: number): Promise<void> => {
    for (const end = Date.now() + ms; Date.now() < end; await pause(5))
      await insert(acknowledged.length + refused + 1).then(
        () => acknowledged.push(acknowledged.length + refused + 1),
        () => (refused += 1),
      );
  };
  try {
    await db.pool.query('CREATE TABLE kept (n int PRIMARY KEY, body text STORAGE EXTERNAL NOT NULL)');
    await writeFor(500);
    fill(ballast);
    await writeFor(FULL_MS / 2);
    fill(ballast);
    children.at(-1)?.kill('SIGKILL');
    await writeFor(FULL_MS / 2);
    rmSync(ballast);
    const rows = await eventually('the records to open again', () =>
      db.operator((tx) => sql<{ n: number }>`SELECT n FROM kept`.execute(tx)).then((found) => found.rows),
    );
    const there = new Set(rows.map(({ n }) => n));
    await db.operator((tx) => sql`INSERT INTO kept VALUES (-1, ${LONG})`.execute(tx));
    const faults = refused > 0 ? [] : ['le disque plein n’a rien refusé à la base'];
    return { acknowledged: acknowledged.length, lost: acknowledged.filter((n) => !there.has(n)).length, refused, faults };
  } finally {
    await db.close();
  }
}

type Said = { readonly status: number; readonly type: string; readonly text: string; readonly ms: number };

/** One collectivity asked for, with a key of its own that the same person repeats. */
async function ask(url: string, secret: string, n: number, sent: string): Promise<Said> {
  const since = performance.now();
  const headers = { authorization: `Bearer ${secret}`, 'content-type': 'application/json', 'idempotency-key': `asked-${n}` };
  const mail = { kind: 'url', url: `file://${sent}` };
  const body = JSON.stringify({ settings: { ...rehearsal, label: `Département ${n}`, mail } });
  const response = await fetch(`${url}/collectivities`, { method: 'POST', headers, body });
  const type = response.headers.get('content-type') ?? '';
  return { status: response.status, type, text: await response.text(), ms: performance.now() - since };
}

/** What is answered on a full disk: never an error without a word, never a late one. */
async function whileFull(url: string, askFor: (n: number) => Promise<Said>, from: number): Promise<readonly string[]> {
  const faults: string[] = [];
  const end = Date.now() + FULL_MS;
  for (let n = from; Date.now() < end; n += 1) {
    const { status, type, text, ms } = await askFor(n);
    if (status !== 507 || !type.startsWith('application/problem+json') || !text.includes('RELAIS_DATA'))
      faults.push(`un acte sur un disque plein\u00A0: ${status}, ${text.slice(0, 200)}`);
    if (ms > LATE_MS) faults.push(`un acte sur un disque plein\u00A0: ${Math.round(ms)} ms`);
    const ready = await fetch(`${url}/readyz`);
    if (ready.status !== 503 || !(await ready.text()).includes('RELAIS_DATA'))
      faults.push(`/readyz sur un disque plein\u00A0: ${ready.status}`);
    await pause(200);
  }
  return faults;
}

/** Acts that were under way when the disk filled may answer either way, but never twice and never without a word. */
async function wholeProduct(at: string): Promise<DiskFull> {
  const [data, ballast] = [join(at, 'data'), join(at, 'ballast')];
  const product = startProduct(data);
  try {
    await product.ready();
    const url = /API et liens\s+(\S+)/.exec(product.said())?.[1] ?? '';
    const secret = readFileSync(join(data, 'instance-key'), 'utf8').trim();
    const askFor = (n: number): Promise<Said> => ask(url, secret, n, join(data, 'sent'));
    const before = [await askFor(1), await askFor(2)];
    const underWay = [3, 4, 5, 6].map(askFor);
    fill(ballast);
    const then = await Promise.all(underWay);
    fill(ballast);
    const faults = [...(await whileFull(url, askFor, 7)), ...(await refusedStart(at))];
    for (const role of ['database', 'temporal'] as const) process.kill(product.pidOf(role) ?? 0, 'SIGKILL');
    faults.push(...(await whileFull(url, askFor, 7)));
    rmSync(ballast);
    await eventually('/readyz', async () => (await fetch(`${url}/readyz`)).ok);
    const asked = 30;
    const after: Said[] = [];
    for (let n = 1; n <= asked; n += 1)
      after.push(await eventually(`act ${n}`, () => askFor(n).then((said) => said.status === 201 && said)));
    const lost = [...before, ...then].filter(({ status, text }, n) => status === 201 && idIn(text) !== idIn(after[n]?.text ?? '')).length;
    faults.push(
      ...then
        .filter(({ status }) => ![201, 202, 503, 507].includes(status))
        .map(({ status, text }) => `${status}\u00A0: ${text.slice(0, 200)}`),
    );
    const kept = await collectivitiesIn(join(data, 'records'));
    if (kept !== asked) faults.push(`${asked} actes, ${kept} enregistrements`);
    faults.push(...(await stopped(product)));
    const refused = then.filter(({ status }) => status !== 201).length;
    return { acknowledged: before.length + then.length - refused, lost, refused, faults };
  } finally {
    if (product.child.exitCode === null) product.child.kill('SIGKILL');
    await product.end;
  }
}

const idIn = (text: string): string => /"id":"([^"]+)"/.exec(text)?.[1] ?? '';

/** Whoever starts on a full disk is told so, not left with a half-made folder. */
async function refusedStart(at: string): Promise<readonly string[]> {
  const second = startProduct(join(at, 'other'));
  const { code } = await second.end;
  return code === 1 && second.said().includes('disque est presque plein')
    ? []
    : [`un démarrage sur un disque plein\u00A0: code ${code}, ${second.said()}`];
}

async function collectivitiesIn(records: string): Promise<number> {
  const socket = encodeURIComponent(socketFolderOf(records));
  const db = await openDatabase(`postgres://postgres@/postgres?host=${socket}`, { guarded, log: 2 });
  const { rows } = await db.operator((tx) => sql<{ count: number }>`SELECT count(*)::int AS count FROM collectivities`.execute(tx));
  await db.close();
  return rows[0]?.count ?? 0;
}

async function stopped(product: Product): Promise<readonly string[]> {
  product.child.kill('SIGTERM');
  const { code } = await product.end;
  return code === 0 ? [] : [`arrêt après un disque plein\u00A0: code ${code}`];
}
