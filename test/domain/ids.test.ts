import { createHash } from 'node:crypto';
import { childId, isId, type DossierId } from '../../domain/ids';
import { sha256 } from '../../domain/sha256';

const engagement = (n: number): string => `eng_${createHash('sha256').update(String(n)).digest('hex').slice(0, 24)}`;

/** A cover of a cover of a cover: each finds another doctor, who leaves in turn. */
function chain(depth: number, first: string): readonly DossierId[] {
  const ids: DossierId[] = [];
  let day = first;
  for (let n = 0; n < depth; n += 1) {
    const cover = childId(day, 'host');
    const next = childId(cover, engagement(n));
    ids.push(cover, next, childId(next, 'practice'));
    day = next;
  }
  return ids;
}

test('covers of covers, thirty deep, have short ids of their own, and the same ones each time', () => {
  const ids = [...chain(30, 'day_7f9c'), ...chain(30, 'day_7f9d')];
  expect(ids.filter((id) => !isId(id) || id.length > 120)).toEqual([]);
  expect(new Set(ids).size).toBe(180);
  expect([...chain(30, 'day_7f9c'), ...chain(30, 'day_7f9d')]).toEqual(ids);
});

test('an id that is short enough says whose child it is', () => {
  expect(childId('day_7f9c', 'host')).toBe('day_7f9c.host');
  expect(childId('a'.repeat(100), 'b'.repeat(19))).toBe(`${'a'.repeat(100)}.${'b'.repeat(19)}`);
});

test.each([
  ['a long tail', 'a'.repeat(100), 'b'.repeat(40), 'c'.repeat(40)],
  ['another long tail', 'a'.repeat(100), 'b'.repeat(40), 'd'.repeat(40)],
])('two long ids differ by what they leave out: %s', (_, ...parents) => {
  const [first, ...others] = parents;
  expect(childId(first, ...others)).toMatch(/^a{60}~[0-9a-f]{40}$/);
  expect(childId(first, ...others)).not.toBe(childId(first, 'b'.repeat(40), 'e'.repeat(40)));
});

test.each(['jean dupont', 'a/b', ''])('what cannot be an id cannot be hidden in the tail of one: « %s »', (tail) => {
  expect(() => childId('a'.repeat(150), `${tail} `)).toThrow('not a dossier id');
});

test.each([
  ['nothing', ''],
  ['letters', 'abc'],
  ['accents', 'é’𝄞'],
  ['55 octets', 'a'.repeat(55)],
  ['56 octets', 'a'.repeat(56)],
  ['64 octets', 'a'.repeat(64)],
  ['many blocks', 'day_1.host.'.repeat(50)],
])('the digest of %s is the one that everybody computes', (_, text) =>
  expect(sha256(text)).toBe(createHash('sha256').update(text).digest('hex')),
);

test.each(['constructor', 'toString', 'valueOf', 'hasOwnProperty', '__proto__', '', '.a', 'a b', 'a\u0000', 'x'.repeat(1_000)])(
  'what every object has by itself, or what is not written as an id, is nobody’s: %j',
  (text) => expect(isId(text)).toBe(false),
);
