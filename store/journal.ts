import { createHash } from 'node:crypto';
import { sql } from 'kysely';
import { canonical } from '../domain/canonical';
import type { Instant } from '../domain/dates';
import { actorRef } from '../domain/decision';
import type { Command } from '../domain/nouns';
import { unjournaled } from '../domain/reference';
import type { Tx } from './db';
import type { Tables } from './tables';
import { together, type Write } from './together';

const leftOut: readonly string[] = unjournaled;
const genesis = '0'.repeat(64);

/** Whose act it was, on what: a command, or the sealing of a document that one called for. */
export type Cause = Pick<Command, 'id' | 'collectivity' | 'dossier' | 'by'> & { readonly noun: string };

/** Appends events to the collectivity's one chain. */
export async function append(tx: Tx, cause: Cause, version: number, events: readonly object[], at: Instant): Promise<void> {
  await together(tx, [journalWrite(tx, cause, version, events, at)]);
}

/** Appends one event for each of several causes, of the same collectivity. */
export async function appendEach(tx: Tx, entries: readonly Entry[], at: Instant): Promise<void> {
  await together(tx, [entriesWrite(tx, entries, at)]);
}

export function journalWrite(tx: Tx, cause: Cause, version: number, events: readonly object[], at: Instant): Write {
  return entriesWrite(
    tx,
    events.map((event) => ({ cause, version, event })),
    at,
  );
}

type Entry = { readonly cause: Cause; readonly version: number; readonly event: object };

/** The database chains the entries (`relais_chained`, in `migrations/0014_chained.sql`, which knows what a hash is of and what the first one follows) where it locks the head of the chain, in the statement that keeps them: every act of a collectivity waits for it. */
function entriesWrite(tx: Tx, entries: readonly Entry[], at: Instant): Write {
  const [first] = entries;
  if (first === undefined) return null;
  const said = entries.map(({ cause: { id: command, noun, dossier, by }, version, event }) => {
    const kept = Object.fromEntries(Object.entries(event).filter(([key]) => !leftOut.includes(key)));
    return { command, noun, dossier, version, actor: actorRef(by), at, event: canonical(kept) };
  });
  const chained = sql<Tables['journal']>`relais_chained(${first.cause.collectivity}, ${JSON.stringify(said)})`.as('chained');
  return tx.insertInto('journal').expression(tx.selectFrom(chained).selectAll());
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
