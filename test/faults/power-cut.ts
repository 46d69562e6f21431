import type { ChildProcess } from 'node:child_process';
import { cpSync, mkdirSync, rmSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { sql } from 'kysely';
import { guarded } from '../../runtime/guard';
import { openDatabase, type Database } from '../../store/db';
import type { Guarded } from '../../store/pglite/supervisor';
import { diskAfter, readRecording, type Recorded } from './recording';
import type { Random } from './seeded';

/** The power is cut under OUR child of the records: its writes are recorded, and the disk made as the cut would have left it. */
export type Layer = 'ours' | 'plain';

/** Rows that a writer was told were kept, and how long the recording was by then: a cut after that may lose none of them. */
type Acknowledged = { readonly batch: number; readonly rows: readonly number[]; readonly size: number };
export type Recording = {
  readonly base: string | null;
  readonly recorded: string;
  readonly entries: readonly Recorded[];
  readonly acknowledged: readonly Acknowledged[];
};
export type Found = { readonly acknowledged: number; readonly lost: number; readonly fault: string | null };

const OPEN_WITHIN_MS = 45_000;
const WRITERS = 3;
const CREATE = 'CREATE TABLE IF NOT EXISTS kept (n int PRIMARY KEY, batch int NOT NULL, size int NOT NULL, body text NOT NULL)';

type Opening = { readonly hooks?: readonly string[]; readonly env?: NodeJS.ProcessEnv };
export type Opened = { readonly db: Database; readonly children: readonly ChildProcess[]; readonly said: readonly string[] };

/** The records opened as the product opens them; `hooks` are required in the child before its own first line. */
export async function openRecords(folder: string, { hooks = [], env = {} }: Opening = {}): Promise<Opened> {
  const children: ChildProcess[] = [];
  const said: string[] = [];
  const hooked: Guarded = (command, args, options) => {
    const required = hooks.flatMap((hook) => ['--require', join(__dirname, hook)]);
    const child = guarded(command, [...required, ...args], { ...options, env: { ...process.env, ...env } });
    children.push(child);
    return child;
  };
  const late = setTimeout(() => children.forEach((child) => child.kill('SIGKILL')), OPEN_WITHIN_MS);
  try {
    const db = await openDatabase(`pglite:${folder}`, {
      guarded: hooked,
      log: `${folder}.log`,
      say: (line) => said.push(line),
    });
    return { db, children, said };
  } finally {
    clearTimeout(late);
  }
}

/** Opens the folder (a copy of `base`, or a new one) under the recorder and writes for a while, each row told to whoever asked for it. */
export async function record(
  work: string,
  name: string,
  base: string | null,
  random: Random,
  layer: Layer,
  ms: number,
): Promise<Recording> {
  const recorded = join(work, name);
  const into = join(work, `${name}.recording`);
  mkdirSync(recorded);
  if (base !== null) cpSync(base, recorded, { recursive: true });
  const hooks = layer === 'ours' ? ['recorder.js'] : ['recorder.js', 'without-layer.js'];
  // Without the layer our own self-test would refuse to serve; a test may switch it off.
  const mutant = layer === 'ours' ? {} : { RELAIS_WITHOUT_LAYER: layer, NODE_ENV: 'test', RELAIS_PGLITE_BATCHING: 'off' };
  const { db } = await openRecords(recorded, { hooks, env: { RECORD_UNDER: recorded, RECORD_INTO: into, ...mutant } });
  const acknowledged: Acknowledged[] = [];
  const end = Date.now() + ms;
  let [batches, rows] = [0, 0];
  const writer = async (): Promise<void> => {
    while (Date.now() < end) {
      const batch = (batches += 1);
      const own = Array.from({ length: 1 + Math.floor(random() * 4) }, () => (rows += 1));
      const repeated = 1 + Math.floor(random() * 90);
      await db.operator((tx) =>
        sql`INSERT INTO kept SELECT n, ${batch}::int, ${own.length}::int, repeat(md5(n::text), ${repeated}::int) FROM unnest(${own}::int[]) AS n`.execute(
          tx,
        ),
      );
      acknowledged.push({ batch, rows: own, size: statSync(into).size });
      if (random() < 0.03) await db.pool.query(random() < 0.7 ? 'CHECKPOINT' : 'VACUUM kept');
    }
  };
  await db.pool.query(CREATE);
  await Promise.all(Array.from({ length: layer === 'ours' ? WRITERS : 1 }, writer));
  await db.close();
  const entries = readRecording(into);
  rmSync(into);
  rmSync(recorded, { recursive: true });
  return { base, recorded, entries, acknowledged };
}

/** Cuts the power after so many entries, opens what is left with the product's own layer, and compares. */
export async function cutAfter(work: string, recording: Recording, count: number, survives: () => boolean): Promise<Found> {
  const into = join(work, 'after');
  const entries = recording.entries.slice(0, count);
  const size = entries.at(-1)?.end ?? 0;
  const due = recording.acknowledged.filter((each) => each.size <= size);
  const acknowledged = due.reduce((sum, { rows }) => sum + rows.length, 0);
  diskAfter(entries, { base: recording.base, recorded: recording.recorded, into, survives });
  try {
    const { db } = await openRecords(into);
    try {
      return { acknowledged, ...(await compared(db, due, recording.base !== null)) };
    } finally {
      await db.close();
    }
  } catch (error) {
    return { acknowledged, lost: acknowledged, fault: error instanceof Error ? error.message : String(error) };
  } finally {
    rmSync(into, { recursive: true, force: true });
    await pause(0);
  }
}

type Kept = { n: number; batch: number; size: number; whole: boolean };

async function compared(db: Database, due: readonly Acknowledged[], hadTable: boolean): Promise<Omit<Found, 'acknowledged'>> {
  // A cut in the first start may come before the table was acknowledged.
  if (due.length === 0 && !hadTable) await db.pool.query(CREATE);
  const read = (way: string): Promise<readonly Kept[]> =>
    db.operator(async (tx) => {
      await sql.raw(`SET LOCAL enable_${way} = off; SET LOCAL enable_bitmapscan = off`).execute(tx);
      const found =
        await sql<Kept>`SELECT n, batch, size, body = repeat(md5(n::text), length(body) / 32) AS whole FROM kept WHERE n > 0 ORDER BY n`.execute(
          tx,
        );
      return found.rows;
    });
  const [byIndex, byHeap] = [await read('seqscan'), await read('indexscan')];
  const there = new Set(byHeap.map(({ n }) => n));
  const lost = due.flatMap(({ rows }) => rows).filter((n) => !there.has(n)).length;
  const sizes = new Map<number, number>();
  for (const { batch } of byHeap) sizes.set(batch, (sizes.get(batch) ?? 0) + 1);
  const torn = byHeap.filter(({ batch, size, whole }) => !whole || sizes.get(batch) !== size).length;
  await db.pool.query("INSERT INTO kept VALUES (-1, 0, 1, 'après la coupure')");
  const faults = [
    ...(torn > 0 ? [`${torn} lignes d’une transaction coupée en deux`] : []),
    ...(byIndex.length === byHeap.length ? [] : [`${byHeap.length} lignes dans la table, ${byIndex.length} dans son index`]),
  ];
  return { lost, fault: faults.length === 0 ? null : faults.join('\u00A0; ') };
}
