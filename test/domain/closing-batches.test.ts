import { isWithin, issueBatch, type Batch } from '../../domain/closing-batches';
import { evolve, type Closing } from '../../domain/closing-state';
import { liquidate } from '../../domain/liquidation';
import type { Liquidation } from '../../domain/liquidation-facts';
import { monthDraftOf } from './closing-builders';
import { draftsFingerprint } from '../../domain/statement-draft';
import { aMonthOf, approved, facts, fold } from './closing-builders';
import { sha256 } from './money-builders';

const batchesOf = (liquidation: Liquidation): readonly Batch[] => monthDraftOf(liquidation, sha256).batches;

describe('R-09: a month is numbered in parts', () => {
  test.each([0, 1, 99, 100, 101, 350])('%i doctors: each part, computed from its own doctors alone, is what was approved', (doctors) => {
    const input = aMonthOf(doctors);
    const whole = liquidate(input);
    const batches = batchesOf(whole);
    const parts = batches.map((batch) => liquidate({ ...input, attested: input.attested.filter(({ doctor }) => isWithin(batch, doctor)) }));
    expect(batches.map(({ digest }) => digest)).toEqual(parts.map(({ drafts }) => sha256(draftsFingerprint(drafts))));
    expect(parts.flatMap(({ drafts }) => drafts)).toEqual(whole.drafts);
    expect(parts.flatMap(({ information }) => information)).toEqual(whole.information);
    expect(parts.flatMap(({ held }) => held)).toEqual(whole.held);
    for (const { drafts } of parts) expect(drafts.length).toBeLessThanOrEqual(issueBatch);
    expect(batches.length).toBe(Math.max(1, new Set(batches.map(({ through }) => through)).size));
  });

  test('a doctor’s documents stay in one part', () => {
    const batches = batchesOf(liquidate(aMonthOf(350)));
    const [first, last] = [batches[0], batches.at(-1)];
    expect([first?.after, last?.through]).toEqual([null, null]);
    batches.slice(1).forEach(({ after }, n) => expect(after).toBe(batches[n]?.through));
  });

  test('one changed half-day changes the digest of its own part alone', () => {
    const input = aMonthOf(350);
    const before = batchesOf(liquidate(input));
    const [half] = input.attested.slice(7);
    const after = batchesOf(
      liquidate({ ...input, attested: input.attested.map((each) => (each === half ? { ...each, half: 'afternoon' } : each)) }),
    );
    expect(after.filter(({ digest }, n) => digest !== before[n]?.digest)).toHaveLength(1);
  });

  test('a doctor who is held is listed once, also when the PROJET is reopened after his part was numbered; who is no longer held is not', () => {
    const input = aMonthOf(350);
    const blocked = Object.values(input.terms).flatMap(({ creditors }) => creditors.map(({ id }) => id));
    const { held } = liquidate({ ...input, blocked });
    expect(held.length).toBeGreaterThan(issueBatch);
    const batches = monthDraftOf({ drafts: [], information: [], held }, sha256).batches;
    const approval = { type: 'approved', by: 'user:approver', totals: approved.issued, digest: '', batches, at: facts().now } as const;
    const numbered = (state: Closing, entries: typeof held): Closing => {
      const within = state.expected;
      if (within === null) throw new Error('a part was expected');
      const own = entries.filter(({ doctor }) => isWithin(within, doctor));
      const nothing = { issued: [], rows: [], information: [], totals: { ...approved.issued, held: own.length } };
      return evolve(state, { type: 'issued', ...nothing, held: own, at: facts().now });
    };
    const first = numbered(fold(approved, [approval]), held);
    const reopened = evolve(first, { type: 'reopened', totals: approved.issued, digest: '', at: facts().now });
    const again = held.filter(({ doctor }) => doctor !== first.held[0]?.doctor);
    const all = batches.reduce((state) => numbered(state, again), fold(reopened, [approval]));
    expect([all.status, all.held, all.issued.held]).toEqual(['issued', again, again.length]);
  });
});
