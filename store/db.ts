import { AsyncLocalStorage } from 'node:async_hooks';
import { setTimeout as pause } from 'node:timers/promises';
import { Kysely, PostgresDialect } from 'kysely';
import { DatabaseError, Pool } from 'pg';
import type { PoolConfig } from 'pg';
import { migrate } from './migrate';
import { SERVED_PORT } from './pglite/paths';
import { connectionTo } from './pglite/self-test';
import { supervise } from './pglite/supervisor';
import type { Guarded } from './pglite/supervisor';
import { nounTables, type Tables } from './tables';
import { transact, type Mode, type Work } from './transaction';
import { valueTypes } from './values';

export type { Tx } from './transaction';

export type Database = {
  readonly kind: 'pglite' | 'postgres';
  readonly pool: Pool;
  readonly kysely: Kysely<Tables>;
  /** One collectivity's rows, read and written. The work runs again, from its start, when another transaction was in its way: it must hold no side effect. */
  transaction<T>(collectivity: string, work: Work<T>): Promise<T>;
  /** One collectivity's rows as they stood at one moment. */
  read<T>(collectivity: string, work: Work<T>): Promise<T>;
  /** All rows, without row-level security: start-up and the operations of an instance. */
  operator<T>(work: Work<T>): Promise<T>;
  close(): Promise<void>;
};

export type OpenOptions = {
  readonly guarded: Guarded;
  /** Where the embedded database's process writes: a file, or a descriptor already open. */
  readonly log: string | number;
  /** What the operator should read: restarts, lost connections. */
  readonly say?: (line: string) => void;
  /** Folder of SQL files to apply before anybody is served. */
  readonly migrations?: string;
};

type Engine = {
  readonly kind: Database['kind'];
  readonly connection: PoolConfig;
  readonly ready: () => Promise<void>;
  readonly stop: () => Promise<void>;
};

const EMBEDDED = 'pglite:';
const POOL_SIZE = 8;
const CONNECT_WITHIN_MS = 30_000;
const REACH_WITHIN_MS = 20_000;
const END_WITHIN_MS = 5_000;
const TRIES = 5;

const DEADLOCK = new Set(['40001', '40P01']);
const UNIQUE = '23505';
/** Rows that an act writes once: a second writer runs again, finds them, and is answered by its rule or by the first outcome. */
const WRITTEN_ONCE: ReadonlySet<string> = new Set(['commands', ...nounTables]);
const UNREACHABLE = new Set(['ECONNREFUSED', 'ENOENT']);

/** Another transaction was in the way, or took the same id, doctor or room first: run again, so that `decide` words the refusal. */
export function retryable(error: unknown): boolean {
  return error instanceof DatabaseError && (DEADLOCK.has(error.code ?? '') || (error.code === UNIQUE && isTaken(error)));
}

/** Nobody listened: nothing was sent. No `instanceof`: the system's errors may come from another realm. */
function isUnreachable(error: unknown): boolean {
  if (typeof error !== 'object' || error === null || !('syscall' in error) || !('code' in error)) return false;
  return error.syscall === 'connect' && UNREACHABLE.has(String(error.code));
}

/** The connection broke while somebody waited for an answer: a commit may have happened. */
function isLost(error: unknown): boolean {
  if (typeof error !== 'object' || error === null) return false;
  if ('code' in error && (error.code === 'ECONNRESET' || error.code === 'EPIPE')) return true;
  return 'message' in error && /^Connection terminated|not queryable/.test(String(error.message));
}

/** A database that starts again is away for seconds; a part beside it that gave up at once would need longer to come back than the database itself. */
async function reached<T>(attempt: () => Promise<T>, isHarmless: () => boolean): Promise<T> {
  const deadline = performance.now() + REACH_WITHIN_MS;
  for (let tries = 1; ; tries += 1) {
    try {
      return await attempt();
    } catch (error) {
      const passing = isUnreachable(error) || (isLost(error) && isHarmless());
      if (!passing || performance.now() > deadline) throw error;
      await pause(Math.min(20 * 2 ** tries, 500));
    }
  }
}

function isTaken({ table = '', constraint }: DatabaseError): boolean {
  return table === 'holdings' || (WRITTEN_ONCE.has(table) && constraint === `${table}_pkey`);
}

async function again<T>(attempt: () => Promise<T>): Promise<T> {
  for (let tries = 1; ; tries += 1) {
    try {
      return await attempt();
    } catch (error) {
      if (tries >= TRIES || !retryable(error)) throw error;
      await pause(5 * 2 ** tries * (1 + Math.random()));
    }
  }
}

/** The embedded database serves one transaction at a time: one opened inside another would wait for it for ever. */
const current = new AsyncLocalStorage<{ open: boolean }>();

async function alone<T>(attempt: () => Promise<T>): Promise<T> {
  if (current.getStore()?.open === true) throw new Error('a transaction was opened inside another one: pass its tx instead');
  const mark = { open: true };
  return current.run(mark, attempt).finally(() => (mark.open = false));
}

async function embedded(folder: string, options: Required<Pick<OpenOptions, 'guarded' | 'log' | 'say'>>): Promise<Engine> {
  const child = await supervise(folder, options);
  return { kind: 'pglite', connection: connectionTo(child.socketFolder, SERVED_PORT), ready: child.ready, stop: child.stop };
}

function server(url: string): Engine {
  return { kind: 'postgres', connection: { connectionString: url }, ready: () => Promise.resolve(), stop: () => Promise.resolve() };
}

function openEngine(url: string, options: Required<Pick<OpenOptions, 'guarded' | 'log' | 'say'>>): Promise<Engine> {
  if (url.startsWith(EMBEDDED)) return embedded(url.slice(EMBEDDED.length).replace(/^\/\/(?=\/)/, ''), options);
  if (/^postgres(ql)?:\/\//.test(url)) return Promise.resolve(server(url));
  // The address may hold a password: it is not repeated.
  throw new Error('L’adresse de la base doit commencer par «\u00A0pglite:\u00A0» ou «\u00A0postgres://\u00A0».');
}

function openPool(connection: PoolConfig, say: (line: string) => void): Pool {
  const pool = new Pool({ ...connection, max: POOL_SIZE, pipeline: true, connectionTimeoutMillis: CONNECT_WITHIN_MS, types: valueTypes });
  const lost = (error: Error): void => {
    if (!pool.ending) say(`Connexion à la base perdue\u00A0: ${error.message}`);
  };
  pool.on('error', lost);
  // Without this, a connection that drops between two queries ends the process.
  pool.on('connect', (client) => client.on('error', () => undefined));
  return pool;
}

/** Row-level security hides every row from an account without this right, the operator's included: better to stop than to see nothing. */
async function checkAccount(pool: Pool): Promise<void> {
  const { rows } = await pool.query<{ free: boolean }>(
    'SELECT rolsuper OR rolbypassrls AS free FROM pg_roles WHERE rolname = current_user',
  );
  if (rows[0]?.free !== true) throw new Error('Le compte PostgreSQL de Relais doit avoir l’attribut BYPASSRLS.');
}

async function endPool(pool: Pool): Promise<void> {
  const late = new AbortController();
  await Promise.race([pool.end(), pause(END_WITHIN_MS, undefined, { signal: late.signal })]).finally(() => late.abort());
}

function transactionsOn(pool: Pool, engine: Engine): Pick<Database, 'transaction' | 'read' | 'operator'> {
  const within = <T>(mode: Mode, collectivity: string | null, work: Work<T>): Promise<T> =>
    again(async () => {
      await engine.ready();
      // what is only read may be read again whatever broke; what is written only as long as it was not begun
      let isWriting = false;
      const opened = (): void => void (isWriting = mode === 'READ WRITE');
      const attempt = async (): Promise<T> => {
        const client = await pool.connect();
        return transact(client, { mode, collectivity, opened }, work).finally(() => client.release());
      };
      return reached(
        () => alone(attempt),
        () => !isWriting,
      );
    });
  return {
    transaction: (collectivity, work) => within('READ WRITE', collectivity, work),
    read: (collectivity, work) => within('READ ONLY', collectivity, work),
    operator: (work) => within('READ WRITE', null, work),
  };
}

/** `pglite:<folder>`: the embedded database in a process of its own; `postgres://…`: a server. The same SQL and the same values from both. */
export async function openDatabase(url: string, options: OpenOptions): Promise<Database> {
  const say = options.say ?? ((line: string) => void process.stderr.write(`${line}\n`));
  const engine = await openEngine(url, { guarded: options.guarded, log: options.log, say });
  const pool = openPool(engine.connection, say);
  let closing: Promise<void> | undefined;
  const close = (): Promise<void> => (closing ??= endPool(pool).then(engine.stop));
  try {
    await reached(
      () => checkAccount(pool),
      () => true,
    );
    if (options.migrations !== undefined) await migrate(pool, options.migrations);
  } catch (error) {
    await close();
    throw error;
  }
  const kysely = new Kysely<Tables>({ dialect: new PostgresDialect({ pool }) });
  return { kind: engine.kind, pool, kysely, ...transactionsOn(pool, engine), close };
}
