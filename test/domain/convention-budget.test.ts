import { convention, type Convention } from '../../domain/convention';
import {
  budgetOf,
  costOf,
  creditRefusal,
  issuedIn,
  plannedIn,
  yearEndRefusal,
  type Budget,
  type PlannedHalves,
} from '../../domain/convention-budget';
import { conventionStatuses } from '../../domain/convention-record';
import { civilDate, instant, month } from '../../domain/dates';
import { dossierId } from '../../domain/ids';
import type { IssuedLine } from '../../domain/liquidation-facts';
import { cents } from '../../domain/money';
import type { Component } from '../../domain/programme';
import { after, facts, inForce, inStatus, type Action } from './convention-builders';
import { eventsOf, refusalsOf } from './reference-data';

const [year, source] = [2026, 'Budget primitif 2026'];
const aBudget = (change: Partial<Budget> = {}): Budget => ({
  year,
  credits: cents(1_000_00),
  mode: 'refuse',
  source,
  takenUntil: civilDate('2027-01-15'),
  ...change,
});
const set = (...budgets: readonly Budget[]): Action => ({ type: 'set-budgets', budgets });

const own: Component = {
  key: 'complement',
  label: 'Complément départemental',
  payer: 'collectivity',
  creditor: 'doctor',
  legalBasis: 'CGCT, art. L. 1511-8',
  imputation: { chapter: '65', account: '65748', budgetCommitment: 'EJ-1' },
  rates: [
    { from: civilDate('2026-01-01'), to: civilDate('2026-10-15'), halfDay: cents(60_00), source },
    { from: civilDate('2026-10-16'), to: null, halfDay: cents(70_00), source },
  ],
};
const cpam: Component = { ...own, key: 'national', payer: 'cpam', imputation: null };
const planned = (change: Partial<PlannedHalves> = {}): PlannedHalves => ({
  day: dossierId('day-1'),
  date: civilDate('2026-10-06'),
  halves: ['morning', 'afternoon'],
  components: [own, cpam],
  ...change,
});
const unit = costOf(planned({ halves: ['morning'] }));

const conventionId = dossierId('convention-1');
const issued = (change: Partial<IssuedLine> = {}): IssuedLine => {
  const evidence = {
    half: 'morning',
    day: dossierId('day-1'),
    attestedBy: ['a'],
    attestedOn: instant('2026-10-06T18:00:00.000Z'),
  } as const;
  const scope = {
    doctor: dossierId('doctor-1'),
    creditor: { id: dossierId('cre-1'), version: 1 },
    convention: { id: conventionId, number: 'C', deliberation: 'D', enforceableOn: civilDate('2026-02-01'), offsetAllowed: false },
    imputation: { chapter: '65', account: '65748', budgetCommitment: 'EJ' },
    budgetYear: year,
  };
  const line = {
    kind: 'service',
    engagement: dossierId('eng-1'),
    component: own.key,
    label: own.label,
    payer: 'collectivity',
    legalBasis: own.legalBasis,
    source,
    date: civilDate('2026-10-06'),
    site: dossierId('site-1'),
    unit,
    corrects: null,
  } as const;
  return { number: 'EL-1', state: 'issued', replaces: null, month: month('2026-10'), scope, line, evidence, quantity: 1, ...change };
};

describe('credits voted', () => {
  test('R-16: what others pay takes nothing from them, and the rate is that of the date', () => {
    expect(unit).toBe(60_00);
    expect(costOf(planned({ date: civilDate('2026-10-16') }))).toBe(140_00);
    expect(costOf(planned())).toBe(2 * unit);
    expect(costOf(planned({ components: [cpam] }))).toBe(0);
    expect(costOf(planned({ date: civilDate('2019-01-01') }))).toBe(0);
  });

  test('R-16: a half-day is counted once, as issued or as planned, in the year of its service', () => {
    expect(plannedIn([planned()], [], year)).toBe(2 * unit);
    expect(plannedIn([planned()], [issued()], year)).toBe(unit);
    expect(plannedIn([planned()], [], 2027)).toBe(0);
    expect(issuedIn([issued()], conventionId, year)).toBe(unit);
    expect(issuedIn([issued()], conventionId, 2027)).toBe(0);
    expect(issuedIn([issued()], dossierId('another'), year)).toBe(0);
  });

  test('R-16: a document that is replaced, or being replaced, is not counted beside its successor', () => {
    const successor = issued({ number: 'EL-2', replaces: 'EL-1' });
    expect(issuedIn([issued({ state: 'replaced' }), successor], conventionId, year)).toBe(unit);
    expect(issuedIn([issued(), successor], conventionId, year)).toBe(unit);
    expect(issuedIn([issued()], conventionId, year, 'EL-1')).toBe(0);
    expect(issuedIn([issued(), issued({ quantity: -1, number: 'TP-1' })], conventionId, year)).toBe(0);
  });

  test.each([
    ['refuse', 900_00, 100_00, []],
    ['refuse', 900_00, 100_01, ['credits-exceeded']],
    ['warn', 900_00, 100_01, ['credits-exceeded approver']],
    ['refuse', 2_000_00, 0, []],
  ] as const)('R-16: « %s », %i committed and %i asked of 1 000 €: %j', (mode, committed, asked, expected) => {
    const refusal = creditRefusal(aBudget({ mode }), { committed: cents(committed), asked: cents(asked) }, 'approver');
    expect(refusal === null ? [] : [[refusal.code, refusal.override].filter(Boolean).join(' ')]).toEqual(expected);
  });

  test('R-16: a year without recorded credits is not watched', () => {
    const asked = { committed: cents(0), asked: cents(5_000_00) };
    expect(creditRefusal(budgetOf(undefined, year), asked, 'approver')).toBeNull();
    expect(creditRefusal(budgetOf([aBudget()], 2027), asked, 'approver')).toBeNull();
    expect(creditRefusal(aBudget({ credits: null }), asked, 'approver')).toBeNull();
  });
});

describe('what the finance service sets', () => {
  test.each<[Partial<Budget>, readonly string[]]>([
    [{}, []],
    [{ credits: null, takenUntil: null }, []],
    [{ takenUntil: civilDate('2026-12-01') }, []],
    [{ takenUntil: civilDate('2027-01-31') }, []],
    [{ year: 26, takenUntil: null }, ['year-malformed /budgets/0/year']],
    [{ credits: cents(0) }, ['credits-not-positive /budgets/0/credits']],
    [{ source: ' ' }, ['text-empty /budgets/0/source']],
    [{ takenUntil: civilDate('2027-02-01') }, ['blocking-date-outside /budgets/0/takenUntil']],
    [{ takenUntil: civilDate('2026-11-30') }, ['blocking-date-outside /budgets/0/takenUntil']],
  ])('R-16, R-18: a fault names its field: %j gives %j', (change, expected) => {
    expect(refusalsOf(convention.decide(inForce(), set(aBudget(change)), facts))).toEqual(expected);
  });

  test('one budget a year', () => {
    expect(refusalsOf(convention.decide(inForce(), set(aBudget(), aBudget()), facts))).toEqual(['duplicate-item /budgets/1/year']);
  });

  test('votes and blocking dates are recorded at every step but the archive', () => {
    for (const status of conventionStatuses)
      expect(convention.decide(inStatus[status](), set(aBudget()), facts).ok).toBe(status !== 'archived');
  });
});

describe('the end of the year', () => {
  const december = (state: Convention): readonly string[] =>
    convention.dues(state, facts).map(({ what, at }) => `${what} ${at.slice(0, 10)}`);
  const budgeted = (): Convention => after(inForce(), set(aBudget()));
  const reminded = (): Convention => after(budgeted(), { type: 'fall-due', due: 'year-end-reminder', item: '2026' });

  test('R-18: the desk is reminded on 1 December, until the blocking date that the finance service set', () => {
    expect(december(budgeted())).toEqual(expect.arrayContaining(['year-end-reminder 2026-12-01', 'year-end 2027-01-16']));
    expect(convention.nextActions(budgeted(), facts)).toEqual([]);
    expect(convention.nextActions(reminded(), facts)).toMatchObject([
      { what: 'convention-year-end', until: '2027-01-15T17:00:00.000Z', detail: { year: 2026, date: '2027-01-15' } },
    ]);
    const over = after(reminded(), { type: 'fall-due', due: 'year-end', item: '2026' });
    expect(convention.nextActions(over, facts)).toEqual([]);
    expect(december(over).filter((due) => due.startsWith('year-end'))).toEqual([]);
  });

  test('R-18: the reminder falls once, and for its own year', () => {
    expect(eventsOf(convention.decide(reminded(), { type: 'fall-due', due: 'year-end-reminder', item: '2026' }, facts))).toEqual([]);
    expect(eventsOf(convention.decide(budgeted(), { type: 'fall-due', due: 'year-end-reminder', item: '2027' }, facts))).toEqual([]);
  });

  test('R-18: a blocking date that moves is recalled anew, other settings are not', () => {
    const moved = after(reminded(), set(aBudget({ takenUntil: civilDate('2027-01-10') })));
    expect(december(moved)).toContain('year-end-reminder 2026-12-01');
    expect(december(after(reminded(), set(aBudget({ credits: null }))))).not.toContain('year-end-reminder 2026-12-01');
  });

  test('R-18: after the blocking date the year is over, unless the approver says what was agreed', () => {
    expect(yearEndRefusal(aBudget(), civilDate('2027-01-15'))).toBeNull();
    expect(yearEndRefusal(aBudget(), civilDate('2027-01-16'))).toMatchObject({ code: 'budget-year-over', override: 'approver' });
    expect(yearEndRefusal(aBudget({ takenUntil: null }), civilDate('2027-06-01'))).toBeNull();
    expect(yearEndRefusal(null, civilDate('2027-06-01'))).toBeNull();
  });
});
