import { iban, maskIban } from '../domain/bank-identifiers';
import { dateIn, later, type CivilDate, type Instant, type Month, type TimeZone } from '../domain/dates';
import type { Cents } from '../domain/money';
import type { Payer } from '../domain/programme';
import type { StatementData } from '../domain/statement-document-data';
import { groupBy } from '../domain/lists';
import { sumOf, type CumulativeMonth, type LineKind } from '../domain/statement-draft';
import { engine } from './engine';

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
    readonly siret: string | null;
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

const payers: Readonly<Record<Payer, string>> = {
  cpam: 'Caisse primaire d’assurance maladie',
  ars: 'Agence régionale de santé',
  epci: 'Intercommunalité',
  collectivity: 'Collectivité',
};

/** The words of a document around the facts that its closing saved. A copy hides the account and keeps the number. */
export function statementDocument(data: StatementData, { copy = false }: { readonly copy?: boolean } = {}): StatementDocument {
  const { draft, number, collectivity, approval, issuedAt, dataHash, specimen } = data;
  const { imputation, convention } = draft;
  const doctor = data.doctors[draft.doctor] ?? { name: '', rpps: '' };
  return {
    letterhead: { label: collectivity.label, service: collectivity.service, address: collectivity.address, siren: collectivity.siren },
    kind: kindOf(data),
    number,
    month: draft.month,
    budgetYear: draft.budgetYear,
    ...imputation,
    convention: convention.number,
    deliberation: { reference: convention.deliberation, enforceableOn: convention.enforceableOn },
    creditor: creditorOf(data, doctor.name, copy),
    copy,
    doctor,
    lines: draft.lines.map((line) => lineOf(line, data)),
    subtotals: draft.subtotals,
    quantity: draft.lines.reduce((sum, { quantity }) => sum + quantity, 0),
    net: draft.net,
    netInWords: draft.words,
    information: informationOf(draft),
    informationTotal: draft.informationTotal,
    cumulative: draft.cumulative.map((each) => ({ ...each, engagement: data.references[each.engagement] ?? each.engagement })),
    payer: collectivity.payer,
    bankMention: collectivity.bankMention ?? `virement par le comptable public (${collectivity.accountant})`,
    approval: approval === null ? null : { ...approval, capacity: approval.capacity ?? 'pour la collectivité' },
    generatedAt: issuedAt,
    zone: collectivity.zone,
    engine,
    dataHash,
    specimen,
    draft: false,
  };
}

function kindOf({ draft, replaces }: StatementData): StatementKind {
  if (draft.kind === 'statement') return replaces === null ? { type: 'statement' } : { type: 'corrective', replaces };
  const [first, ...others] = new Set(draft.lines.map(({ corrects }) => corrects));
  return { type: 'overpayment', corrects: others.length > 0 ? null : (first ?? null) };
}

function creditorOf({ account, creditor }: StatementData, doctor: string, copy: boolean): StatementDocument['creditor'] {
  const holder = account.holder ?? doctor;
  return {
    name: creditor.holderKind === 'company' ? holder : doctor,
    legalForm: null,
    siret: creditor.siret,
    thirdPartyNumber: creditor.thirdPartyNumber,
    iban: copy ? masked(account.iban) : account.iban,
    bic: copy ? null : account.bic,
    accountHolder: holder,
  };
}

function masked(text: string): string {
  const read = iban(text);
  return read.ok ? maskIban(read.value) : '••••';
}

function lineOf({ evidence, ...line }: StatementData['draft']['lines'][number], data: StatementData): DocumentLine {
  const { kind, corrects, date, quantity, unit, amount } = line;
  const site = data.sites[line.site];
  const zone = data.collectivity.zone;
  const by = new Set(evidence.flatMap(({ attestedBy }) => attestedBy));
  const on = evidence.map(({ attestedOn }) => attestedOn).reduce(later);
  const [first] = evidence;
  return {
    kind,
    corrects,
    date,
    quantity,
    unit,
    amount,
    site: site?.name ?? line.site,
    zone: site === undefined || site.zone === zone ? null : site.zone,
    halves: evidence.length > 1 ? 'journée' : first?.half === 'morning' ? 'matin' : 'après-midi',
    legalReference: `${line.source} (${line.legalBasis})`,
    attestedBy: [...by].map((ref) => data.attesters[ref] ?? attester(ref)).join(', '),
    attestedOn: dateIn(on, zone),
    evidenceId: [...new Set(evidence.map(({ day }) => data.references[day] ?? day))].join(', '),
  };
}

/** Somebody of the collectivity is known by the name of a key; a contact who left the site, by nothing but a reference. */
function attester(ref: string): string {
  return ref.startsWith('user:') ? `agent ${ref.slice('user:'.length)}` : ref;
}

/** what each other payer brings for these days, by rate. */
function informationOf({ information }: StatementData['draft']): readonly DocumentInformation[] {
  return [...groupBy(information, ({ payer, component, unit }) => `${payer}/${component}/${unit}`).values()].map((same) => {
    const [{ payer, label, unit }] = same;
    return {
      payer: payers[payer],
      label,
      unit,
      quantity: same.reduce((sum, { quantity }) => sum + quantity, 0),
      amount: sumOf(same),
    };
  });
}
