import { civilDate, plusDays, weekday, yearOf, type CivilDate } from '../domain/dates';

const fixed = ['01-01', '05-01', '05-08', '07-14', '08-15', '11-01', '11-11', '12-25'];
const overseas: Readonly<Record<string, readonly string[]>> = { mayotte: ['04-27'] };

/** Easter by the table of full moons from 1900 to 2199, which is what a printed calendar uses: the Sunday after the full moon of its golden number. */
function easter(year: number): CivilDate {
  const moon = (24 + 19 * (year % 19)) % 30;
  const fullMoon = plusDays(civilDate(`${year}-03-21`), moon > 28 || (moon === 28 && year % 19 > 10) ? moon - 1 : moon);
  return plusDays(fullMoon, 7 - (weekday(fullMoon) % 7));
}

const calendars = new Map<number, ReadonlySet<CivilDate>>();
function movable(year: number): ReadonlySet<CivilDate> {
  const known = calendars.get(year);
  if (known !== undefined) return known;
  const made = new Set([1, 39, 50].map((days) => plusDays(easter(year), days)));
  calendars.set(year, made);
  return made;
}

/** A holiday as the wall calendar of a health desk shows it, for a site of that territory. */
export function isHoliday(date: CivilDate, territory: string): boolean {
  return [...fixed, ...(overseas[territory] ?? [])].includes(date.slice(5)) || movable(yearOf(date)).has(date);
}
