import { sql, type AliasedRawBuilder } from 'kysely';
import type { Campaign } from '../domain/campaign';
import type { Collectivity } from '../domain/collectivity';
import { dateIn, instant, type CivilDate } from '../domain/dates';
import type { IssuedAmount } from '../domain/indicator-costs';
import type { CountedAnswer, CountedDay, CountedEngagement, IndicatorFacts } from '../domain/indicators';
import type { Person } from '../domain/person';
import type { Programme } from '../domain/programme';
import type { Tx } from './db';
import { stored } from './stored';
import { toldLines } from './told-lines';
import type { NounTable } from './tables';
import { knownZones } from './zones';

export type Period = { readonly from: CivilDate; readonly to: CivilDate };

/** One query for each kind of fact, whatever the number of days; names and addresses are not read (R-56). */
export async function indicatorFacts(
  tx: Tx,
  { from, to }: Period,
  { zone }: Pick<Collectivity, 'zone'>,
  on: CivilDate,
): Promise<IndicatorFacts> {
  const programmes = await tx.selectFrom('programmes').select(['id', 'body']).execute();
  const sites = await tx.selectFrom('sites').select(['id', 'epci']).execute();
  return {
    from,
    to,
    on,
    zones: await knownZones(tx),
    epciOf: Object.fromEntries(sites.map(({ id, epci }) => [id, epci])),
    people: await people(tx),
    engagements: await engagements(tx),
    answers: await answers(tx, zone),
    days: await daysOf(tx, { from, to }),
    covers: await coversOf(tx, { from, to }),
    programmes: Object.fromEntries(programmes.map(({ id, body }) => [id, stored<Programme>(body)])),
    issued: await issuedAmounts(tx, { from, to }),
  };
}

async function people(tx: Tx): Promise<IndicatorFacts['people']> {
  return tx
    .selectFrom('people')
    .select([sql<Person['status']>`body ->> 'status'`.as('status'), sql<boolean>`(body ->> 'volunteer')::boolean`.as('volunteer')])
    .execute();
}

async function engagements(tx: Tx): Promise<readonly CountedEngagement[]> {
  const rows = await tx
    .selectFrom('engagements')
    .select(['id', parts(['status', 'doctor', 'programme', 'convention', 'sites'])])
    .execute();
  return rows.map(({ id, part }) => ({ ...stored<Omit<CountedEngagement, 'id'>>(part), id }));
}

async function answers(tx: Tx, zone: Collectivity['zone']): Promise<readonly CountedAnswer[]> {
  const rows = await tx
    .selectFrom('campaigns')
    .select(sql<Campaign['answers']>`body -> 'answers'`.as('answers'))
    .execute();
  return rows.flatMap((row) =>
    Object.entries(row.answers).map(([doctor, said]): CountedAnswer => ({ doctor, on: dateIn(instant(said.at), zone), said })),
  );
}

const dayParts = ['status', 'engagement', 'doctor', 'site', 'date', 'halves', 'attested', 'confirmedOn', 'ending', 'host'] as const;

/** The civil date at the site says to which period a day belongs (R-08). */
async function daysOf(tx: Tx, period: Period): Promise<readonly CountedDay[]> {
  const rows = await within(tx, 'consultation_days', dayParts, period);
  return rows.map((part) => stored<CountedDay>(part));
}

async function coversOf(tx: Tx, period: Period): Promise<IndicatorFacts['covers']> {
  const rows = await within(tx, 'covers', ['track', 'status', 'escalatedOn'], period);
  return rows.map((part) => stored<IndicatorFacts['covers'][number]>(part));
}

async function within(tx: Tx, table: NounTable, names: readonly string[], { from, to }: Period): Promise<readonly unknown[]> {
  const rows = await tx
    .selectFrom(table)
    .select(parts(names))
    .where(sql<string>`body ->> 'date'`, '>=', from)
    .where(sql<string>`body ->> 'date'`, '<=', to)
    .orderBy('id')
    .execute();
  return rows.map(({ part }) => part);
}

/** Those fields of a state and no others: a day's whole record is ten times as long as what is counted. */
function parts(names: readonly string[]): AliasedRawBuilder<unknown, 'part'> {
  return sql<unknown>`jsonb_build_object(${sql.join(names.flatMap((name) => [sql.lit(name), sql`body -> ${sql.lit(name)}`]))})`.as('part');
}

async function issuedAmounts(tx: Tx, { from, to }: Period): Promise<readonly IssuedAmount[]> {
  const lines = await toldLines(tx, null);
  return lines
    .filter(({ date }) => from <= date && date <= to)
    .map(({ engagement, date, payer, amount }) => ({ engagement, date, payer, amount }));
}
