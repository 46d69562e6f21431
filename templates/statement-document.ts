import type { CivilDate, Instant, Month, TimeZone } from '../domain/dates';
import type { Cents } from '../domain/money';
import type { CumulativeMonth, LineKind } from '../domain/statement-draft';

/** Who sends a document: the label is a setting, not « Département » by rule. */
export type Letterhead = {
  readonly label: string;
  readonly service: string | null;
  readonly address: readonly string[];
  readonly siren: string;
};

/** What every document says of its own making. */
export type Provenance = {
  readonly generatedAt: Instant;
  /** The collectivity's, in which the hours of this document are told. */
  readonly zone: TimeZone;
  readonly engine: string;
  /** SHA-256 of the data in hexadecimal: a file cannot hold its own. */
  readonly dataHash: string;
  /** E-40: a rehearsal's document is told from a real one on every page. */
  readonly specimen: boolean;
  readonly draft: boolean;
};

export type StatementKind =
  | { readonly type: 'statement' }
  | { readonly type: 'corrective'; readonly replaces: string }
  /** what was paid in excess, to be recovered by a recovery order. */
  | { readonly type: 'overpayment'; readonly corrects: string | null };

export type DocumentLine = {
  readonly kind: LineKind;
  /** number of the statement whose line this one corrects */
  readonly corrects: string | null;
  readonly date: CivilDate;
  readonly site: string;
  /** Only where the site's clocks are not the collectivity's. */
  readonly zone: TimeZone | null;
  /** « matin », « après-midi », « journée » */
  readonly halves: string;
  /** In half-days; negative in a correction. */
  readonly quantity: number;
  readonly unit: Cents;
  readonly amount: Cents;
  /** the text that set this rate. */
  readonly legalReference: string;
  readonly attestedBy: string;
  readonly attestedOn: CivilDate;
  readonly evidenceId: string;
};

/** what somebody else pays for the same days; it enters no sum of this document. */
export type DocumentInformation = {
  readonly payer: string;
  readonly label: string;
  readonly quantity: number;
  readonly unit: Cents;
  readonly amount: Cents;
};

/** of one engagement and year, before this statement and with it; a rejected statement counts in neither. */
export type DocumentCumulative = {
  readonly engagement: string;
  readonly budgetYear: number;
  readonly months: readonly CumulativeMonth[];
  readonly issued: Cents;
  readonly acknowledged: Cents;
  readonly withThis: Cents;
};

export type StatementDocument = Provenance & {
  readonly letterhead: Letterhead;
  readonly kind: StatementKind;
  /** Null on a draft: only an issued statement takes a number. */
  readonly number: string | null;
  readonly month: Month;
  /** The budget year of the service, which the number's year does not tell. */
  readonly budgetYear: number;
  readonly chapter: string;
  readonly account: string;
  readonly budgetCommitment: string;
  readonly convention: string;
  readonly deliberation: { readonly reference: string; readonly enforceableOn: CivilDate };
  readonly creditor: {
    readonly name: string;
    readonly legalForm: string | null;
    readonly siret: string;
    /** « numéro de tiers » in the finance software */
    readonly thirdPartyNumber: string | null;
    /** as it stood at issue. On a copy the caller gives it already masked. */
    readonly iban: string;
    readonly bic: string | null;
    readonly accountHolder: string;
  };
  readonly copy: boolean;
  readonly doctor: { readonly name: string; readonly rpps: string };
  readonly lines: readonly DocumentLine[];
  readonly subtotals: Readonly<Record<LineKind, Cents>>;
  /** half-days of all lines */
  readonly quantity: number;
  readonly net: Cents;
  /** The net without its sign, in words. */
  readonly netInWords: string;
  readonly information: readonly DocumentInformation[];
  readonly informationTotal: Cents;
  readonly cumulative: readonly DocumentCumulative[];
  readonly payer: string;
  /** How the payer pays: « Virement par la paierie départementale ». */
  readonly bankMention: string;
  readonly approval: { readonly name: string; readonly capacity: string; readonly at: Instant } | null;
};
