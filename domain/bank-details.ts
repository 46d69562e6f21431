import type { Instant } from './dates';
import type { EngagementId, PersonId } from './ids';

export const creditorStatuses = ['declared', 'effective', 'refused'] as const;
export type CreditorStatus = (typeof creditorStatuses)[number];
export const bankRefusals = ['call-back-failed', 'holder-mismatch', 'account-closed', 'other'] as const;
export type BankRefusal = (typeof bankRefusals)[number];

/** who holds the contract, the doctor or a company with its own SIRET. The IBAN is sealed before it comes here. */
export type BankDetails = {
  readonly sealed: string;
  readonly maskedIban: string;
  readonly holderKind: 'person' | 'company';
  readonly siret: string | null;
  readonly holderMatches: boolean;
  /** a SEPA account outside France, which no inner key vouches for */
  readonly foreign: boolean;
};
export type DeclaredDetails = BankDetails & { readonly version: number; readonly by: string; readonly at: Instant };

export type CreditorState = {
  readonly status: CreditorStatus;
  readonly engagement: EngagementId;
  readonly doctor: PersonId;
  readonly version: number;
  readonly effective: (DeclaredDetails & { readonly confirmedBy: string; readonly confirmedOn: Instant }) | null;
  readonly pending: DeclaredDetails | null;
  readonly refusal: { readonly reason: BankRefusal | 'silence'; readonly by: string; readonly at: Instant } | null;
  readonly reminded: readonly string[];
};

/** while details are changing, closings hold the payments of that creditor. */
export function isHeld({ effective, pending }: CreditorState): boolean {
  return effective === null || pending !== null;
}
