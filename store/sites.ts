import { sql } from 'kysely';
import type { CivilDate } from '../domain/dates';
import { epciSiren } from '../domain/identifiers';
import { dossierId, type DayId, type SiteId } from '../domain/ids';
import type { Site } from '../domain/site';
import type { Tx } from './db';
import { statesOf, type Records } from './records';
import { zoneOf } from './zones';

export const sites: Records<'site'> = {
  table: 'sites',
  columns: ({ epci }) => ({ epci }),
  facts: async (tx, base, state, action) => {
    const named = action.type === 'set' ? action.site.epci : state?.epci;
    const epci = named === undefined ? null : epciSiren(named);
    return {
      siteZone: epci === null || !epci.ok ? null : await zoneOf(tx, epci.value),
      days: state === null ? [] : await daysToCome(tx, base.dossier, base.today),
    };
  },
};

async function daysToCome(tx: Tx, site: SiteId, today: CivilDate): Promise<readonly DayId[]> {
  const rows = await tx
    .selectFrom('consultation_days')
    .select('id')
    .where(sql<string>`body ->> 'site'`, '=', site)
    .where('closed', '=', false)
    .where(sql<string>`body ->> 'date'`, '>=', today)
    .orderBy('id')
    .execute();
  return rows.map(({ id }) => dossierId(id));
}

export async function knownSites(tx: Tx): Promise<readonly Site[]> {
  const rows = await tx.selectFrom('sites').select('id').execute();
  return [
    ...(
      await statesOf<Site>(
        tx,
        'sites',
        rows.map(({ id }) => id),
      )
    ).values(),
  ];
}
