import { pbkdf2 } from 'node:crypto';
import { promisify } from 'node:util';

const derive = promisify(pbkdf2);

/** What two such calculations side by side take on the machine with two cores on which the usual speeds were chosen. */
const ROUNDS = 200_000;
const USUAL_MS = 95;
const RUNS = 7;
/** So little slower, a season's people still answer in time. */
const TOLERANCE = 1.2;
/** A season on a machine slower still would outlast its bar. */
const SLOWEST = 3;

export type Pace = {
  /** Simulated days per second. */
  readonly speed: number;
  readonly note: string | null;
};

/** How many times slower than usual this machine calculates just now: the median of a few runs, at least 1. A neighbour that takes its share of the cores counts. */
export async function slowness(run: () => Promise<number> = calculation): Promise<number> {
  const times: number[] = [];
  for (let n = 0; n < RUNS; n += 1) times.push(await run());
  const median = times.toSorted((a, b) => a - b)[Math.floor(RUNS / 2)] ?? USUAL_MS;
  return Math.max(1, median / USUAL_MS);
}

async function calculation(): Promise<number> {
  const began = performance.now();
  await Promise.all(['left', 'right'].map((core) => derive(core, 'pace', ROUNDS, 32, 'sha512')));
  return performance.now() - began;
}

/** D17: people keep their hours where the machine keeps up with them, so on a slower one their days last longer. */
export function paced(requested: number, slower: number): Pace {
  if (slower <= TOLERANCE) return { speed: requested, note: null };
  const speed = requested / Math.min(slower, SLOWEST);
  const note =
    `Cette machine calcule ${french(slower, 1)} fois plus lentement que celle des vitesses usuelles\u00A0: ` +
    `la saison passe de ${french(requested)} à ${french(speed)} jour par seconde.`;
  return { speed, note };
}

function french(value: number, digits = 2): string {
  return value.toLocaleString('fr-FR', { maximumFractionDigits: digits });
}
