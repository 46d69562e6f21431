import type { Clock } from './collectivity';
import { instantFromMs, instantMs, wallTime, type Instant, type WallTime } from './dates';

/** A rehearsal that is left running stands still after a year: at one day per second it would leave the calendar overnight. */
const longestRehearsalMs = 366 * 86_400_000;

/** The only place where a machine's time and a collectivity's time meet (D17); neither is read here. */
export function instantAt(clock: Clock, wall: number): Instant {
  if (clock.kind === 'real') return instantFromMs(wall);
  const elapsed = Math.min((wall - clock.anchor) * clock.speed, longestRehearsalMs);
  return instantFromMs(Math.floor(instantMs(clock.origin) + elapsed));
}

/** The machine's time at which a collectivity's moment has come: rounded up, so that no timer wakes before its due. */
export function wallAt(clock: Clock, moment: Instant): WallTime {
  if (clock.kind === 'real') return wallTime(instantMs(moment));
  return wallTime(clock.anchor + Math.ceil((instantMs(moment) - instantMs(clock.origin)) / clock.speed));
}
