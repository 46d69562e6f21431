import { civilDate, type CivilDate, plusDays } from '../../domain/dates';
import {
  dayOff,
  firstWorkingDayFrom,
  holidayOn,
  holidaysOf,
  isBridge,
  isWorkingDay,
  plusWorkingDays,
  territories,
  territoryOf,
} from '../../domain/holidays';

/** A second way to Easter (Meeus, Jones and Butcher), to check ours against. */
function easterByButcher(year: number): CivilDate {
  const [a, b, c] = [year % 19, Math.floor(year / 100), year % 100];
  const h = (19 * a + b - Math.floor(b / 4) - Math.floor((b - Math.floor((b + 8) / 25) + 1) / 3) + 15) % 30;
  const l = (32 + 2 * (b % 4) + 2 * Math.floor(c / 4) - h - (c % 4)) % 7;
  const n = h + l - 7 * Math.floor((a + 11 * h + 22 * l) / 451) + 114;
  return civilDate(`${year}-${String(Math.floor(n / 31)).padStart(2, '0')}-${String((n % 31) + 1).padStart(2, '0')}`);
}

const dateOf = (year: number, name: string): CivilDate | undefined =>
  holidaysOf(year, 'alsace-moselle').find((holiday) => holiday.name === name)?.date;

describe('holidays', () => {
  test.each([
    [2026, '2026-04-03', '2026-04-06', '2026-05-14', '2026-05-25'],
    [2027, '2027-03-26', '2027-03-29', '2027-05-06', '2027-05-17'],
    [2028, '2028-04-14', '2028-04-17', '2028-05-25', '2028-06-05'],
    [2029, '2029-03-30', '2029-04-02', '2029-05-10', '2029-05-21'],
  ])('R-39: the movable feasts of %i', (year, ...dates) => {
    expect(['Vendredi saint', 'Lundi de Pâques', 'Ascension', 'Lundi de Pentecôte'].map((name) => dateOf(year, name))).toEqual(dates);
  });

  test('R-39: Easter agrees with a second computation from 1900 to 2199', () => {
    const years = Array.from({ length: 300 }, (_, n) => 1900 + n);
    expect(years.filter((year) => dateOf(year, 'Lundi de Pâques') !== plusDays(easterByButcher(year), 1))).toEqual([]);
  });

  test('R-39: eleven national holidays, in the order of the year', () => {
    const dates = holidaysOf(2026, 'metropole').map(({ date }) => date);
    const fixed = ['2026-05-01', '2026-05-08', '2026-07-14', '2026-08-15', '2026-11-01', '2026-11-11', '2026-12-25'];
    expect(dates).toEqual(['2026-01-01', '2026-04-06', '2026-05-01', '2026-05-08', '2026-05-14', '2026-05-25', ...fixed.slice(2)]);
    expect(dates).toEqual(expect.arrayContaining(fixed));
  });

  test.each([
    ['metropole', []],
    ['alsace-moselle', ['2026-04-03', '2026-12-26']],
    ['guadeloupe', ['2026-05-27']],
    ['martinique', ['2026-05-22']],
    ['guyane', ['2026-06-10']],
    ['reunion', ['2026-12-20']],
    ['mayotte', ['2026-04-27']],
    ['saint-martin', ['2026-05-28']],
    ['saint-barthelemy', ['2026-10-09']],
    ['saint-pierre-et-miquelon', []],
  ] as const)('R-39: %s adds %j', (territory, added) => {
    const national = holidaysOf(2026, 'metropole').map(({ date }) => date);
    const dates = holidaysOf(2026, territory).map(({ date }) => date);
    expect(dates.filter((date) => !national.includes(date))).toEqual(added);
    expect(dates).toHaveLength(11 + added.length);
  });

  test('R-39: Saint-Martin kept 27 May until 2017', () => {
    expect(holidayOn(civilDate('2017-05-27'), 'saint-martin')).toBe('Abolition de l’esclavage');
    expect(holidayOn(civilDate('2018-05-27'), 'saint-martin')).toBeNull();
  });

  test('E-11: Good Friday is off in Metz, unless the site says otherwise, and never in Paris', () => {
    const goodFriday = civilDate('2026-04-03');
    expect(holidayOn(goodFriday, 'alsace-moselle')).toBe('Vendredi saint');
    expect(holidayOn(goodFriday, 'alsace-moselle', { goodFriday: false })).toBeNull();
    expect(holidayOn(goodFriday, 'metropole', { goodFriday: true })).toBeNull();
  });

  test('two holidays on one date are both named', () => {
    expect(holidayOn(civilDate('2008-05-01'), 'metropole')).toBe('Fête du travail, Ascension');
  });

  test('R-39: a Sunday and a holiday are days off, a Saturday is not', () => {
    expect(dayOff(civilDate('2026-03-08'), 'metropole')).toEqual({ kind: 'sunday' });
    expect(dayOff(civilDate('2026-12-20'), 'reunion')).toEqual({ kind: 'holiday', name: 'Abolition de l’esclavage' });
    expect(dayOff(civilDate('2026-12-21'), 'reunion')).toBeNull();
    expect(dayOff(civilDate('2026-03-07'), 'metropole')).toBeNull();
  });

  test.each([
    ['2026-05-15', true],
    ['2026-07-13', true],
    ['2026-05-08', false],
    ['2026-05-11', false],
    ['2026-05-07', false],
    ['2026-03-06', false],
  ])('R-39, E-11: %s is a bridge: %s', (date, bridge) => {
    expect(isBridge(civilDate(date), 'metropole')).toBe(bridge);
  });
});

describe('working days', () => {
  test.each(['2026-03-07', '2026-03-08', '2026-04-06', '2026-12-25'])('%s is not worked anywhere', (date) => {
    expect(territories.filter((territory) => isWorkingDay(civilDate(date), territory))).toEqual([]);
  });

  test.each([
    ['2026-03-06', 2, 'metropole', '2026-03-10'],
    ['2026-03-06', 5, 'metropole', '2026-03-13'],
    ['2026-04-02', 2, 'metropole', '2026-04-07'],
    ['2026-04-02', 2, 'alsace-moselle', '2026-04-08'],
    ['2026-05-21', 1, 'martinique', '2026-05-26'],
    ['2026-03-07', 0, 'metropole', '2026-03-07'],
  ] as const)('R-45: %s plus %i working days in %s is %s', (date, n, territory, expected) => {
    expect(plusWorkingDays(civilDate(date), n, territory)).toBe(expected);
  });

  test.each([-1, 1.5])('%d is not a number of working days', (n) =>
    expect(() => plusWorkingDays(civilDate('2026-03-06'), n, 'metropole')).toThrow(RangeError),
  );

  test('E-39: a delay that ends on a day off is safely over on the next working day', () => {
    expect(firstWorkingDayFrom(civilDate('2026-12-25'), 'alsace-moselle')).toBe('2026-12-28');
    expect(firstWorkingDayFrom(civilDate('2026-12-24'), 'alsace-moselle')).toBe('2026-12-24');
  });
});

test.each([
  ['75056', 'metropole'],
  ['2A004', 'metropole'],
  ['57463', 'alsace-moselle'],
  ['67', 'alsace-moselle'],
  ['68', 'alsace-moselle'],
  ['97105', 'guadeloupe'],
  ['972', 'martinique'],
  ['97302', 'guyane'],
  ['97411', 'reunion'],
  ['97502', 'saint-pierre-et-miquelon'],
  ['976', 'mayotte'],
  ['97701', 'saint-barthelemy'],
  ['97801', 'saint-martin'],
])('the holidays of %s are those of %s', (code, territory) => expect(territoryOf(code)).toBe(territory));
