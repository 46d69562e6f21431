import { sql } from 'kysely';
import type { Programme } from '../domain/programme';
import type { DayAfterEnd } from '../domain/convention-denunciation';
import { dossierId, type ConventionId } from '../domain/ids';
import { civilDate, yearOf, type CivilDate } from '../domain/dates';
import type { Command } from '../domain/nouns';
import type { KnownProgramme } from '../domain/convention-terms';
import type { Tx } from './db';
import type { Records } from './records';
import { knownZones } from './zones';

export const conventions: Records<'convention'> = {
  table: 'conventions',
  facts: async (tx, base, state, action) => ({
    ...(isAboutTerms(action) ? { zones: await knownZones(tx), programmes: await knownProgrammes(tx) } : { zones: [], programmes: [] }),
    // looked at anew with each act of a denounced convention
    daysAfterEnd: state?.denunciation || action.type === 'denounce' ? await plannedDays(tx, base.dossier, base.today) : [],
    rank: state === null && action.type === 'create' ? await nextRank(tx, base.today) : 0,
  }),
};

/** The others change what happens to the terms, not what they say. */
function isAboutTerms({ type }: Command<'convention'>['action']): boolean {
  return type === 'create' || type === 'revise' || type === 'open-signature';
}

/** Days of the convention that are still to be held, after that date. */
export async function plannedDays(tx: Tx, convention: ConventionId, after: CivilDate): Promise<readonly DayAfterEnd[]> {
  const rows = await tx
    .selectFrom('consultation_days')
    .innerJoin('engagements', (on) => on.on('engagements.id', '=', sql<string>`consultation_days.body ->> 'engagement'`))
    .select(['consultation_days.id as id', sql<string>`consultation_days.body ->> 'date'`.as('date')])
    .where('consultation_days.status', 'in', ['proposed', 'confirmed'])
    .where(sql<string>`engagements.body ->> 'convention'`, '=', convention)
    .where(sql<string>`consultation_days.body ->> 'date'`, '>', after)
    .orderBy(sql`consultation_days.body ->> 'date'`)
    .orderBy('consultation_days.id')
    .execute();
  return rows.map(({ id, date }) => ({ id: dossierId(id), date: civilDate(date) }));
}

async function knownProgrammes(tx: Tx): Promise<readonly KnownProgramme[]> {
  const rows = await tx
    .selectFrom('programmes')
    .select(['id', sql<Programme>`body`.as('programme')])
    .orderBy('id')
    .execute();
  return rows.map(({ id, programme }) => ({ id: dossierId(id), programme }));
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
