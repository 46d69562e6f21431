import { sql, type RawBuilder, type SqlBool } from 'kysely';
import type { CreditorState } from '../domain/bank-details';
import { everyDoctor, type DoctorRange } from '../domain/closing-batches';
import type { Attestation } from '../domain/consultation-day';
import type { Convention } from '../domain/convention';
import { civilDate, lastDay, type Month } from '../domain/dates';
import { isEnforceable } from '../domain/deliberation';
import type { Engagement } from '../domain/engagement';
import { dossierId, type PersonId, type StatementId } from '../domain/ids';
import { issuedLines, type IssuedStatement } from '../domain/issued-statement';
import { informationKeys, type AttestedHalf, type InformationEntry, type LiquidationInput, type Terms } from '../domain/liquidation-facts';
import type { Component, Programme } from '../domain/programme';
import type { Tx } from './db';
import { statesOf } from './records';

export type Creditors = ReadonlyMap<string, CreditorState>;
/** What a liquidation subtracts from what, and the creditors that it would pay. */
export type Subtraction = { readonly input: LiquidationInput; readonly creditors: Creditors };

type Asked = {
  readonly month: Month;
  readonly offsetAllowed: boolean;
  /** the statement being replaced, whose information is to be given again */
  readonly except?: StatementId | null;
  /** a doctor's part of a month depends on nobody else's */
  readonly doctors?: DoctorRange;
};

/** One query for each kind of fact, whatever the number of days. */
export async function liquidationInput(
  tx: Tx,
  { month, offsetAllowed, except = null, doctors = everyDoctor }: Asked,
): Promise<Subtraction> {
  const attested = await attestedHalves(tx, month, doctors);
  const statements = await statementsInForce(tx, doctors);
  const issued = statements.flatMap(({ state }) => issuedLines(state));
  const engagements = [...new Set<string>([...attested.map(({ engagement }) => engagement), ...issued.map(({ line }) => line.engagement)])];
  const creditors = await creditorsOf(tx, engagements);
  const informed = [
    ...statements.filter(({ id }) => id !== except).flatMap(({ state }) => informationKeys(state.information)),
    ...(await informedByMail(tx, doctors)),
  ];
  const blocked = [...creditors].filter(([, { pending }]) => pending !== null).map(([id]) => dossierId(id));
  return {
    input: { month, attested, terms: await termsOf(tx, engagements, creditors, offsetAllowed), issued, informed, blocked },
    creditors,
  };
}

/** The doctors of whom something is attested or issued, so many in each range. */
export async function doctorRanges(tx: Tx, inEach: number): Promise<readonly DoctorRange[]> {
  const { rows } = await sql<{ doctor: PersonId }>`
    SELECT doctor FROM (
      SELECT doctor, row_number() OVER (ORDER BY doctor) AS n FROM (
        SELECT doctor COLLATE "C" AS doctor FROM consultation_days WHERE status = 'attested'
        UNION SELECT doctor COLLATE "C" FROM statements WHERE status != 'replaced') AS known) AS counted
    WHERE n % ${inEach} = 0 ORDER BY n`.execute(tx);
  const ends = [null, ...rows.map(({ doctor }) => doctor), null];
  return ends.slice(1).map((through, n) => ({ after: ends[n] ?? null, through }));
}

/** R-04: attested only, up to the end of the month; earlier ones that nothing paid yet are arrears. */
async function attestedHalves(tx: Tx, month: Month, doctors: DoctorRange): Promise<readonly AttestedHalf[]> {
  const rows = await tx
    .selectFrom('consultation_days')
    .select([
      'id',
      sql<string>`body ->> 'engagement'`.as('engagement'),
      sql<string>`body ->> 'doctor'`.as('doctor'),
      sql<string>`body ->> 'site'`.as('site'),
      sql<string>`body ->> 'date'`.as('date'),
      sql<readonly Attestation[]>`body -> 'attested'`.as('attested'),
    ])
    .where('status', '=', 'attested')
    .where(sql<string>`body ->> 'date'`, '<=', lastDay(month))
    .where(within(doctors, sql.ref('doctor')))
    .orderBy(sql`body ->> 'date'`)
    .orderBy('id')
    .execute();
  return rows.flatMap(({ id, engagement, doctor, site, date, attested }) =>
    attested.map((each): AttestedHalf => ({
      day: dossierId(id),
      engagement: dossierId(engagement),
      doctor: dossierId(doctor),
      site: dossierId(site),
      date: civilDate(date),
      half: each.half,
      attestedBy: [...new Set([each.doctor, each.site])],
      attestedOn: each.on,
    })),
  );
}

/** The doctors of a range, in the order of code units whatever the database's own. */
export function within({ after, through }: DoctorRange, doctor: RawBuilder<unknown>): RawBuilder<SqlBool> {
  const ends = [
    ...(after === null ? [] : [sql`${doctor} COLLATE "C" > ${after}`]),
    ...(through === null ? [] : [sql`${doctor} COLLATE "C" <= ${through}`]),
  ];
  return ends.length === 0 ? sql`true` : sql`${sql.join(ends, sql` AND `)}`;
}

async function statementsInForce(
  tx: Tx,
  doctors: DoctorRange,
): Promise<readonly { readonly id: string; readonly state: IssuedStatement }[]> {
  return tx
    .selectFrom('statements')
    .select(['id', sql<IssuedStatement>`body`.as('state')])
    .where('status', '!=', 'replaced')
    .where(within(doctors, sql.ref('doctor')))
    .orderBy('number')
    .execute();
}

/** D7: what the monthly mail told is not told again by a later statement. */
async function informedByMail(tx: Tx, doctors: DoctorRange): Promise<readonly string[]> {
  const { rows } = await sql<{ entry: InformationEntry }>`
    SELECT entry FROM month_closings, jsonb_array_elements(body -> 'information') AS entry
    WHERE ${within(doctors, sql`(entry ->> 'doctor')`)} ORDER BY id`.execute(tx);
  return rows.flatMap(({ entry }) => informationKeys(entry.lines));
}

async function creditorsOf(tx: Tx, engagements: readonly string[]): Promise<Creditors> {
  if (engagements.length === 0) return new Map();
  const rows = await tx
    .selectFrom('creditors')
    .select(['id', sql<CreditorState>`body`.as('state')])
    .where(sql<string>`engagement`, 'in', engagements)
    .orderBy('id')
    .execute();
  return new Map(rows.map(({ id, state }) => [id, state]));
}

async function termsOf(tx: Tx, ids: readonly string[], creditors: Creditors, offsetAllowed: boolean): Promise<LiquidationInput['terms']> {
  const engagements = await statesOf<Engagement>(tx, 'engagements', ids);
  const named = (of: (each: Engagement) => string): readonly string[] => [...new Set([...engagements.values()].map(of))];
  const programmes = await statesOf<Programme>(
    tx,
    'programmes',
    named(({ programme }) => programme),
  );
  const conventions = await statesOf<Convention>(
    tx,
    'conventions',
    named(({ convention }) => convention),
  );
  const entries = [...engagements].flatMap(([id, engagement]) => {
    const programme = programmes.get(engagement.programme);
    const convention = conventions.get(engagement.convention);
    return programme === undefined || convention === undefined
      ? []
      : [[id, terms({ id, engagement, programme, convention, creditors, offsetAllowed })] as const];
  });
  return Object.fromEntries(entries);
}

type Parts = {
  readonly id: string;
  readonly engagement: Engagement;
  readonly programme: Programme;
  readonly convention: Convention;
  readonly creditors: Creditors;
  readonly offsetAllowed: boolean;
};

/** R-14: one creditor per engagement, whose versions follow each other; with nothing effective nobody can be paid yet. */
function terms({ id, engagement, programme, convention, creditors, offsetAllowed }: Parts): Terms {
  const { deliberation } = convention;
  const periods = [...creditors].flatMap(([creditor, state]) =>
    state.engagement === id && state.effective !== null
      ? [{ id: dossierId(creditor), version: state.effective.version, from: engagement.from }]
      : [],
  );
  return {
    components: isEnforceable(deliberation) ? programme.components : programme.components.map(unvoted),
    convention: {
      id: engagement.convention,
      number: `${convention.number}, ${convention.title}`,
      deliberation: deliberation === null ? '' : deliberation.reference,
      enforceableOn: deliberation?.enforceableOn ?? convention.from,
      offsetAllowed,
    },
    creditors: periods,
  };
}

/** R-21: a deliberation that is not enforceable opens no payment; without an imputation what is owed is held. */
function unvoted(component: Component): Component {
  return { ...component, imputation: null };
}
