import fc from 'fast-check';
import { issueBatch, isWithin } from '../../domain/closing-batches';
import { dossierId } from '../../domain/ids';
import { controlTotals, liquidate } from '../../domain/liquidation';
import type { Liquidation } from '../../domain/liquidation-facts';
import { add, cents } from '../../domain/money';
import { countPart, monthDraft, noCount, type MonthDraft } from '../../domain/month-draft';
import { monthDraftOf } from './closing-builders';
import { draftsFingerprint, type StatementDraft } from '../../domain/statement-draft';
import { input, march10 } from './closing-builders';
import { engagement, iban, paidBy, sha256, someTerms } from './money-builders';

/** The first of a list that has one. */
function first<T>([one]: readonly T[]): T {
  if (one === undefined) throw new Error('one was expected');
  return one;
}
const sample = first(march10.drafts);
const held = first(liquidate({ ...input, blocked: [iban] }).held);
const informed = first(liquidate({ ...input, terms: { [engagement]: someTerms({ components: [paidBy('cpam')] }) } }).information);

/** A doctor's part of a month: so many documents, of two conventions and two years, some of them to give back. */
type Part = { readonly documents: number; readonly held: boolean; readonly informed: boolean };

function monthOf(parts: readonly Part[]): Liquidation {
  const doctors = parts.map((part, n) => ({ ...part, doctor: dossierId(`dr-${String(n).padStart(4, '0')}`) }));
  return {
    drafts: doctors.flatMap(({ doctor, documents }, at) =>
      Array.from({ length: documents }, (_, n): StatementDraft => {
        const [kind, sign] = (at + n) % 7 === 3 ? (['overpayment', -1] as const) : (['statement', 1] as const);
        const convention = { ...sample.convention, id: dossierId(`convention-${(at + n) % 2}`) };
        return { ...sample, doctor, kind, convention, budgetYear: 2025 + (n % 2), net: cents(sign * (60_00 + at + n)) };
      }),
    ),
    held: doctors.flatMap((each) => (each.held ? [{ ...held, doctor: each.doctor }] : [])),
    information: doctors.flatMap((each) => (each.informed ? [{ ...informed, doctor: each.doctor }] : [])),
  };
}

/** The same month, given some doctors at a time, as its record is read. */
function inParts(parts: readonly Part[], atOnce: number): MonthDraft {
  const { drafts, held: holds, information } = monthOf(parts);
  const doctors = parts.map((_, n) => dossierId(`dr-${String(n).padStart(4, '0')}`));
  let count = noCount;
  for (let n = 0; n < doctors.length; n += atOnce) {
    const range = { after: doctors[n - 1] ?? null, through: doctors[n + atOnce - 1] ?? null };
    const of = <T extends { readonly doctor: string }>(all: readonly T[]): readonly T[] =>
      all.filter(({ doctor }) => isWithin(range, doctor));
    count = countPart(count, { drafts: of(drafts), held: of(holds), information: of(information) }, sha256);
  }
  return monthDraft(count, sha256);
}

const anyPart = fc.record({
  documents: fc.oneof({ weight: 9, arbitrary: fc.integer({ min: 0, max: 4 }) }, fc.integer({ min: 95, max: 205 })),
  held: fc.boolean(),
  informed: fc.boolean(),
});
const one = (documents: number): Part => ({ documents, held: false, informed: false });

describe('R-58: the PROJET of a month', () => {
  test('counted part by part is the one that is counted at once', () => {
    fc.assert(
      fc.property(fc.array(anyPart, { maxLength: 60 }), fc.integer({ min: 1, max: 70 }), (parts, atOnce) => {
        expect(inParts(parts, atOnce)).toEqual(monthDraftOf(monthOf(parts), sha256));
      }),
      { numRuns: 60 },
    );
  });

  test.each([0, 1, 99, 100, 101, 200, 201, 250])(
    'of %i documents has the digest of their text, and of more than a hundred that of the digests of each hundred: months approved before a deploy stay so',
    (documents) => {
      const { drafts } = monthOf(Array.from({ length: documents }, () => one(1)));
      const hundreds = Array.from({ length: Math.ceil(documents / 100) }, (_, n) =>
        sha256(draftsFingerprint(drafts.slice(n * 100, n * 100 + 100))),
      );
      const { digest } = monthDraftOf({ drafts, held: [], information: [] }, sha256);
      expect(digest).toBe(documents <= 100 ? sha256(draftsFingerprint(drafts)) : sha256(hundreds.join('\n')));
    },
  );

  test('says of each convention and year what its documents ask, what is to give back taken off', () => {
    const month = monthOf([one(9), one(3), one(0), one(150)]);
    const { asked, totals } = monthDraftOf(month, sha256);
    expect(totals).toEqual(controlTotals(month));
    expect(asked).toHaveLength(4);
    for (const { convention, year, net } of asked) {
      const its = month.drafts.filter((each) => each.convention.id === convention && each.budgetYear === year);
      expect(net).toBe(add(...its.map((each) => each.net)));
    }
  });

  test('keeps a doctor with more documents than a batch takes in one batch', () => {
    const month = monthOf([one(40), one(issueBatch + 150), one(1)]);
    const { batches } = monthDraftOf(month, sha256);
    expect(batches.map(({ after, through }) => [after, through])).toEqual([
      [null, 'dr-0000'],
      ['dr-0000', 'dr-0001'],
      ['dr-0001', null],
    ]);
    const own = month.drafts.filter(({ doctor }) => doctor === 'dr-0001');
    expect(batches[1]?.digest).toBe(monthDraftOf({ drafts: own, held: [], information: [] }, sha256).digest);
  });

  test('of nobody is a month without documents, numbered in one part', () => {
    expect(monthDraft(noCount, sha256)).toMatchObject({
      totals: { count: 0, netCents: 0 },
      digest: sha256('[]'),
      asked: [],
      batches: [{ after: null, through: null }],
    });
  });
});
