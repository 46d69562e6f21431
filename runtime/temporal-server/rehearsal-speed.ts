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
  const lateness: number[] = [];
  for (let run = 0; run < RUNS; run += 1) lateness.push(Math.max(0, (await runTimer(TIMED_MS)) - TIMED_MS));
  lateness.sort((a, b) => a - b);
  return lateness[Math.floor(RUNS / 2)] ?? 0;
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

function french(value: number): string {
  return value
    .toFixed(2)
    .replace(/\.?0+$/, '')
    .replace('.', ',');
}
