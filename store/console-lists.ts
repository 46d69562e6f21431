import { sql } from 'kysely';
import type { Tx } from './db';
import { statesOf } from './records';
import { stored } from './stored';
import type { NounTable } from './tables';

export type ListedRecord<State> = {
  readonly id: string;
  readonly version: number;
  readonly status: string;
  readonly closed: boolean;
  readonly state: State;
};

/** One collectivity's records of a kind that counts in hundreds: people, sites, imports; or one of them. */
export async function listedRecords<State>(tx: Tx, table: NounTable, id?: string): Promise<readonly ListedRecord<State>[]> {
  const all = tx.selectFrom(table).select(['id', 'version', 'status', 'closed', 'body']).orderBy('id');
  const rows = await (id === undefined ? all : all.where('id', '=', id)).execute();
  return rows.map(({ body, ...row }) => ({ ...row, state: stored<State>(body) }));
}

export type DoctorEngagement = { readonly id: string; readonly status: string; readonly closed: boolean; readonly programme: string };

export async function engagementsOfDoctor(tx: Tx, doctor: string): Promise<readonly DoctorEngagement[]> {
  const rows = await tx
    .selectFrom('engagements')
    .select(['id', 'status', 'closed', sql<string>`body ->> 'programme'`.as('programme')])
    .where(sql<string>`body ->> 'doctor'`, '=', doctor)
    .orderBy('closed')
    .orderBy('id')
    .execute();
  const programmes = await statesOf<{ readonly label: string }>(tx, 'programmes', [...new Set(rows.map(({ programme }) => programme))]);
  return rows.map((row) => ({ ...row, programme: programmes.get(row.programme)?.label ?? row.programme }));
}

export async function zoneNames(tx: Tx): Promise<ReadonlyMap<string, string>> {
  const rows = await tx
    .selectFrom('zones')
    .select(['siren', sql<string>`body ->> 'name'`.as('name')])
    .execute();
  return new Map(rows.map(({ siren, name }) => [siren, name]));
}
