import { sql } from 'kysely';
import type { Programme } from '../domain/programme';
import { dossierId } from '../domain/ids';
import { yearOf, type CivilDate } from '../domain/dates';
import type { KnownProgramme } from '../domain/convention-terms';
import type { Tx } from './db';
import { statesOf, type Records } from './records';
import { knownZones } from './zones';

export const conventions: Records<'convention'> = {
  table: 'conventions',
  facts: async (tx, base, state, action) => ({
    zones: await knownZones(tx),
    programmes: await knownProgrammes(tx),
    rank: state === null && action.type === 'create' ? await nextRank(tx, base.today) : 0,
  }),
};

async function knownProgrammes(tx: Tx): Promise<readonly KnownProgramme[]> {
  const rows = await tx.selectFrom('programmes').select('id').orderBy('id').execute();
  const states = await statesOf<Programme>(
    tx,
    'programmes',
    rows.map(({ id }) => id),
  );
  return [...states].map(([id, programme]) => ({ id: dossierId(id), programme }));
}

/** The conventions of a year are numbered from 1; of two that are created at once, the unique index has one begin again. */
async function nextRank(tx: Tx, today: CivilDate): Promise<number> {
  const { count } = await tx
    .selectFrom('conventions')
    .select(sql<number>`count(*)`.as('count'))
    .where(sql<string>`body ->> 'number'`, 'like', `%-${yearOf(today)}-%`)
    .executeTakeFirstOrThrow();
  return count + 1;
}
