import { number } from '../../../templates/pdf/tagged';

describe('a number in a page’s content', () => {
  it.each([
    [0, '0'],
    [-0.001, '0'],
    [0.05, '0.05'],
    [-0.05, '-0.05'],
    [-1.5, '-1.5'],
    [841.89, '841.89'],
    [99.999, '100'],
    [7.2, '7.2'],
    [1.005, '1'],
  ])('%d is written %s, in hundredths without a useless zero', (n, text) => {
    expect(number(n)).toBe(text);
  });

  it('is the shortest writing of its hundredths, from -10 to 900', () => {
    for (let i = -1000; i < 90_000; i += 7) expect(number(i / 100)).toBe(String(i / 100));
  });
});
