import { chaosVerdicts } from '../../../season/chaos/verdicts';
import { parts, type Part } from '../../../season/chaos/kill-plan';
import { seedsFigure, proofTable, type Told } from '../../../season/chaos/proof';
import { sinkFaults } from '../../../season/chaos/rough-sink';
import type { Report } from '../../../season/report';

type Chaos = NonNullable<Report['chaos']>;

function chaosOf(changes: Partial<Chaos> = {}): Chaos {
  const kill = (part: Part, n: number): Chaos['kills'][number] => ({ part, at: '2026-10-01T08:00:00.000Z', second: n, backAfter: 2 });
  return {
    kills: parts.flatMap((part) => Array.from({ length: 10 }, (_, n) => kill(part, n))),
    faults: [],
    acts: 300,
    retries: 40,
    unknowns: 6,
    resolved: 6,
    doubled: 30,
    differing: [],
    doubles: 9,
    sink: Object.fromEntries(sinkFaults.map((fault) => [fault, 2])),
    ...changes,
  };
}

test('forty kills of every part, resolved unknowns, equal doubles and a relay that failed in every way are in order', () => {
  expect(chaosVerdicts(chaosOf()).filter(({ holds }) => !holds)).toEqual([]);
});

const fewer = chaosOf().kills.slice(0, 39);
const noWorker = chaosOf().kills.map((kill) => (kill.part === 'worker' ? { ...kill, part: 'api' as const } : kill));
test.each([
  ['fewer than forty kills', { kills: fewer }],
  ['a part that was never killed', { kills: noWorker }],
  ['a part that did not come back', { faults: ['api : tué, pas revenu'] }],
  ['an act whose outcome nobody knows', { resolved: 5 }],
  ['two answers to one key', { differing: ['/people : réponses 201 et 409'] }],
  ['nothing sent twice', { doubled: 0 }],
  ['a fault of the relay that never came', { sink: { ...chaosOf().sink, 'dropped-after-keeping': 0 } }],
])('%s is red', (_what, changes) => {
  expect(chaosVerdicts(chaosOf(changes)).filter(({ holds }) => !holds)).toHaveLength(1);
});

const reportOf = (chaos: Chaos | undefined, held: boolean): Report => ({
  parameters: { seed: 1, doctors: 12, start: '2026-09-01', speed: 0.25, months: ['2026-10', '2026-11'], collectivity: 'c', url: 'u' },
  days: [],
  covers: [],
  statements: [],
  tables: [],
  messages: [],
  scenes: [{ story: 's', name: 'n', expected: 'x', seen: 'x', ok: true }],
  invariants: [{ name: 'i', holds: held, cases: 1, faults: [] }],
  ...(chaos === undefined ? {} : { chaos }),
  lateness: { seconds: 1, mailHoursMedian: 1, mailHoursWorst: 1 },
});
const told = (name: string, changes: Partial<Told> = {}): Told => ({
  name,
  code: 0,
  seconds: 500,
  report: reportOf(chaosOf(), true),
  ...changes,
});

test('the proof holds when every seed that was asked for held', () => {
  expect(seedsFigure([told('1'), told('2')], ['1', '2'])).toEqual({
    line: 'proof:chaos\u00A0: graines tenues 2 sur 2, 80 arrêts brutaux',
    holds: true,
  });
  expect(proofTable([told('1')])[1]).toMatch(/^ *1 +10 +10 +10 +10 +40 +6 +9 +14 +1\/1 +1\/1 +500 s +✔$/);
});

test.each([
  ['a seed that was not played', [told('1')], 'restent à jouer\u00A0: 2'],
  ['a season that ended in red', [told('1'), told('2', { code: 1 })], 'à revoir\u00A0: 2'],
  ['a season without a report', [told('1'), told('2', { code: 1, report: null })], 'à revoir\u00A0: 2'],
  ['a season without chaos', [told('1'), told('2', { report: reportOf(undefined, true) })], 'à revoir\u00A0: 2'],
  ['an invariant that does not hold', [told('1'), told('2', { report: reportOf(chaosOf(), false) })], 'à revoir\u00A0: 2'],
])('%s keeps the proof from holding, and the last line says so', (_what, played, said) => {
  const { line, holds } = seedsFigure(played, ['1', '2']);
  expect(holds).toBe(false);
  expect(line).toContain(said);
  expect(proofTable(played)).toHaveLength(played.length + 1);
});

test('no seed at all proves nothing', () => {
  expect(seedsFigure([], []).holds).toBe(false);
});
