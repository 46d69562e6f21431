import type { Brand } from './brand';
import { frenchZones } from './french-zones';

/** The collectivity's time, ISO 8601 UTC with milliseconds: all that a rule may know. Fixed width, so text order is time order. */
export type Instant = Brand<string, 'Instant'>;
/** This machine's epoch milliseconds: timers, keys, logs. No rule takes one. */
export type WallTime = Brand<number, 'WallTime'>;
/** A date at the site, YYYY-MM-DD. */
export type CivilDate = Brand<string, 'CivilDate'>;
/** A civil month, YYYY-MM. */
export type Month = Brand<string, 'Month'>;
/** A zone of a French territory, spelt as the IANA database spells it. */
export type TimeZone = Brand<string, 'TimeZone'>;
export type Half = 'morning' | 'afternoon';
/** The unit of time (R-03): one half of a civil date. */
export type HalfDay = { readonly date: CivilDate; readonly half: Half };
export type Weekday = 1 | 2 | 3 | 4 | 5 | 6 | 7;
export type Duration = { readonly days?: number; readonly hours?: number; readonly minutes?: number };
export type WallTimeFault = 'nonexistent' | 'ambiguous';
type Ordered = Instant | CivilDate | Month;

export const halves = ['morning', 'afternoon'] as const satisfies readonly Half[];

const minuteMs = 60_000;
const dayMs = 24 * 60 * minuteMs;
const instantForm = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/;
const dateForm = /^\d{4}-\d\d-\d\d$/;
const timeForm = /^([01]\d|2[0-3]):[0-5]\d$/;
/** Typed outside these years a date is a slip of the keyboard (0026, 2206); what is counted from a date may leave them. */
const isPlausible = (text: string): boolean => text >= '1900' && text < '2200';

export function isInstant(text: string): text is Instant {
  if (!instantForm.test(text)) return false;
  const ms = Date.parse(text);
  return !Number.isNaN(ms) && new Date(ms).toISOString() === text;
}

export function instant(text: string): Instant {
  if (!isInstant(text)) throw new RangeError(`not an instant: ${text}`);
  return text;
}

export function instantFromMs(ms: number): Instant {
  return instant(new Date(ms).toISOString());
}

export function instantMs(i: Instant): number {
  return Date.parse(i);
}

export function isWallTime(ms: number): ms is WallTime {
  return Number.isSafeInteger(ms) && ms >= 0;
}

export function wallTime(ms: number): WallTime {
  if (!isWallTime(ms)) throw new RangeError(`not a wall time: ${ms}`);
  return ms;
}

/** Elapsed time, not calendar time: a day is 24 hours even across a change of clocks. */
export function plus(i: Instant, { days = 0, hours = 0, minutes = 0 }: Duration): Instant {
  return instantFromMs(instantMs(i) + days * dayMs + hours * 60 * minuteMs + minutes * minuteMs);
}

export function isBefore<T extends Ordered>(a: T, b: NoInfer<T>): boolean {
  return a < b;
}

export function later<T extends Ordered>(a: T, b: NoInfer<T>): T {
  return a < b ? b : a;
}

export function earlier<T extends Ordered>(a: T, b: NoInfer<T>): T {
  return b < a ? b : a;
}

/** Of what somebody typed. */
export function isCivilDate(text: string): text is CivilDate {
  return isDate(text) && isPlausible(text);
}

/** Of any year. */
export function civilDate(text: string): CivilDate {
  if (!isDate(text)) throw new RangeError(`not a civil date: ${text}`);
  return text;
}

export function isMonth(text: string): text is Month {
  return hasMonthForm(text) && isPlausible(text);
}

export function month(text: string): Month {
  if (!hasMonthForm(text)) throw new RangeError(`not a month: ${text}`);
  return text;
}

export function monthOf(date: CivilDate): Month {
  return month(date.slice(0, 7));
}

/** Every month from one date's to the other's, both included. */
export function monthsOf(from: CivilDate, to: CivilDate): Month[] {
  const months: Month[] = [];
  for (let m = monthOf(from); m <= monthOf(to); m = nextMonth(m)) months.push(m);
  return months;
}

export function yearOf(date: CivilDate | Month): number {
  return Number(date.slice(0, 4));
}

export function firstDay(m: Month): CivilDate {
  return civilDate(`${m}-01`);
}

export function lastDay(m: Month): CivilDate {
  return plusDays(firstDay(nextMonth(m)), -1);
}

export function nextMonth(m: Month): Month {
  return monthAfter(m, 1);
}

export function previousMonth(m: Month): Month {
  return monthAfter(m, -1);
}

export function daysOf(m: Month): CivilDate[] {
  const days: CivilDate[] = [];
  for (let day = firstDay(m); day <= lastDay(m); day = plusDays(day, 1)) days.push(day);
  return days;
}

export function plusDays(date: CivilDate, n: number): CivilDate {
  return civilDate(isoDate(midnightUtc(date) + n * dayMs));
}

/** Delays in months run from date to date; where the month lacks that day, they end on its last one (31 December + 2 months). */
export function plusMonths(date: CivilDate, n: number): CivilDate {
  const target = monthAfter(monthOf(date), n);
  const sameDay = `${target}-${date.slice(8)}`;
  return isCivilDate(sameDay) ? sameDay : lastDay(target);
}

/** Days from a to b: negative when b comes first. */
export function daysBetween(a: CivilDate, b: CivilDate): number {
  return Math.round((midnightUtc(b) - midnightUtc(a)) / dayMs);
}

/** ISO: Monday is 1, Sunday is 7. */
export function weekday(date: CivilDate): Weekday {
  const week = [7, 1, 2, 3, 4, 5, 6] as const;
  return nth(week, new Date(midnightUtc(date)).getUTCDay());
}

/** Negative when a comes first; as plain text, "afternoon" would come before "morning". */
export function compareHalfDays(a: HalfDay, b: HalfDay): number {
  return daysBetween(b.date, a.date) || halves.indexOf(a.half) - halves.indexOf(b.half);
}

export function isTimeZone(text: string): text is TimeZone {
  return frenchZones.has(text);
}

export function timeZone(text: string): TimeZone {
  if (!isTimeZone(text)) throw new RangeError(`not a French time zone: ${text}`);
  return text;
}

export function isTimeOfDay(text: string): boolean {
  return timeForm.test(text);
}

export function dateIn(i: Instant, zone: TimeZone): CivilDate {
  return civilDate(wallIn(i, zone).slice(0, 10));
}

/** HH:MM on the wall of that zone. */
export function timeIn(i: Instant, zone: TimeZone): string {
  return wallIn(i, zone).slice(11, 16);
}

const wallIn = (i: Instant, zone: TimeZone): string => new Date(localMs(instantMs(i), zone)).toISOString();

/** The instant at which that zone's clocks show this time. */
export function at(date: CivilDate, time: string, zone: TimeZone): Instant {
  const fault = wallTimeFault(date, time, zone);
  const [ms] = readings(date, time, zone);
  if (fault || ms === undefined) throw new RangeError(`${date} ${time} is ${fault} in ${zone}`);
  return instantFromMs(ms);
}

/** When clocks go forward an hour of the wall never comes; when they go back one comes twice. */
export function wallTimeFault(date: CivilDate, time: string, zone: TimeZone): WallTimeFault | null {
  const { length } = readings(date, time, zone);
  if (length === 1) return null;
  return length === 0 ? 'nonexistent' : 'ambiguous';
}

/** « 1er mars 2026 » */
export function frenchDate(date: CivilDate): string {
  const day = Number(date.slice(8));
  return `${day === 1 ? '1er' : day} ${frenchMonth(monthOf(date))}`;
}

/** « mardi 3 mars 2026 » */
export function frenchDay(date: CivilDate): string {
  return `${nth(dayNames, weekday(date) - 1)} ${frenchDate(date)}`;
}

/** « mars 2026 » */
export function frenchMonth(m: Month): string {
  return `${nth(monthNames, Number(m.slice(5)) - 1)} ${m.slice(0, 4)}`;
}

/** « de mars 2026 », « d’octobre 2026 » */
export const ofMonth = (m: Month): string => `${/^[ao]/.test(frenchMonth(m)) ? 'd’' : 'de '}${frenchMonth(m)}`;

/** « 9 h », « 13 h 30 », with no-break spaces */
export function frenchTime(time: string): string {
  checkTime(time);
  const minutes = time.slice(3);
  return `${Number(time.slice(0, 2))}\u00a0h${minutes === '00' ? '' : `\u00a0${minutes}`}`;
}

/** « mardi 3 mars 2026, matin » */
export function frenchHalfDay({ date, half }: HalfDay): string {
  return `${frenchDay(date)}, ${half === 'morning' ? 'matin' : 'après-midi'}`;
}

/** « mardi 3 mars 2026 à 9 h 05 » */
export function frenchInstant(i: Instant, zone: TimeZone): string {
  const wall = wallIn(i, zone);
  return `${frenchDay(civilDate(wall.slice(0, 10)))} à ${frenchTime(wall.slice(11, 16))}`;
}

/** « 03/03/2026 » */
export function shortDate(date: CivilDate): string {
  return `${date.slice(8)}/${date.slice(5, 7)}/${date.slice(0, 4)}`;
}

const dayNames = 'lundi mardi mercredi jeudi vendredi samedi dimanche'.split(' ');
const monthNames = 'janvier février mars avril mai juin juillet août septembre octobre novembre décembre'.split(' ');
const clocks = new Map<TimeZone, Intl.DateTimeFormat>();

function clockOf(zone: TimeZone): Intl.DateTimeFormat {
  const known = clocks.get(zone);
  if (known) return known;
  const fields = { year: 'numeric', month: 'numeric', day: 'numeric', hour: 'numeric', minute: 'numeric', second: 'numeric' } as const;
  const clock = new Intl.DateTimeFormat('en-US', {
    ...fields,
    timeZone: zone,
    hourCycle: 'h23',
    calendar: 'gregory',
    numberingSystem: 'latn',
  });
  clocks.set(zone, clock);
  return clock;
}

/** What the wall of that zone shows, written as if it were UTC. */
function localMs(ms: number, zone: TimeZone): number {
  const parts = clockOf(zone).formatToParts(ms);
  const field = (type: Intl.DateTimeFormatPartTypes): number => Number(parts.find((part) => part.type === type)?.value);
  return Date.UTC(field('year'), field('month') - 1, field('day'), field('hour'), field('minute'), field('second'));
}

/** Every moment whose wall reading is this one: none, one or two. A day either side gives the offsets on both sides of a change. */
function readings(date: CivilDate, time: string, zone: TimeZone): number[] {
  checkTime(time);
  const wanted = Date.parse(`${date}T${time}:00.000Z`);
  const offsets = [wanted - dayMs, wanted + dayMs].map((ms) => localMs(ms, zone) - ms);
  return [...new Set(offsets)].map((offset) => wanted - offset).filter((ms) => localMs(ms, zone) === wanted);
}

function checkTime(time: string): void {
  if (!isTimeOfDay(time)) throw new RangeError(`not a time of day: ${time}`);
}

function isDate(text: string): text is CivilDate {
  const ms = dateForm.test(text) ? Date.parse(`${text}T00:00:00.000Z`) : Number.NaN;
  return !Number.isNaN(ms) && isoDate(ms) === text;
}

const hasMonthForm = (text: string): text is Month => /^\d{4}-(0[1-9]|1[0-2])$/.test(text);
const midnightUtc = (date: CivilDate): number => Date.parse(`${date}T00:00:00.000Z`);
const isoDate = (ms: number): string => new Date(ms).toISOString().slice(0, 10);

function monthAfter(m: Month, n: number): Month {
  const index = yearOf(m) * 12 + Number(m.slice(5)) - 1 + n;
  return month(`${Math.floor(index / 12)}-${String((((index % 12) + 12) % 12) + 1).padStart(2, '0')}`);
}

function nth<T>(list: readonly T[], index: number): T {
  const found = list[index];
  if (found === undefined) throw new RangeError(`no item ${index}`);
  return found;
}
