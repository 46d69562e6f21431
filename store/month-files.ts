import { sql } from 'kysely';
import { referencesOf, documentId } from '../domain/statement-document-data';
import { dossierId, type DossierId, type StatementId } from '../domain/ids';
import type { BaseFacts } from '../domain/decision';
import type { IssuedStatement } from '../domain/issued-statement';
import type { DocumentNames } from '../domain/statement-document-data';
import type { Tx } from './db';
import { documentNames } from './document-names';

export type IssuedDocument = {
  readonly id: StatementId;
  readonly version: number;
  readonly state: IssuedStatement;
  readonly file: { readonly name: string; readonly sha256: string | null } | null;
};

/** The documents of one closing in order of their numbers, each with its file. */
export async function documentsOfClosing(tx: Tx, closing: DossierId): Promise<readonly IssuedDocument[]> {
  const rows = await tx
    .selectFrom('statements')
    .select(['id', 'version', sql<IssuedStatement>`body`.as('state')])
    .where('closing', '=', closing)
    .orderBy('number')
    .execute();
  const files = await tx
    .selectFrom('documents')
    .select(['id', 'name', 'sha256'])
    .where('noun', '=', 'month-closing')
    .where('dossier', '=', closing)
    .execute();
  const byId = new Map(files.map(({ id, name, sha256 }) => [id, { name, sha256 }]));
  return rows.map(({ id, version, state }) => ({ id: dossierId(id), version, state, file: byId.get(documentId(dossierId(id))) ?? null }));
}

export type MonthFiles = {
  readonly documents: readonly IssuedDocument[];
  readonly names: DocumentNames;
  readonly references: Readonly<Record<string, string>>;
};

/** What the table and the archive of a month are made of. */
export async function monthFiles(tx: Tx, closing: DossierId, digestOf: BaseFacts['digestOf']): Promise<MonthFiles> {
  const documents = await documentsOfClosing(tx, closing);
  const states = documents.map(({ state }) => state);
  const references = Object.assign({}, ...states.map((state) => referencesOf(state, digestOf)));
  return { documents, names: await documentNames(tx, states), references };
}
