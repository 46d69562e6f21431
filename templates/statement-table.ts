import { shortDate, type CivilDate } from '../domain/dates';
import { formatAmount, type Cents } from '../domain/money';
import type { Payer } from '../domain/programme';
import type { DraftKind, LineKind } from '../domain/statement-draft';
import { payerNames } from './month-totals';
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
  /** « numéro de tiers » in the finance software, as the document shows it */
  readonly thirdPartyNumber: string | null;
};

/** A cell knows what it holds, so that each form of the table writes it in its own way. */
export type Cell =
  | { readonly type: 'text'; readonly value: string }
  | { readonly type: 'whole'; readonly value: number }
  | { readonly type: 'amount'; readonly value: Cents | null }
  | { readonly type: 'date'; readonly value: CivilDate };
/** `key`: the field's name in the JSON form; `width`: in characters, in the workbook. */
type Column = { readonly key: string; readonly heading: string; readonly width: number; readonly cell: (line: TableLine) => Cell };

const documents = { statement: 'état liquidatif', overpayment: 'trop-perçu' } as const satisfies Record<DraftKind, string>;
export const lineKindNames = {
  service: 'service fait',
  arrears: 'rappel',
  correction: 'correction',
  information: 'pour information',
} as const satisfies Record<TableLine['kind'], string>;

const text = (value: string): Cell => ({ type: 'text', value });
const amount = (value: Cents | null): Cell => ({ type: 'amount', value });

/** R-02: a column that is summed holds the collectivity's money only. */
export const tableColumns = [
  { key: 'number', heading: 'Numéro', width: 26, cell: ({ number }) => text(number) },
  { key: 'document', heading: 'Document', width: 15, cell: ({ document }) => text(documents[document]) },
  { key: 'doctor', heading: 'Médecin', width: 28, cell: ({ doctor }) => text(doctor) },
  { key: 'rpps', heading: 'RPPS', width: 13, cell: ({ rpps }) => text(rpps) },
  { key: 'siret', heading: 'SIRET', width: 16, cell: ({ siret }) => text(siret ?? '') },
  { key: 'maskedIban', heading: 'IBAN (masqué)', width: 16, cell: ({ maskedIban }) => text(maskedIban) },
  { key: 'budgetYear', heading: 'Exercice', width: 10, cell: ({ budgetYear }) => ({ type: 'whole', value: budgetYear }) },
  { key: 'account', heading: 'Compte', width: 10, cell: ({ account }) => text(account) },
  { key: 'budgetCommitment', heading: 'Engagement comptable', width: 22, cell: ({ budgetCommitment }) => text(budgetCommitment) },
  { key: 'convention', heading: 'Convention', width: 34, cell: ({ convention }) => text(convention) },
  { key: 'deliberation', heading: 'Délibération', width: 30, cell: ({ deliberation }) => text(deliberation) },
  { key: 'date', heading: 'Date', width: 12, cell: ({ date }) => ({ type: 'date', value: date }) },
  { key: 'site', heading: 'Lieu', width: 30, cell: ({ site }) => text(site) },
  { key: 'kind', heading: 'Nature', width: 16, cell: ({ kind }) => text(lineKindNames[kind]) },
  { key: 'halfDays', heading: 'Demi-journées', width: 14, cell: ({ quantity }) => ({ type: 'whole', value: quantity }) },
  { key: 'unitCents', heading: 'Tarif (€)', width: 12, cell: ({ unit }) => amount(unit) },
  { key: 'dueCents', heading: 'Montant dû (€)', width: 16, cell: (line) => amount(line.kind === 'information' ? null : line.amount) },
  {
    key: 'informationCents',
    heading: 'Pour information (€)',
    width: 20,
    cell: (line) => amount(line.kind === 'information' ? line.amount : null),
  },
  { key: 'payer', heading: 'Payeur', width: 13, cell: ({ payer }) => text(payerNames[payer]) },
  { key: 'legalReference', heading: 'Référence juridique', width: 40, cell: ({ legalReference }) => text(legalReference) },
  { key: 'evidence', heading: 'Preuve', width: 24, cell: ({ evidence }) => text(evidence.join(' ')) },
  { key: 'sha256', heading: 'SHA-256 du PDF', width: 30, cell: ({ sha256 }) => text(sha256) },
  { key: 'thirdPartyNumber', heading: 'N° de tiers', width: 14, cell: ({ thirdPartyNumber }) => text(thirdPartyNumber ?? '') },
] as const satisfies readonly Column[];

/** The table of the month as CSV: no row of totals, which an import would take for a payment. */
export function statementTable(lines: readonly TableLine[]): string {
  return csv([
    tableColumns.map(({ heading }) => quoted(heading)),
    ...lines.map((line) => tableColumns.map(({ cell }) => csvCell(cell(line)))),
  ]);
}

function csvCell(cell: Cell): string {
  switch (cell.type) {
    case 'text':
      return quoted(cell.value);
    case 'whole':
      return String(cell.value);
    case 'amount':
      return cell.value === null ? '' : formatAmount(cell.value);
    case 'date':
      return shortDate(cell.value);
  }
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
