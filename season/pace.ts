import { pbkdf2 } from 'node:crypto';
import { promisify } from 'node:util';
import { frenchFigure, medianOf } from '../runtime/measure';

const derive = promisify(pbkdf2);

/** What two such calculations side by side take on the machine with two cores on which the usual speeds were chosen. */
const ROUNDS = 200_000;
const USUAL_MS = 95;
const RUNS = 7;
/** So little slower, a season's people still answer in time. */
const TOLERANCE = 1.2;
/** A season on a machine slower still would outlast its bar; one whose parts are killed lasts longest. */
const SLOWEST = { calm: 3, chaos: 2 };

/** In simulated days per second; why it is not the one asked for. */
export type Pace = { readonly speed: number; readonly reason: string | null };

/** How many times slower than usual this machine calculates just now: the median of a few runs, at least 1. A neighbour that takes its share of the cores counts. */
export async function slowness(run: () => Promise<number> = calculation): Promise<number> {
  return Math.max(1, (await medianOf(RUNS, run)) / USUAL_MS);
}

async function calculation(): Promise<number> {
  const began = performance.now();
  await Promise.all(['left', 'right'].map((core) => derive(core, 'pace', ROUNDS, 32, 'sha512')));
  return performance.now() - began;
}

/** D17: people keep their hours where the machine keeps up with them, so on a slower one their days last longer. */
export function paced(requested: number, slower: number, kind: keyof typeof SLOWEST = 'calm'): Pace {
  if (slower <= TOLERANCE) return { speed: requested, reason: null };
  const speed = requested / Math.min(slower, SLOWEST[kind]);
  const reason =
    `Cette machine calcule ${frenchFigure(slower)} fois plus lentement que celle des vitesses usuelles\u00A0: ` +
    `la saison passe de ${frenchFigure(requested)} à ${frenchFigure(speed)} jour par seconde.`;
  return { speed, reason };
}
