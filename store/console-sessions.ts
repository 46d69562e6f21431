import type { Kysely } from 'kysely';
import type { WallTime } from '../domain/dates';
import type { Tx } from './db';
import type { Tables } from './tables';

const minutes = 60_000;
/** A console left open on a desk closes by itself; nobody stays signed in overnight. */
export const idleFor = 30 * minutes;
export const longestSession = 8 * 60 * minutes;
/** How often a session in use is written to. */
const touchedEvery = minutes;

/** A session lives no longer than the key that opened it. */
export type ConsoleSession = {
  readonly collectivity: string;
  readonly tokenHash: string;
  readonly user: string;
  readonly role: string;
  readonly seenAt: number;
  /** what has just been done, to be said once */
  readonly notice: string | null;
};

/** The collectivity is not known before the session is: read outside row-level security, in one statement. */
export async function sessionOf(
  kysely: Kysely<Tables>,
  tokenHash: string,
  { now, today }: { readonly now: WallTime; readonly today: string },
): Promise<ConsoleSession | null> {
  const row = await kysely
    .selectFrom('console_sessions')
    .innerJoin('api_keys', (join) =>
      join.onRef('api_keys.collectivity', '=', 'console_sessions.collectivity').onRef('api_keys.id', '=', 'console_sessions.key'),
    )
    .select(['console_sessions.collectivity', 'token_hash', 'opened_at', 'seen_at', 'notice', 'user', 'role', 'expires', 'revoked'])
    .where('token_hash', '=', tokenHash)
    .executeTakeFirst();
  if (row === undefined || row.revoked || (row.expires !== null && row.expires < today)) return null;
  if (now - row.seen_at > idleFor || now - row.opened_at > longestSession) return null;
  const { collectivity, user, role, notice, seen_at: seenAt } = row;
  return { collectivity, tokenHash: row.token_hash, user, role, seenAt, notice };
}

/** Those that are over go at the same time. */
export async function openSession(tx: Tx, collectivity: string, tokenHash: string, key: string, now: WallTime): Promise<void> {
  await tx
    .deleteFrom('console_sessions')
    .where((over) => over.or([over('seen_at', '<', now - idleFor), over('opened_at', '<', now - longestSession)]))
    .execute();
  await tx
    .insertInto('console_sessions')
    .values({ collectivity, token_hash: tokenHash, key, opened_at: now, seen_at: now, notice: null })
    .execute();
}

export function isStale({ seenAt }: Pick<ConsoleSession, 'seenAt'>, now: WallTime): boolean {
  return now - seenAt > touchedEvery;
}

export async function touchSession(tx: Tx, tokenHash: string, now: WallTime, notice: string | null): Promise<void> {
  await tx.updateTable('console_sessions').set({ seen_at: now, notice }).where('token_hash', '=', tokenHash).execute();
}

export async function closeSession(tx: Tx, tokenHash: string): Promise<void> {
  await tx.deleteFrom('console_sessions').where('token_hash', '=', tokenHash).execute();
}
