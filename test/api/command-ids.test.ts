import { randomBytes } from 'node:crypto';
import { isMinted, mint } from '../../api/command-ids';
import { keyedCommand } from '../../api/act';
import { collectivityId } from '../../domain/ids';
import type { Service } from '../../api/service';
import type { Keyring } from '../../runtime/sealing';

const ringOf = (...kids: readonly string[]): Keyring => ({
  current: kids.at(-1) ?? '',
  keys: new Map(kids.map((kid) => [kid, randomBytes(32)])),
});
const ring = ringOf('k1');
const id = mint(ring, 'allier', 'k.abc');

test('an id that was given is known without having been stored', () => {
  expect(isMinted(ring, 'allier', id)).toBe(true);
  expect(isMinted(ring, 'allier', mint(ring, 'allier', 'link/abc/renewal'))).toBe(true);
});

test.each([
  ['another collectivity’s', 'cantal', id],
  ['with another proof', 'allier', `k.abc~${'A'.repeat(16)}`],
  ['with its proof on another name', 'allier', id.replace('abc', 'abd')],
  ['cut short', 'allier', id.slice(0, -1)],
  ['without a proof', 'allier', 'k.abc'],
  ['empty', 'allier', ''],
  ['only a proof', 'allier', id.slice(id.indexOf('~'))],
])('an id %s is not known', (_, collectivity, asked) => {
  expect(isMinted(ring, collectivity, asked)).toBe(false);
});

test('an id of another instance is not known', () => {
  expect(isMinted(ringOf('k1'), 'allier', id)).toBe(false);
});

test('a new key changes no id, so that a repeated request finds its command', () => {
  const rotated: Keyring = { current: 'k2', keys: new Map([...ring.keys, ['k2', randomBytes(32)]]) };
  expect(mint(rotated, 'allier', 'k.abc')).toBe(id);
});

test('an id from before the oldest key was dropped is still known while its key is there', () => {
  const [, second] = [...ringOf('a', 'b').keys];
  if (second === undefined) throw new Error('a second key was expected');
  const older: Keyring = { current: 'k1', keys: new Map([second, ...ring.keys]) };
  expect(isMinted(older, 'allier', id)).toBe(true);
});

test('the same Idempotency-Key of the same user gives the same id, another’s another', () => {
  const service = { keyring: ring } as unknown as Service;
  const of = (user: string, key: string, collectivity = 'allier') =>
    keyedCommand({ service, collectivity: collectivityId(collectivity), user, key });
  expect(of('claire', 'a')).toBe(of('claire', 'a'));
  expect(new Set([of('claire', 'a'), of('claire', 'b'), of('marc', 'a'), of('claire', 'a', 'cantal')]).size).toBe(4);
});
