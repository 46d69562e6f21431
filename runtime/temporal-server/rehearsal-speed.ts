/** The timer that is timed, and how late it may be at the speed asked for. */
export const TIMED_MS = 200;
const LATE_MS = 200;
const RUNS = 3;

export type RehearsalSpeed = {
  /** Simulated days per second. */
  readonly speed: number;
  readonly reason: string | null;
};

/** How late the server's timers are: the median of a few runs of a 200 ms timer, each told in milliseconds. */
export async function timerLateness(runTimer: (timerMs: number) => Promise<number>): Promise<number> {
  return Math.max(0, (await medianOf(RUNS, () => runTimer(TIMED_MS))) - TIMED_MS);
}

/** Of an odd number of runs, one after the other: one interruption changes nothing. */
export async function medianOf(runs: number, run: () => Promise<number>): Promise<number> {
  const found: number[] = [];
  for (let n = 0; n < runs; n += 1) found.push(await run());
  return found.toSorted((a, b) => a - b)[Math.floor(runs / 2)] ?? 0;
}

/** Slows a rehearsal so that late timers cost no more simulated time than 200 ms do at the speed asked for. */
export function rehearsalSpeed(requested: number, latenessMs: number): RehearsalSpeed {
  if (latenessMs <= LATE_MS) return { speed: requested, reason: null };
  const speed = (requested * LATE_MS) / latenessMs;
  const reason =
    `Les minuteries de ce serveur Temporal ont ${Math.round(latenessMs)} ms de retard (plus de ${LATE_MS})\u00A0: ` +
    `la répétition passe de ${french(requested)} à ${french(speed)} jour par seconde.`;
  return { speed, reason };
}

/** A speed or a ratio, to two digits. */
export function french(value: number): string {
  return value
    .toFixed(2)
    .replace(/\.?0+$/, '')
    .replace('.', ',');
}
