import { groupBy, order } from '../../domain/lists';

test('groups keep the order in which they began', () => {
  expect([...groupBy([3, 1, 4, 1, 5], (n) => (n % 2 === 0 ? 'even' : 'odd'))]).toEqual([
    ['odd', [3, 1, 1, 5]],
    ['even', [4]],
  ]);
});

test('words are in the order of their code units, whatever the locale', () => {
  expect(['é', 'z', 'Z', 'a', 'a'].toSorted(order)).toEqual(['Z', 'a', 'a', 'z', 'é']);
});
