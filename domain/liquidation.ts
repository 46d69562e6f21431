import { lastDay, monthOf, yearOf, type Month } from './dates';
import type { DayId } from './ids';
import { drawn, grouped, heldEntries } from './liquidation-documents';
import {
  keyOf,
  type AttestedHalf,
  type Half,
  type IssuedLine,
  type Liquidation,
  type LiquidationInput,
  type Piece,
  type Stopped,
  type Terms,
} from './liquidation-facts';
import { subtract, sum, times, zero } from './money';
import { monthTotals, othersCents } from './month-totals';
import { rateOn, type Component, type Rate } from './programme';
import { groupBy, order } from './lists';
import type { Evidence, LineKind, Totals } from './statement-draft';

type Owed = Half & { readonly terms: Terms; readonly imputation: Component['imputation'] };

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
  const totals = monthTotals(
    drafts,
    information.flatMap(({ lines }) => lines),
  );
  const { count, netCents, overpaymentCount, overpaymentCents } = totals;
  return { count: count + overpaymentCount, netCents, overpaymentCents, informationCents: othersCents(totals), held: held.length };
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
  const already = sum(lines.map(({ line, quantity }) => times(line.unit, quantity)));
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
