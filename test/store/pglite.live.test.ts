import { spawnSync } from 'node:child_process';
import type { ChildProcess } from 'node:child_process';
import { cpSync, existsSync, mkdirSync, renameSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { sql } from 'kysely';
import { Client } from 'pg';
import { guarded } from '../../runtime/guard';
import { openDatabase } from '../../store/db';
import type { Database } from '../../store/db';
import { isCheckpointDue, isVacuumDue } from '../../store/pglite/upkeep';
import { socketFolderOf } from '../../store/pglite/paths';
import type { Guarded } from '../../store/pglite/supervisor';
import { pglite, testFolder } from '../databases';

type Opened = { readonly db: Database; readonly children: readonly ChildProcess[]; readonly said: readonly string[] };

const opened: Database[] = [];
const leaves: (() => Promise<void>)[] = [];

async function folderOfRecords(): Promise<string> {
  const { url, leave } = await pglite.place(null);
  leaves.push(leave);
  return url.slice('pglite:'.length);
}

async function open(folder: string, env: NodeJS.ProcessEnv = {}): Promise<Opened> {
  const children: ChildProcess[] = [];
  const said: string[] = [];
  const recorded: Guarded = (command, args, options) => {
    const child = guarded(command, args, { ...options, env: { ...process.env, ...env } });
    children.push(child);
    return child;
  };
  const db = await openDatabase(`pglite:${folder}`, { guarded: recorded, log: join(folder, 'log'), say: (line) => said.push(line) });
  opened.push(db);
  return { db, children, said };
}

afterEach(async () => {
  await Promise.all(opened.splice(0).map((db) => db.close()));
  for (const leave of leaves.splice(0)) await leave();
}, 60_000);

/** Longer than a socket's buffer, as a mail with its attachments is: it arrives in parts, between which another client's statement may come. */
const LONG = 'x'.repeat(300_000);

async function connect(db: Database): Promise<Client> {
  const { host, port, user, database } = db.pool.options;
  const client = new Client({ host, port, user, database, query_timeout: 5_000 });
  client.on('error', () => undefined);
  await client.connect();
  return client;
}

async function wrongAnswers(db: Database): Promise<number> {
  const clients = await Promise.all(Array.from({ length: 8 }, () => connect(db)));
  const ask = async (client: Client, n: number): Promise<number> => {
    let wrong = 0;
    for (let round = 0; round < 4; round += 1) {
      const got = await client
        .query(`SELECT length($1::text) AS length_${n}, $2::int AS round_${n}`, [LONG, round])
        .then(({ rows }) => rows, String);
      wrong += JSON.stringify(got) === JSON.stringify([{ [`length_${n}`]: LONG.length, [`round_${n}`]: round }]) ? 0 : 1;
    }
    return wrong;
  };
  const wrong = await Promise.all(clients.map(ask));
  await Promise.all(clients.map((client) => Promise.race([client.end(), pause(200)])));
  return wrong.reduce((sum, one) => sum + one, 0);
}

test('eight clients with different parameterised statements never get each other’s answers, and only a test can switch that off', async () => {
  const { db } = await open(await folderOfRecords(), { NODE_ENV: 'production', RELAIS_PGLITE_BATCHING: 'off' });
  expect(await wrongAnswers(db)).toBe(0);
}, 60_000);

test('without batching up to Sync the same eight clients do get each other’s answers', async () => {
  const { db } = await open(await folderOfRecords(), { NODE_ENV: 'test', RELAIS_PGLITE_BATCHING: 'off' });
  expect(await wrongAnswers(db)).toBeGreaterThan(0);
}, 60_000);

test('rows acknowledged before a kill -9 are there after the restart, which nobody had to ask for', async () => {
  const { db, children, said } = await open(await folderOfRecords());
  await db.pool.query('CREATE TABLE acknowledged (n int PRIMARY KEY)');
  const acknowledged: number[] = [];
  let writing = true;
  let next = 0;
  const writer = async (): Promise<void> => {
    while (writing && next < 100_000) {
      const n = (next += 1);
      await db.pool.query('INSERT INTO acknowledged VALUES ($1)', [n]).then(
        () => acknowledged.push(n),
        () => pause(20),
      );
    }
  };
  const writers = Promise.all([writer(), writer(), writer()]);
  for (let kills = 1; kills <= 2; kills += 1) {
    const before = acknowledged.length;
    for (let waits = 0; waits < 800 && acknowledged.length < before + 30; waits += 1) await pause(25);
    children.at(-1)?.kill('SIGKILL');
    await pause(100);
  }
  writing = false;
  await writers;
  const { rows } = await db.operator((tx) => sql<{ n: number }>`SELECT n FROM acknowledged`.execute(tx));
  const kept = new Set(rows.map(({ n }) => n));
  expect(acknowledged.length).toBeGreaterThanOrEqual(60);
  expect(acknowledged.filter((n) => !kept.has(n))).toEqual([]);
  expect(children).toHaveLength(3);
  expect(said.filter((line) => line.includes('signal SIGKILL'))).toHaveLength(2);
}, 90_000);

test('a folder that is open is private, and refused to a second opener, who is told by whom', async () => {
  const folder = await folderOfRecords();
  const { db, children } = await open(folder);
  await expect(open(folder)).rejects.toThrow(`déjà ouvert par le processus ${children[0]?.pid}`);
  expect((await db.pool.query('SELECT 1 AS one')).rows).toEqual([{ one: 1 }]);
  const socketFolder = join(folder, 'socket');
  expect(
    [socketFolder, join(socketFolder, '.s.PGSQL.5432'), join(folder, 'postgres')].map((path) => (statSync(path).mode & 0o777).toString(8)),
  ).toEqual(['700', '600', '700']);
}, 60_000);

test('a second start keeps the records and makes nothing anew, in a folder too deep for a socket', async () => {
  const folder = await folderOfRecords();
  const deep = join(folder, 'd'.repeat(60), 'e'.repeat(60));
  mkdirSync(deep, { recursive: true });
  renameSync(join(folder, 'postgres'), join(deep, 'postgres'));
  const made = statSync(join(deep, 'postgres', 'PG_VERSION')).ino;
  const first = await open(deep);
  await first.db.pool.query('CREATE TABLE kept AS SELECT 42 AS answer');
  await first.db.close();
  expect(first.children[0]?.exitCode).toBe(0);
  const second = await open(deep);
  expect((await second.db.pool.query('SELECT answer FROM kept')).rows).toEqual([{ answer: 42 }]);
  expect(statSync(join(deep, 'postgres', 'PG_VERSION')).ino).toBe(made);
  await second.db.close();
  rmSync(socketFolderOf(deep), { recursive: true });
}, 60_000);

test('a folder whose first start was cut before its files reached the disk is laid anew, and only then', async () => {
  const folder = await folderOfRecords();
  const version = join(folder, 'postgres', 'PG_VERSION');
  writeFileSync(version, '');
  writeFileSync(join(folder, 'laying'), '');
  const first = await open(folder);
  await first.db.pool.query('CREATE TABLE kept AS SELECT 42 AS answer');
  await first.db.close();
  expect([existsSync(join(folder, 'laying')), statSync(version).size > 0]).toEqual([false, true]);
  const second = await open(folder);
  expect((await second.db.pool.query('SELECT answer FROM kept')).rows).toEqual([{ answer: 42 }]);
}, 60_000);

test('a folder that cannot be opened is refused with a reason instead of being tried for ever', async () => {
  const folder = testFolder();
  leaves.push(() => Promise.resolve(rmSync(folder, { recursive: true, force: true })));
  cpSync(__filename, join(folder, 'postgres'));
  await expect(open(folder)).rejects.toThrow('n’a pas démarré');
}, 60_000);

test('a disk that refuses an fsync ends the process before the commit is acknowledged', async () => {
  const folder = await folderOfRecords();
  const script = `
    const fs = require('node:fs');
    const { PGlite } = require('@electric-sql/pglite');
    const { DurableFiles } = require('./dist/store/pglite/durable-files.js');
    void (async () => {
      const startParams = [...PGlite.defaultStartParams.filter((parameter) => parameter !== '-F'), '-c', 'wal_sync_method=fsync'];
      const db = await PGlite.create({ fs: new DurableFiles(process.argv[1]), startParams });
      fs.fsyncSync = () => { throw new Error('EIO'); };
      await db.exec('CREATE TABLE lost (n int)');
      console.log('acknowledged');
    })();`;
  const { status, stdout, stderr } = spawnSync(process.execPath, ['-e', script, join(folder, 'postgres')], {
    cwd: resolve(__dirname, '..', '..'),
    encoding: 'utf8',
  });
  expect({ status, stdout }).toEqual({ status: 70, stdout: '' });
  expect(stderr).toContain('fsync failed');
}, 60_000);

test.each([
  [0, 600_000, false],
  [1, 299_999, false],
  [1, 300_000, true],
  [64 * 1024 * 1024, 0, true],
])('with %d bytes of WAL after %d ms, a checkpoint is due: %s', (bytes, since, due) => expect(isCheckpointDue(bytes, since)).toBe(due));

test.each([
  [3, 24, true],
  [3, 2, false],
  [14, 24, false],
  [14, 45, true],
])('at %d h, %d h after the last, a VACUUM is due: %s', (hour, hours, due) => expect(isVacuumDue(hour, hours * 3_600_000)).toBe(due));
