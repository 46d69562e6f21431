import { instant } from '../../domain/dates';
import { hoursToMorning } from '../../season/clock';

test.each([
  ['a Monday', '2026-10-05T07:00:00.000Z', 1, 24],
  ['a Friday, over the weekend', '2026-10-02T07:00:00.000Z', 2, 96],
  ['a Sunday', '2026-10-04T07:00:00.000Z', 1, 24],
  ['the Friday before the clocks change', '2026-10-23T07:00:00.000Z', 1, 73],
])('from %s at nine, people who decide at work do so so many hours later', (_what, now, nth, hours) => {
  expect(hoursToMorning(instant(now), nth)).toBe(hours);
});
