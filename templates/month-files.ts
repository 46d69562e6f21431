import type { Month } from '../domain/dates';
import type { IssuedStatement } from '../domain/issued-statement';
import type { StatementData } from '../domain/statement-document-data';
import type { InformationLine, LineKind } from '../domain/statement-draft';
import type { TableLine } from './statement-table';

/** A document in force: what was issued, and what its file was drawn from, names included. */
export type FiledStatement = { readonly state: IssuedStatement; readonly data: StatementData; readonly sha256: string };

/** The rows of a month: the lines of its documents, as they were issued and named. */
export function tableLines(statements: readonly FiledStatement[]): readonly TableLine[] {
  return statements.flatMap((filed) => [
    ...filed.state.lines.map((line) => lineOf(filed, line, line.kind)),
    ...filed.state.information.map((line) => lineOf(filed, line, 'information')),
  ]);
}

function lineOf({ state, data, sha256 }: FiledStatement, line: InformationLine, kind: LineKind | 'information'): TableLine {
  const { number, imputation, convention, bankSnapshot, budgetYear } = state;
  const doctor = data.doctors[state.doctor] ?? { name: '', rpps: '' };
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
    site: data.sites[line.site]?.name ?? line.site,
    kind,
    quantity,
    unit,
    amount,
    payer,
    legalReference: `${line.source} (${line.legalBasis})`,
    evidence: [...new Set(line.evidence.map(({ day }) => data.references[day] ?? day))],
    sha256,
    thirdPartyNumber: data.creditor.thirdPartyNumber,
  };
}

type FileKind = 'csv' | 'xlsx' | 'json' | 'zip' | 'pdf';

/** a stable ASCII name, by the collectivity's SIREN and the month. */
export function monthFileName(siren: string, month: Month, kind: FileKind): string {
  return `ETATS_${siren.replace(/[^A-Za-z0-9.-]+/g, '')}_${month}.${kind}`;
}
