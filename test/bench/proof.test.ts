import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { buildDigest } from '../../bench/seasons/proof';
import { bundlesFolder } from '../../worker/bundle';
import { testFolder } from '../databases';

const dist = testFolder();
const written = (name: string, text: string): string => {
  writeFileSync(join(dist, name), text);
  return buildDigest(dist);
};
mkdirSync(join(dist, 'domain'));
mkdirSync(join(dist, bundlesFolder));
afterAll(() => rmSync(dist, { recursive: true, force: true }));

describe('what a proof keeps is about one build', () => {
  const first = written(join('domain', 'a.js'), '1');

  test('what a start makes of it is no other build', () => {
    expect(written(join(bundlesFolder, 'b.js'), '1')).toBe(first);
  });

  test.each([
    ['another line of a file', join('domain', 'a.js'), '2'],
    ['another file', 'c.js', ''],
  ])('%s is another build', (_what, name, text) => {
    expect(written(name, text)).not.toBe(first);
  });
});
