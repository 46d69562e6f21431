import { chance } from '../clock';

/** The programs of the product that a season with chaos kills. */
export const parts = ['worker', 'api', 'database', 'temporal'] as const;
export type Part = (typeof parts)[number];
export type Kill = { readonly part: Part; /** milliseconds after the season began */ readonly after: number };

const killsOfEach = 12;
/** The season says red below this number; more are planned, since it may end before the last of them. */
export const leastKills = 40;
/** The share of a stretch that is left free at each end: parts are killed one after the other, not all at once. */
const margin = 0.15;

/** The same seed kills the same parts at the same moments: in every four stretches of the season each part once, in an order and at moments that nobody can foresee. */
export function killPlan(seed: number, lastsMs: number): readonly Kill[] {
  const draw = chance(seed + 7_919);
  const stretch = lastsMs / (killsOfEach * parts.length);
  const turns = Array.from({ length: killsOfEach }, () => shuffled(parts, draw));
  return turns.flat().map((part, n) => ({ part, after: Math.round((n + margin + draw() * (1 - 2 * margin)) * stretch) }));
}

function shuffled<T>(items: readonly T[], draw: () => number): readonly T[] {
  return items
    .map((item) => ({ item, place: draw() }))
    .toSorted((a, b) => a.place - b.place)
    .map(({ item }) => item);
}
