import type { Day } from './consultation-day';

export type HalfDays = {
  readonly offered: number;
  readonly planned: number;
  readonly upcoming: number;
  readonly held: number;
  readonly attested: number;
};

export const noHalfDays: HalfDays = { offered: 0, planned: 0, upcoming: 0, held: 0, attested: 0 };

type Counted = Pick<Day, 'status' | 'halves' | 'attested' | 'confirmedOn' | 'host'>;

/** A day that a colleague took over is counted once: where it took place. */
export function halfDaysOf({ status, halves, attested, confirmedOn, host }: Counted): HalfDays {
  const isTakenOver = status === 'cancelled' && host?.outcome === 'covered';
  const whole = halves.length;
  return {
    offered: isTakenOver ? 0 : whole,
    planned: isTakenOver || confirmedOn === null ? 0 : whole,
    upcoming: status === 'confirmed' ? whole : 0,
    held: status === 'held' || status === 'disputed' ? whole : attestedIn({ status, attested }),
    attested: attestedIn({ status, attested }),
  };
}

/** E-03: the doctor who leaves at noon held one half-day. */
function attestedIn({ status, attested }: Pick<Day, 'status' | 'attested'>): number {
  return status === 'attested' ? attested.length : 0;
}

export function addedHalfDays(days: readonly Counted[]): HalfDays {
  return days.map(halfDaysOf).reduce(sum, noHalfDays);
}

function sum(a: HalfDays, b: HalfDays): HalfDays {
  return {
    offered: a.offered + b.offered,
    planned: a.planned + b.planned,
    upcoming: a.upcoming + b.upcoming,
    held: a.held + b.held,
    attested: a.attested + b.attested,
  };
}
