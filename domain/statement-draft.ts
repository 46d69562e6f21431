import type { CivilDate, Half, Instant, Month } from './dates';
import type { Json } from './decision';
import type { ConventionId, CreditorId, DayId, EngagementId, PersonId, SiteId } from './ids';
import { order } from './lists';
import { add, cents, type Cents, euroWords, sum, times, zero } from './money';
import type { Component, Payer } from './programme';

/** what is owed to the creditor, or what the creditor has to give back. Never both on one document. */
export const draftKinds = ['statement', 'overpayment'] as const;
export type DraftKind = (typeof draftKinds)[number];
export const lineKinds = ['service', 'arrears', 'correction'] as const;
export type LineKind = (typeof lineKinds)[number];

export type Imputation = NonNullable<Component['imputation']>;
export type CreditorRef = { readonly id: CreditorId; readonly version: number };
export type ConventionTerms = {
  readonly id: ConventionId;
  readonly number: string;
  readonly deliberation: string;
  readonly enforceableOn: CivilDate;
  /** whether an overpayment may be set off against a later statement */
  readonly offsetAllowed: boolean;
};

/** What one statement is about: two half-days that differ in any of these never share a document. */
export type Scope = {
  readonly doctor: PersonId;
  readonly creditor: CreditorRef;
  readonly convention: ConventionTerms;
  readonly imputation: Imputation;
  /** D.1617-23 CGCT, annual budget: the year of the service, not of the document */
  readonly budgetYear: number;
};

/** R-04, E-03: each half-day has its own proof, even when two make one line. */
export type Evidence = { readonly half: Half; readonly day: DayId; readonly attestedBy: readonly string[]; readonly attestedOn: Instant };

/** A component's half-days on one date at one site. */
export type InformationLine = {
  readonly engagement: EngagementId;
  readonly component: string;
  readonly label: string;
  readonly payer: Payer;
  readonly legalBasis: string;
  /** the text that sets the rate */
  readonly source: string;
  readonly date: CivilDate;
  readonly site: SiteId;
  readonly evidence: readonly Evidence[];
  readonly quantity: number;
  readonly unit: Cents;
  readonly amount: Cents;
};

export type StatementLine = InformationLine & {
  readonly kind: LineKind;
  /** number of the statement whose line this one corrects */
  readonly corrects: string | null;
};

/** what earlier statements of the engagement and budget year brought, by month of their closing. */
export type CumulativeMonth = { readonly month: Month; readonly issued: Cents; readonly acknowledged: Cents };
export type Cumulative = {
  readonly engagement: EngagementId;
  readonly budgetYear: number;
  readonly months: readonly CumulativeMonth[];
  readonly issued: Cents;
  readonly acknowledged: Cents;
  /** `issued` with the document at hand */
  readonly withThis: Cents;
};

export type StatementDraft = Scope & {
  readonly kind: DraftKind;
  readonly month: Month;
  readonly lines: readonly StatementLine[];
  /** what another pays for the same days; never in the net */
  readonly information: readonly InformationLine[];
  readonly subtotals: Readonly<Record<LineKind, Cents>>;
  readonly informationTotal: Cents;
  readonly net: Cents;
  /** the net in words; of an overpayment, the sum to give back */
  readonly words: string;
  readonly cumulative: readonly Cumulative[];
};

export type DraftParts = {
  readonly kind: DraftKind;
  readonly month: Month;
  readonly lines: readonly StatementLine[];
  readonly information: readonly InformationLine[];
  readonly cumulative: readonly Cumulative[];
};

export function sumOf(lines: readonly { readonly amount: Cents }[]): Cents {
  return sum(lines.map(({ amount }) => amount));
}

/** The one place where a document is added up: PDF, table, mail and API show what is computed here. */
export function draftOf(
  { doctor, creditor, convention, imputation, budgetYear }: Scope,
  { kind, month, lines, information, cumulative }: DraftParts,
): StatementDraft {
  const net = sumOf(lines);
  const of = (wanted: LineKind): Cents => sumOf(lines.filter((line) => line.kind === wanted));
  const subtotals = { service: of('service'), arrears: of('arrears'), correction: of('correction') };
  const scope = { doctor, creditor, convention, imputation, budgetYear };
  return {
    ...scope,
    kind,
    month,
    lines,
    information,
    subtotals,
    informationTotal: sumOf(information),
    net,
    words: amountInWords(net),
    cumulative,
  };
}

export function amountInWords(net: Cents): string {
  return euroWords(cents(Math.abs(net)));
}

export type DraftFault = 'line-amount' | 'net' | 'subtotals' | 'words' | 'sign' | 'payer' | 'empty';

/** figures, words and lines say the same sum: nobody else's money in the net, no negative net sent to pay. */
export function draftFaults(draft: StatementDraft): readonly DraftFault[] {
  const { lines, information, subtotals } = draft;
  const checks: readonly (readonly [fault: DraftFault, holds: boolean])[] = [
    ['line-amount', [...lines, ...information].every(({ unit, quantity, amount }) => times(unit, quantity) === amount)],
    ['net', sumOf(lines) === draft.net],
    [
      'subtotals',
      add(subtotals.service, subtotals.arrears, subtotals.correction) === draft.net && sumOf(information) === draft.informationTotal,
    ],
    ['words', amountInWords(draft.net) === draft.words],
    ['sign', draft.kind === 'statement' ? draft.net >= 0 : draft.net < 0],
    ['payer', lines.every(({ payer }) => payer === 'collectivity') && information.every(({ payer }) => payer !== 'collectivity')],
    ['empty', lines.length > 0],
  ];
  return checks.filter(([, holds]) => !holds).map(([fault]) => fault);
}

/** What an approver looks at: the documents of a PROJET in five figures. */
export type Totals = {
  readonly count: number;
  readonly netCents: Cents;
  readonly overpaymentCents: Cents;
  readonly informationCents: Cents;
  readonly held: number;
};

export const noTotals: Totals = { count: 0, netCents: zero, overpaymentCents: zero, informationCents: zero, held: 0 };

/** Parts of a month add up to it. */
export function plusTotals(a: Totals, b: Totals): Totals {
  return {
    count: a.count + b.count,
    netCents: add(a.netCents, b.netCents),
    overpaymentCents: add(a.overpaymentCents, b.overpaymentCents),
    informationCents: add(a.informationCents, b.informationCents),
    held: a.held + b.held,
  };
}

export function sameTotals(a: Totals, b: Totals): boolean {
  return (
    a.count === b.count &&
    a.netCents === b.netCents &&
    a.overpaymentCents === b.overpaymentCents &&
    a.informationCents === b.informationCents &&
    a.held === b.held
  );
}

/** The same text for the same documents, whatever the order of keys: what a digest is taken of. */
export function canonicalJson(value: Json): string {
  if (value === null || typeof value !== 'object') return JSON.stringify(value);
  if (isList(value)) return `[${value.map(canonicalJson).join(',')}]`;
  const fields = Object.keys(value)
    .toSorted(order)
    .map((key) => `${JSON.stringify(key)}:${canonicalJson(value[key] ?? null)}`);
  return `{${fields.join(',')}}`;
}

/** What was approved. The cumulative block is left out: an acknowledgement of last month must not undo this month's approval. */
export function draftText(draft: StatementDraft): string {
  return canonicalJson({ ...draft, cumulative: [] });
}

export function draftsFingerprint(drafts: readonly StatementDraft[]): string {
  return fingerprint(drafts.map(draftText));
}

function fingerprint(texts: readonly string[]): string {
  return `[${texts.join(',')}]`;
}

const fingerprintedAtOnce = 100;

/** The digests of the hundreds that are full, and the texts of the next one. */
export type PartDigests = { readonly full: readonly string[]; readonly texts: readonly string[] };
export const noDigests: PartDigests = { full: [], texts: [] };

/** Of many documents no text is made of the whole: the digest is that of their parts'. */
export function addTexts(known: PartDigests, more: readonly string[], digestOf: (text: string) => string): PartDigests {
  const texts = [...known.texts, ...more];
  const full = [...known.full];
  while (texts.length > fingerprintedAtOnce) full.push(digestOf(fingerprint(texts.splice(0, fingerprintedAtOnce))));
  return { full, texts };
}

export function digestOfParts({ full, texts }: PartDigests, digestOf: (text: string) => string): string {
  const last = digestOf(fingerprint(texts));
  return full.length === 0 ? last : digestOf([...full, last].join('\n'));
}

export function draftsDigest(drafts: readonly StatementDraft[], digestOf: (text: string) => string): string {
  return digestOfParts(addTexts(noDigests, drafts.map(draftText), digestOf), digestOf);
}

function isList(value: Json): value is readonly Json[] {
  return Array.isArray(value);
}
