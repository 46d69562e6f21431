import { figure, lostFigure, rollingName, stackFigure, type Stacked, type Told } from '../../season/figure';
import { lostName } from '../../season/lost-temporal';

const scene = (ok: boolean): Told['scenes'][number] => ({
  story: 'licence',
  name: 'x',
  expected: 'oui',
  seen: ok ? 'oui' : null,
  ok,
});
const told = (story: string, code: number, ...scenes: readonly boolean[]): Told => ({ story, code, scenes: scenes.map(scene) });

test('stories that showed everything make the bar hold, with their count and that of their scenes', () => {
  expect(figure([told('licence', 0, true, true), told('money', 0, true)], 61.4)).toEqual({
    line: 'bar:stories\u00A0: histoires tenues 2 sur 2, scènes tenues 3 sur 3, 61 s',
    holds: true,
  });
});

test.each<[string, Told]>([
  ['a scene that turned out otherwise', told('money', 0, true, false)],
  ['a story whose season says no', told('money', 1, true)],
  ['a story that left no report', told('money', 0)],
])('%s is red, and named', (_, red) => {
  const { line, holds } = figure([told('licence', 0, true), red], 10);
  expect(holds).toBe(false);
  expect(line).toContain('histoires tenues 1 sur 2');
  expect(line).toContain('à revoir\u00A0: money');
});

test('no story at all is not a success', () => {
  expect(figure([], 0).holds).toBe(false);
});

const rolled = (cases: number, holds = true): NonNullable<Stacked['report']>['invariants'][number] => ({
  name: rollingName,
  holds,
  cases,
  faults: [],
});

test('a season on the production stack holds when all was shown and its workers were replaced', () => {
  const report = { scenes: [scene(true), scene(true)], invariants: [rolled(2)] };
  expect(stackFigure({ code: 0, report, left: [] }, 200.2)).toEqual({
    line: 'bar:stack\u00A0: scènes tenues 2 sur 2, invariants tenus 1 sur 1, workers remplacés 2, 200 s',
    holds: true,
  });
});

test.each<[string, Partial<Stacked>]>([
  ['no report', { report: null }],
  ['a season that says no', { code: 1 }],
  ['a scene that turned out otherwise', { report: { scenes: [scene(false)], invariants: [rolled(2)] } }],
  ['an invariant that does not hold', { report: { scenes: [scene(true)], invariants: [rolled(2, false)] } }],
  ['no worker replaced', { report: { scenes: [scene(true)], invariants: [rolled(0)] } }],
  ['nothing said of the workers', { report: { scenes: [scene(true)], invariants: [] } }],
  ['something left behind', { left: ['relais-stack-1-x'] }],
])('on the production stack, %s is red', (_, otherwise) => {
  const held: Stacked = { code: 0, report: { scenes: [scene(true)], invariants: [rolled(2)] }, left: [] };
  expect([held, { ...held, ...otherwise }].map((stacked) => stackFigure(stacked, 1).holds)).toEqual([true, false]);
});

const forgotten = (cases: number, holds = true): NonNullable<Stacked['report']>['invariants'][number] => ({
  ...rolled(cases, holds),
  name: lostName,
});

test('a season whose engine forgot everything holds when all was shown and something was deleted', () => {
  expect(lostFigure({ code: 0, report: { scenes: [scene(true)], invariants: [forgotten(1), rolled(1)] } }, 480)).toEqual({
    line: 'bar:lost\u00A0: scènes tenues 1 sur 1, invariants tenus 2 sur 2, fichiers de Temporal effacés 1, 480 s',
    holds: true,
  });
  expect(lostFigure({ code: 0, report: { scenes: [scene(true)], invariants: [forgotten(0)] } }, 1).holds).toBe(false);
  expect(lostFigure({ code: 0, report: { scenes: [scene(true)], invariants: [forgotten(1, false)] } }, 1).holds).toBe(false);
});
