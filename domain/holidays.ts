import { type CivilDate, civilDate, daysBetween, plusDays, weekday, yearOf } from './dates';

export const territories = [
  'metropole',
  'alsace-moselle',
  'guadeloupe',
  'martinique',
  'guyane',
  'reunion',
  'mayotte',
  'saint-martin',
  'saint-barthelemy',
  'saint-pierre-et-miquelon',
] as const;
export type Territory = (typeof territories)[number];
export type Holiday = { readonly date: CivilDate; readonly name: string };
/** Why no consultation is expected that day. */
export type DayOff = { readonly kind: 'sunday' } | { readonly kind: 'holiday'; readonly name: string };
/** In law Good Friday is a holiday only in a commune of Alsace-Moselle with a Protestant or mixed church: the site says so. */
export type GoodFriday = { readonly goodFriday?: boolean };

const abolitionName = 'Abolition de l’esclavage';

/** Code du travail L.3133-1; L.3134-13 for Alsace-Moselle; L.3422-2 and décret 83-1003 for the abolition days. In the order of the year. */
export function holidaysOf(year: number, territory: Territory, { goodFriday = true }: GoodFriday = {}): readonly Holiday[] {
  const easter = easterSunday(year);
  const national = [
    on(year, '01-01', 'Jour de l’an'),
    { date: plusDays(easter, 1), name: 'Lundi de Pâques' },
    on(year, '05-01', 'Fête du travail'),
    on(year, '05-08', 'Victoire de 1945'),
    { date: plusDays(easter, 39), name: 'Ascension' },
    { date: plusDays(easter, 50), name: 'Lundi de Pentecôte' },
    on(year, '07-14', 'Fête nationale'),
    on(year, '08-15', 'Assomption'),
    on(year, '11-01', 'Toussaint'),
    on(year, '11-11', 'Armistice de 1918'),
    on(year, '12-25', 'Noël'),
  ];
  const fridayBeforeEaster = { date: plusDays(easter, -2), name: 'Vendredi saint' };
  const rhenish = territory === 'alsace-moselle' ? [...(goodFriday ? [fridayBeforeEaster] : []), on(year, '12-26', 'Saint-Étienne')] : [];
  return [...national, ...rhenish, ...abolitionDay(year, territory)].toSorted((a, b) => daysBetween(b.date, a.date));
}

/** Two holidays may share a date (1 May and Ascension in 2008): both names are given. */
export function holidayOn(date: CivilDate, territory: Territory, { goodFriday = true }: GoodFriday = {}): string | null {
  const names = holidaysOf(yearOf(date), territory, { goodFriday }).filter((holiday) => holiday.date === date);
  return names.length === 0 ? null : names.map(({ name }) => name).join(', ');
}

/** a day on a Sunday or on a holiday of the site's territory is refused unless somebody says that it is meant. */
export function dayOff(date: CivilDate, territory: Territory, options: GoodFriday = {}): DayOff | null {
  const name = holidayOn(date, territory, options);
  if (name !== null) return { kind: 'holiday', name };
  return weekday(date) === 7 ? { kind: 'sunday' } : null;
}

/** R-39, E-11: a working day caught between a holiday and a week-end, when people are often away. */
export function isBridge(date: CivilDate, territory: Territory): boolean {
  const isFriday = weekday(date) === 5 && holidayOn(plusDays(date, -1), territory) !== null;
  const isMonday = weekday(date) === 1 && holidayOn(plusDays(date, 1), territory) !== null;
  return isWorkingDay(date, territory) && (isFriday || isMonday);
}

/** Jour ouvré: Monday to Friday, holidays apart. */
export function isWorkingDay(date: CivilDate, territory: Territory): boolean {
  return weekday(date) <= 5 && holidayOn(date, territory) === null;
}

/** The nth working day after the date, which itself does not count. */
export function plusWorkingDays(date: CivilDate, n: number, territory: Territory): CivilDate {
  if (!Number.isSafeInteger(n) || n < 0) throw new RangeError(`not a number of working days: ${n}`);
  let day = date;
  for (let left = n; left > 0; left -= isWorkingDay(day, territory) ? 1 : 0) day = plusDays(day, 1);
  return day;
}

/** E-39: a delay that ends on a day off is only safely over on the next working day. */
export function firstWorkingDayFrom(date: CivilDate, territory: Territory): CivilDate {
  let day = date;
  while (!isWorkingDay(day, territory)) day = plusDays(day, 1);
  return day;
}

/** From a commune's code or a département's: 57, 67 and 68 keep the holidays of before 1918. */
export function territoryOf(code: string): Territory {
  if (/^(57|67|68)/.test(code)) return 'alsace-moselle';
  return overseas[code.slice(0, 3)] ?? 'metropole';
}

const overseas: Readonly<Record<string, Territory>> = {
  971: 'guadeloupe',
  972: 'martinique',
  973: 'guyane',
  974: 'reunion',
  975: 'saint-pierre-et-miquelon',
  976: 'mayotte',
  977: 'saint-barthelemy',
  978: 'saint-martin',
};

/** Saint-Martin kept Guadeloupe's date, 27 May, until 2017. */
function abolitionDay(year: number, territory: Territory): readonly Holiday[] {
  switch (territory) {
    case 'metropole':
    case 'alsace-moselle':
    case 'saint-pierre-et-miquelon':
      return [];
    case 'mayotte':
      return [on(year, '04-27', abolitionName)];
    case 'martinique':
      return [on(year, '05-22', abolitionName)];
    case 'guadeloupe':
      return [on(year, '05-27', abolitionName)];
    case 'saint-martin':
      return [on(year, year < 2018 ? '05-27' : '05-28', abolitionName)];
    case 'guyane':
      return [on(year, '06-10', abolitionName)];
    case 'saint-barthelemy':
      return [on(year, '10-09', abolitionName)];
    case 'reunion':
      return [on(year, '12-20', abolitionName)];
  }
}

function on(year: number, day: string, name: string): Holiday {
  return { date: civilDate(`${year}-${day}`), name };
}

/** Gauss's rule in its Gregorian form: the paschal full moon from the golden number and the century, then the next Sunday. */
function easterSunday(year: number): CivilDate {
  const century = Math.floor(year / 100);
  const leapsLost = century - Math.floor(century / 4);
  const moonShift = Math.floor((8 * century + 13) / 25);
  const epact = (19 * (year % 19) + leapsLost - moonShift + 15) % 30;
  const isLate = epact === 29 || (epact === 28 && year % 19 > 10);
  const fullMoon = plusDays(civilDate(`${year}-03-21`), isLate ? epact - 1 : epact);
  return plusDays(fullMoon, 7 - (weekday(fullMoon) % 7));
}
