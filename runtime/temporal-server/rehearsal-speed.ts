import { frenchFigure, medianOf } from '../measure';

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

/** Slows a rehearsal so that late timers cost no more simulated time than 200 ms do at the speed asked for. */
export function rehearsalSpeed(requested: number, latenessMs: number): RehearsalSpeed {
  if (latenessMs <= LATE_MS) return { speed: requested, reason: null };
  const speed = (requested * LATE_MS) / latenessMs;
  const reason =
    `Les minuteries de ce serveur Temporal ont ${Math.round(latenessMs)} ms de retard (plus de ${LATE_MS})\u00A0: ` +
    `la répétition passe de ${frenchFigure(requested)} à ${frenchFigure(speed)} jour par seconde.`;
  return { speed, reason };
}
