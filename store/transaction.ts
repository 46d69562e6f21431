import { Kysely, PostgresDialect, sql, type OperationNodeSource, type PostgresPoolClient, type Transaction } from 'kysely';
import { escapeLiteral, type PoolClient } from 'pg';
import type { Tables } from './tables';

export type Tx = Transaction<Tables>;
export type Work<T> = (tx: Tx) => Promise<T>;
export type Mode = 'READ WRITE' | 'READ ONLY';

/** One round trip opens the transaction and names its collectivity. Everything is local to it: the clients of the embedded database share one session. */
function beginning(mode: Mode, collectivity: string | null): string {
  // it would cut the statement short, before BEGIN: what leaves with it would be read without row-level security
  if (collectivity?.includes('\0') === true) throw new RangeError('a collectivity’s name holds no NUL');
  const isolation = mode === 'READ ONLY' ? 'REPEATABLE READ' : 'READ COMMITTED';
  const always = `set_config('TimeZone', 'UTC', true), set_config('search_path', 'public', true)`;
  const own =
    collectivity === null
      ? ''
      : `, set_config('relais.collectivity', ${escapeLiteral(collectivity)}, true), set_config('role', 'relais_app', true)`;
  return `BEGIN ISOLATION LEVEL ${isolation} ${mode}; SELECT ${always}${own}`;
}

const lastWords = new WeakMap<object, OperationNodeSource>();

/** A statement that leaves with COMMIT once the work is done: nobody needs its answer, only that the database did not refuse it. One to a transaction. */
export function lastly(tx: Tx, statement: OperationNodeSource): void {
  if (lastWords.has(tx)) throw new Error('a transaction has one last statement');
  lastWords.set(tx, statement);
}

export type Wish = {
  readonly mode: Mode;
  /** null: every row, without row-level security */
  readonly collectivity: string | null;
  /** called once the database has begun: from here on something may have been written */
  readonly opened: () => void;
};

/** The work on one connection, from BEGIN to COMMIT or ROLLBACK. */
export async function transact<T>(client: PoolClient, { mode, collectivity, opened }: Wish, work: Work<T>): Promise<T> {
  const begun = client.query(beginning(mode, collectivity)).then(opened);
  begun.catch(() => undefined); // it may fail before anybody waits for it
  const turn: Turn = { client, begun, isOver: false };
  try {
    const tx = txOn(turn);
    const result = await work(tx);
    await begun;
    turn.isOver = true;
    const last = lastWords.get(tx);
    const words = last === undefined ? null : sql`${last}`.compile(tx);
    // COMMIT of a transaction in which that failed is a ROLLBACK
    await Promise.all([words && client.query(words.sql, [...words.parameters]), client.query('COMMIT')]);
    return result;
  } catch (error) {
    turn.isOver = true;
    await client.query('ROLLBACK').catch(() => undefined);
    await begun; // its own failure says more than what it made fail
    throw error;
  }
}

type Turn = { readonly client: PoolClient; readonly begun: Promise<void>; isOver: boolean };

const readsOnly = /^\s*select\b/i;

/**
 * Statements leave as they are asked; Kysely’s own connection would keep each one waiting for the answer to the one before. What only reads
 * leaves with the opening, whose failure makes its answer count for nothing; what may write waits for it, and a reading asked beside it does
 * not see it. What one branch of a work asks once another has ended the transaction would leave without row-level security: it is refused.
 */
function txOn(turn: Turn): Tx {
  const { client, begun } = turn;
  let isOpen = false;
  void begun.then(() => (isOpen = true)).catch(() => undefined);
  const query = async (text: string, values: readonly unknown[]): Promise<unknown> => {
    if (!isOpen && !readsOnly.test(text)) await begun;
    if (turn.isOver) throw new Error('the transaction is over');
    const [answer] = await Promise.all([client.query(text, [...values]), begun]);
    return answer;
  };
  // a cursor, which Relais never asks for, is all that this connection lacks
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- see above
  const connection = { query, release: () => undefined } as unknown as PostgresPoolClient;
  const dialect = new PostgresDialect({ pool: { connect: () => Promise.resolve(connection), end: () => Promise.resolve() } });
  // the session is this transaction's alone until COMMIT, which is all that a Transaction promises
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- see above
  return new Kysely<Tables>({ dialect }) as Tx;
}
