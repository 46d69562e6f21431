import { statementNumber } from '../../domain/numbering';

describe('R-09: numbers', () => {
  const parts = { prefix: '03', year: 2026, seq: 7, specimen: false };
  test.each([
    [parts, '03-2026-EL-0007'],
    [{ ...parts, kind: 'overpayment' as const }, '03-2026-TP-0007'],
    [{ ...parts, specimen: true }, 'SPECIMEN-03-2026-EL-0007'],
    [{ ...parts, prefix: '2A', seq: 12345 }, '2A-2026-EL-12345'],
  ])('%j is %s', (input, number) => {
    expect(statementNumber(input)).toBe(number);
  });

  test.each([0, -1, 1.5, Number.NaN])('a series has no rank %d', (seq) => {
    expect(() => statementNumber({ ...parts, seq })).toThrow(RangeError);
  });
});
