import type { CivilDate, HalfDay, Instant, Month } from './dates';
import type { CreditorId, DayId, EngagementId, PersonId, SiteId } from './ids';
import type { Cents } from './money';
import type { Component } from './programme';
import type { ConventionTerms, CreditorRef, Evidence, InformationLine, Scope, StatementDraft, StatementLine } from './statement-draft';

/** only half-days whose service is attested come in here. The date is the civil date at the site (R-08, E-08). */
export type AttestedHalf = HalfDay & {
  readonly day: DayId;
  readonly engagement: EngagementId;
  readonly doctor: PersonId;
  readonly site: SiteId;
  readonly attestedBy: readonly string[];
  readonly attestedOn: Instant;
};

/** from one date on, who is paid. */
export type CreditorPeriod = CreditorRef & { readonly from: CivilDate };
/** What an engagement's half-days are paid by, under which convention and to whom. */
export type Terms = {
  readonly components: readonly Component[];
  readonly convention: ConventionTerms;
  readonly creditors: readonly CreditorPeriod[];
};

export type IssuedState = 'issued' | 'acknowledged' | 'rejected' | 'replaced';
/** One half-day of one line of a numbered document. */
export type IssuedLine = {
  readonly number: string;
  readonly state: IssuedState;
  /** number of the document that this one cancels and replaces */
  readonly replaces: string | null;
  readonly month: Month;
  readonly scope: Scope;
  readonly line: Omit<StatementLine, 'evidence' | 'quantity' | 'amount'>;
  readonly evidence: Evidence;
  readonly quantity: 1 | -1;
};

export type LiquidationInput = {
  readonly month: Month;
  readonly attested: readonly AttestedHalf[];
  /** by engagement id */
  readonly terms: Readonly<Record<string, Terms>>;
  readonly issued: readonly IssuedLine[];
  /** keys of information already given, by statements not replaced and by closed months: see `informationKeys` */
  readonly informed: readonly string[];
  /** creditors whose bank details are being changed */
  readonly blocked: readonly CreditorId[];
};

export type HeldReason = 'creditor-missing' | 'creditor-pending' | 'component-incomplete';
/** Owed, but not payable today: said to the doctor and to the administrators, and paid as arrears once it can be. */
export type HeldEntry = {
  readonly doctor: PersonId;
  readonly engagement: EngagementId;
  readonly reason: HeldReason;
  readonly quantity: number;
  readonly amount: Cents;
};
/** D7: a doctor's information that no statement carries. */
export type InformationEntry = { readonly doctor: PersonId; readonly lines: readonly InformationLine[]; readonly total: Cents };
export type Liquidation = {
  readonly drafts: readonly StatementDraft[];
  readonly information: readonly InformationEntry[];
  readonly held: readonly HeldEntry[];
};

/** One half-day of a line to be. */
export type Half = {
  readonly doctor: PersonId;
  readonly line: Omit<StatementLine, 'evidence' | 'quantity' | 'amount'>;
  readonly evidence: Evidence;
  readonly quantity: 1 | -1;
};
/** A half-day that has its document. */
export type Piece = Half & { readonly scope: Scope };
export type Stopped = Half & { readonly reason: HeldReason };

/** The lines of a numbered document as the next subtraction reads them. */
export function issuedLinesOf(draft: StatementDraft, document: Pick<IssuedLine, 'number' | 'state' | 'replaces'>): readonly IssuedLine[] {
  const { doctor, creditor, convention, imputation, budgetYear, month } = draft;
  const scope = { doctor, creditor, convention, imputation, budgetYear };
  return draft.lines.flatMap((each) => {
    const { evidence, quantity, amount: _, ...line } = each;
    return evidence.map((half): IssuedLine => ({ ...document, month, scope, line, evidence: half, quantity: quantity < 0 ? -1 : 1 }));
  });
}

export function informationKeys(lines: readonly InformationLine[]): readonly string[] {
  return lines.flatMap(({ evidence, component }) => evidence.map(({ day, half }) => `${day}/${half}/${component}`));
}

export function keyOf({ line, evidence }: Pick<Half, 'line' | 'evidence'>): string {
  return `${evidence.day}/${evidence.half}/${line.component}`;
}
