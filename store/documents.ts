import { createHash, randomUUID } from 'node:crypto';
import { closeSync, existsSync, fsync, mkdirSync, openSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { promisify } from 'node:util';
import { sql } from 'kysely';
import type { Command } from '../domain/nouns';
import type { Tx } from './db';
import { deliveryOf } from './outbox';
import type { Write } from './together';

export type NewDocument = {
  readonly id: string;
  readonly kind: string;
  readonly name: string;
  readonly mediaType: string;
  readonly source: Buffer;
};

/** Row first: what is to be drawn is saved with the act that calls for it. */
export function documentsWrite(tx: Tx, command: Command, at: string, documents: readonly NewDocument[]): Write {
  if (documents.length === 0) return null;
  const { collectivity, noun, dossier } = command;
  return tx.insertInto('documents').values(
    documents.map(({ mediaType, ...each }) => ({
      ...each,
      media_type: mediaType,
      collectivity,
      noun,
      dossier,
      command: deliveryOf(command),
      sha256: null,
      size: null,
      created_at: at,
    })),
  );
}

export type DocumentRow = {
  readonly id: string;
  readonly noun: string;
  readonly dossier: string;
  readonly kind: string;
  readonly name: string;
  readonly mediaType: string;
  readonly source: Buffer;
  readonly sha256: string | null;
  readonly size: number | null;
  readonly command: string;
};

export async function documentOf(tx: Tx, id: string): Promise<DocumentRow | null> {
  const row = await tx
    .selectFrom('documents')
    .select(['id', 'noun', 'dossier', 'kind', 'name', 'media_type', 'source', 'sha256', 'size', 'command'])
    .where('id', '=', id)
    .executeTakeFirst();
  if (row === undefined) return null;
  const { media_type: mediaType, ...rest } = row;
  return { ...rest, mediaType };
}

export async function documentsOf(tx: Tx, noun: string, dossier: string): Promise<readonly Omit<DocumentRow, 'source'>[]> {
  const rows = await tx
    .selectFrom('documents')
    .select(['id', 'noun', 'dossier', 'kind', 'name', 'media_type', 'sha256', 'size', 'command'])
    .where('noun', '=', noun)
    .where('dossier', '=', dossier)
    .orderBy('id')
    .execute();
  return rows.map(({ media_type: mediaType, ...rest }) => ({ ...rest, mediaType }));
}

/** Those of some documents that are still to be drawn, with what they are drawn from. */
export async function undrawn(tx: Tx, ids: readonly string[]): Promise<readonly DocumentRow[]> {
  const rows = await tx
    .selectFrom('documents')
    .select(['id', 'noun', 'dossier', 'kind', 'name', 'media_type', 'source', 'sha256', 'size', 'command'])
    .where('id', 'in', ids)
    .where('sha256', 'is', null)
    .orderBy('id')
    .execute();
  return rows.map(({ media_type: mediaType, ...rest }) => ({ ...rest, mediaType }));
}

/** Two runs may draw the same document: the first to say so seals it. Answers which were sealed here. */
export async function setSeals(
  tx: Tx,
  drawn: readonly { readonly id: string; readonly sha256: string; readonly size: number }[],
): Promise<ReadonlySet<string>> {
  if (drawn.length === 0) return new Set();
  const values = drawn.map(({ id, sha256, size }) => sql`(${id}::text, ${sha256}::text, ${size}::integer)`);
  const { rows } = await sql<{ id: string }>`
    UPDATE documents SET sha256 = drawn.sha256, size = drawn.size FROM (VALUES ${sql.join(values)}) AS drawn (id, sha256, size)
    WHERE documents.id = drawn.id AND documents.sha256 IS NULL RETURNING documents.id`.execute(tx);
  return new Set(rows.map(({ id }) => id));
}

/** What a command could not draw, and what waits for it to be told, comes to another command, whose delivery tries again. */
export async function moveUndrawn(tx: Tx, from: string, to: string): Promise<void> {
  await tx.updateTable('documents').set({ command: to }).where('command', '=', from).where('sha256', 'is', null).execute();
  await tx.updateTable('tells').set({ command: to }).where('command', '=', from).where('told', '=', false).execute();
}

const placeOf = (folder: string, sha256: string): string => join(folder, sha256.slice(0, 2), sha256.slice(2, 4), sha256);

/** Bytes after: kept under their own SHA-256, on the disk before the name exists. The same bytes twice are one file. Only the disk is waited for: several may be kept at once. */
export async function keepBytes(folder: string, bytes: Uint8Array): Promise<{ readonly sha256: string; readonly size: number }> {
  const sha256 = createHash('sha256').update(bytes).digest('hex');
  const place = placeOf(folder, sha256);
  if (!existsSync(place)) await put(place, bytes);
  await onDisk(openSync(dirname(place), 'r')); // a name that is there already may be another's, who still waits for the disk
  return { sha256, size: bytes.length };
}

async function put(place: string, bytes: Uint8Array): Promise<void> {
  mkdirSync(dirname(place), { recursive: true });
  const written = `${place}.${randomUUID()}`;
  try {
    await onDisk(openSync(written, 'w', 0o440), bytes);
    renameSync(written, place);
  } catch (error) {
    rmSync(written, { force: true });
    throw error;
  }
}

const flushed = promisify(fsync);

/** Writes what is given and closes the file once the disk has it. */
async function onDisk(file: number, bytes?: Uint8Array): Promise<void> {
  try {
    if (bytes !== undefined) writeFileSync(file, bytes);
    await flushed(file);
  } finally {
    closeSync(file);
  }
}

/** Reads and checks: bytes that were altered on the disk are never given out. */
export function readBytes(folder: string, sha256: string): Buffer {
  const bytes = readFileSync(placeOf(folder, sha256));
  if (createHash('sha256').update(bytes).digest('hex') !== sha256) throw new Error(`document ${sha256} was altered`);
  return bytes;
}
