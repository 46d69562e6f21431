import { at, type CivilDate, type Instant } from './dates';
import type { BaseFacts } from './decision';
import { parameters, valueOn } from './parameters';

/** Before working hours of that date. */
export function morningOf(date: CivilDate, { collectivity }: Pick<BaseFacts, 'collectivity'>): Instant {
  return at(date, valueOn(parameters.earlyMorning, date), collectivity.zone);
}

export const administrator = { kind: 'role', role: 'administrator' } as const;
