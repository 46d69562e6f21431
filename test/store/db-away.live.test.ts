import { mkdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { sql } from 'kysely';
import { guarded } from '../../runtime/guard';
import { openDatabase } from '../../store/db';
import { holderOf } from '../../store/pglite/lock';
import { socketFolderOf } from '../../store/pglite/paths';
import { supervise } from '../../store/pglite/supervisor';
import { testFolder } from '../databases';

const root = testFolder();
const closing: (() => Promise<void>)[] = [];
afterAll(async () => {
  for (const close of closing.toReversed()) await close();
  rmSync(root, { recursive: true, force: true });
});
const options = { guarded, log: join(root, 'log'), say: () => undefined };

test('a part beside a database that is away for a moment waits for it, when it starts and later; what it was reading it reads again', async () => {
  const folder = join(root, 'records');
  mkdirSync(folder);
  const url = `postgres://postgres@/postgres?host=${encodeURIComponent(socketFolderOf(folder))}`;
  await (await supervise(folder, options)).stop();
  const opening = openDatabase(url, options);
  await pause(300);
  const engine = await supervise(folder, options);
  closing.push(engine.stop);
  const db = await opening;
  closing.push(() => db.close());
  const one = (): Promise<number | undefined> =>
    db.operator(async (tx) => (await sql<{ one: number }>`SELECT 1::int AS one`.execute(tx)).rows[0]?.one);
  expect(await one()).toBe(1);
  const pid = (await holderOf(folder))?.pid ?? 0;
  process.kill(pid, 'SIGKILL');
  while ((await holderOf(folder))?.pid === pid) await pause(5);
  expect(await one()).toBe(1);
  const next = (await holderOf(folder))?.pid ?? 0;
  expect(next).not.toBe(pid);
  await db.operator((tx) => sql`CREATE ROLE relais_app NOLOGIN`.execute(tx));
  let runs = 0;
  const reading = db.read('ain', async (tx) => {
    runs += 1;
    if (runs === 1) process.kill(next, 'SIGKILL');
    return (await sql<{ two: number }>`SELECT 2::int AS two`.execute(tx)).rows[0]?.two;
  });
  expect(await reading).toBe(2);
  expect(runs).toBe(2);
}, 90_000);

test('an address where nobody ever listens is said after a while', async () => {
  const began = performance.now();
  await expect(openDatabase(`postgres://postgres@/postgres?host=${encodeURIComponent(root)}`, options)).rejects.toThrow('ENOENT');
  expect(performance.now() - began).toBeGreaterThan(10_000);
}, 40_000);
