import { sql, type OperationNodeSource, type RawBuilder } from 'kysely';
import { lastly, type Tx } from './transaction';

/** A row's writing that others may join. */
export type Row = OperationNodeSource;
/** Null when there is nothing to write. */
export type Write = Row | null;

const named = (writes: readonly Row[]): RawBuilder<unknown> =>
  writes.length === 0 ? sql`` : sql`WITH ${sql.join(writes.map((write, n) => sql`${sql.ref(`write_${n}`)} AS (${write})`))} `;

/** Several writes of one transaction in one statement: the embedded database serves one at a time, and each costs a round trip. They must not touch the same row. */
export async function together(tx: Tx, writes: readonly Write[]): Promise<void> {
  const given = writes.filter((write) => write !== null);
  const last = given.at(-1);
  if (last !== undefined) await sql`${named(given.slice(0, -1))}${last}`.execute(tx);
}

/** The same, leaving with COMMIT. The last of them writes one row: none would be a fault of ours, and a division by zero. */
export function togetherLastly(tx: Tx, writes: readonly Write[], one: Row): void {
  const given = writes.filter((write) => write !== null);
  lastly(tx, sql`${named([...given, sql`${one} RETURNING 1`])}SELECT 1 / count(*) FROM ${sql.ref(`write_${given.length}`)}`);
}
