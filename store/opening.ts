import { sql } from 'kysely';
import type { Collectivity } from '../domain/collectivity';
import type { Command, Noun, Nouns } from '../domain/nouns';
import { earlier, type Earlier } from './commands';
import type { Tx } from './db';
import { lockBefore, type Kept, type Records } from './records';
import { stored } from './stored';

/** What an act finds: what was already answered to its command, the record, and the settings of its collectivity. */
export type Opening<N extends Noun> = Kept<N> & { readonly before: Earlier<N>; readonly collectivity: Collectivity | null };

type Row = {
  readonly body_hash: string | null;
  readonly outcome: unknown;
  readonly body: unknown;
  readonly version: number | null;
  readonly collectivity: unknown;
};

/**
 * One statement reads it all and locks the dossier, after the people and sites that its records name. A command that another act performs
 * meanwhile is not seen here: its id is taken when it is written, and the act begins again.
 */
export async function opening<N extends Noun>(tx: Tx, records: Records<N>, command: Command<N>): Promise<Opening<N>> {
  await lockBefore(tx, records, command);
  const { rows } = await sql<Row>`
    SELECT known.body_hash, known.outcome, record.body, record.version, own.body AS collectivity
    FROM (SELECT) AS always
    LEFT JOIN (SELECT body, version FROM ${sql.table(records.table)} WHERE id = ${command.dossier} FOR UPDATE) AS record ON true
    LEFT JOIN commands AS known ON known.id = ${command.id}
    LEFT JOIN collectivities AS own ON own.id = ${command.collectivity}`.execute(tx);
  const [row] = rows;
  if (row === undefined) throw new Error('an outer join gave no row');
  const { body_hash: hash, outcome, body, version } = row;
  return {
    before: hash === null ? { kind: 'new' } : earlier(command, hash, outcome),
    state: stored<Nouns[N]['state'] | null>(body),
    version: version ?? 0,
    // while one waits for the lock of a collectivity, its settings may change: those that are locked count
    collectivity: stored<Collectivity | null>(records.table === 'collectivities' ? body : row.collectivity),
  };
}
