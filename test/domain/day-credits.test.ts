import { consultationDay } from '../../domain/consultation-day';
import { civilDate } from '../../domain/dates';
import { cents } from '../../domain/money';
import { date, dayFacts, engagementId, siteId } from './day-builders';
import { refusalsOf } from './reference-data';

const propose = { type: 'propose', engagement: engagementId, site: siteId, date, halves: ['morning', 'afternoon'] } as const;
/** two half-days at 50 € */
const asked = 100_00;

function proposed(mode: 'warn' | 'refuse', committed: number | null, insists = false): readonly string[] {
  const facts = dayFacts();
  if (facts.convention === null) throw new Error('no convention');
  const budget = { year: 2026, credits: cents(1_000_00), mode, source: 'Budget primitif 2026', takenUntil: null };
  return refusalsOf(
    consultationDay.decide(null, propose, {
      ...facts,
      convention: { ...facts.convention, budgets: [budget] },
      committed: committed === null ? null : cents(committed),
      overrides: insists ? [{ code: 'credits-exceeded', reason: 'Décision modificative attendue' }] : [],
    }),
  );
}

test.each([
  ['refuse', 1_000_00 - asked, false, []],
  ['refuse', 1_000_00 - asked + 1, false, ['credits-exceeded /date']],
  ['refuse', 1_000_00 - asked + 1, true, ['credits-exceeded /date']],
  ['warn', 1_000_00 - asked + 1, false, ['credits-exceeded /date']],
  ['warn', 1_000_00 - asked + 1, true, []],
  ['refuse', null, false, []],
] as const)(
  'R-16: with the setting « %s », %j committed already and a reason given (%s), a day is proposed or not: %j',
  (mode, committed, insists, expected) => {
    expect(proposed(mode, committed, insists)).toEqual(expected);
  },
);

test('R-16: the refusal says the year, what was voted and what it would come to', () => {
  const facts = dayFacts();
  const budgets = [{ year: 2026, credits: cents(50_00), mode: 'refuse', source: 'Budget primitif 2026', takenUntil: null }] as const;
  const decision = consultationDay.decide(null, propose, {
    ...facts,
    convention: facts.convention === null ? null : { ...facts.convention, budgets },
    committed: cents(20_00),
  });
  expect(decision).toMatchObject({
    ok: false,
    refusals: [{ code: 'credits-exceeded', detail: { year: 2026, votedCents: 50_00, totalCents: 120_00 } }],
  });
  expect(civilDate('2026-10-05')).toBe(date);
});
