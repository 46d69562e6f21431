import { sql } from 'kysely';
import type { Attestation } from '../domain/consultation-day';
import { issuedIn, plannedIn, type PlannedHalves } from '../domain/convention-budget';
import { civilDate } from '../domain/dates';
import { dossierId, type ConventionId, type DayId } from '../domain/ids';
import { issuedLines, type IssuedStatement } from '../domain/issued-statement';
import type { IssuedLine } from '../domain/liquidation-facts';
import { add, type Cents } from '../domain/money';
import type { Programme } from '../domain/programme';
import type { Tx } from './db';

/** what a convention's year has issued and planned already, that day apart. Asked only for a year whose credits are recorded. */
export async function committedIn(tx: Tx, convention: ConventionId, year: number, except: DayId): Promise<Cents> {
  const issued = await issuedOf(tx, convention, year);
  return add(issuedIn(issued, convention, year), plannedIn(await plannedOf(tx, convention, year, except), issued, year));
}

async function issuedOf(tx: Tx, convention: ConventionId, year: number): Promise<readonly IssuedLine[]> {
  const rows = await tx
    .selectFrom('statements')
    .select(sql<IssuedStatement>`body`.as('state'))
    .where('status', '!=', 'replaced')
    .where(sql<string>`body -> 'convention' ->> 'id'`, '=', convention)
    .where(sql<string>`body ->> 'budgetYear'`, '=', String(year))
    .orderBy('number')
    .execute();
  return rows.flatMap(({ state }) => issuedLines(state));
}

async function plannedOf(tx: Tx, convention: ConventionId, year: number, except: DayId): Promise<readonly PlannedHalves[]> {
  const date = sql<string>`consultation_days.body ->> 'date'`;
  const rows = await tx
    .selectFrom('consultation_days')
    .innerJoin('engagements', (join) => join.on('engagements.id', '=', sql<string>`consultation_days.body ->> 'engagement'`))
    .innerJoin('programmes', (join) => join.on('programmes.id', '=', sql<string>`engagements.body ->> 'programme'`))
    .select([
      'consultation_days.id as id',
      'consultation_days.status as status',
      date.as('date'),
      sql<readonly string[]>`consultation_days.body -> 'halves'`.as('halves'),
      sql<readonly Attestation[]>`consultation_days.body -> 'attested'`.as('attested'),
      sql<Programme['components']>`programmes.body -> 'components'`.as('components'),
    ])
    .where('consultation_days.status', 'in', ['proposed', 'confirmed', 'held', 'disputed', 'attested'])
    .where(sql<string>`engagements.body ->> 'convention'`, '=', convention)
    .where(date, '>=', `${year}-01-01`)
    .where(date, '<=', `${year}-12-31`)
    .where('consultation_days.id', '!=', except)
    .execute();
  return rows.map(({ id, status, date: on, halves, attested, components }) => ({
    day: dossierId(id),
    date: civilDate(on),
    halves: status === 'attested' ? attested.map(({ half }) => half) : halves,
    components,
  }));
}
