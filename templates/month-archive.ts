import { createHash } from 'node:crypto';
import { strToU8, zipSync, type Zippable } from 'fflate';
import { civilDate, earlier, later, shortDate, type CivilDate, type Month } from '../domain/dates';
import { formatAmount, type Cents } from '../domain/money';
import type { MonthTotals } from '../domain/month-totals';
import type { DraftKind } from '../domain/statement-draft';
import { totalRows } from './month-totals';
import { csv, quoted } from './statement-table';

export type ArchivedStatement = {
  readonly number: string;
  readonly kind: DraftKind;
  readonly net: Cents;
  readonly issuedOn: CivilDate;
  readonly thirdPartyNumber: string | null;
  readonly isInForce: boolean;
  readonly replacedBy: readonly string[];
  readonly bytes: Uint8Array;
  /** pieces that were added after a rejection, in order */
  readonly pieces: readonly Uint8Array[];
};
export type MonthArchive = {
  readonly siren: string;
  readonly month: Month;
  readonly statements: readonly ArchivedStatement[];
  /** the forms of the month's table, under the names that they have alone */
  readonly tables: readonly { readonly name: string; readonly bytes: Uint8Array }[];
  readonly totals: MonthTotals;
};

/** The days that a ZIP can write; the index says the true one. */
const [firstDay, lastDay] = [civilDate('1980-01-01'), civilDate('2099-12-31')];

/** A ZIP keeps local times: the components of this one are the same on every machine, and noon is nowhere skipped. */
function noon(date: CivilDate): Date {
  const [year = 1980, month = 1, day = 1] = later(firstDay, earlier(lastDay, date)).split('-').map(Number);
  return new Date(year, month - 1, day, 12);
}

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

function pieceFileName({ siren, month, number, rank }: { siren: string; month: Month; number: string; rank: number }): string {
  return `PIECE_${ascii(siren)}_${month}_${ascii(number)}_${rank}.pdf`;
}

/** The accountant's month in one file: documents, pieces, tables, and an index that proves them. Same files, same bytes. */
export function monthArchive({ siren, month, statements, tables, totals }: MonthArchive): Uint8Array {
  const documents = statements
    .toSorted((a, b) => (a.number < b.number ? -1 : 1))
    .map((statement) => ({ ...statement, name: statementFileName({ siren, month, ...statement }) }));
  const pieces = documents.flatMap(({ number, issuedOn, pieces: its }) =>
    its.map((bytes, n) => ({ number, issuedOn, bytes, name: pieceFileName({ siren, month, number, rank: n + 1 }) })),
  );
  const index = csv([
    ['Fichier', 'SHA-256', 'Numéro', 'Émis le', 'Net (€)', 'N° de tiers', 'Situation'].map(quoted),
    ...documents.map(documentRow),
    ...pieces.map(({ name, bytes, number }) => [quoted(name), quoted(sha256(bytes)), quoted(number), '', '', '', quoted('pièce ajoutée')]),
    ...tables.map(({ name, bytes }) => [quoted(name), quoted(sha256(bytes)), '', '', '', '', '']),
    ...totalRows(totals).map(({ label, count, amount }) => [quoted(label), '', String(count ?? ''), '', formatAmount(amount), '', '']),
  ]);
  const latest = documents.reduce((last, { issuedOn }) => (issuedOn > last ? issuedOn : last), civilDate(`${month}-01`));
  const files: Zippable = {};
  for (const { name, bytes, issuedOn } of [...documents, ...pieces]) files[name] = [bytes, { level: 0, mtime: noon(issuedOn) }];
  for (const { name, bytes } of tables) files[name] = [bytes, { level: 6, mtime: noon(latest) }];
  files['index.csv'] = [strToU8(index), { level: 6, mtime: noon(latest) }];
  return zipSync(files);
}

/** What was replaced keeps its file and loses its amount: the column adds up to what is in force. */
function documentRow({
  name,
  bytes,
  number,
  net,
  issuedOn,
  thirdPartyNumber,
  isInForce,
  replacedBy,
}: ArchivedStatement & { readonly name: string }): string[] {
  return [
    quoted(name),
    quoted(sha256(bytes)),
    quoted(number),
    shortDate(issuedOn),
    isInForce ? formatAmount(net) : '',
    quoted(thirdPartyNumber ?? ''),
    quoted(isInForce ? 'en vigueur' : replacedBy.length === 0 ? 'annulé' : `annulé et remplacé par ${replacedBy.join(', ')}`),
  ];
}

function sha256(bytes: Uint8Array): string {
  return createHash('sha256').update(bytes).digest('hex');
}

function ascii(text: string): string {
  return text.normalize('NFD').replace(/[^A-Za-z0-9.-]+/g, '');
}
