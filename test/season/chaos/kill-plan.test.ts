import { killPlan, leastKills, parts } from '../../../season/chaos/kill-plan';

const lastsMs = 400_000;

test('the same seed kills the same parts at the same moments, another seed at others', () => {
  expect(killPlan(3, lastsMs)).toEqual(killPlan(3, lastsMs));
  expect(killPlan(4, lastsMs)).not.toEqual(killPlan(3, lastsMs));
});

test.each([1, 2, 3, 10, 2 ** 31])('seed %d plans more kills than the least, spread over every part and the whole season', (seed) => {
  const plan = killPlan(seed, lastsMs);
  expect(plan.length).toBeGreaterThan(leastKills);
  expect(leastKills).toBeGreaterThanOrEqual(40);
  expect(plan.map(({ after }) => after)).toEqual(plan.map(({ after }) => after).toSorted((a, b) => a - b));
  for (const part of parts) {
    const moments = plan.filter((kill) => kill.part === part).map(({ after }) => after);
    expect(moments.length).toBeGreaterThanOrEqual(10);
    for (const quarter of [0, 1, 2, 3])
      expect(moments.some((after) => after >= (quarter * lastsMs) / 4 && after < ((quarter + 1) * lastsMs) / 4)).toBe(true);
  }
  const gaps = plan.slice(1).map(({ after }, n) => after - (plan[n]?.after ?? 0));
  expect(Math.min(...gaps)).toBeGreaterThan(0.25 * (lastsMs / plan.length));
  expect(Math.max(...gaps)).toBeGreaterThan(1.2 * (lastsMs / plan.length));
});

test('most of the plan is played even when the season ends a tenth before its time', () => {
  expect(killPlan(1, lastsMs).filter(({ after }) => after < 0.9 * lastsMs).length).toBeGreaterThanOrEqual(leastKills);
});
