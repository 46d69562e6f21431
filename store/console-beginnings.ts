import type { Tx } from './db';
import type { NounTable } from './tables';

const looked = [
  'zones',
  'programmes',
  'conventions',
  'sites',
  'people',
  'campaigns',
  'engagements',
] as const satisfies readonly NounTable[];
export type Beginning = (typeof looked)[number];

/** Which of the tables that a collectivity begins with hold something. */
export async function begun(tx: Tx): Promise<ReadonlySet<Beginning>> {
  const held = await tx
    .selectNoFrom((of) => looked.map((table) => of.exists(of.selectFrom(table).select('id')).as(table)))
    .executeTakeFirstOrThrow();
  return new Set(looked.filter((table) => held[table] === true));
}
