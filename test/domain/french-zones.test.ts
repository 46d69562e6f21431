import { civilDate, daysOf, monthsOf, timeZone, wallTimeFault } from '../../domain/dates';
import { frenchZones } from '../../domain/french-zones';
import { zoneName } from '../../templates/day-lines';

const days = monthsOf(civilDate('2026-01-01'), civilDate('2030-12-01')).flatMap(daysOf);
const hours = ['05:00', '08:30', '23:59'];

describe.each([...frenchZones])('%s', (zone) => {
  test('no clock changes from the first hour of a consultation on, over five years', () => {
    expect(days.filter((date) => hours.some((time) => wallTimeFault(date, time, timeZone(zone)) !== null))).toEqual([]);
  });

  test('its hour has a name in French', () => expect(zoneName(zone)).toMatch(/^heure des? \p{Lu}/u));
});

test('the hours that a site may not open in are those that do not come once', () => {
  const odd = days.filter((date) => wallTimeFault(date, '02:30', timeZone('Europe/Paris')) !== null);
  expect(odd).toHaveLength(10);
});
