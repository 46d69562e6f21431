import { sql } from 'kysely';
import type { Closing } from '../domain/closing-state';
import { totalsOf } from '../domain/closing-mail';
import { dossierId, type DossierId, type StatementId } from '../domain/ids';
import type { IssuedStatement } from '../domain/issued-statement';
import type { MonthTotals } from '../domain/month-totals';
import { documentId } from '../domain/statement-document-data';
import type { Tx } from './db';

type Kept = { readonly id: string; readonly name: string; readonly sha256: string | null };
export type IssuedDocument = {
  readonly id: StatementId;
  readonly version: number;
  readonly state: IssuedStatement;
  readonly file: Omit<Kept, 'id'> | null;
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

/** The control totals of a month as they are now. */
export function closingTotals(closing: Closing, documents: readonly IssuedDocument[]): MonthTotals {
  return totalsOf(
    closing,
    documents.map(({ state }) => state),
  );
}

/** What the documents of some statements were drawn from, sealed as it is kept, by statement. */
export async function sourcesOf(
  tx: Tx,
  statements: readonly StatementId[],
): Promise<ReadonlyMap<StatementId, { readonly id: string; readonly source: Buffer }>> {
  if (statements.length === 0) return new Map();
  const rows = await tx
    .selectFrom('documents')
    .select(['id', 'source'])
    .where(
      'id',
      'in',
      statements.map((statement) => documentId(statement)),
    )
    .execute();
  const byId = new Map(rows.map((row) => [row.id, row]));
  return new Map(
    statements.flatMap((statement) => {
      const row = byId.get(documentId(statement));
      return row === undefined ? [] : [[statement, row] as const];
    }),
  );
}

/** The files of pieces that were added to statements (E-19), by the id that the statement keeps. */
export async function pieceFiles(tx: Tx, states: readonly IssuedStatement[]): Promise<ReadonlyMap<string, Kept>> {
  const ids = states.flatMap(({ pieces }) => pieces.flatMap(({ document }) => (document === null ? [] : [document])));
  if (ids.length === 0) return new Map();
  const rows = await tx.selectFrom('documents').select(['id', 'name', 'sha256']).where('id', 'in', ids).execute();
  return new Map(rows.map((row) => [row.id, row]));
}
