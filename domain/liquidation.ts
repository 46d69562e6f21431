import { cumulativeOf, type PaidSum } from './cumulative';
import { compareHalfDays, lastDay, monthOf, yearOf, type CivilDate, type HalfDay, type Instant, type Month } from './dates';
import type { CreditorId, DayId, EngagementId, PersonId, SiteId } from './ids';
import { add, subtract, times, zero, type Cents } from './money';
import { rateOn, type Component, type Rate } from './programme';
import {
  canonicalJson,
  draftOf,
  groupBy,
  order,
  sumOf,
  type ConventionTerms,
  type CreditorRef,
  type Evidence,
  type InformationLine,
  type LineKind,
  type Scope,
  type StatementDraft,
  type StatementLine,
  type Totals,
} from './statement-draft';

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

type Half = {
  readonly doctor: PersonId;
  readonly line: Omit<StatementLine, 'evidence' | 'quantity' | 'amount'>;
  readonly evidence: Evidence;
  readonly quantity: 1 | -1;
};
type Owed = Half & { readonly terms: Terms; readonly imputation: Component['imputation'] };
type Piece = Half & { readonly scope: Scope };
type Stopped = Half & { readonly reason: HeldReason };

/** D8: owed, less what documents in force already brought, per half-day and component. */
export function liquidate(input: LiquidationInput): Liquidation {
  return liquidationOf(input, () => true);
}

/** « Annule et remplace »: the half-days of that document, counted again as if it had never been. `input.month` is the month of its closing. */
export function replacementOf(input: LiquidationInput, number: string): Liquidation {
  const halfOf = (day: DayId, half: Evidence['half']): string => `${day}/${half}`;
  const its = new Set(input.issued.filter((line) => line.number === number).map(({ evidence }) => halfOf(evidence.day, evidence.half)));
  const issued = input.issued.map((line): IssuedLine => (line.number === number ? { ...line, state: 'replaced' } : line));
  const attested = input.attested.filter(({ day, half }) => its.has(halfOf(day, half)));
  return liquidationOf({ ...input, attested, issued }, ({ day, half }) => its.has(halfOf(day, half)));
}

function liquidationOf(input: LiquidationInput, isWanted: (evidence: Evidence) => boolean): Liquidation {
  const { owed, informative } = owedBy(input);
  const { pieces, stopped } = differences(owed, input, isWanted);
  const { groups, withheld } = grouped(pieces, input);
  return { ...drawn(groups, informative, input), held: heldEntries([...stopped, ...withheld]) };
}

/** The five figures of a PROJET. */
export function controlTotals({ drafts, information, held }: Liquidation): Totals {
  const net = (kind: StatementDraft['kind']): Cents => add(...drafts.filter((draft) => draft.kind === kind).map((draft) => draft.net));
  const informed = add(...drafts.map(({ informationTotal }) => informationTotal), ...information.map(({ total }) => total));
  return {
    count: drafts.length,
    netCents: net('statement'),
    overpaymentCents: net('overpayment'),
    informationCents: informed,
    held: held.length,
  };
}

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

function keyOf({ line, evidence }: Pick<Half, 'line' | 'evidence'>): string {
  return `${evidence.day}/${evidence.half}/${line.component}`;
}

/** the rate of the day worked, whatever the day of the closing. */
function owedBy(input: LiquidationInput): { readonly owed: ReadonlyMap<string, Owed>; readonly informative: readonly Half[] } {
  const owed = new Map<string, Owed>();
  const informative = new Map<string, Half>();
  const informed = new Set(input.informed);
  for (const half of input.attested) {
    if (half.date > lastDay(input.month)) continue;
    const terms = input.terms[half.engagement];
    if (terms === undefined) throw new RangeError(`attested without terms: engagement ${half.engagement}`);
    for (const component of terms.components) {
      const rate = rateOn(component, half.date);
      if (rate === null) continue;
      const item = owedHalf(half, component, rate, input.month);
      if (component.payer === 'collectivity') owed.set(keyOf(item), { ...item, terms, imputation: component.imputation });
      else if (!informed.has(keyOf(item))) informative.set(keyOf(item), item);
    }
  }
  return { owed, informative: [...informative.values()] };
}

function owedHalf(half: AttestedHalf, component: Component, rate: Rate, month: Month): Half {
  const { doctor, engagement, date, site, day, attestedBy, attestedOn } = half;
  const { key, label, payer, legalBasis } = component;
  const kind: LineKind = monthOf(date) === month ? 'service' : 'arrears';
  const line = {
    kind,
    engagement,
    component: key,
    label,
    payer,
    legalBasis,
    source: rate.source,
    date,
    site,
    unit: rate.halfDay,
    corrects: null,
  };
  return { doctor, line, evidence: { half: half.half, day, attestedBy, attestedOn }, quantity: 1 };
}

/** A rejected document holds its half-days still until it is completed or replaced: they are neither paid by another way nor claimed back. */
function inForce(
  { issued, month }: LiquidationInput,
  isWanted: (evidence: Evidence) => boolean,
): { readonly brought: ReadonlyMap<string, readonly IssuedLine[]>; readonly frozen: ReadonlySet<string> } {
  const replaced = new Set(issued.map(({ replaces }) => replaces));
  const live = issued.filter(
    ({ state, number, line, evidence }) =>
      state !== 'replaced' && !replaced.has(number) && line.date <= lastDay(month) && isWanted(evidence),
  );
  const brought = groupBy(live, keyOf);
  return { brought, frozen: new Set(live.filter(({ state }) => state === 'rejected').map(keyOf)) };
}

function differences(
  owed: ReadonlyMap<string, Owed>,
  input: LiquidationInput,
  isWanted: (evidence: Evidence) => boolean,
): { readonly pieces: readonly Piece[]; readonly stopped: readonly Stopped[] } {
  const { brought, frozen } = inForce(input, isWanted);
  const pieces: Piece[] = [];
  const stopped: Stopped[] = [];
  for (const key of new Set([...owed.keys(), ...brought.keys()])) {
    if (frozen.has(key)) continue;
    const found = difference(owed.get(key), brought.get(key) ?? [], input);
    if (found === null) continue;
    if ('reason' in found) stopped.push(found);
    else pieces.push(found);
  }
  return { pieces, stopped };
}

function difference(due: Owed | undefined, lines: readonly IssuedLine[], input: LiquidationInput): Piece | Stopped | null {
  const already = add(...lines.map(({ line, quantity }) => times(line.unit, quantity)));
  const missing = subtract(due?.line.unit ?? zero, already);
  if (missing === 0) return null;
  const last = lines.at(-1);
  if (due !== undefined && missing > 0) {
    const { terms, imputation, ...half } = due;
    const line =
      already === 0 || last === undefined ? due.line : { ...due.line, kind: 'correction' as const, unit: missing, corrects: last.number };
    return placed({ ...half, line }, terms, imputation);
  }
  if (last === undefined) return null;
  const { doctor } = last.scope;
  const scope = { ...last.scope, convention: input.terms[last.line.engagement]?.convention ?? last.scope.convention };
  const corrected = { kind: 'correction', corrects: last.number } as const;
  return due === undefined
    ? { doctor, scope, line: { ...last.line, ...corrected, unit: already }, evidence: last.evidence, quantity: -1 }
    : { doctor, scope, line: { ...due.line, ...corrected, unit: missing }, evidence: due.evidence, quantity: 1 };
}

/** without a legal basis, a source and an imputation nothing enters a statement; R-14: the creditor is the one of the day worked. */
function placed(half: Half, { convention, creditors }: Terms, imputation: Component['imputation']): Piece | Stopped {
  const { line, doctor } = half;
  if (imputation === null || [line.legalBasis, line.source, imputation.account].some((text) => text.trim() === ''))
    return { ...half, reason: 'component-incomplete' };
  const creditor = creditors.filter(({ from }) => from <= line.date).toSorted((a, b) => order(b.from, a.from))[0];
  if (creditor === undefined) return { ...half, reason: 'creditor-missing' };
  const { id, version } = creditor;
  return { ...half, scope: { doctor, creditor: { id, version }, convention, imputation, budgetYear: yearOf(line.date) } };
}

type Group = { readonly kind: StatementDraft['kind']; readonly scope: Scope; readonly lines: readonly StatementLine[] };

/** The creditor's version is no part of it: details of the same account corrected in mid-month do not make two documents. */
function scopeKey({ doctor, convention, budgetYear, imputation, creditor }: Scope): string {
  return canonicalJson([doctor, convention.id, budgetYear, imputation, creditor.id]);
}

function grouped(
  pieces: readonly Piece[],
  { blocked }: LiquidationInput,
): { readonly groups: readonly Group[]; readonly withheld: readonly Stopped[] } {
  const groups: Group[] = [];
  const withheld: Stopped[] = [];
  const byScope = [...groupBy(pieces, ({ scope }) => scopeKey(scope))].toSorted(([a], [b]) => order(a, b));
  for (const [, all] of byScope) {
    const scope = newestScope(all);
    const stopped = blocked.includes(scope.creditor.id)
      ? all.filter(({ line, quantity }) => scope.convention.offsetAllowed || times(line.unit, quantity) > 0)
      : [];
    withheld.push(...stopped.map((piece) => ({ ...piece, reason: 'creditor-pending' as const })));
    groups.push(...documentsOf(scope, merged(all.filter((piece) => !stopped.includes(piece)))));
  }
  return { groups, withheld };
}

function newestScope([first, ...others]: readonly [Piece, ...Piece[]]): Scope {
  return others.reduce((newest, { scope }) => (scope.creditor.version > newest.creditor.version ? scope : newest), first.scope);
}

/** a negative net is never sent to pay; without an agreed offset, negative lines leave the statement one by one. */
function documentsOf(scope: Scope, lines: readonly StatementLine[]): readonly Group[] {
  const whole = { kind: sumOf(lines) < 0 ? 'overpayment' : 'statement', scope, lines } as const;
  const split = (['statement', 'overpayment'] as const).map((kind) => ({
    kind,
    scope,
    lines: lines.filter(({ amount }) => (kind === 'overpayment') === amount < 0),
  }));
  return (scope.convention.offsetAllowed ? [whole] : split).filter((group) => group.lines.length > 0);
}

/** Two halves of one date at one site and rate make one line. */
function merged(halves: readonly Half[]): readonly StatementLine[] {
  const sorted = halves.toSorted(
    (a, b) =>
      compareHalfDays({ date: a.line.date, half: a.evidence.half }, { date: b.line.date, half: b.evidence.half }) ||
      order(a.line.site, b.line.site) ||
      order(a.line.component, b.line.component) ||
      order(keyOf(a), keyOf(b)),
  );
  const alike = groupBy(sorted, ({ doctor, line, quantity }) => canonicalJson([doctor, line, quantity]));
  return [...alike.values()].map((same): StatementLine => {
    const [first] = same;
    const quantity = same.length * first.quantity;
    return { ...first.line, evidence: same.map(({ evidence }) => evidence), quantity, amount: times(first.line.unit, quantity) };
  });
}

/** D7: information goes with the first statement of the same doctor, convention and year; without one, it goes to the monthly mail alone. */
function drawn(
  groups: readonly Group[],
  informative: readonly Half[],
  input: LiquidationInput,
): Pick<Liquidation, 'drafts' | 'information'> {
  const left = new Map(
    groupBy(informative, (half) => carrierKey(half.doctor, input.terms[half.line.engagement]?.convention.id ?? '', yearOf(half.line.date))),
  );
  const paid = paidByEngagement(input);
  const drafts = groups.map(({ kind, scope, lines }) => {
    const carrier = carrierKey(scope.doctor, scope.convention.id, scope.budgetYear);
    const carried = kind === 'statement' ? (left.get(carrier) ?? []) : [];
    if (kind === 'statement') left.delete(carrier);
    return draftOf(scope, {
      kind,
      month: input.month,
      lines,
      information: informationOf(carried),
      cumulative: recalled(scope, lines, paid, input.month),
    });
  });
  const information = [...groupBy([...left.values()].flat(), ({ doctor }) => doctor)]
    .toSorted(([a], [b]) => order(a, b))
    .map(([, halves]): InformationEntry => {
      const lines = informationOf(halves);
      return { doctor: halves[0].doctor, lines, total: sumOf(lines) };
    });
  return { drafts, information };
}

function carrierKey(doctor: PersonId, convention: string, year: number): string {
  return canonicalJson([doctor, convention, year]);
}

function informationOf(halves: readonly Half[]): readonly InformationLine[] {
  return merged(halves).map((each) => {
    const { kind: _, corrects: __, ...line } = each;
    return line;
  });
}

/** the documents of one closing count one after the other, so that issuing them in several goes changes none of them. */
function recalled(scope: Scope, lines: readonly StatementLine[], paid: Map<string, PaidSum[]>, month: Month): StatementDraft['cumulative'] {
  return [...groupBy(lines, ({ engagement }) => engagement)].map(([key, its]) => {
    const { engagement } = its[0];
    const earlier = paid.get(key) ?? [];
    const cumulative = cumulativeOf(engagement, scope.budgetYear, earlier, sumOf(its));
    paid.set(key, [...earlier, { engagement, budgetYear: scope.budgetYear, month, amount: sumOf(its), acknowledged: false }]);
    return cumulative;
  });
}

function paidByEngagement({ issued }: LiquidationInput): Map<string, PaidSum[]> {
  const replaced = new Set(issued.map(({ replaces }) => replaces));
  const counted = issued.filter(({ state, number }) => (state === 'issued' || state === 'acknowledged') && !replaced.has(number));
  const sums = counted.map(({ line, scope, month, state, quantity }): PaidSum => ({
    engagement: line.engagement,
    budgetYear: scope.budgetYear,
    month,
    amount: times(line.unit, quantity),
    acknowledged: state === 'acknowledged',
  }));
  return new Map([...groupBy(sums, ({ engagement }) => engagement)].map(([key, group]) => [key, [...group]]));
}

function heldEntries(stopped: readonly Stopped[]): readonly HeldEntry[] {
  const same = groupBy(stopped, ({ doctor, line, reason }) => canonicalJson([doctor, line.engagement, reason]));
  return [...same]
    .toSorted(([a], [b]) => order(a, b))
    .map(([, all]) => ({
      doctor: all[0].doctor,
      engagement: all[0].line.engagement,
      reason: all[0].reason,
      quantity: all.reduce((sum, { quantity }) => sum + quantity, 0),
      amount: add(...all.map(({ line, quantity }) => times(line.unit, quantity))),
    }));
}
