import { createHash } from 'node:crypto';
import { strToU8, zipSync, type Zippable } from 'fflate';
import { shortDate, type CivilDate, type Month } from '../domain/dates';
import { add, formatAmount, type Cents } from '../domain/money';
import type { DraftKind } from '../domain/statement-draft';
import { csv, quoted } from './statement-table';

export type ArchivedStatement = {
  readonly number: string;
  readonly kind: DraftKind;
  readonly net: Cents;
  readonly issuedOn: CivilDate;
  readonly bytes: Uint8Array;
};
export type MonthArchive = {
  readonly siren: string;
  readonly month: Month;
  readonly statements: readonly ArchivedStatement[];
  /** see `statementTable` */ readonly table: string;
};

/** A ZIP keeps local times: the components of this one are the same on every machine. */
const mtime = new Date(1980, 0, 1);

/** a stable ASCII name, under 100 characters. */
export function statementFileName({
  siren,
  month,
  number,
  kind,
}: {
  readonly siren: string;
  readonly month: Month;
  readonly number: string;
  readonly kind: DraftKind;
}): string {
  return `${kind === 'statement' ? 'ETAT' : 'TROP-PERCU'}_${ascii(siren)}_${month}_${ascii(number)}.pdf`;
}

/** The accountant's month in one file: documents, table, and an index that proves them. Same files, same bytes. */
export function monthArchive({ siren, month, statements, table }: MonthArchive): Uint8Array {
  const documents = statements
    .toSorted((a, b) => (a.number < b.number ? -1 : 1))
    .map((statement) => ({ ...statement, name: statementFileName({ siren, month, ...statement }) }));
  const tableFile = { name: `ETATS_${ascii(siren)}_${month}.csv`, bytes: strToU8(table) };
  const rows = documents.map(({ name, bytes, number, net, issuedOn }) => [
    quoted(name),
    quoted(sha256(bytes)),
    quoted(number),
    shortDate(issuedOn),
    formatAmount(net),
  ]);
  const total = (kind: DraftKind): Cents => add(...statements.filter((statement) => statement.kind === kind).map(({ net }) => net));
  const index = csv([
    ['Fichier', 'SHA-256', 'Numéro', 'Émis le', 'Net (€)'].map(quoted),
    ...rows,
    [quoted(tableFile.name), quoted(sha256(tableFile.bytes)), quoted(''), '', ''],
    [quoted('Total des états liquidatifs'), quoted(''), String(count(statements, 'statement')), '', formatAmount(total('statement'))],
    [quoted('Total des trop-perçus'), quoted(''), String(count(statements, 'overpayment')), '', formatAmount(total('overpayment'))],
  ]);
  const files: Zippable = {};
  for (const { name, bytes } of documents) files[name] = [bytes, { level: 0, mtime }];
  files[tableFile.name] = [tableFile.bytes, { level: 6, mtime }];
  files['index.csv'] = [strToU8(index), { level: 6, mtime }];
  return zipSync(files);
}

function count(statements: readonly ArchivedStatement[], kind: DraftKind): number {
  return statements.filter((statement) => statement.kind === kind).length;
}

function sha256(bytes: Uint8Array): string {
  return createHash('sha256').update(bytes).digest('hex');
}

function ascii(text: string): string {
  return text.normalize('NFD').replace(/[^A-Za-z0-9.-]+/g, '');
}
