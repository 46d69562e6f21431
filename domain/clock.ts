import type { Clock } from './collectivity';
import { instantFromMs, instantMs, wallTime, type Instant, type WallTime } from './dates';

/** The only place where a machine's time and a collectivity's time meet (D17); neither is read here. */
export function instantAt(clock: Clock, wall: number): Instant {
  if (clock.kind === 'real') return instantFromMs(wall);
  return instantFromMs(Math.floor(instantMs(clock.origin) + (wall - clock.anchor) * clock.speed));
}

/** The machine's time at which a collectivity's moment has come: rounded up, so that no timer wakes before its due. */
export function wallAt(clock: Clock, moment: Instant): WallTime {
  if (clock.kind === 'real') return wallTime(instantMs(moment));
  return wallTime(clock.anchor + Math.ceil((instantMs(moment) - instantMs(clock.origin)) / clock.speed));
}
