import fc from 'fast-check';
import { canonical } from '../../domain/canonical';

test('the order of keys does not count, that of lists does', () => {
  expect(canonical({ b: 1, a: [{ d: null, c: 'x' }] })).toBe('{"a":[{"c":"x","d":null}],"b":1}');
  expect(canonical([1, 2])).not.toBe(canonical([2, 1]));
});

test('what is undefined is not there, as in JSON', () => {
  expect(canonical({ a: undefined, b: 1 })).toBe('{"b":1}');
});

test('it is JSON of the same value', () => {
  fc.assert(fc.property(fc.jsonValue(), (value) => expect(JSON.parse(canonical(value))).toEqual(JSON.parse(JSON.stringify(value)))));
});
