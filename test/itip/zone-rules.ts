import { type Component, propertiesNamed, valueOf } from './content-lines';

/** A zone by the rules of its VTIMEZONE alone, and by the law that this machine knows: the two must say the same hour. */
const hourMs = 3_600_000;
const dayMs = 24 * hourMs;
const weekdays = ['SU', 'MO', 'TU', 'WE', 'TH', 'FR', 'SA'];

type YearlyRule = { readonly month: number; readonly nth: number; readonly weekday: number };

/** MS-STANXICAL: one STANDARD, at most one DAYLIGHT, both yearly by month and weekday, begun long before the event. */
export function zoneFormFaults(zone: Component): readonly string[] {
  const standard = zone.components.filter(({ name }) => name === 'STANDARD');
  const daylight = zone.components.filter(({ name }) => name === 'DAYLIGHT');
  const observances = [...standard, ...daylight];
  const faults: string[] = [];
  if (standard.length !== 1 || daylight.length > 1 || zone.components.length !== observances.length)
    faults.push('VTIMEZONE is not one STANDARD and at most one DAYLIGHT');
  if (observances.some((each) => propertiesNamed(each, 'RDATE').length > 0)) faults.push('VTIMEZONE lists dates');
  for (const name of ['TZOFFSETFROM', 'TZOFFSETTO', 'DTSTART'])
    if (observances.some((each) => propertiesNamed(each, name).length !== 1)) faults.push(`VTIMEZONE lacks ${name}`);
  const rules = observances.flatMap((each) => propertiesNamed(each, 'RRULE'));
  if (rules.length !== daylight.length * 2 || rules.some(({ value }) => ruleOf(value) === null))
    faults.push('VTIMEZONE rule is not yearly by month and weekday');
  if (observances.some((each) => valueOf(each, 'DTSTART') > '1971')) faults.push('VTIMEZONE begins after 1970');
  return faults;
}

/** Through the whole year, and at the second of each change: what the rules say against the law; the first that differs is told. */
export function zoneYearFault(zone: Component, tzid: string, year: number): string | null {
  const key = `${tzid} ${year} ${zone.text}`;
  const known = verdicts.get(key);
  if (known !== undefined) return known;
  const onsets = onsetsOf(zone, [year - 1, year, year + 1]);
  const [from, to] = [Date.UTC(year, 0, 1), Date.UTC(year + 1, 0, 1)];
  const steady = Array.from({ length: Math.ceil((to - from) / (6 * hourMs)) }, (_, n) => from + n * 6 * hourMs);
  const changes = onsets.flatMap(({ at }) => [at - 1000, at]).filter((at) => at >= from && at < to);
  const wrong = [...steady, ...changes]
    .toSorted((one, other) => one - other)
    .find((at) => offsetByRules(onsets, at) !== offsetByLaw(tzid, at));
  const verdict = wrong === undefined ? null : `VTIMEZONE is not the law of ${tzid} at ${new Date(wrong).toISOString().slice(0, 13)}h`;
  verdicts.set(key, verdict);
  return verdict;
}
const verdicts = new Map<string, string | null>();

/** The instant of a wall time (as if UTC) in a zone of this machine, or null where clocks skip or repeat it. */
export function instantByLaw(tzid: string, wall: number): number | null {
  const found = [...new Set([-1, 1].map((side) => wall - offsetByLaw(tzid, wall + side * dayMs)))].filter(
    (at) => at + offsetByLaw(tzid, at) === wall,
  );
  const [only] = found;
  return found.length === 1 && only !== undefined ? only : null;
}

export function isKnownZone(tzid: string): boolean {
  try {
    return formatOf(tzid).resolvedOptions().timeZone !== '';
  } catch {
    return false;
  }
}

/** YYYYMMDDTHHMMSS as if it were UTC; NaN when it is no date. */
export function wallOf(text: string): number {
  const parts = /^(\d{4})(\d\d)(\d\d)T(\d\d)(\d\d)(\d\d)$/.exec(text)?.slice(1).map(Number) ?? [];
  const [year = Number.NaN, month = 1, day = 1, hour = 0, minute = 0, second = 0] = parts;
  const at = Date.UTC(year, month - 1, day, hour, minute, second);
  return new Date(at).getUTCDate() === day && hour < 24 && minute < 60 ? at : Number.NaN;
}

type Onset = { readonly at: number; readonly to: number };

/** RFC 5545 3.6.5: when each offset begins, the latest first. */
function onsetsOf(zone: Component, years: readonly number[]): readonly Onset[] {
  return zone.components
    .flatMap((each) => {
      const start = wallOf(valueOf(each, 'DTSTART'));
      const rule = ruleOf(valueOf(each, 'RRULE'));
      const walls = rule === null ? [start] : years.map((year) => onsetIn(year, rule, start));
      const [from, to] = [offsetMs(valueOf(each, 'TZOFFSETFROM')), offsetMs(valueOf(each, 'TZOFFSETTO'))];
      return walls.map((wall) => ({ at: wall - from, to }));
    })
    .toSorted((one, other) => other.at - one.at);
}

function offsetByRules(onsets: readonly Onset[], at: number): number {
  return onsets.find((onset) => onset.at <= at)?.to ?? Number.NaN;
}

function onsetIn(year: number, { month, nth, weekday }: YearlyRule, start: number): number {
  const days = Array.from({ length: 31 }, (_, day) => new Date(Date.UTC(year, month - 1, day + 1))).filter(
    (date) => date.getUTCMonth() === month - 1 && date.getUTCDay() === weekday,
  );
  return (days.at(nth > 0 ? nth - 1 : nth)?.getTime() ?? Number.NaN) + (start % dayMs);
}

function ruleOf(value: string): YearlyRule | null {
  const parts = new Map(value.split(';').map((each) => [each.split('=')[0] ?? '', each.split('=')[1] ?? '']));
  const day = /^(-?[1-5])([A-Z]{2})$/.exec(parts.get('BYDAY') ?? '');
  const month = Number(parts.get('BYMONTH'));
  const usual = parts.get('FREQ') === 'YEARLY' && parts.size === 3 && month >= 1 && month <= 12;
  const weekday = weekdays.indexOf(day?.[2] ?? '');
  return usual && weekday >= 0 ? { month, nth: Number(day?.[1]), weekday } : null;
}

function offsetMs(text: string): number {
  const [, sign, hours, minutes] = /^([+-])(\d\d)(\d\d)$/.exec(text) ?? [];
  return (sign === '-' ? -1 : 1) * (Number(hours) * 60 + Number(minutes)) * 60_000;
}

function offsetByLaw(tzid: string, at: number): number {
  const parts = new Map(
    formatOf(tzid)
      .formatToParts(at)
      .map(({ type, value }) => [type, Number(value)] as const),
  );
  const of = (type: Intl.DateTimeFormatPartTypes): number => parts.get(type) ?? Number.NaN;
  return Date.UTC(of('year'), of('month') - 1, of('day'), of('hour'), of('minute'), of('second')) - at;
}

const formats = new Map<string, Intl.DateTimeFormat>();
function formatOf(tzid: string): Intl.DateTimeFormat {
  const known = formats.get(tzid);
  if (known !== undefined) return known;
  const numeric = { year: 'numeric', month: 'numeric', day: 'numeric', hour: 'numeric', minute: 'numeric', second: 'numeric' } as const;
  const format = new Intl.DateTimeFormat('en-US', { timeZone: tzid, hourCycle: 'h23', ...numeric });
  formats.set(tzid, format);
  return format;
}
