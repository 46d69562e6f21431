import type { Clock } from './collectivity';
import { instantFromMs, instantMs, wallTime, type Instant, type WallTime } from './dates';

/** A rehearsal that is left running stands still after a year: at one day per second it would leave the calendar overnight. */
const longestRehearsalMs = 366 * 86_400_000;
const between = (least: number, most: number, value: number): number => Math.min(most, Math.max(least, value));

/** The only place where a machine's time and a collectivity's time meet (D17); neither is read here. Until its anchor a rehearsal stands at its origin. */
export function instantAt(clock: Clock, wall: number): Instant {
  if (clock.kind === 'real') return instantFromMs(wall);
  const elapsed = between(0, longestRehearsalMs, (wall - clock.anchor) * clock.speed);
  return instantFromMs(Math.floor(instantMs(clock.origin) + elapsed));
}

/** The machine's time at which a collectivity's moment has come: rounded up, so that no timer wakes before its due. What was due before machines counted time is due at once. */
export function wallAt(clock: Clock, moment: Instant): WallTime {
  const ms = instantMs(moment);
  const wall = clock.kind === 'real' ? ms : clock.anchor + Math.ceil((ms - instantMs(clock.origin)) / clock.speed);
  return wallTime(Math.max(0, wall));
}
