import { sql, type OperationNodeSource } from 'kysely';
import type { Tx } from './db';

/** A row's writing that others may join; null when there is nothing to write. */
export type Write = OperationNodeSource | null;

/** Several writes of one transaction in one statement: the embedded database serves one at a time, and each costs a round trip. They must not touch the same row. Gives how many rows the last one wrote. */
export async function together(tx: Tx, writes: readonly Write[]): Promise<number> {
  const given = writes.filter((write) => write !== null);
  const last = given.at(-1);
  if (last === undefined) return 0;
  const before = given.slice(0, -1).map((write, n) => sql`${sql.ref(`write_${n}`)} AS (${write})`);
  const { numAffectedRows = 0n } = await sql`${before.length === 0 ? sql`` : sql`WITH ${sql.join(before)} `}${last}`.execute(tx);
  return Number(numAffectedRows);
}
