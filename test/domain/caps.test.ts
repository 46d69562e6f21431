import fc from 'fast-check';
import { capRefusals, countedInMonth, dailyRefusal, freeRoom, isHalf } from '../../domain/caps';
import { civilDate, halves } from '../../domain/dates';

const date = civilDate('2026-10-12');
const caps = { monthlySoft: 3, monthlyHard: 4 };

test.each([
  [0, 2, undefined],
  [1, 2, undefined],
  [2, 2, 'monthly-soft-cap'],
  [3, 1, 'monthly-soft-cap'],
  [3, 2, 'monthly-cap'],
  [4, 1, 'monthly-cap'],
])('R-06: %i half-days held and %i asked: %s', (held, asked, code) => {
  const [refusal] = capRefusals(caps, held, asked);
  expect(refusal?.code).toBe(code);
  expect(refusal?.override).toBe(code === 'monthly-soft-cap' ? 'administrator' : undefined);
});

test('R-06, R-40: a colleague’s practice keeps the half-day, and counts in no month', () => {
  const held = [
    { date, half: 'morning', practice: true, dossier: 'day-1.practice' },
    { date: civilDate('2026-10-13'), half: 'morning', dossier: 'day-2' },
    { date: civilDate('2026-11-02'), half: 'morning', practice: false, dossier: 'day-3' },
  ] as const;
  expect([countedInMonth(held, date), countedInMonth(held, civilDate('2026-11-30'))]).toEqual([1, 1]);
  expect(dailyRefusal({ date, halves: ['morning'] }, held)).toMatchObject({ detail: { dossier: 'day-1.practice' } });
});

test('R-06: whatever is held, nothing beyond the hard cap passes, and nobody overrides it', () => {
  fc.assert(
    fc.property(
      fc.nat(12),
      fc.integer({ min: 1, max: 2 }),
      fc.option(fc.integer({ min: 1, max: 8 }), { nil: null }),
      (held, asked, monthlySoft) => {
        const refusals = capRefusals({ monthlySoft, monthlyHard: 8 }, held, asked);
        expect(refusals.some(({ code, override }) => code === 'monthly-cap' && override === undefined)).toBe(held + asked > 8);
      },
    ),
  );
});

test('R-05: a half-day that another dossier holds is refused, and that dossier is named', () => {
  const held = [{ date, half: 'morning', dossier: 'day-1' }] as const;
  expect(dailyRefusal({ date, halves }, held)).toEqual({
    code: 'doctor-already-held',
    field: '/date',
    detail: { date, half: 'morning', dossier: 'day-1' },
  });
  expect(dailyRefusal({ date, halves: ['afternoon'] }, held)).toBeNull();
  expect(dailyRefusal({ date: civilDate('2026-10-13'), halves }, held)).toBeNull();
});

test('R-40: the lowest room free on every half-day asked, or none', () => {
  const taken = [
    { date, half: 'morning', slot: 1 },
    { date, half: 'afternoon', slot: 2 },
  ] as const;
  expect([
    freeRoom(3, { date, halves }, taken),
    freeRoom(3, { date, halves: ['afternoon'] }, taken),
    freeRoom(2, { date, halves }, taken),
    freeRoom(0, { date, halves }, []),
  ]).toEqual([3, 1, null, null]);
});

test('a half of a day is one of two', () => {
  expect(['morning', 'afternoon', 'evening', ''].map(isHalf)).toEqual([true, true, false, false]);
});
