import type { Month } from '../domain/dates';
import type { IssuedStatement } from '../domain/issued-statement';
import type { DocumentNames } from '../domain/statement-document-data';
import type { InformationLine, LineKind } from '../domain/statement-draft';
import type { TableLine } from './statement-table';
import { statementTable } from './statement-table';

export type FiledStatement = { readonly state: IssuedStatement; readonly sha256: string };
export type MonthNames = Pick<DocumentNames, 'doctors' | 'sites'> & { readonly references: Readonly<Record<string, string>> };

/** The table of a month: the lines of its documents in force, as they were issued. What was replaced must not be paid a second time from a table. */
export function monthTable(statements: readonly FiledStatement[], names: MonthNames): string {
  return statementTable(
    statements
      .filter(({ state }) => state.status !== 'replaced')
      .flatMap(({ state, sha256 }) => [
        ...state.lines.map((line) => lineOf(state, line, line.kind, { ...names, sha256 })),
        ...state.information.map((line) => lineOf(state, line, 'information', { ...names, sha256 })),
      ]),
  );
}

function lineOf(
  state: IssuedStatement,
  line: InformationLine,
  kind: LineKind | 'information',
  { doctors, sites, references, sha256 }: MonthNames & { readonly sha256: string },
): TableLine {
  const { number, imputation, convention, bankSnapshot, budgetYear } = state;
  const doctor = doctors[state.doctor] ?? { name: '', rpps: '' };
  const { date, quantity, unit, amount, payer } = line;
  return {
    number,
    document: state.kind,
    doctor: doctor.name,
    rpps: doctor.rpps,
    siret: bankSnapshot.siret,
    maskedIban: bankSnapshot.maskedIban,
    budgetYear,
    account: imputation.account,
    budgetCommitment: imputation.budgetCommitment,
    convention: convention.number,
    deliberation: convention.deliberation,
    date,
    site: sites[line.site]?.name ?? line.site,
    kind,
    quantity,
    unit,
    amount,
    payer,
    legalReference: `${line.source} (${line.legalBasis})`,
    evidence: [...new Set(line.evidence.map(({ day }) => references[day] ?? day))],
    sha256,
  };
}

export function tableName(siren: string, month: Month): string {
  return `ETATS_${siren}_${month}.csv`;
}

export function archiveName(siren: string, month: Month): string {
  return `ETATS_${siren}_${month}.zip`;
}
