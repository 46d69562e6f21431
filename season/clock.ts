import { setTimeout as pause } from 'node:timers/promises';
import { at, dateIn, instantFromMs, instantMs, plusDays, timeZone, weekday, type CivilDate, type Instant } from '../domain/dates';

const dayMs = 86_400_000;
export const paris = timeZone('Europe/Paris');

/** The rehearsal's time as its people live it. */
export type SeasonClock = {
  readonly origin: Instant;
  readonly anchor: number;
  /** collectivity milliseconds per real millisecond */
  readonly speed: number;
  readonly now: () => Instant;
  readonly today: () => CivilDate;
  /** sleeps until that moment of the rehearsal */
  readonly until: (moment: Instant) => Promise<void>;
  readonly hours: (count: number) => Promise<void>;
};

export function seasonClock(start: CivilDate, daysPerSecond: number): SeasonClock {
  return clockFrom(at(start, '08:00', paris), Date.now(), (daysPerSecond * dayMs) / 1000);
}

/** The clock that the collectivity was given: a server with slow timers may have asked for a slower one. */
export function clockFrom(origin: Instant, anchor: number, speed: number): SeasonClock {
  const now = (): Instant => instantFromMs(Math.floor(instantMs(origin) + (Date.now() - anchor) * speed));
  const until = async (moment: Instant): Promise<void> => {
    const left = anchor + (instantMs(moment) - instantMs(origin)) / speed - Date.now();
    if (left > 0) await pause(left);
  };
  return {
    origin,
    anchor,
    speed,
    now,
    until,
    today: () => dateIn(now(), paris),
    hours: (count) => until(instantFromMs(instantMs(now()) + count * 3_600_000)),
  };
}

/** Hours until nine o'clock on the nth weekday that follows: people decide at work, once they have read what the mornings before brought. */
export function hoursToMorning(now: Instant, nth: number): number {
  let date = dateIn(now, paris);
  for (let mornings = 0; mornings < nth; mornings += weekday(date) <= 5 ? 1 : 0) date = plusDays(date, 1);
  return (instantMs(at(date, '09:00', paris)) - instantMs(now)) / 3_600_000;
}

/** A small repeatable generator of chance: the same seed plays the same season. */
export function chance(seed: number): () => number {
  let state = (seed * 2_654_435_761 + 1) >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
}
