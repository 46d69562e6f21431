import { cumulativeOf, type PaidSum } from './cumulative';
import { compareHalfDays, yearOf, type Month } from './dates';
import type { PersonId } from './ids';
import {
  keyOf,
  type Half,
  type HeldEntry,
  type InformationEntry,
  type Liquidation,
  type LiquidationInput,
  type Piece,
  type Stopped,
} from './liquidation-facts';
import { sum, times } from './money';
import { groupBy, order } from './lists';
import {
  canonicalJson,
  draftOf,
  sumOf,
  type InformationLine,
  type Scope,
  type StatementDraft,
  type StatementLine,
} from './statement-draft';

export type Group = { readonly kind: StatementDraft['kind']; readonly scope: Scope; readonly lines: readonly StatementLine[] };

/** The creditor's version is no part of it: details of the same account corrected in mid-month do not make two documents. */
function scopeKey({ doctor, convention, budgetYear, imputation, creditor }: Scope): string {
  return canonicalJson([doctor, convention.id, budgetYear, imputation, creditor.id]);
}

export function grouped(
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
export function drawn(
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

export function heldEntries(stopped: readonly Stopped[]): readonly HeldEntry[] {
  const same = groupBy(stopped, ({ doctor, line, reason }) => canonicalJson([doctor, line.engagement, reason]));
  return [...same]
    .toSorted(([a], [b]) => order(a, b))
    .map(([, all]) => ({
      doctor: all[0].doctor,
      engagement: all[0].line.engagement,
      reason: all[0].reason,
      quantity: all.reduce((sum, { quantity }) => sum + quantity, 0),
      amount: sum(all.map(({ line, quantity }) => times(line.unit, quantity))),
    }));
}
