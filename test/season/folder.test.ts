import { existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { projectRoot } from '../../runtime/config';
import { claim, type Claim } from '../../season/folder';

let folder: string;
beforeEach(() => void (folder = mkdtempSync(join(tmpdir(), 'relais-test-'))));
afterEach(() => rmSync(folder, { recursive: true, force: true }));

const faultOf = (claimed: Claim): string | null => (claimed.ok ? null : claimed.fault);
const notASeason = (name: string): string =>
  `--out\u00A0: le dossier ${folder} contient autre chose qu’une saison (${name}), que Relais n’efface pas. Donnez un autre dossier avec --out.`;
const write = (name: string, text = ''): void => writeFileSync(join(folder, name), text);

test('a folder that is not there yet is made', () => {
  const deep = join(folder, 'out', 'season');
  expect(faultOf(claim(deep))).toBeNull();
  expect(existsSync(deep)).toBe(true);
});

test('what an earlier season left is removed, and the folder is known as a season’s once it is over', () => {
  const first = claim(folder);
  expect(readFileSync(join(folder, 'season.pid'), 'utf8')).toBe(String(process.pid));
  if (first.ok) first.release();
  mkdirSync(join(folder, 'mails'));
  write('mails/1.eml');
  write('report.json', '{}');
  expect(faultOf(claim(folder))).toBeNull();
  expect(readdirSync(folder)).toEqual(['season.pid']);
});

test('a folder with somebody’s own files is refused, and keeps them: a season’s, and one whose names a season has too', () => {
  mkdirSync(join(folder, 'documents'));
  expect(faultOf(claim(folder))).toBe(notASeason('documents'));
  write('season.pid');
  write('thesis.odt');
  expect(faultOf(claim(folder))).toBe(notASeason('thesis.odt'));
  expect(readdirSync(folder).toSorted()).toEqual(['documents', 'season.pid', 'thesis.odt']);
});

test('where seasons write by themselves, one of an older version, which left no mark, is removed', () => {
  const out = join(projectRoot(), 'out');
  mkdirSync(out, { recursive: true });
  const made = mkdtempSync(join(out, 'test-'));
  mkdirSync(join(made, 'mails'));
  try {
    expect(faultOf(claim(made))).toBeNull();
    expect(readdirSync(made)).toEqual(['season.pid']);
  } finally {
    rmSync(made, { recursive: true });
  }
});

test('a file is refused', () => {
  const file = join(folder, 'season');
  writeFileSync(file, '');
  expect(faultOf(claim(file))).toBe(`--out\u00A0: ${file} n’est pas un dossier. Donnez un autre dossier avec --out.`);
});

test('the folder of a season under way is refused, and keeps what it has', () => {
  write('season.pid', String(process.ppid));
  write('report.json');
  expect(faultOf(claim(folder))).toContain(`une autre saison (processus ${process.ppid}) écrit dans ${folder}.`);
  expect(readdirSync(folder)).toEqual(['report.json', 'season.pid']);
});

test.each(['999999999', String(process.pid), ''])('a season that was killed keeps its folder from nobody (%p)', (pid) => {
  write('season.pid', pid);
  expect(faultOf(claim(folder))).toBeNull();
});
