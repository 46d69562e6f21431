import { sql } from 'kysely';
import { canonical } from '../domain/canonical';
import type { BaseFacts } from '../domain/decision';
import type { CollectivityId, DossierId } from '../domain/ids';
import { groupBy } from '../domain/lists';
import type { Command, Noun, Nouns } from '../domain/nouns';
import type { Tx } from './db';
import { stored } from './stored';
import type { NounTable } from './tables';
import type { Row } from './together';

/** A half-day that a dossier keeps for a person (slot 0) or for a numbered room of a site. */
export type Holding = {
  readonly holder: string;
  readonly slot: number;
  readonly date: string;
  readonly half: string;
  /** kept for another dossier: a cancelled day's room passes to its cover, a cover books for the day that it will open */
  readonly for?: DossierId;
  /** held for a colleague's practice: taken on that half-day, and no consultation day that R-06 counts */
  readonly practice?: boolean;
};

/** What the engine must know of a noun's rows. */
export type Records<N extends Noun> = {
  readonly table: NounTable;
  /** rows to lock before the dossier: people first, then sites, each in order of id (a fixed order prevents deadlocks) */
  readonly locks?: (
    state: Nouns[N]['state'] | null,
    action: Command<N>['action'],
  ) => { readonly people?: readonly DossierId[]; readonly sites?: readonly DossierId[] };
  readonly facts: (tx: Tx, base: BaseFacts, state: Nouns[N]['state'] | null, action: Command<N>['action']) => Promise<Nouns[N]['facts']>;
  readonly holdings?: (state: Nouns[N]['state']) => readonly Holding[];
  /** columns beside the common ones: what SQL searches or constrains */
  readonly columns?: (state: Nouns[N]['state']) => Readonly<Record<string, string | number | boolean | null>>;
  /** rows of its own tables that an event writes: keys, imported rows, statements */
  readonly rows?: (tx: Tx, base: BaseFacts, event: Nouns[N]['event'], state: Nouns[N]['state']) => Promise<void>;
};

export type Kept<N extends Noun> = { readonly state: Nouns[N]['state'] | null; readonly version: number };

/** One row's state, or null. */
export async function stateOf<State>(tx: Tx, table: NounTable, id: string): Promise<State | null> {
  const row = await tx.selectFrom(table).select('body').where('id', '=', id).executeTakeFirst();
  return row === undefined ? null : stored<State>(row.body);
}

export async function statesOf<State>(tx: Tx, table: NounTable, ids: readonly string[]): Promise<ReadonlyMap<string, State>> {
  if (ids.length === 0) return new Map();
  const rows = await tx
    .selectFrom(table)
    .select(['id', 'body'])
    .where('id', 'in', [...ids])
    .execute();
  return new Map(rows.map(({ id, body }) => [id, stored<State>(body)]));
}

export type Place = { readonly table: NounTable; readonly id: string };

/** States of several tables in one statement: a transaction on the embedded database holds up all others while it asks. */
export async function statesAt(tx: Tx, places: readonly Place[]): Promise<<State>(table: NounTable, id: string) => State | null> {
  const [first, ...others] = [...groupBy(places, ({ table }) => table).values()].map((named) => {
    const [{ table }] = named;
    return tx
      .selectFrom(table)
      .select(['id', 'body', sql<string>`${table}::text`.as('place')])
      .where('id', 'in', [...new Set(named.map(({ id }) => id))]);
  });
  const rows = first === undefined ? [] : await others.reduce((all, each) => all.unionAll(each), first).execute();
  const found = new Map(rows.map(({ place, id, body }) => [`${place}/${id}`, body]));
  return <State>(table: NounTable, id: string): State | null =>
    found.has(`${table}/${id}`) ? stored<State>(found.get(`${table}/${id}`)) : null;
}

async function lock(tx: Tx, table: NounTable, ids: readonly string[]): Promise<void> {
  if (ids.length > 0)
    await tx
      .selectFrom(table)
      .select('id')
      .where('id', 'in', [...new Set(ids)])
      .orderBy('id')
      .forUpdate()
      .execute();
}

/** Persons, then sites, that the record or the action names; the dossier is locked, and read again, after them. */
export async function lockBefore<N extends Noun>(tx: Tx, records: Records<N>, command: Command<N>): Promise<void> {
  if (records.locks === undefined) return;
  const before = await stateOf<Nouns[N]['state']>(tx, records.table, command.dossier);
  const { people = [], sites = [] } = records.locks(before, command.action);
  await lock(tx, 'people', people);
  await lock(tx, 'sites', sites);
}

/** The record as it stands, unlocked. */
export async function recordOf<N extends Noun>(tx: Tx, records: Records<N>, dossier: DossierId): Promise<Kept<N>> {
  const row = await tx.selectFrom(records.table).select(['body', 'version']).where('id', '=', dossier).executeTakeFirst();
  return row === undefined ? { state: null, version: 0 } : { state: stored<Nouns[N]['state']>(row.body), version: row.version };
}

export type Saved = { readonly closed: boolean; readonly nextDue: string | null };

/** The whole state, where `version` still holds: one row. */
export function recordWrite<N extends Noun>(
  tx: Tx,
  records: Records<N>,
  where: { collectivity: CollectivityId; id: DossierId; version: number },
  state: Nouns[N]['state'],
  saved: Saved,
): Row {
  const own = Object.entries(records.columns?.(state) ?? {});
  const row = {
    status: state.status,
    closed: saved.closed,
    next_due: saved.nextDue,
    body: JSON.stringify(state),
    version: where.version + 1,
    ...Object.fromEntries(own),
  };
  return where.version === 0
    ? tx.insertInto(records.table).values({ collectivity: where.collectivity, id: where.id, ...row })
    : tx.updateTable(records.table).set(row).where('id', '=', where.id).where('version', '=', where.version);
}

/** Holdings are written when they change, and only then: others may have taken over what this dossier kept for them. */
export async function keepHoldings<N extends Noun>(
  tx: Tx,
  records: Records<N>,
  { collectivity, dossier }: Pick<Command<N>, 'collectivity' | 'dossier'>,
  before: Nouns[N]['state'] | null,
  state: Nouns[N]['state'],
): Promise<void> {
  if (records.holdings === undefined) return;
  const holdings = records.holdings(state);
  const known = before === null ? [] : records.holdings(before);
  if (canonical(known) !== canonical(holdings)) await hold(tx, collectivity, dossier, holdings);
}

/** Rows that an act of another dossier makes, as many as it makes: one statement. */
export async function saveNew<N extends Noun>(
  tx: Tx,
  records: Records<N>,
  collectivity: CollectivityId,
  rows: readonly { readonly id: DossierId; readonly state: Nouns[N]['state'] }[],
): Promise<void> {
  if (rows.length === 0) return;
  const values = rows.map(({ id, state }) => ({
    collectivity,
    id,
    status: state.status,
    closed: false,
    next_due: null,
    body: JSON.stringify(state),
    version: 1,
    ...Object.fromEntries(Object.entries(records.columns?.(state) ?? {})),
  }));
  await tx.insertInto(records.table).values(values).execute();
}

async function hold(tx: Tx, collectivity: CollectivityId, dossier: DossierId, holdings: readonly Holding[]): Promise<void> {
  const keepers = [...new Set([dossier, ...holdings.flatMap((each) => (each.for === undefined ? [] : [each.for]))])];
  await tx.deleteFrom('holdings').where('dossier', 'in', keepers).execute();
  const rows = holdings.map(({ for: keeper = dossier, practice = false, holder, slot, date, half }) => ({
    collectivity,
    dossier: keeper,
    holder,
    slot,
    date,
    half,
    practice,
  }));
  if (rows.length > 0) await tx.insertInto('holdings').values(rows).execute();
}

/** Half-days held by others than this dossier, for the given holders, between two dates (inclusive). */
export async function heldBy(
  tx: Tx,
  holders: readonly string[],
  from: string,
  to: string,
  except: string,
): Promise<readonly (Holding & { readonly dossier: string })[]> {
  if (holders.length === 0) return [];
  return tx
    .selectFrom('holdings')
    .select(['holder', 'slot', 'date', 'half', 'dossier', 'practice'])
    .where('holder', 'in', [...holders])
    .where('date', '>=', from)
    .where('date', '<=', to)
    .where('dossier', '!=', except)
    .orderBy('date')
    .execute();
}
