import type { Instant } from './dates';
import type { Refusal } from './decision';
import { siret as siretOf } from './identifiers';
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
  /** its legal name, as the register has it; null when the doctor is the creditor */
  readonly companyName: string | null;
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

/** who is paid has a name and a number of its own; a number that its key denies is nobody's. */
export function companyFaults({ holderKind, companyName, siret }: BankDetails): readonly (Refusal | null)[] {
  if (holderKind === 'person') return [];
  const number = siret === null ? null : siretOf(siret);
  return [
    companyName === null || companyName.trim() === '' ? { code: 'company-name-missing', field: '/companyName' } : null,
    number === null ? { code: 'siret-missing', field: '/siret' } : null,
    number === null || number.ok ? null : { code: number.code, field: '/siret' },
  ];
}

/** Forms of company and little words, which a bank shortens or leaves out; titles of a doctor too. */
const unsaid =
  'SEL SELARL SELARLU SELEURL SELAS SELASU SELAFA SELCA SCP SCM SARL EURL SAS SASU SPFPL SOCIETE DR DOCTEUR DOCTEURE DOCTEURS DU DE DES D LA LE LES L ET A';

function companyWords(name: string): string {
  const words = name
    .normalize('NFD')
    .replace(/\p{M}/gu, '')
    .toUpperCase()
    .replaceAll('Œ', 'OE')
    .split(/[^A-Z0-9]+/)
    .filter((word) => word !== '');
  const said = words.filter((word) => !unsaid.split(' ').includes(word));
  return (said.length === 0 ? words : said).toSorted().join(' ');
}

/** E-14: the account of the doctor's own company, whichever way the bank writes its form: nothing to pass over. */
export function holderIsCompany(holder: string, companyName: string): boolean {
  return companyWords(holder) === companyWords(companyName);
}

/** while details are changing, closings hold the payments of that creditor. */
export function isHeld({ effective, pending }: CreditorState): boolean {
  return effective === null || pending !== null;
}
