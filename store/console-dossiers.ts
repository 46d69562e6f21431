import { sql } from 'kysely';
import type { CoverRecord } from '../domain/cover-record';
import type { CreditorState } from '../domain/bank-details';
import type { Day } from '../domain/consultation-day';
import type { CivilDate } from '../domain/dates';
import type { Noun } from '../domain/nouns';
import type { Tx } from './db';
import { tasks, type Task } from './next-actions';
import { stored } from './stored';
import type { NounTable } from './tables';

export type Row<State> = { readonly id: string; readonly version: number; readonly state: State };

/** Every record of a noun, in order of id: for tables that a collectivity has a few hundred rows of. */
export async function rowsOf<State>(tx: Tx, table: NounTable): Promise<readonly Row<State>[]> {
  const rows = await tx.selectFrom(table).select(['id', 'version', 'body']).orderBy('id').execute();
  return rows.map(({ id, version, body }) => ({ id, version, state: stored<State>(body) }));
}

export async function rowOf<State>(tx: Tx, table: NounTable, id: string): Promise<Row<State> | null> {
  const row = await tx.selectFrom(table).select(['id', 'version', 'body']).where('id', '=', id).executeTakeFirst();
  return row === undefined ? null : { id: row.id, version: row.version, state: stored<State>(row.body) };
}

export async function statesByIdOf<State>(tx: Tx, table: NounTable): Promise<ReadonlyMap<string, State>> {
  return new Map((await rowsOf<State>(tx, table)).map(({ id, state }) => [id, state]));
}

/** by the civil date at the site. */
export async function daysFrom(tx: Tx, from: CivilDate, to: CivilDate): Promise<readonly Row<Day>[]> {
  const rows = await tx
    .selectFrom('consultation_days')
    .select(['id', 'version', 'body'])
    .where(sql<string>`body ->> 'date'`, '>=', from)
    .where(sql<string>`body ->> 'date'`, '<=', to)
    .orderBy(sql`body ->> 'date'`)
    .orderBy('id')
    .execute();
  return rows.map(({ id, version, body }) => ({ id, version, state: stored<Day>(body) }));
}

/** Records that name another one: the days of an engagement, the covers of a day, the engagements of a convention. */
export async function rowsNaming<State>(tx: Tx, table: NounTable, field: string, id: string): Promise<readonly Row<State>[]> {
  const rows = await tx
    .selectFrom(table)
    .select(['id', 'version', 'body'])
    .where(sql<string>`body ->> ${sql.lit(field)}`, '=', id)
    .orderBy('id')
    .execute();
  return rows.map(({ id: own, version, body }) => ({ id: own, version, state: stored<State>(body) }));
}

export const coversOfDay = (tx: Tx, day: string): Promise<readonly Row<CoverRecord>[]> => rowsNaming(tx, 'covers', 'day', day);
export const creditorsOfEngagement = (tx: Tx, engagement: string): Promise<readonly Row<CreditorState>[]> =>
  rowsNaming(tx, 'creditors', 'engagement', engagement);

type Happened = { readonly at: string; readonly actor: string; readonly event: string };

/** what happened to one dossier, by its journal; events hold no name. */
export async function happenedTo(tx: Tx, noun: Noun, dossier: string): Promise<readonly Happened[]> {
  const rows = await tx
    .selectFrom('journal')
    .select(['at', 'actor', sql<string>`event ->> 'type'`.as('event')])
    .where('noun', '=', noun)
    .where('dossier', '=', dossier)
    .orderBy('seq')
    .execute();
  return rows.map(({ at, actor, event }) => ({ at, actor, event }));
}

export async function tasksOfDossier(tx: Tx, noun: Noun, dossier: string): Promise<readonly Task[]> {
  return (await tasks(tx)).filter((task) => task.noun === noun && task.dossier === dossier);
}
