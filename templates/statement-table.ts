import { shortDate, type CivilDate } from '../domain/dates';
import { formatAmount, type Cents } from '../domain/money';
import type { Payer } from '../domain/programme';
import type { DraftKind, LineKind } from '../domain/statement-draft';
import { cleanLine } from './typography';

/** One line of one document, as the finance department's software takes it. */
export type TableLine = {
  readonly number: string;
  readonly document: DraftKind;
  readonly doctor: string;
  readonly rpps: string;
  readonly siret: string | null;
  readonly maskedIban: string;
  readonly budgetYear: number;
  readonly account: string;
  readonly budgetCommitment: string;
  readonly convention: string;
  readonly deliberation: string;
  readonly date: CivilDate;
  readonly site: string;
  /** `information`: what another pays, in a column of its own (R-02) */
  readonly kind: LineKind | 'information';
  readonly quantity: number;
  readonly unit: Cents;
  readonly amount: Cents;
  readonly payer: Payer;
  readonly legalReference: string;
  readonly evidence: readonly string[];
  readonly sha256: string;
};

type Column = readonly [heading: string, cell: (line: TableLine) => string];

const documents = { statement: 'état liquidatif', overpayment: 'trop-perçu' } as const satisfies Record<DraftKind, string>;
const kinds = {
  service: 'service fait',
  arrears: 'rappel',
  correction: 'correction',
  information: 'pour information',
} as const satisfies Record<TableLine['kind'], string>;
const payerNames = { cpam: 'CPAM', collectivity: 'collectivité', ars: 'ARS', epci: 'EPCI' } as const satisfies Record<Payer, string>;

/** R-02: a column that is summed holds the collectivity's money only. */
const columns: readonly Column[] = [
  ['Numéro', ({ number }) => quoted(number)],
  ['Document', ({ document }) => quoted(documents[document])],
  ['Médecin', ({ doctor }) => quoted(doctor)],
  ['RPPS', ({ rpps }) => quoted(rpps)],
  ['SIRET', ({ siret }) => quoted(siret ?? '')],
  ['IBAN (masqué)', ({ maskedIban }) => quoted(maskedIban)],
  ['Exercice', ({ budgetYear }) => String(budgetYear)],
  ['Compte', ({ account }) => quoted(account)],
  ['Engagement comptable', ({ budgetCommitment }) => quoted(budgetCommitment)],
  ['Convention', ({ convention }) => quoted(convention)],
  ['Délibération', ({ deliberation }) => quoted(deliberation)],
  ['Date', ({ date }) => shortDate(date)],
  ['Lieu', ({ site }) => quoted(site)],
  ['Nature', ({ kind }) => quoted(kinds[kind])],
  ['Demi-journées', ({ quantity }) => String(quantity)],
  ['Tarif (€)', ({ unit }) => formatAmount(unit)],
  ['Montant dû (€)', ({ kind, amount }) => (kind === 'information' ? '' : formatAmount(amount))],
  ['Pour information (€)', ({ kind, amount }) => (kind === 'information' ? formatAmount(amount) : '')],
  ['Payeur', ({ payer }) => quoted(payerNames[payer])],
  ['Référence juridique', ({ legalReference }) => quoted(legalReference)],
  ['Preuve', ({ evidence }) => quoted(evidence.join(' '))],
  ['SHA-256 du PDF', ({ sha256 }) => quoted(sha256)],
];

/** The table of the month: no row of totals, which an import would take for a payment; they are in the archive's index. */
export function statementTable(lines: readonly TableLine[]): string {
  return csv([columns.map(([heading]) => quoted(heading)), ...lines.map((line) => columns.map(([, cell]) => cell(line)))]);
}

/** What a French spreadsheet opens without being asked: BOM, semicolons, CRLF. */
export function csv(rows: readonly (readonly string[])[]): string {
  return `\ufeff${rows.map((row) => `${row.join(';')}\r\n`).join('')}`;
}

/** A cell of text that begins like a formula would be run by the reader's spreadsheet; an apostrophe shows it as it is. */
export function quoted(text: string): string {
  const line = cleanLine(text);
  const safe = /^\s*[=+\-@\uff1d\uff0b\uff0d\uff20]/u.test(line) ? `'${line}` : line;
  return `"${safe.replaceAll('"', '""')}"`;
}
