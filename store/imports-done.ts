import { sql } from 'kysely';
import type { Import } from '../domain/data-import';
import type { Tx } from './db';
import { stored } from './stored';

export type ImportDone = Pick<Import, 'kind'> & { readonly count: number; readonly at: string; readonly actor: string };

/** each import with its day and its author, as the journal has them; newest first. */
export async function importsDone(tx: Tx): Promise<readonly ImportDone[]> {
  const rows = await tx
    .selectFrom('journal')
    .innerJoin('data_imports', 'data_imports.id', 'journal.dossier')
    .select(['journal.at', 'journal.actor', 'data_imports.body'])
    .where('journal.noun', '=', 'data-import')
    .where(sql<string>`journal.event ->> 'type'`, '=', 'imported')
    .orderBy('journal.seq', 'desc')
    .execute();
  return rows.map(({ at, actor, body }) => {
    const { kind, ids } = stored<Import>(body);
    return { kind, count: ids.length, at, actor };
  });
}
