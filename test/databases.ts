import { execFileSync } from 'node:child_process';
import type { ChildProcess } from 'node:child_process';
import { createHash, randomBytes } from 'node:crypto';
import {
  chownSync,
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir, userInfo } from 'node:os';
import { join, resolve } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { Client } from 'pg';
import { guarded } from '../runtime/guard';
import { asPostgres, postgresAccount, postgresPrograms } from '../season/stack/debian';
import { openDatabase } from '../store/db';
import type { Database } from '../store/db';
import { migrate } from '../store/migrate';

const ROOT = resolve(__dirname, '..');
export const MIGRATIONS = join(ROOT, 'store', 'migrations');

export type TestDatabase = {
  readonly db: Database;
  readonly url: string;
  /** Empties the database, roles apart, and applies the migrations again. */
  readonly fresh: () => Promise<void>;
  readonly close: () => Promise<void>;
};

type Place = { readonly url: string; readonly leave: () => Promise<void> };
export type Engine = {
  readonly name: 'PGlite' | 'PostgreSQL';
  /** Why it cannot be tested on this machine; null when it can. */
  readonly missing: () => string | null;
  /** with these migrations applied already, where that is quicker */
  readonly place: (migrations: string | null) => Promise<Place>;
};

export function testFolder(): string {
  return mkdtempSync(join(tmpdir(), 'relais-test-'));
}

/** What row-level security runs as, where a test has tables of its own. */
export const appRole = 'DO $$ BEGIN CREATE ROLE relais_app NOLOGIN; EXCEPTION WHEN duplicate_object THEN NULL; END $$;';

/** Migrations of a test's own, by their file names; the folder goes with the test. */
export function ownMigrations(files: Readonly<Record<string, string>>): string {
  const folder = testFolder();
  for (const [name, text] of Object.entries(files)) writeFileSync(join(folder, name), text);
  afterAll(() => rmSync(folder, { recursive: true, force: true }));
  return folder;
}

function newest(folder: string): number {
  return Math.max(
    0,
    ...readdirSync(folder)
      .filter((name) => /\.(ts|js)$/.test(name))
      .map((name) => statSync(join(folder, name)).mtimeMs),
  );
}

/** The database's child runs compiled. A build that is older than its sources is made again, beside, so that another test never reads half a file. */
export function ensureBuilt(): void {
  const built = join(ROOT, 'dist', 'store', 'pglite');
  const sources = join(ROOT, 'store', 'pglite');
  if (existsSync(join(built, 'main.js')) && newest(built) >= newest(sources)) return;
  const aside = mkdtempSync(join(ROOT, 'dist.test-'));
  try {
    execFileSync(process.execPath, [join(ROOT, 'node_modules', 'typescript', 'bin', 'tsc'), '-p', ROOT, '--outDir', aside], {
      stdio: 'ignore',
    });
  } catch {
    // Type errors are for `npm run typecheck`; the compiler has written its files all the same.
  }
  mkdirSync(built, { recursive: true });
  for (const name of readdirSync(join(aside, 'store', 'pglite'))) renameSync(join(aside, 'store', 'pglite', name), join(built, name));
  rmSync(aside, { recursive: true, force: true });
}

function digestOf(folder: string): string {
  const hash = createHash('sha256');
  for (const name of readdirSync(folder).toSorted()) hash.update(name).update(readFileSync(join(folder, name)));
  return hash.digest('hex').slice(0, 12);
}

/** The first start of an embedded database and its tables take seconds; a copy of a stopped one, a tenth of a second. */
async function pgliteTemplate(migrations: string | null): Promise<string> {
  const cache = join(tmpdir(), `relais-test-cache-${userInfo().uid}`);
  const ready = join(cache, `pglite-0.5.14-${migrations === null ? 'empty' : digestOf(migrations)}`);
  if (existsSync(ready)) return ready;
  mkdirSync(cache, { recursive: true, mode: 0o700 });
  const making = mkdtempSync(join(cache, 'making-'));
  const db = await openDatabase(`pglite:${making}`, { guarded, log: join(making, 'log'), ...(migrations === null ? {} : { migrations }) });
  await db.close();
  try {
    renameSync(making, ready);
  } catch {
    // Another test file was quicker.
    rmSync(making, { recursive: true, force: true });
  }
  return ready;
}

async function pglitePlace(migrations: string | null): Promise<Place> {
  ensureBuilt();
  const folder = testFolder();
  cpSync(join(await pgliteTemplate(migrations), 'postgres'), join(folder, 'postgres'), { recursive: true });
  return { url: `pglite:${folder}`, leave: () => Promise.resolve(rmSync(folder, { recursive: true, force: true })) };
}

function gone(child: ChildProcess): Promise<void> {
  return child.exitCode !== null || child.signalCode !== null ? Promise.resolve() : new Promise((done) => child.once('exit', () => done()));
}

async function answering(url: string, child: ChildProcess): Promise<void> {
  for (let tries = 0; tries < 400 && child.exitCode === null; tries += 1) {
    const client = new Client({ connectionString: url });
    client.on('error', () => undefined);
    const connected = await client.connect().then(
      () => true,
      () => false,
    );
    await client.end();
    if (connected) return;
    await pause(25);
  }
  throw new Error('the PostgreSQL server of the tests does not answer');
}

async function ownServer(): Promise<Place> {
  const bin = postgresPrograms();
  const account = postgresAccount();
  if (bin === null || account === null) throw new Error(`no PostgreSQL: ${missingServer() ?? ''}`);
  const folder = testFolder();
  chownSync(folder, account.uid, account.gid);
  const data = join(folder, 'data');
  const [initdb, initArgs] = asPostgres(join(bin, 'initdb'), [
    '-D',
    data,
    '-A',
    'trust',
    '-U',
    'postgres',
    '-E',
    'UTF8',
    '--locale=C',
    '--no-sync',
    '--no-instructions',
  ]);
  execFileSync(initdb, initArgs, { cwd: folder, stdio: 'ignore' });
  const settings = [
    'fsync=off',
    'listen_addresses=',
    `unix_socket_directories=${folder}`,
    'deadlock_timeout=50ms',
    'timezone=America/Cayenne',
    'shared_buffers=16MB',
  ];
  const [program, args] = asPostgres(join(bin, 'postgres'), ['-D', data, ...settings.flatMap((setting) => ['-c', setting])]);
  const child = guarded(program, args, { log: join(folder, 'log'), cwd: folder });
  const url = `postgres://postgres@socket/postgres?host=${encodeURIComponent(folder)}`;
  await answering(url, child);
  return {
    url,
    leave: async () => {
      child.kill('SIGINT');
      await gone(child);
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

/** Set by test/global-setup.ts: one server for the run, with a database that has the product's tables and that others copy. */
export const TEST_POSTGRES = 'RELAIS_TEST_POSTGRES';
const MIGRATED = 'relais_migrated';

export async function serverForTheRun(): Promise<Place | null> {
  if (givenServer() !== undefined || missingServer() !== null) return null;
  const place = await ownServer();
  const copied = await databaseOn(place.url, null, MIGRATED);
  const db = await openDatabase(copied.url, { guarded, log: 2, migrations: MIGRATIONS });
  await db.close();
  return place;
}

/** On a server that is there already, a database of this test's own. */
async function databaseOn(server: string, template: string | null, name = `relais_test_${randomBytes(6).toString('hex')}`): Promise<Place> {
  const say = async (statement: string): Promise<void> => {
    const client = new Client({ connectionString: server });
    await client.connect();
    try {
      await client.query(statement);
    } finally {
      await client.end();
    }
  };
  await say(`CREATE DATABASE ${name}${template === null ? '' : ` TEMPLATE ${template}`}`);
  const url = new URL(server);
  url.pathname = `/${name}`;
  return { url: url.href, leave: () => say(`DROP DATABASE ${name} WITH (FORCE)`) };
}

function givenServer(): string | undefined {
  return process.env['DATABASE_URL_TEST'];
}

function missingServer(): string | null {
  if (givenServer() !== undefined) return null;
  if (postgresPrograms() === null) return 'Debian’s package postgresql is not installed and DATABASE_URL_TEST is not set';
  return postgresAccount() === null ? 'PostgreSQL refuses root and there is no user postgres' : null;
}

export const pglite: Engine = { name: 'PGlite', missing: () => null, place: pglitePlace };
export const postgres: Engine = {
  name: 'PostgreSQL',
  missing: missingServer,
  place: (migrations) => {
    const [given, ours] = [givenServer(), process.env[TEST_POSTGRES]];
    if (given !== undefined) return databaseOn(given, null);
    return ours === undefined ? ownServer() : databaseOn(ours, migrations === MIGRATIONS ? MIGRATED : null);
  },
};

/** A database of its own for one test file, with the product's tables unless told otherwise. */
export async function openTestDatabase(engine: Engine = pglite, migrations: string | null = MIGRATIONS): Promise<TestDatabase> {
  const place = await engine.place(migrations);
  const db = await openDatabase(place.url, { guarded, log: 2, ...(migrations === null ? {} : { migrations }) });
  const fresh = async (): Promise<void> => {
    await db.pool.query('DROP SCHEMA public CASCADE; CREATE SCHEMA public; GRANT USAGE ON SCHEMA public TO PUBLIC');
    if (migrations !== null) await migrate(db.pool, migrations);
  };
  const close = async (): Promise<void> => {
    await db.close();
    await place.leave();
  };
  return { db, url: place.url, fresh, close };
}

export type Rig = { readonly engine: Engine; readonly db: Database; readonly url: string; readonly fresh: () => Promise<void> };

/** The same suite on each engine. A user's machine may lack a server, which is counted as skipped, with its reason; CI may not. */
export function describeOnDatabases(title: string, suite: (rig: Rig) => void, migrations: string | null = MIGRATIONS): void {
  for (const engine of [pglite, postgres]) {
    const reason = process.env['CI'] === undefined ? engine.missing() : null;
    const describeIt = reason === null ? describe : describe.skip;
    describeIt(`${title} [${engine.name}${reason === null ? '' : `, skipped: ${reason}`}]`, () => {
      let opened: TestDatabase | undefined;
      const now = (): TestDatabase => {
        if (opened === undefined) throw new Error('the database opens in beforeAll: read rig.db inside a test');
        return opened;
      };
      beforeAll(async () => void (opened = await openTestDatabase(engine, migrations)), 120_000);
      afterAll(() => opened?.close(), 30_000);
      suite({
        engine,
        get db() {
          return now().db;
        },
        get url() {
          return now().url;
        },
        fresh: () => now().fresh(),
      });
    });
  }
}
