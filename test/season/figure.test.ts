import { figure, type Told } from '../../season/figure';

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
