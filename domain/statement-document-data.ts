import { isRehearsal, type Collectivity } from './collectivity';
import type { Instant, TimeZone } from './dates';
import type { DocumentSpec, FactsOf } from './decision';
import { childId, type DossierId, type StatementId } from './ids';
import type { Closing, ClosingEvent } from './closing-state';
import type { BankSnapshot, NumberedStatement } from './issued-statement';
import type { StatementDraft } from './statement-draft';

/** Who and where a document is about, as they are named on the day of its issue. */
export type DocumentNames = {
  readonly doctors: Readonly<Record<string, { readonly name: string; readonly rpps: string }>>;
  readonly sites: Readonly<Record<string, { readonly name: string; readonly zone: TimeZone }>>;
  /** by the opaque word that attestations keep */
  readonly attesters: Readonly<Record<string, string>>;
};

export const noNames: DocumentNames = { doctors: {}, sites: {}, attesters: {} };

/** the account as it stood at issue, in clear: it is on the document and nowhere else. */
export type OpenedAccount = { readonly iban: string; readonly bic: string | null; readonly holder: string | null };

/** All that the template of a statement may know, so that the same facts give the same bytes. */
export type StatementData = Omit<NumberedStatement, 'statement' | 'seq' | 'bankSnapshot'> &
  DocumentNames & {
    readonly collectivity: {
      readonly label: string;
      readonly service: string | null;
      readonly address: readonly string[];
      readonly siren: string;
      readonly zone: TimeZone;
      readonly payer: string;
      readonly bankMention: string | null;
      readonly accountant: string;
    };
    readonly account: OpenedAccount;
    readonly creditor: Pick<BankSnapshot, 'holderKind' | 'siret'> & { readonly thirdPartyNumber: string | null };
    readonly approval: { readonly name: string; readonly capacity: string | null; readonly at: Instant } | null;
    /** short references of days and engagements, by id */
    readonly references: Readonly<Record<string, string>>;
    readonly issuedAt: Instant;
    readonly specimen: boolean;
  };

type Facts = FactsOf<'month-closing'>;

/** A reference that fits on a line of paper and leads to one dossier: the API gives the same beside the id. */
export function shortReference(kind: 'SF' | 'ENG', id: DossierId, digestOf: Facts['digestOf']): string {
  return `${kind}-${digestOf(id).slice(0, 8).toUpperCase()}`;
}

export function referencesOf(
  { lines, information, cumulative }: StatementDraft,
  digestOf: Facts['digestOf'],
): Readonly<Record<string, string>> {
  const days = [...lines, ...information].flatMap(({ evidence }) =>
    evidence.map(({ day }) => [day, shortReference('SF', day, digestOf)] as const),
  );
  const engagements = cumulative.map(({ engagement }) => [engagement, shortReference('ENG', engagement, digestOf)] as const);
  return Object.fromEntries([...days, ...engagements]);
}

export function documentId(statement: StatementId): DossierId {
  return childId(statement, 'pdf');
}

/** a number and its document are saved together; the bytes are drawn after the commit. */
export function statementDocuments(event: ClosingEvent, state: Closing, facts: Facts): readonly DocumentSpec[] {
  if (event.type !== 'issued') return [];
  return event.rows.map((row) => ({
    id: documentId(row.statement),
    kind: 'statement',
    name: `${row.number}.pdf`,
    mediaType: 'application/pdf',
    data: statementData(row, state, facts),
  }));
}

/** who approved, by the name that the settings give to that user; a user without one is named by the key's own word. */
function approverOf(
  by: string,
  { approvers = [], signatories = [] }: Collectivity,
): { readonly name: string; readonly capacity: string | null } {
  const user = by.replace(/^user:/, '');
  const signatory = signatories.find(({ ref }) => ref === user);
  return { name: signatory?.name ?? approvers.find(({ ref }) => ref === user)?.name ?? user, capacity: signatory?.capacity ?? null };
}

export function statementData(row: NumberedStatement, { approval }: Closing, facts: Facts): StatementData {
  const { draft, number, dataHash, replaces, bankSnapshot } = row;
  const { collectivity, names, digestOf } = facts;
  const doctor = names.doctors[draft.doctor];
  const { label, address, siren, zone, accountant, statement: settings = {} } = collectivity;
  return {
    draft,
    number,
    dataHash,
    replaces,
    ...namesOf(draft, names),
    collectivity: {
      label,
      service: settings.service ?? null,
      address,
      siren,
      zone,
      payer: settings.payingOffice ?? label,
      bankMention: settings.bankMention ?? null,
      accountant: accountant.name,
    },
    account: accountOf(row, facts),
    creditor: {
      holderKind: bankSnapshot.holderKind,
      siret: bankSnapshot.siret,
      thirdPartyNumber: doctor === undefined ? null : (settings.thirdPartyNumbers?.[doctor.rpps] ?? null),
    },
    approval: approval === null ? null : { ...approverOf(approval.by, collectivity), at: approval.at },
    references: referencesOf(draft, digestOf),
    issuedAt: facts.now,
    specimen: isRehearsal(collectivity),
  };
}

/** A document names its own people and places, nobody else's. */
function namesOf({ doctor, lines, information }: StatementDraft, names: DocumentNames): DocumentNames {
  const shown = [...lines, ...information];
  const attesters = new Set(shown.flatMap(({ evidence }) => evidence.flatMap(({ attestedBy }) => attestedBy)));
  const sites = new Set<string>(shown.map(({ site }) => site));
  return {
    doctors: among(names.doctors, new Set([doctor])),
    sites: among(names.sites, sites),
    attesters: among(names.attesters, attesters),
  };
}

function among<T>(record: Readonly<Record<string, T>>, wanted: ReadonlySet<string>): Readonly<Record<string, T>> {
  return Object.fromEntries(Object.entries(record).filter(([key]) => wanted.has(key)));
}

function accountOf({ draft, bankSnapshot }: NumberedStatement, { openSealed }: Facts): OpenedAccount {
  if (openSealed === undefined) throw new Error('bank details cannot be opened here');
  return readAccount(openSealed(`creditor/${draft.creditor.id}`, bankSnapshot.sealed));
}

/** What the creditor's page sealed: the account, its bank's code and its holder. */
export function readAccount(text: string): OpenedAccount {
  const value: unknown = JSON.parse(text);
  if (typeof value !== 'object' || value === null || !('iban' in value) || typeof value.iban !== 'string')
    throw new Error('sealed bank details hold no account');
  const textOf = (name: string): string | null => {
    const found: unknown = Object.entries(value).find(([key]) => key === name)?.[1];
    return typeof found === 'string' && found !== '' ? found : null;
  };
  return { iban: value.iban, bic: textOf('bic'), holder: textOf('holder') };
}
