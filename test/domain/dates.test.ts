import fc from 'fast-check';
import {
  at,
  civilDate,
  compareHalfDays,
  dateIn,
  daysBetween,
  daysOf,
  earlier,
  firstDay,
  frenchDate,
  frenchDay,
  frenchHalfDay,
  frenchInstant,
  frenchMonth,
  frenchTime,
  halves,
  instant,
  instantFromMs,
  instantMs,
  isBefore,
  isCivilDate,
  isInstant,
  isMonth,
  isTimeOfDay,
  isTimeZone,
  isWallTime,
  lastDay,
  later,
  month,
  ofMonth,
  monthOf,
  monthsOf,
  nextMonth,
  plus,
  plusDays,
  plusMonths,
  previousMonth,
  shortDate,
  timeIn,
  timeZone,
  wallTime,
  wallTimeFault,
  weekday,
  yearOf,
} from '../../domain/dates';

const paris = timeZone('Europe/Paris');
const reunion = timeZone('Indian/Reunion');
const cayenne = timeZone('America/Cayenne');
const mayotte = timeZone('Indian/Mayotte');

describe('instants', () => {
  test.each(['2026-03-13T08:00:00.000Z', '1970-01-01T00:00:00.000Z'])('%s is an instant', (text) => {
    expect(isInstant(text)).toBe(true);
    expect(instantFromMs(instantMs(instant(text)))).toBe(text);
  });

  test.each([
    '2026-03-13T08:00:00Z',
    '2026-03-13T08:00:00.000+01:00',
    '2026-02-30T08:00:00.000Z',
    '2026-03-13T24:00:00.000Z',
    '2026-03-13',
    '',
  ])('%s is not an instant', (text) => {
    expect(isInstant(text)).toBe(false);
    expect(() => instant(text)).toThrow(RangeError);
  });

  test('a day of elapsed time is 24 hours, also across the change of clocks', () => {
    expect(plus(at(civilDate('2026-03-28'), '12:00', paris), { days: 1 })).toBe('2026-03-29T11:00:00.000Z');
    expect(plus(instant('2026-03-28T11:00:00.000Z'), { days: -1, hours: 2, minutes: 30 })).toBe('2026-03-27T13:30:00.000Z');
  });

  test('order is the order of time', () => {
    const [first, second] = [instant('2026-03-13T08:00:00.000Z'), instant('2026-03-13T08:00:00.001Z')];
    expect([isBefore(first, second), isBefore(second, first), isBefore(first, first)]).toEqual([true, false, false]);
    expect([later(first, second), later(second, first), earlier(first, second), earlier(second, first)]).toEqual([
      second,
      second,
      first,
      first,
    ]);
  });

  test('a wall time is a whole number of milliseconds', () => {
    expect(wallTime(1_772_000_000_000)).toBe(1_772_000_000_000);
    expect([1.5, -1, Number.NaN].map(isWallTime)).toEqual([false, false, false]);
    expect(() => wallTime(1.5)).toThrow(RangeError);
  });
});

describe('civil dates', () => {
  test.each(['0026-03-01', '1899-12-31', '2200-01-01', '2206-03-01'])(
    '%s is no date that somebody meant, yet may be counted from one',
    (text) => {
      expect([isCivilDate(text), isMonth(text.slice(0, 7))]).toEqual([false, false]);
      expect(civilDate(text)).toBe(text);
      expect(monthOf(civilDate(text))).toBe(text.slice(0, 7));
    },
  );

  test('the day after the last date that can be typed is a day, and the one before the first', () => {
    expect([plusDays(civilDate('2199-12-31'), 1), plusDays(civilDate('1900-01-01'), -1)]).toEqual(['2200-01-01', '1899-12-31']);
    expect(plusMonths(civilDate('2199-12-31'), 2)).toBe('2200-02-28');
  });

  test.each(['2026-02-29', '2026-13-01', '2026-00-10', '2026-1-1', '01/03/2026', '2026-03-01 ', ''])('%s is not a date', (text) => {
    expect(isCivilDate(text)).toBe(false);
    expect(() => civilDate(text)).toThrow(RangeError);
  });

  test.each(['2026-13', '2026-00', '2026-3', '2026-03-01', '26-03'])('%s is not a month', (text) => {
    expect(isMonth(text)).toBe(false);
    expect(() => month(text)).toThrow(RangeError);
  });

  test('months follow each other across years', () => {
    expect([nextMonth(month('2026-12')), previousMonth(month('2026-01'))]).toEqual(['2027-01', '2025-12']);
    expect([firstDay(month('2028-02')), lastDay(month('2028-02')), lastDay(month('2027-02'))]).toEqual([
      '2028-02-01',
      '2028-02-29',
      '2027-02-28',
    ]);
    expect([monthOf(civilDate('2026-03-31')), yearOf(civilDate('2026-03-31'))]).toEqual(['2026-03', 2026]);
    expect(monthsOf(civilDate('2026-11-30'), civilDate('2027-01-01'))).toEqual(['2026-11', '2026-12', '2027-01']);
    expect(monthsOf(civilDate('2026-12-01'), civilDate('2026-11-30'))).toEqual([]);
  });

  test('the days of a month are all there, the month of the change of clocks included', () => {
    expect(daysOf(month('2026-03'))).toHaveLength(31);
    expect(daysOf(month('2026-10')).slice(23, 26)).toEqual(['2026-10-24', '2026-10-25', '2026-10-26']);
  });

  test.each([
    ['2026-12-31', 2, '2027-02-28'],
    ['2027-12-31', 2, '2028-02-29'],
    ['2026-08-31', 6, '2027-02-28'],
    ['2028-02-29', 12, '2029-02-28'],
    ['2026-01-31', 1, '2026-02-28'],
    ['2026-03-15', 2, '2026-05-15'],
    ['2026-03-31', -1, '2026-02-28'],
  ])('E-10: %s plus %i months is %s, date to date, else the last day of the month', (from, n, to) => {
    expect(plusMonths(civilDate(from), n)).toBe(to);
  });

  test('days between two dates count neither hours nor clocks', () => {
    expect(daysBetween(civilDate('2026-03-28'), civilDate('2026-03-30'))).toBe(2);
    expect(daysBetween(civilDate('2026-10-26'), civilDate('2026-10-24'))).toBe(-2);
    fc.assert(
      fc.property(
        fc.integer({ min: -20_000, max: 20_000 }),
        (n) => daysBetween(civilDate('2026-03-01'), plusDays(civilDate('2026-03-01'), n)) === n,
      ),
      { numRuns: 200 },
    );
  });

  test.each([
    ['2026-03-02', 1],
    ['2026-03-07', 6],
    ['2026-03-08', 7],
  ])('%s is day %i of the week', (date, day) => {
    expect(weekday(civilDate(date))).toBe(day);
  });

  test('the morning comes before the afternoon', () => {
    const date = civilDate('2026-03-03');
    const sorted = [
      { date, half: halves[1] },
      { date: plusDays(date, 1), half: halves[0] },
      { date, half: halves[0] },
    ].toSorted(compareHalfDays);
    expect(sorted.map(({ date: d, half }) => `${d} ${half}`)).toEqual(['2026-03-03 morning', '2026-03-03 afternoon', '2026-03-04 morning']);
  });
});

describe('zones', () => {
  test.each([
    'Europe/Paris',
    'America/Guadeloupe',
    'America/Martinique',
    'America/Cayenne',
    'Indian/Reunion',
    'Indian/Mayotte',
    'America/Miquelon',
    'Pacific/Wallis',
  ])('%s is a zone', (text) => expect(isTimeZone(text)).toBe(true));

  // an invitation could not carry the rules of the last ones
  test.each(['europe/paris', '+01:00', 'CEST', 'Europe/Metz', '', 'UTC', 'America/Buenos_Aires', 'Africa/Cairo'])(
    '%s is not a zone',
    (text) => {
      expect(isTimeZone(text)).toBe(false);
      expect(() => timeZone(text)).toThrow(RangeError);
    },
  );

  test('R-08, E-08: a date is the date at the site', () => {
    const eve = at(civilDate('2026-12-31'), '23:30', paris);
    expect([dateIn(eve, paris), dateIn(eve, reunion), timeIn(eve, reunion)]).toEqual(['2026-12-31', '2027-01-01', '02:30']);
    expect(dateIn(at(civilDate('2026-03-01'), '00:30', reunion), paris)).toBe('2026-02-28');
  });

  test('E-09: nine o’clock stays nine o’clock across the change of clocks, and Cayenne never changes', () => {
    expect(at(civilDate('2026-03-28'), '09:00', paris)).toBe('2026-03-28T08:00:00.000Z');
    expect(at(civilDate('2026-03-29'), '09:00', paris)).toBe('2026-03-29T07:00:00.000Z');
    expect(at(civilDate('2026-10-25'), '09:00', paris)).toBe('2026-10-25T08:00:00.000Z');
    expect(at(civilDate('2026-03-29'), '09:00', cayenne)).toBe('2026-03-29T12:00:00.000Z');
    expect(at(civilDate('2026-07-01'), '09:00', mayotte)).toBe('2026-07-01T06:00:00.000Z');
  });

  test.each([
    ['2026-03-29', '02:30', 'nonexistent'],
    ['2026-03-29', '02:00', 'nonexistent'],
    ['2026-10-25', '02:30', 'ambiguous'],
    ['2026-10-25', '02:00', 'ambiguous'],
  ])('%s %s in Paris is %s and is refused', (date, time, fault) => {
    expect(wallTimeFault(civilDate(date), time, paris)).toBe(fault);
    expect(() => at(civilDate(date), time, paris)).toThrow(RangeError);
  });

  test.each([
    ['2026-03-29', '01:59'],
    ['2026-03-29', '03:00'],
    ['2026-10-25', '01:59'],
    ['2026-10-25', '03:00'],
  ])('%s %s in Paris exists once', (date, time) => {
    expect(wallTimeFault(civilDate(date), time, paris)).toBeNull();
  });

  test('what is put on the wall is read back from it', () => {
    const zone = fc.constantFrom(paris, reunion, cayenne, mayotte, timeZone('America/Miquelon'));
    fc.assert(
      fc.property(zone, fc.integer({ min: 0, max: 3000 }), fc.integer({ min: 3, max: 23 }), (z, days, hour) => {
        const date = plusDays(civilDate('2024-01-01'), days);
        const time = `${String(hour).padStart(2, '0')}:05`;
        const moment = at(date, time, z);
        return dateIn(moment, z) === date && timeIn(moment, z) === time;
      }),
      { numRuns: 200 },
    );
  });

  test.each(['24:00', '9:00', '09:60', '09:00:00', ''])('%s is not a time of day', (time) => {
    expect(isTimeOfDay(time)).toBe(false);
    expect(() => at(civilDate('2026-03-03'), time, paris)).toThrow(RangeError);
    expect(() => frenchTime(time)).toThrow(RangeError);
  });
});

describe('French words', () => {
  test.each([
    ['2026-03-01', '1er mars 2026', 'dimanche 1er mars 2026', '01/03/2026'],
    ['2026-03-03', '3 mars 2026', 'mardi 3 mars 2026', '03/03/2026'],
    ['2026-08-31', '31 août 2026', 'lundi 31 août 2026', '31/08/2026'],
    ['2026-12-25', '25 décembre 2026', 'vendredi 25 décembre 2026', '25/12/2026'],
  ])('%s is written « %s »', (text, long, withDay, short) => {
    const date = civilDate(text);
    expect([frenchDate(date), frenchDay(date), shortDate(date)]).toEqual([long, withDay, short]);
  });

  test('months and half-days', () => {
    expect([frenchMonth(month('2026-02')), frenchMonth(month('2026-03'))]).toEqual(['février 2026', 'mars 2026']);
    expect(['2026-03', '2026-04', '2026-08', '2026-10'].map((each) => ofMonth(month(each)))).toEqual([
      'de mars 2026',
      'd’avril 2026',
      'd’août 2026',
      'd’octobre 2026',
    ]);
    const date = civilDate('2026-03-03');
    expect(halves.map((half) => frenchHalfDay({ date, half }))).toEqual(['mardi 3 mars 2026, matin', 'mardi 3 mars 2026, après-midi']);
  });

  test.each([
    ['09:00', '9\u00a0h'],
    ['13:30', '13\u00a0h\u00a030'],
    ['09:05', '9\u00a0h\u00a005'],
    ['00:00', '0\u00a0h'],
  ])('%s is « %s »', (time, words) => {
    expect(frenchTime(time)).toBe(words);
  });

  test('an instant is told on the wall of the reader’s zone', () => {
    expect(frenchInstant(instant('2026-03-03T08:05:00.000Z'), paris)).toBe('mardi 3 mars 2026 à 9\u00a0h\u00a005');
    expect(frenchInstant(instant('2026-03-03T21:00:00.000Z'), reunion)).toBe('mercredi 4 mars 2026 à 1\u00a0h');
  });

  test('the tables agree with the language’s own for every day of a leap year', () => {
    const oracle = new Intl.DateTimeFormat('fr-FR', { dateStyle: 'full', timeZone: 'Europe/Paris' });
    const days = Array.from({ length: 366 }, (_, n) => plusDays(civilDate('2028-01-01'), n));
    for (const day of days) expect(frenchDay(day).replace(' 1er ', ' 1 ')).toBe(oracle.format(instantMs(at(day, '12:00', paris))));
  });
});
