import { createHash } from 'node:crypto';
import { canonical } from '../domain/canonical';
import type { Instant } from '../domain/dates';
import { actorRef } from '../domain/decision';
import type { Command } from '../domain/nouns';
import { unjournaled } from '../domain/reference';
import type { Tx } from './db';
import { together, type Write } from './together';

const leftOut: readonly string[] = unjournaled;
const genesis = '0'.repeat(64);

/** Whose act it was, on what: a command, or the sealing of a document that one called for. */
export type Cause = Pick<Command, 'id' | 'collectivity' | 'dossier' | 'by'> & { readonly noun: string };

/** Appends events to the collectivity's one chain. */
export async function append(tx: Tx, command: Cause, version: number, events: readonly object[], at: Instant): Promise<void> {
  await together(tx, await journalWrites(tx, command, version, events, at));
}

/** Appends one event for each of several causes, of the same collectivity. */
export async function appendEach(tx: Tx, entries: readonly Entry[], at: Instant): Promise<void> {
  const [first] = entries;
  if (first !== undefined) await together(tx, await entryWrites(tx, first.cause.collectivity, entries, at));
}

export async function journalWrites(
  tx: Tx,
  cause: Cause,
  version: number,
  events: readonly object[],
  at: Instant,
): Promise<readonly Write[]> {
  const entries = events.map((event) => ({ cause, version, event }));
  return entries.length === 0 ? [] : entryWrites(tx, cause.collectivity, entries, at);
}

type Entry = { readonly cause: Cause; readonly version: number; readonly event: object };

/** The entries, and the chain's new head: locked here, after all that an ordinary act reads, since every act of a collectivity waits for it. */
async function entryWrites(tx: Tx, collectivity: string, entries: readonly Entry[], at: Instant): Promise<readonly Write[]> {
  let head = await headOf(tx, collectivity);
  const rows = entries.map(({ cause: command, version, event }) => {
    const kept = Object.fromEntries(Object.entries(event).filter(([key]) => !leftOut.includes(key)));
    const row = {
      collectivity,
      seq: head.seq + 1,
      command: command.id,
      noun: command.noun,
      dossier: command.dossier,
      version,
      actor: actorRef(command.by),
      at,
      previous: head.hash,
    };
    const hash = createHash('sha256')
      .update(canonical({ ...row, event: kept }))
      .digest('hex');
    head = { seq: row.seq, hash };
    return { ...row, event: JSON.stringify(kept), hash };
  });
  return [
    tx.insertInto('journal').values(rows),
    tx.updateTable('chain_heads').set({ seq: head.seq, hash: head.hash }).where('collectivity', '=', collectivity),
  ];
}

/** Locks the head of the chain; the first act of a collectivity makes it. */
async function headOf(tx: Tx, collectivity: string): Promise<{ readonly seq: number; readonly hash: string }> {
  const locked = (): Promise<{ seq: number; hash: string } | undefined> =>
    tx.selectFrom('chain_heads').select(['seq', 'hash']).where('collectivity', '=', collectivity).forUpdate().executeTakeFirst();
  const known = await locked();
  if (known !== undefined) return known;
  await tx
    .insertInto('chain_heads')
    .values({ collectivity, seq: 0, hash: genesis })
    .onConflict((conflict) => conflict.doNothing())
    .execute();
  return (await locked()) ?? { seq: 0, hash: genesis };
}

export type JournalRow = {
  readonly seq: number;
  readonly command: string;
  readonly version: number;
  readonly event: unknown;
  readonly actor: string;
  readonly at: string;
};

export async function journalOf(tx: Tx, noun: string, dossier: string): Promise<readonly JournalRow[]> {
  return tx
    .selectFrom('journal')
    .select(['seq', 'command', 'version', 'event', 'actor', 'at'])
    .where('noun', '=', noun)
    .where('dossier', '=', dossier)
    .orderBy('seq')
    .execute();
}

/** The first row at which the chain does not hold, or null. */
export async function firstBreak(tx: Tx): Promise<number | null> {
  const rows = await tx.selectFrom('journal').selectAll().orderBy('seq').execute();
  let previous = genesis;
  for (const { hash, event, ...row } of rows) {
    if (
      row.previous !== previous ||
      createHash('sha256')
        .update(canonical({ ...row, event }))
        .digest('hex') !== hash
    )
      return row.seq;
    previous = hash;
  }
  return null;
}
