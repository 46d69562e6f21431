import { existsSync, mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { claim, type Claim } from '../../season/folder';

let folder: string;
beforeEach(() => void (folder = mkdtempSync(join(tmpdir(), 'relais-test-'))));
afterEach(() => rmSync(folder, { recursive: true, force: true }));

const faultOf = (claimed: Claim): string | null => (claimed.ok ? null : claimed.fault);

test('a folder that is not there yet is made', () => {
  const deep = join(folder, 'out', 'season');
  expect(faultOf(claim(deep))).toBeNull();
  expect(existsSync(deep)).toBe(true);
});

test('what an earlier season left is removed', () => {
  mkdirSync(join(folder, 'mails'));
  writeFileSync(join(folder, 'mails', '1.eml'), '');
  writeFileSync(join(folder, 'report.json'), '{}');
  expect(faultOf(claim(folder))).toBeNull();
  expect(readdirSync(folder)).toEqual(['season.pid']);
});

test('a folder with somebody’s own files is refused, and keeps them', () => {
  mkdirSync(join(folder, 'mails'));
  writeFileSync(join(folder, 'thesis.odt'), '');
  expect(faultOf(claim(folder))).toBe(
    `--out\u00A0: le dossier ${folder} contient autre chose qu’une saison (thesis.odt), que Relais n’efface pas. Donnez un autre dossier avec --out.`,
  );
  expect(readdirSync(folder)).toEqual(['mails', 'thesis.odt']);
});

test('a file is refused', () => {
  const file = join(folder, 'season');
  writeFileSync(file, '');
  expect(faultOf(claim(file))).toBe(`--out\u00A0: ${file} n’est pas un dossier. Donnez un autre dossier avec --out.`);
});

test('of two seasons in one folder the second is refused, until the first is over', () => {
  const first = claim(folder);
  expect(faultOf(claim(folder))).toContain(`une autre saison (processus ${process.pid}) écrit dans ${folder}.`);
  if (first.ok) first.release();
  expect(faultOf(claim(folder))).toBeNull();
});

test('a season that was killed keeps its folder from nobody', () => {
  writeFileSync(join(folder, 'season.pid'), '999999999');
  expect(faultOf(claim(folder))).toBeNull();
});
