import { instantAt, wallAt } from '../../domain/clock';
import type { Clock } from '../../domain/collectivity';
import { instant } from '../../domain/dates';

const real: Clock = { kind: 'real' };
const anchor = Date.UTC(2026, 10, 23);
const rehearsal = (speed: number): Clock => ({ kind: 'rehearsal', origin: instant('2026-09-01T06:00:00.000Z'), anchor, speed });

test('a real collectivity lives in this machine’s time', () => {
  expect(instantAt(real, anchor)).toBe('2026-11-23T00:00:00.000Z');
  expect(wallAt(real, instant('2026-11-23T00:00:00.000Z'))).toBe(anchor);
});

test('a rehearsal starts from its origin at its anchor, and goes at its speed', () => {
  expect(instantAt(rehearsal(86_400), anchor + 1_000)).toBe('2026-09-02T06:00:00.000Z');
  expect(wallAt(rehearsal(86_400), instant('2026-09-02T06:00:00.000Z'))).toBe(anchor + 1_000);
});

test('a rehearsal stands at its origin until its anchor, and still after a year: its moments stay in the calendar that rules know', () => {
  const day = 86_400_000;
  expect(instantAt(rehearsal(86_400), anchor - day)).toBe('2026-09-01T06:00:00.000Z');
  expect(instantAt(rehearsal(86_400), anchor + day)).toBe('2027-09-02T06:00:00.000Z');
});

test.each([
  ['a real one', real],
  ['the slowest rehearsal', rehearsal(1)],
  ['the fastest rehearsal', rehearsal(86_400)],
])('a date of another century is a time that a timer can have: %s', (_, clock) => {
  for (const far of ['1926-11-20T05:00:00.000Z', '2199-12-31T05:00:00.000Z']) {
    const wall = wallAt(clock, instant(far));
    expect(new Date(wall).getTime()).toBe(wall);
  }
  expect(wallAt(clock, instant('1900-01-01T00:00:00.000Z'))).toBeGreaterThanOrEqual(0);
});
