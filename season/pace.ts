import { pbkdf2 } from 'node:crypto';
import { promisify } from 'node:util';
import { french, medianOf, type RehearsalSpeed } from '../runtime/temporal-server/rehearsal-speed';

const derive = promisify(pbkdf2);

/** What two such calculations side by side take on the machine with two cores on which the usual speeds were chosen. */
const ROUNDS = 200_000;
const USUAL_MS = 95;
const RUNS = 7;
/** So little slower, a season's people still answer in time. */
const TOLERANCE = 1.2;
/** A season on a machine slower still would outlast its bar. */
const SLOWEST = 3;

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
export function paced(requested: number, slower: number): RehearsalSpeed {
  if (slower <= TOLERANCE) return { speed: requested, reason: null };
  const speed = requested / Math.min(slower, SLOWEST);
  const reason =
    `Cette machine calcule ${french(slower)} fois plus lentement que celle des vitesses usuelles\u00A0: ` +
    `la saison passe de ${french(requested)} à ${french(speed)} jour par seconde.`;
  return { speed, reason };
}
