import { spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { projectRoot } from '../../runtime/config';
import type { Drawings } from './corpus';

const tool = join(projectRoot(), 'tools', 'verapdf');
const lib = join(tool, 'lib');
const flavours = ['2a', 'ua1'] as const;
const minutes = 60_000;

/** Where nobody may say « skipped ». */
export const inCi = process.env.CI !== undefined && process.env.CI !== '';

/** What a validator finds wrong in each file; a file without an entry was not looked at. */
type Faults = ReadonlyMap<string, readonly string[]>;
/** `obstacle`: why it cannot run on this machine, or null, once what may be fetched is fetched. */
export type Validator = {
  readonly name: string;
  readonly obstacle: (mayFetch: boolean) => string | null;
  readonly faults: (files: readonly string[]) => Faults;
};

/** ISO 19005-2 level A and ISO 14289-1, by the library of veraPDF, in one Java machine for all files. */
export const veraPdf: Validator = {
  name: 'veraPDF (PDF/A-2a et PDF/UA-1)',
  obstacle: veraObstacle,
  faults(files) {
    const program = ['-XX:TieredStopAtLevel=1', '-XX:+UseSerialGC', '-cp', join(lib, '*'), join(tool, 'VeraCheck.java'), flavours.join()];
    const run = spawnSync('java', [...program, ...files], { encoding: 'utf8', timeout: 12 * minutes, maxBuffer: 1e9 });
    const verdicts = run.stdout.split('\n').map((line) => line.split('\t'));
    return new Map(
      files.map((file) => {
        const own = verdicts.filter(([path]) => path === file);
        const missing = flavours.filter((flavour) => !own.some(([, each]) => each === flavour)).map((flavour) => `${flavour}: no verdict`);
        return [
          file,
          [...missing, ...own.filter(([, , verdict]) => verdict !== 'PASS').map(([, flavour, verdict]) => `${flavour}: ${verdict}`)],
        ];
      }),
    );
  },
};

/** Syntax, cross-references and streams (ISO 32000-1). */
export const qpdf: Validator = {
  name: 'qpdf --check',
  obstacle: () => (starts('qpdf', '--version') ? null : 'qpdf is not on the PATH (Debian: apt install qpdf)'),
  faults: eachFile((file) => {
    const run = spawnSync('qpdf', ['--check', file], { encoding: 'utf8', timeout: minutes });
    return run.status === 0 && run.stdout.includes('No syntax or stream encoding errors')
      ? []
      : [`qpdf: ${run.stdout}${run.stderr}`.trim()];
  }),
};

/** What a person who has nothing but `pdftotext` reads: the whole text of the structure, and its amounts in the same order. */
export const plainText: Validator = {
  name: 'pdftotext -layout',
  obstacle: () =>
    starts('pdftotext', '-v') && starts('pdfinfo', '-v') ? null : 'poppler is not on the PATH (Debian: apt install poppler-utils)',
  faults: eachFile((file) => {
    const seen = output('pdftotext', '-layout', file, '-');
    const told = [...output('pdfinfo', '-struct-text', file).matchAll(/"(.*)"$/gm)].map(([, text]) => text).join('\n');
    return textFaults(told, seen);
  }),
};

export const validators: readonly Validator[] = [veraPdf, qpdf, plainText];

/** `told` is the structure's text, `seen` the page's; both may break a line anywhere but inside an amount. */
export function textFaults(told: string, seen: string): string[] {
  const [structure, page] = [spaced(told), spaced(seen)];
  const [wanted, found] = [amountsOf(structure), amountsOf(page)];
  const out = wanted.findIndex((amount, i) => amount !== found[i]);
  const words = counted(page);
  const lost = [...counted(structure)].filter(([word, count]) => (words.get(word) ?? 0) < count).map(([word]) => word);
  return [
    ...(structure.trim() === '' ? ['text: none'] : []),
    ...(page.includes('\ufffd') ? ['text: a character that nobody can read'] : []),
    ...(lost.length > 0 ? [`text: lost: ${lost.slice(0, 5).join(', ')}`] : []),
    ...(out >= 0 || wanted.length !== found.length
      ? [`text: amount ${out + 1} of ${wanted.length} is ${found[out] ?? 'missing'}, not ${wanted[out] ?? ''}`]
      : []),
  ];
}

function spaced(text: string): string {
  return text.normalize('NFC').replaceAll(/[\u00a0\u202f]/g, ' ');
}

function amountsOf(text: string): string[] {
  return [...text.matchAll(/[-\u2212]?\d{1,3}(?: \d{3})*,\d{2} €/g)].map(([amount]) => amount);
}

function counted(text: string): Map<string, number> {
  const words = new Map<string, number>();
  for (const [word] of text.matchAll(/[\p{L}\p{N}]+/gu)) words.set(word, (words.get(word) ?? 0) + 1);
  return words;
}

/** Draws into a folder of its own for as long as `look` reads it. */
export function withFiles<T>(drawings: Drawings, look: (files: ReadonlyMap<string, string>) => T): T {
  const folder = mkdtempSync(join(tmpdir(), 'relais-pdf-'));
  try {
    const files = Object.entries(drawings).map(([name, draw], i) => {
      const path = join(folder, `${i}.pdf`);
      writeFileSync(path, draw());
      return [name, path] as const;
    });
    return look(new Map(files));
  } finally {
    rmSync(folder, { recursive: true });
  }
}

function eachFile(look: (file: string) => readonly string[]): Validator['faults'] {
  const faultsOf = (file: string): readonly string[] => {
    try {
      return look(file);
    } catch (error) {
      return [error instanceof Error ? error.message : String(error)];
    }
  };
  return (files) => new Map(files.map((file) => [file, faultsOf(file)]));
}

/** Reading a long structure takes poppler half a minute on a busy machine; what it could not finish must not pass for what it read. */
function output(program: string, ...args: readonly string[]): string {
  const run = spawnSync(program, args, { encoding: 'utf8', timeout: 5 * minutes, maxBuffer: 1e8 });
  if (run.status !== 0) throw new Error(`${program} ended with ${run.status ?? run.signal}: ${run.stderr}`);
  return run.stdout;
}

function starts(program: string, ...args: readonly string[]): boolean {
  return spawnSync(program, args).error === undefined;
}

/** VeraCheck runs from its source, which a development kit alone can do. */
function veraObstacle(mayFetch: boolean): string | null {
  const { stdout } = spawnSync('java', ['--list-modules'], { encoding: 'utf8' });
  if (!(stdout ?? '').includes('jdk.compiler')) return 'no Java development kit (17 or later) on the PATH';
  if (hasLibrary()) return null;
  if (mayFetch) spawnSync('mvn', ['-q', '-B', '-f', join(tool, 'pom.xml'), 'dependency:copy-dependencies'], { timeout: 2 * minutes });
  return hasLibrary() ? null : 'veraPDF is not fetched: mvn dependency:copy-dependencies in tools/verapdf';
}

function hasLibrary(): boolean {
  return existsSync(lib) && readdirSync(lib).some((file) => file.startsWith('validation-model-'));
}
