import { createHash } from 'node:crypto';
import { linkUntil, type Asking } from '../domain/asking';
import { instant, type Instant } from '../domain/dates';
import type { Kysely } from 'kysely';
import type { Tx } from './db';
import type { Tables } from './tables';
import type { Write } from './together';

export type Link = {
  readonly collectivity: string;
  readonly tokenHash: string;
  readonly noun: string;
  readonly dossier: string;
  readonly item: string | null;
  readonly purpose: string;
  readonly ref: string;
  readonly message: string;
  readonly until: Instant;
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

export function linksWrite(tx: Tx, links: readonly NewLink[]): Write {
  if (links.length === 0) return null;
  return tx.insertInto('links').values(links.map(({ token, ...link }) => ({ ...link, token_hash: tokenHash(token), command: null })));
}

/** The collectivity is not known before the link is: read outside row-level security, in one statement. */
export async function linkOf(tx: Kysely<Tables>, token: string): Promise<Link | null> {
  const row = await withMessage(tx, tokenHash(token)).executeTakeFirst();
  return row === undefined ? null : linkFrom(row);
}

/** The link that a command names by its hash, locked. */
export async function linkByHash(tx: Tx, hash: string): Promise<Link | null> {
  const row = await withMessage(tx, hash).forUpdate('links').executeTakeFirst();
  return row === undefined ? null : linkFrom(row);
}

const withMessage = (tx: Kysely<Tables>, hash: string) =>
  tx
    .selectFrom('links')
    .leftJoin('outbox', (join) => join.onRef('outbox.collectivity', '=', 'links.collectivity').onRef('outbox.id', '=', 'links.message'))
    .selectAll('links')
    .select(['outbox.created_at', 'outbox.left_at'])
    .where('token_hash', '=', hash);

type LinkRow = Omit<Link, 'tokenHash' | 'until'> & {
  readonly token_hash: string;
  readonly until: string;
  readonly created_at: string | null;
  readonly left_at: string | null;
};

function linkFrom({ token_hash, until, created_at, left_at, ...row }: LinkRow): Link {
  const late = created_at !== null && left_at !== null ? { written: instant(created_at), left: instant(left_at) } : null;
  return { ...row, tokenHash: token_hash, until: late === null ? instant(until) : linkUntil(instant(until), late) };
}

/** What a dossier still awaits of people by mailed links; of several mails on one question, the first that was written and the first that left. */
export async function askingsOf(
  tx: Tx,
  { noun, dossier }: { readonly noun: string; readonly dossier: string },
): Promise<readonly Asking[]> {
  const rows = await tx
    .selectFrom('links')
    .innerJoin('outbox', (join) => join.onRef('outbox.collectivity', '=', 'links.collectivity').onRef('outbox.id', '=', 'links.message'))
    .select(({ fn }) => ['purpose', fn.min('created_at').as('written'), fn.min('left_at').as('left')])
    .where('links.noun', '=', noun)
    .where('links.dossier', '=', dossier)
    .where('revoked', '=', false)
    .where('links.command', 'is', null)
    .where('outbox.status', '!=', 'superseded')
    .groupBy(['purpose', 'links.ref', 'item'])
    .execute();
  return rows.map(({ purpose, written, left }) => ({ purpose, written: instant(written), left: left === null ? null : instant(left) }));
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
export async function useLink(
  tx: Tx,
  { tokenHash: hash, command: refused }: Pick<Link, 'tokenHash' | 'command'>,
  command: string,
): Promise<string> {
  await tx
    .updateTable('links')
    .set({ command })
    .where('token_hash', '=', hash)
    .where('command', refused === null ? 'is' : '=', refused)
    .execute();
  const row = await tx.selectFrom('links').select('command').where('token_hash', '=', hash).executeTakeFirstOrThrow();
  return row.command ?? command;
}
