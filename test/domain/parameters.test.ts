import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { civilDate, plusDays } from '../../domain/dates';
import { entryOn, latestValue, locumLicenceEnd, type Parameter, parameters, valueOn } from '../../domain/parameters';
import { projectRoot } from '../../runtime/config';

const all = Object.entries<Parameter<unknown>>(parameters);

test.each(all)('R-36: every entry of %s has a source, a reading date and follows the one before', (_, parameter) => {
  for (const [rank, { from, to, source, checked }] of parameter.entries()) {
    expect(source.length).toBeGreaterThan(20);
    expect(checked >= from).toBe(true);
    expect(to === null || to >= from).toBe(true);
    const next = parameter[rank + 1];
    expect(next === undefined ? to === null : to !== null && next.from === plusDays(to, 1)).toBe(true);
  }
});

test('every parameter is read by the product: one that nothing reads would promise what no change of it can do', () => {
  const sources = ['domain', 'templates', 'activities', 'store', 'api', 'workflows'].flatMap((folder) =>
    readdirSync(join(projectRoot(), folder), { recursive: true, encoding: 'utf8' })
      .filter((name) => /\.tsx?$/.test(name))
      .map((name) => readFileSync(join(projectRoot(), folder, name), 'utf8')),
  );
  const read = new Set(sources.flatMap((source) => [...source.matchAll(/\bparameters\.(\w+)/g)].map(([, name]) => name)));
  expect(Object.keys(parameters).filter((name) => !read.has(name))).toEqual([]);
});

test('no deadline is under a day, since a rehearsal plays one in a second', () => {
  const numbers = (value: unknown): number[] => {
    if (typeof value === 'number') return [value];
    return typeof value === 'object' && value !== null ? Object.values(value).flatMap(numbers) : [];
  };
  expect(
    all.flatMap(([, parameter]) => parameter.flatMap(({ value }) => numbers(value))).filter((n) => n < 1 || !Number.isInteger(n)),
  ).toEqual([]);
});

test.each(['dayProposal', 'campaignAnswer', 'signature', 'bankDetailsAnswer', 'bankDetailsConfirmation'] as const)(
  'the reminders of %s come in order, before silence closes the question',
  (name) => {
    for (const { value } of parameters[name]) {
      const days = [...value.reminderDays, value.closedAfterDays];
      expect(days).toEqual(days.toSorted((a, b) => a - b));
      expect(new Set(days).size).toBe(days.length);
    }
  },
);

describe('a parameter', () => {
  const rate: Parameter<number> = [
    {
      from: civilDate('2026-01-01'),
      to: civilDate('2026-03-14'),
      value: 100,
      source: 'délibération de 2025',
      checked: civilDate('2026-01-01'),
    },
    { from: civilDate('2026-03-15'), to: null, value: 120, source: 'délibération de 2026', checked: civilDate('2026-03-15') },
  ];

  test.each([
    ['2026-01-01', 100],
    ['2026-03-14', 100],
    ['2026-03-15', 120],
    ['2030-01-01', 120],
  ])('R-07: on %s its value is %i', (date, value) => expect(valueOn(rate, civilDate(date))).toBe(value));

  test('a form begins with its latest value', () => expect(latestValue(rate)).toBe(120));

  test('before its first date nothing is in force', () => {
    expect(entryOn(rate, civilDate('2025-12-31'))).toBeNull();
    expect(() => valueOn(rate, civilDate('2025-12-31'))).toThrow('the first one starts on 2026-01-01');
  });
});

describe('the law', () => {
  const day = civilDate('2026-10-06');

  test('R-02: the national flat rate is 100 € a half-day and the CPAM pays it', () => {
    expect(valueOn(parameters.nationalRate, day)).toEqual({ halfDay: 100_00, payer: 'cpam' });
    expect(entryOn(parameters.nationalRate, civilDate('2025-08-31'))).toBeNull();
  });

  test('R-06: four half-days a month', () => expect(valueOn(parameters.monthlyHalfDayCap, day)).toBe(4));

  test('R-23, R-27: two months for the CDOM to oppose, one month to send a contract, reminded on day 20', () => {
    expect([
      valueOn(parameters.cdomOppositionMonths, day),
      valueOn(parameters.contractTransmissionMonths, day),
      valueOn(parameters.contractReminderDay, day),
    ]).toEqual([2, 1, 20]);
  });

  test.each([
    ['2026-11-14', '2026-11-15'],
    ['2026-11-15', '2026-11-15'],
    ['2026-11-16', '2027-11-15'],
  ])('R-26, E-24: a licence valid on %s ends on %s', (date, end) => expect(locumLicenceEnd(civilDate(date))).toBe(end));
});
