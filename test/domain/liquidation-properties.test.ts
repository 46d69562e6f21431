import fc from 'fast-check';
import { civilDate, instant, month, type Half } from '../../domain/dates';
import { dossierId } from '../../domain/ids';
import { cents } from '../../domain/money';
import { liquidate } from '../../domain/liquidation';
import {
  type AttestedHalf,
  type IssuedLine,
  type IssuedState,
  type LiquidationInput,
  informationKeys,
} from '../../domain/liquidation-facts';
import { draftFaults, draftsFingerprint } from '../../domain/statement-draft';
import { aComponent, aConvention, aHalf, anInput, issuedFrom, paidBy, someTerms } from './money-builders';

type Half3 = { readonly engagement: 'e1' | 'e2'; readonly date: string; readonly half: Half };
const halfDays = fc.record<Half3>({
  engagement: fc.constantFrom('e1', 'e2'),
  date: fc
    .tuple(fc.constantFrom('2026-02', '2026-03'), fc.integer({ min: 1, max: 28 }))
    .map(([m, d]) => `${m}-${String(d).padStart(2, '0')}`),
  half: fc.constantFrom('morning', 'afternoon'),
});
const attestedHalves = fc.uniqueArray(halfDays, { selector: (half) => Object.values(half).join('/'), maxLength: 12 });
const toAttested = (halves: readonly Half3[]): AttestedHalf[] =>
  halves.map(({ engagement: key, date, half }) =>
    aHalf(date, half, {
      engagement: dossierId(key),
      doctor: dossierId(`dr-${key}`),
      day: dossierId(`${key}-${date}`),
      attestedOn: instant(`${date}T18:00:00.000Z`),
    }),
  );
const rate = fc.integer({ min: 0, max: 200 }).map((euros) => cents(euros * 100));
const world = fc.record({
  before: attestedHalves,
  after: attestedHalves,
  rates: fc.tuple(rate, rate),
  offsetAllowed: fc.boolean(),
  state: fc.constantFrom<IssuedState>('issued', 'acknowledged', 'replaced'),
});
const sum = (lines: readonly IssuedLine[]): number =>
  lines.filter(({ state }) => state !== 'replaced').reduce((total, { line, quantity }) => total + line.unit * quantity, 0);

describe('the subtraction, whatever happened', () => {
  const termsAt = (halfDay: number, offsetAllowed: boolean): LiquidationInput['terms'] => {
    const terms = someTerms({
      components: [
        paidBy('cpam'),
        aComponent({ rates: [{ from: civilDate('2026-01-01'), to: null, halfDay: cents(halfDay), source: 'S' }] }),
      ],
      convention: aConvention({ offsetAllowed }),
    });
    return { e1: terms, e2: terms };
  };

  test('R-10, R-11, R-12, R-20: in force and to issue always make what is owed; documents add up; a second run is empty', () => {
    fc.assert(
      fc.property(world, ({ before, after, rates: [r1, r2], offsetAllowed, state }) => {
        const old = liquidate(anInput(toAttested(before), { month: month('2026-02'), terms: termsAt(r1, offsetAllowed) }));
        const issued = issuedFrom(old.drafts, { state });
        const input = anInput(toAttested(after), { terms: termsAt(r2, offsetAllowed), issued });
        const { drafts } = liquidate(input);
        const fresh = issuedFrom(drafts, { from: 100 });
        expect(drafts.flatMap(draftFaults)).toEqual([]);
        expect(sum(issued) + sum(fresh)).toBe(after.length * r2);
        expect(drafts.reduce((total, { net }) => total + net, 0)).toBe(sum(fresh));
        expect(liquidate({ ...input, issued: [...issued, ...fresh] }).drafts).toEqual([]);
        expect(drafts.every(({ kind, net }) => (kind === 'statement') === net >= 0)).toBe(true);
      }),
      { numRuns: 300 },
    );
  });

  test('R-12: the same facts give the same drafts, whatever their order', () => {
    fc.assert(
      fc.property(attestedHalves, rate, (halves, r) => {
        const [forth, back] = [halves, halves.toReversed()].map((order) =>
          liquidate(anInput(toAttested(order), { terms: termsAt(r, false) })),
        );
        expect(draftsFingerprint(forth?.drafts ?? [])).toBe(draftsFingerprint(back?.drafts ?? []));
        expect(forth).toEqual(back);
      }),
    );
  });

  test('R-10: issuing one document after the other gives the documents of one go', () => {
    fc.assert(
      fc.property(attestedHalves, (halves) => {
        const input = anInput(toAttested(halves), { terms: termsAt(60_00, false) });
        const { drafts } = liquidate(input);
        const [first, ...rest] = drafts;
        const informed = informationKeys(first?.information ?? []);
        expect(liquidate({ ...input, issued: issuedFrom(first === undefined ? [] : [first]), informed }).drafts).toEqual(rest);
      }),
    );
  });
});
