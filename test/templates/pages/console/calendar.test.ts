import { month } from '../../../../domain/dates';
import { calendarCss } from '../../../../templates/pages/console/calendar-style';
import { weeksOf } from '../../../../templates/pages/console/calendar';
import { ofMonth } from '../../../../templates/pages/console/dossier';

test.each([
  ['2026-02', 4 + 1, '2026-01-26', '2026-03-01'],
  ['2027-02', 4, '2027-02-01', '2027-02-28'],
  ['2026-11', 6, '2026-10-26', '2026-12-06'],
  ['2026-03', 6, '2026-02-23', '2026-04-05'],
] as const)('a calendar of %s has %i whole weeks, from Monday %s to Sunday %s', (asked, count, first, last) => {
  const weeks = weeksOf(month(asked));
  expect([weeks.length, weeks[0]?.[0], weeks.at(-1)?.at(-1)]).toEqual([count, first, last]);
  expect(weeks.every((week) => week.length === 7)).toBe(true);
});

test.each([
  ['2026-03', 'de mars 2026'],
  ['2026-04', 'd’avril 2026'],
  ['2026-08', 'd’août 2026'],
  ['2026-10', 'd’octobre 2026'],
])('the month %s is written « %s »', (asked, said) => {
  expect(ofMonth(month(asked))).toBe(said);
});

/** The frame: a menu of 13.5rem, and 1.5rem on each side of the page. */
test('a screen of 1200 pixels shows the whole week, Sunday included', () => {
  const least = Number(/\.calendar\{[^}]*min-width:(\d+)rem/.exec(calendarCss)?.[1]);
  expect(least).toBeLessThanOrEqual(1200 / 16 - 13.5 - 2 * 1.5);
});
