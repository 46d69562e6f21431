import { sql } from 'kysely';
import type { Closing } from '../domain/closing-state';
import type { YearRecap } from '../domain/engagement-recap';
import type { StatementStatus } from '../domain/issued-statement';
import { inForce, payerSums } from '../domain/month-totals';
import type { InformationLine } from '../domain/statement-draft';
import type { Tx } from './db';

type Line = Pick<InformationLine, 'engagement' | 'payer' | 'date' | 'amount'>;

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
  const lines = (await linesOf(tx, doctor)).filter((line) => line.engagement === engagement && from <= line.date && line.date <= to);
  return { year, sites, payers: payerSums(lines) };
}

/** D7: what statements in force carry, and what the monthly mails told where no statement did. */
async function linesOf(tx: Tx, doctor: string): Promise<readonly Line[]> {
  const statements = await tx
    .selectFrom('statements')
    .select([
      'number',
      'replaces',
      sql<StatementStatus>`status`.as('status'),
      sql<readonly Line[]>`body -> 'lines'`.as('lines'),
      sql<readonly Line[]>`body -> 'information'`.as('information'),
    ])
    .where('doctor', '=', doctor)
    .execute();
  const closings = await tx
    .selectFrom('month_closings')
    .select(sql<Closing['information']>`body -> 'information'`.as('information'))
    .execute();
  return [
    ...inForce(statements).flatMap((row) => [...row.lines, ...row.information]),
    ...closings.flatMap((row) =>
      row.information.filter((entry) => entry.doctor === doctor).flatMap((entry): readonly Line[] => entry.lines),
    ),
  ];
}
