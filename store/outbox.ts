import { sql } from 'kysely';
import type { Instant } from '../domain/dates';
import type { Tell } from '../domain/decision';
import type { CollectivityId, DossierId } from '../domain/ids';
import type { Command, Noun, Nouns } from '../domain/nouns';
import type { Tx } from './db';
import { stored } from './stored';
import type { Write } from './together';
import { lastly } from './transaction';

export type OutboxRow = {
  readonly n: number;
  readonly kind: string;
  readonly ref: string;
  readonly uid: string | null;
  readonly sequence: number | null;
  readonly method: string | null;
  readonly messageId: string;
  readonly sealed: Buffer;
};

/** In the rows of documents, mails and tells, `command` is the one whose delivery takes them: its own, that of the chain it followed in, or a later one's. */
export const deliveryOf = ({ id, delivery = id }: Pick<Command, 'id' | 'delivery'>): string => delivery;

export const messageRowId = (command: string, n: number): string => `${command}/m${n}`;

export function messagesWrite(tx: Tx, command: Command, at: string, rows: readonly OutboxRow[]): Write {
  if (rows.length === 0) return null;
  const { collectivity, noun, dossier } = command;
  return tx.insertInto('outbox').values(
    rows.map(({ messageId, ...row }) => ({
      ...row,
      id: messageRowId(command.id, row.n),
      collectivity,
      noun,
      dossier,
      command: deliveryOf(command),
      message_id: messageId,
      created_at: at,
      left_at: null,
    })),
  );
}

export function tellsWrite(tx: Tx, command: Command, tells: readonly PendingTell[]): Write {
  if (tells.length === 0) return null;
  const { collectivity } = command;
  return tx.insertInto('tells').values(
    tells.map(({ id, fromNoun, fromDossier, noun, dossier, action }, n) => ({
      collectivity,
      id,
      command: deliveryOf(command),
      n,
      from_noun: fromNoun,
      from_dossier: fromDossier,
      noun,
      dossier,
      action: JSON.stringify(action),
    })),
  );
}

export function pendingTells({ noun: fromNoun, dossier: fromDossier, id }: Command, tells: readonly Tell[]): readonly PendingTell[] {
  return tells.map((tell, n) => ({ id: `${id}/${n}`, fromNoun, fromDossier, ...tell }));
}

/** `sending` from before the first byte until somebody said what became of it; `unknown` when nobody ever did. */
export type OutboxStatus = 'pending' | 'sending' | 'sent' | 'superseded' | 'refused' | 'unknown';

export type Pending = {
  readonly id: string;
  readonly kind: string;
  readonly noun: string;
  readonly dossier: string;
  readonly ref: string;
  readonly uid: string | null;
  readonly sequence: number | null;
  readonly method: string | null;
  readonly messageId: string;
  readonly sealed: Buffer;
  readonly status: OutboxStatus;
};

export type Undelivered = {
  readonly documents: readonly string[];
  /** one list per recipient: what one person gets leaves in order */
  readonly messages: readonly (readonly string[])[];
  readonly tells: readonly PendingTell[];
};

const tellOf = sql`jsonb_build_object('id', id, 'fromNoun', from_noun, 'fromDossier', from_dossier, 'noun', noun, 'dossier', dossier, 'action', action)`;

/** What the delivery of a command still has to draw, to send (ids) and to tell, in order: a chain's, act after act. */
export async function undelivered(tx: Tx, command: string): Promise<Undelivered> {
  const { rows } = await sql<Left>`
    SELECT 'document' AS what, id, 0::bigint AS n, NULL AS ref, NULL::jsonb AS tell FROM documents WHERE command = ${command} AND sha256 IS NULL
    UNION ALL SELECT 'message', id, ordinal, ref, NULL FROM outbox WHERE command = ${command} AND status IN ('pending', 'sending')
    UNION ALL SELECT 'tell', id, ordinal, NULL, ${tellOf} FROM tells WHERE command = ${command} AND NOT told
    ORDER BY 3, 2`.execute(tx);
  const of = (what: Left['what']): readonly Left[] => rows.filter((row) => row.what === what);
  return {
    documents: of('document').map(({ id }) => id),
    messages: perRecipient(of('message')),
    tells: of('tell').map(({ tell }) => stored<PendingTell>(tell)),
  };
}

export const nothingLeft: Undelivered = { documents: [], messages: [], tells: [] };

type Left = { readonly what: 'document' | 'message' | 'tell'; readonly id: string; readonly ref: string | null; readonly tell: unknown };

export function leaving(command: Pick<Command, 'id'>, rows: readonly OutboxRow[]): Undelivered['messages'] {
  return perRecipient(rows.map(({ n, ref }) => ({ id: messageRowId(command.id, n), ref })));
}

function perRecipient(messages: readonly { readonly id: string; readonly ref: string | null }[]): readonly (readonly string[])[] {
  const refs = [...new Set(messages.map(({ ref }) => ref))];
  return refs.map((ref) => messages.filter((each) => each.ref === ref).map(({ id }) => id));
}

/** Commands that still have something to send or to tell, in any state: what a start takes up again. */
export async function undeliveredCommands(tx: Tx): Promise<readonly CommandOf[]> {
  const { rows } = await sql<CommandOf>`
    SELECT collectivity, command AS id, noun, dossier FROM outbox WHERE status IN ('pending', 'sending')
    UNION SELECT collectivity, command, from_noun, from_dossier FROM tells WHERE NOT told
    UNION SELECT collectivity, command, noun, dossier FROM documents WHERE sha256 IS NULL`.execute(tx);
  return rows;
}

/** A command and the dossier that it acted on. */
export type CommandOf = { readonly collectivity: string; readonly id: string; readonly noun: string; readonly dossier: string };

/** Locks a row to send. */
export async function claim(tx: Tx, id: string): Promise<Pending | null> {
  const row = await tx.selectFrom('outbox').selectAll().where('id', '=', id).forUpdate().executeTakeFirst();
  if (row === undefined) return null;
  const { kind, noun, dossier, ref, uid, sequence, method, message_id: messageId, sealed, status } = row;
  return { id, kind, noun, dossier, ref, uid, sequence, method, messageId, sealed, status: stored<OutboxStatus>(status) };
}

export type EntryVersion = { readonly sequence: number; readonly method: string; readonly status: OutboxStatus };

/** The versions of the same calendar entry. */
export async function versionsOf(tx: Tx, uid: string): Promise<readonly EntryVersion[]> {
  const rows = await tx.selectFrom('outbox').select(['sequence', 'method', 'status']).where('uid', '=', uid).orderBy('sequence').execute();
  return rows.map(({ sequence, method, status }) => ({
    sequence: sequence ?? 0,
    method: method ?? '',
    status: stored<OutboxStatus>(status),
  }));
}

/** With the end of its transaction. */
export function mark(tx: Tx, id: string, status: OutboxStatus, response: string | null = null): void {
  lastly(tx, tx.updateTable('outbox').set({ status, response }).where('id', '=', id));
}

/** Whether a mail of the same command has still to leave. */
export async function isStillLeaving(tx: Tx, id: string): Promise<boolean> {
  const row = await tx
    .selectFrom('outbox as other')
    .innerJoin('outbox as mine', 'mine.command', 'other.command')
    .select('other.id')
    .where('mine.id', '=', id)
    .where('other.status', 'in', ['pending', 'sending'])
    .executeTakeFirst();
  return row !== undefined;
}

/** The time to answer starts at `at`, in the collectivity's time; with the end of its transaction. */
export function markLeft(tx: Tx, id: string, at: Instant, response: string): void {
  lastly(tx, tx.updateTable('outbox').set({ status: 'sent', response, left_at: at }).where('id', '=', id));
}

/** A mail that could not be delivered was dealt with in another way: from here on its reader's time counts. */
export async function countFrom(tx: Tx, id: string, at: Instant): Promise<void> {
  await tx.updateTable('outbox').set({ left_at: at }).where('id', '=', id).where('left_at', 'is', null).execute();
}

export type PendingTell = {
  [N in Noun]: {
    readonly id: string;
    readonly fromNoun: Noun;
    readonly fromDossier: DossierId;
    readonly noun: N;
    readonly dossier: DossierId;
    readonly action: Nouns[N]['action'];
  };
}[Noun];

/** What another row of the same delivery says too: no dossier will hear of it by itself. */
export async function markSaid(tx: Tx, ids: readonly string[]): Promise<void> {
  await tx.updateTable('tells').set({ told: true, taken: true }).where('id', 'in', ids).execute();
}

/** One that its dossier is just taking is left to it, since acts that wait for each other's rows would go round in a ring. */
export async function markTold(tx: Tx, ids: readonly string[]): Promise<void> {
  await sql`
    UPDATE tells SET told = true WHERE id IN (SELECT id FROM tells WHERE id = ANY (${[...ids]}) FOR UPDATE SKIP LOCKED)`.execute(tx);
}

/** Its delivery is to tell it anew. */
export async function markUntold(tx: Tx, ids: readonly string[]): Promise<void> {
  await tx.updateTable('tells').set({ told: false }).where('id', 'in', ids).where('taken', '=', false).execute();
}

/** With the outcome of the command that a dossier was told: it holds from here on, whatever becomes of Temporal's data. */
export function takenWrite(tx: Tx, { by, id }: Command): Write {
  return by.kind === 'dossier' ? tx.updateTable('tells').set({ told: true, taken: true }).where('id', '=', id) : null;
}

export type UntakenTell = PendingTell & { readonly collectivity: CollectivityId };

/**
 * What was told and nobody took, in the order in which it was written, of every collectivity: its signal may be lost with Temporal's data.
 * What an older version's worker took, which did not say so, has its outcome.
 */
export async function untakenTells(tx: Tx): Promise<readonly UntakenTell[]> {
  const { rows } = await sql<{ tell: unknown }>`
    SELECT ${tellOf} || jsonb_build_object('collectivity', collectivity) AS tell FROM tells
    WHERE told AND NOT taken AND NOT EXISTS (SELECT FROM commands WHERE commands.collectivity = tells.collectivity AND commands.id = tells.id)
    ORDER BY ordinal`.execute(tx);
  return rows.map(({ tell }) => stored<UntakenTell>(tell));
}
