import { at, type CivilDate, type Instant, type TimeZone } from './dates';

/** What falls due on a date is taken up before its working hours, and outside the hours at which clocks change. A habit of ours, so of no text: it holds for a date of any year. */
export function morningOf(date: CivilDate, zone: TimeZone): Instant {
  return at(date, '06:00', zone);
}
