import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { buildDigest } from '../../bench/seasons/proof';
import { bundlesFolder } from '../../worker/bundle';
import { testFolder } from '../databases';

const dist = testFolder();
/** Whether it is another build once this is written. */
const isOther = (name: string, text: string): boolean => {
  const before = buildDigest(dist);
  writeFileSync(join(dist, name), text);
  return buildDigest(dist) !== before;
};
mkdirSync(join(dist, 'domain'));
mkdirSync(join(dist, bundlesFolder));
afterAll(() => rmSync(dist, { recursive: true, force: true }));

describe('what a proof keeps is about one build', () => {
  test('what a start makes of it is no other build', () => {
    expect(isOther(join(bundlesFolder, 'b.js'), '1')).toBe(false);
  });

  test.each([
    ['a file', join('domain', 'a.js'), '1'],
    ['another line of it', join('domain', 'a.js'), '2'],
    ['an empty file', 'c.js', ''],
  ])('%s is another build', (_what, name, text) => {
    expect(isOther(name, text)).toBe(true);
  });
});
