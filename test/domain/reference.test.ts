import { changedFields, isDepartement } from '../../domain/reference';

describe('changed fields', () => {
  test('names fields, whatever the order of the keys', () => {
    expect(changedFields({ a: { x: 1, y: [1, 2] }, b: 2 }, { b: 2, a: { y: [1, 2], x: 1 } })).toEqual([]);
    expect(changedFields({ a: [1, 2], b: 2 }, { a: [2, 1], c: 1 })).toEqual(['a', 'c', 'b']);
    expect(changedFields(null, { a: 1 })).toEqual(['a']);
  });
});

test.each([
  ['03', true],
  ['2A', true],
  ['2B', true],
  ['976', true],
  ['20', false],
  ['00', false],
  ['96', false],
  ['3', false],
  ['2a', false],
])('« %s » is a département: %s', (text, expected) => {
  expect(isDepartement(text)).toBe(expected);
});
