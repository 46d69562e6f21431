import { holderIsCompany, type BankDetails } from '../domain/bank-details';
import { accountHolder, bic, iban, maskIban } from '../domain/bank-identifiers';
import type { CreditorAction } from '../domain/creditor';
import { siret, type Checked } from '../domain/identifiers';
import { childId, type CreditorId, type EngagementId } from '../domain/ids';
import { sealText, type Keyring } from '../runtime/sealing';

export function creditorIdOf(engagement: EngagementId): CreditorId {
  return childId('cre', engagement);
}

export const holderKinds = ['person', 'company'] as const satisfies readonly BankDetails['holderKind'][];
/** As somebody typed them; `null` where nothing was chosen. */
export type TypedDetails = {
  readonly holderKind: BankDetails['holderKind'] | null;
  readonly holder: string;
  readonly companyName: string;
  readonly siret: string;
  readonly iban: string;
  readonly bic: string;
};
/** The code of what is wrong, by field. */
export type DetailFaults = Readonly<Record<string, string>>;
export type ReadDetails =
  | { readonly ok: true; readonly action: Extract<CreditorAction, { readonly type: 'declare' }> }
  | { readonly ok: false; readonly faults: DetailFaults };

type Read = { readonly faults: Record<string, string>; readonly warnings: string[] };

/** What was left empty is asked for; only what was typed can be mistyped. */
function keepTyped<T extends string>(
  read: Read,
  name: string,
  text: string,
  check: (text: string) => Checked<T, string, string>,
  missing = 'text-missing',
): T | null {
  if (text.trim() !== '') return keep(read, name, check(text));
  read.faults[name] = missing;
  return null;
}

/** The value of a checked field; its fault beside the field, its doubts kept. */
function keep<T extends string>(read: Read, name: string, checked: Checked<T, string, string>): T | null {
  if (!checked.ok) {
    read.faults[name] = checked.code;
    return null;
  }
  read.warnings.push(...checked.warnings);
  return checked.value;
}

/** a company is the creditor under its own name and SIRET; the account must be its own. */
function readCompany(read: Read, typed: TypedDetails): Pick<BankDetails, 'companyName' | 'siret'> {
  if (typed.holderKind !== 'company') return { companyName: null, siret: null };
  const companyName = typed.companyName.replace(/\s+/g, ' ').trim();
  if (companyName === '') read.faults['companyName'] = 'company-name-missing';
  return { companyName, siret: keepTyped(read, 'siret', typed.siret, siret, 'siret-missing') };
}

/** every field is read, so that all faults show at once. The account is sealed before it becomes a command: no history, no log and no journal ever holds it. */
export function readDetails(
  typed: TypedDetails,
  of: { readonly engagement: EngagementId; readonly doctor: string },
  keyring: Keyring,
): ReadDetails {
  const { holderKind } = typed;
  const read: Read = { faults: {}, warnings: [] };
  if (holderKind === null) read.faults['holderKind'] = 'choice-missing';
  const company = readCompany(read, typed);
  const holder = keepTyped(read, 'holder', typed.holder, (text) => accountHolder(text, of.doctor));
  const account = keepTyped(read, 'iban', typed.iban, iban);
  const code = typed.bic === '' ? null : keep(read, 'bic', bic(typed.bic, account ?? undefined));
  if (holderKind === null || holder === null || account === null || Object.keys(read.faults).length > 0)
    return { ok: false, faults: read.faults };
  const { companyName } = company;
  const details = {
    ...company,
    maskedIban: maskIban(account),
    holderKind,
    holderMatches: companyName === null ? !read.warnings.includes('holder-differs') : holderIsCompany(holder, companyName),
    foreign: read.warnings.includes('iban-foreign'),
  };
  const sealed = sealText(keyring, JSON.stringify({ iban: account, bic: code, holder }), `creditor/${creditorIdOf(of.engagement)}`);
  return { ok: true, action: { type: 'declare', engagement: of.engagement, sealed, ...details } };
}
