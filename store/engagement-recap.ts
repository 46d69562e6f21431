import { sql } from 'kysely';
import type { YearRecap } from '../domain/engagement-recap';
import { payerSums } from '../domain/month-totals';
import type { Tx } from './db';
import { toldLines } from './told-lines';

/** the civil date at the site says to which year a half-day belongs. */
export async function yearRecap(tx: Tx, engagement: string, doctor: string, year: number): Promise<YearRecap> {
  const [from, to] = [`${year}-01-01`, `${year}-12-31`];
  const held = await tx
    .selectFrom('consultation_days')
    .innerJoin('sites', (join) => join.onRef('sites.id', '=', sql<string>`consultation_days.body ->> 'site'`))
    .select([
      sql<string>`sites.body ->> 'name'`.as('name'),
      sql<string>`sum(jsonb_array_length(consultation_days.body -> 'attested'))`.as('count'),
    ])
    .where('consultation_days.status', '=', 'attested')
    .where(sql<string>`consultation_days.body ->> 'engagement'`, '=', engagement)
    .where(sql<string>`consultation_days.body ->> 'date'`, '>=', from)
    .where(sql<string>`consultation_days.body ->> 'date'`, '<=', to)
    .groupBy(['sites.id', sql`sites.body ->> 'name'`])
    .orderBy(sql`sites.body ->> 'name'`)
    .execute();
  const sites = held.map(({ name, count }) => ({ name, halfDays: Number(count) })).filter(({ halfDays }) => halfDays > 0);
  const lines = (await toldLines(tx, doctor)).filter((line) => line.engagement === engagement && from <= line.date && line.date <= to);
  return { year, sites, payers: payerSums(lines), certificates: await certificatesOf(tx, engagement) };
}

async function certificatesOf(tx: Tx, engagement: string): Promise<number> {
  const { count } = await tx
    .selectFrom('documents')
    .select(({ fn }) => fn.countAll<string>().as('count'))
    .where('noun', '=', 'engagement')
    .where('dossier', '=', engagement)
    .where('kind', '=', 'participation')
    .executeTakeFirstOrThrow();
  return Number(count);
}
