import type { DeclaredDetails } from './bank-details';
import type { CivilDate, Instant } from './dates';
import type { DossierId, StatementId } from './ids';
import { issuedLinesOf, type IssuedLine, type IssuedState } from './liquidation-facts';
import { draftFaults, type StatementDraft } from './statement-draft';

export const statementStatuses = ['issued', 'acknowledged', 'rejected', 'replaced', 'contested'] as const;
export type StatementStatus = (typeof statementStatuses)[number];
/** E-19: a missing piece completes the same document; wrong content takes a new number. */
export const rejectionKinds = ['missing-piece', 'wrong-content'] as const;
export type RejectionKind = (typeof rejectionKinds)[number];

/** the bank details of the moment of issue; the account itself is sealed, and opened for the document only. */
export type BankSnapshot = Pick<DeclaredDetails, 'sealed' | 'maskedIban' | 'holderKind' | 'siret' | 'version'>;

/** a document as its closing numbers it. */
export type NumberedStatement = {
  readonly statement: StatementId;
  readonly number: string;
  readonly seq: number;
  readonly draft: StatementDraft;
  readonly bankSnapshot: BankSnapshot;
  readonly dataHash: string;
  readonly replaces: string | null;
};

/** E-19: what was missing, as the administrator names it; its file, unless it went to the accountant by another way. */
export type AddedPiece = { readonly label: string; readonly document: DossierId | null };

/** Everything that the document shows, save names: they are the persons' and the sites' rows. */
export type IssuedStatement = NumberedStatement['draft'] &
  Omit<NumberedStatement, 'draft' | 'statement'> & {
    readonly status: StatementStatus;
    readonly closing: DossierId;
    readonly issuedOn: CivilDate;
    readonly replacedBy: readonly string[];
    /** of an overpayment, `paymentOrder` is the number of the recovery order */
    readonly acknowledgement: { readonly paymentOrder: string; readonly on: CivilDate; readonly by: string } | null;
    readonly rejection: { readonly reason: string; readonly kind: RejectionKind; readonly by: string; readonly at: Instant } | null;
    readonly pieces: readonly AddedPiece[];
    readonly contest: {
      readonly reason: string;
      readonly by: string;
      readonly at: Instant;
      readonly answer: string | null;
      /** the document was wrong: it is replaced, or the next one corrects it */
      readonly granted: boolean;
    } | null;
  };

/** A statement is born of its closing, which writes this row in its own transaction. */
export function issueStatement(
  { draft, number, seq, bankSnapshot, dataHash, replaces }: Omit<NumberedStatement, 'statement'>,
  closing: DossierId,
  issuedOn: CivilDate,
): IssuedStatement {
  const faults = draftFaults(draft);
  if (faults.length > 0) throw new RangeError(`${number} does not add up: ${faults.join(', ')}`);
  return {
    ...draft,
    number,
    seq,
    bankSnapshot,
    dataHash,
    replaces,
    closing,
    issuedOn,
    status: 'issued',
    replacedBy: [],
    acknowledgement: null,
    rejection: null,
    pieces: [],
    contest: null,
  };
}

/** What the next subtraction reads of this document. */
export function issuedLines(statement: IssuedStatement): readonly IssuedLine[] {
  const { number, replaces } = statement;
  return issuedLinesOf(statement, { number, replaces, state: issuedState(statement) });
}

/** A contest changes nothing in what was issued or paid. */
export function issuedState({ status, acknowledgement }: IssuedStatement): IssuedState {
  if (status !== 'contested') return status;
  return acknowledgement === null ? 'issued' : 'acknowledged';
}
