import { createHash } from 'node:crypto';
import type { Instant } from '../domain/dates';
import type { Kysely } from 'kysely';
import type { Tx } from './db';
import type { Tables } from './tables';

export type Link = {
  readonly collectivity: string;
  readonly tokenHash: string;
  readonly noun: string;
  readonly dossier: string;
  readonly item: string | null;
  readonly purpose: string;
  readonly ref: string;
  readonly message: string;
  readonly until: string;
  readonly revoked: boolean;
  readonly command: string | null;
};

/** A database that leaks must not give working links: only the hash is kept. */
export const tokenHash = (token: string): string => createHash('sha256').update(token).digest('hex');

export type NewLink = {
  readonly token: string;
  readonly collectivity: string;
  readonly noun: string;
  readonly dossier: string;
  readonly item: string | null;
  readonly purpose: string;
  readonly ref: string;
  readonly message: string;
  readonly until: Instant;
};

export async function addLinks(tx: Tx, links: readonly NewLink[]): Promise<void> {
  if (links.length === 0) return;
  await tx
    .insertInto('links')
    .values(links.map(({ token, ...link }) => ({ ...link, token_hash: tokenHash(token), command: null })))
    .execute();
}

/** The collectivity is not known before the link is: read outside row-level security, in one statement. */
export async function linkOf(tx: Kysely<Tables>, token: string): Promise<Link | null> {
  const row = await tx.selectFrom('links').selectAll().where('token_hash', '=', tokenHash(token)).executeTakeFirst();
  return row === undefined ? null : { ...row, tokenHash: row.token_hash };
}

/** The link that a command names by its hash, locked. */
export async function linkByHash(tx: Tx, hash: string): Promise<Link | null> {
  const row = await tx.selectFrom('links').selectAll().where('token_hash', '=', hash).forUpdate().executeTakeFirst();
  return row === undefined ? null : { ...row, tokenHash: row.token_hash };
}

/** An event that makes links moot revokes them in its own transaction; a link already used keeps showing its outcome. */
export async function revoke(
  tx: Tx,
  { noun, dossier }: { readonly noun: string; readonly dossier: string },
  purposes: readonly string[] | 'all',
  except: readonly string[] = [],
): Promise<void> {
  const all = tx
    .updateTable('links')
    .set({ revoked: true })
    .where('noun', '=', noun)
    .where('dossier', '=', dossier)
    .where('command', 'is', null);
  const query = except.length === 0 ? all : all.where('purpose', 'not in', [...except]);
  if (purposes === 'all') await query.execute();
  else if (purposes.length > 0) await query.where('purpose', 'in', [...purposes]).execute();
}

/** Remembers the first command of a link; a later one is shown the outcome of the first. */
export async function useLink(tx: Tx, hash: string, command: string): Promise<string> {
  await tx.updateTable('links').set({ command }).where('token_hash', '=', hash).where('command', 'is', null).execute();
  const row = await tx.selectFrom('links').select('command').where('token_hash', '=', hash).executeTakeFirstOrThrow();
  return row.command ?? command;
}
