import { monthsOf } from '../../season/options';
import { optionsOf, startDates, startsFigure, type Begun } from '../../season/starts';

const begun = (name: string, changes: Partial<Begun> = {}): Begun => ({
  name,
  code: 0,
  report: {
    scenes: [{ story: 's', name: 'n', expected: 'x', seen: 'x', ok: true }],
    invariants: [{ name: 'i', holds: true, cases: 1, faults: [] }],
  },
  ...changes,
});

test('forty different first days are the same each time, with the ends of a year, a leap day and both changes of clocks among them', () => {
  expect(new Set(startDates).size).toBe(40);
  expect(startDates).toEqual(expect.arrayContaining(['2027-01-01', '2028-02-29', '2026-12-31', '2027-03-28', '2027-10-31']));
});

test('every pair of months of a year is some season’s, those whose closings are before and after 31 December included', () => {
  const pairs = new Set(
    startDates.map((start) =>
      monthsOf({ start })
        .map((month) => month.slice(5))
        .join('-'),
    ),
  );
  expect(pairs.size).toBe(12);
  expect(pairs).toContain('11-12');
});

test('one of them has a month approved on 31 December, and it is its second one', () => {
  const late = startDates.filter((start) => optionsOf(start).length > 0);
  expect(late.map((start) => [monthsOf({ start })[1], optionsOf(start)])).toEqual([['2027-11', ['--approve-on', '2027-12-31']]]);
});

test('the proof holds when every start that was asked for held', () => {
  expect(startsFigure([begun('2027-01-01'), begun('2028-02-29')], ['2027-01-01', '2028-02-29'])).toEqual({
    line: 'proof:starts\u00A0: débuts tenus 2 sur 2, invariants tenus 2 sur 2',
    holds: true,
  });
});

const lost = begun('2028-02-29', { report: { scenes: [], invariants: [{ name: 'i', holds: false, cases: 1, faults: ['x'] }] } });
const unseen = begun('2028-02-29', {
  report: {
    scenes: [{ story: 's', name: 'n', expected: 'x', seen: null, ok: false }],
    invariants: [{ name: 'i', holds: true, cases: 1, faults: [] }],
  },
});
test.each([
  ['a season that ended in red', begun('2028-02-29', { code: 1 }), 'à revoir\u00A0: 2028-02-29'],
  ['a season without a report', begun('2028-02-29', { report: null }), 'à revoir\u00A0: 2028-02-29'],
  ['an invariant that does not hold', lost, 'à revoir\u00A0: 2028-02-29'],
  ['a report of nothing', begun('2028-02-29', { report: { scenes: [], invariants: [] } }), 'à revoir\u00A0: 2028-02-29'],
  ['a scene that nobody saw', unseen, 'à revoir\u00A0: 2028-02-29'],
  ['a start that was not played', begun('2027-01-01'), 'restent à jouer\u00A0: 2028-02-29'],
])('%s keeps the proof from holding, and the last line says so', (_what, second, said) => {
  const { line, holds } = startsFigure([begun('2027-01-01'), second], ['2027-01-01', '2028-02-29']);
  expect(holds).toBe(false);
  expect(line).toContain(said);
});

test('no start at all proves nothing', () => {
  expect(startsFigure([], []).holds).toBe(false);
});
