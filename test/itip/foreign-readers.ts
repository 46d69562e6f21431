import { execFileSync, spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { homedir } from 'node:os';
import { join } from 'node:path';
import { instantMs } from '../../domain/dates';
import { readInvite } from '../../templates/calendar-invite/read-back';

/** What somebody else's parser understands of an object; a text when it cannot read it. */
export type Reading = {
  readonly method: string;
  readonly uid: string;
  readonly sequence: number;
  readonly stamp: number;
  readonly start: number;
  readonly end: number;
};
export type Reader = { readonly name: string; readonly read: (files: readonly string[]) => readonly (Reading | string)[] };
/** A reader, or why this machine has none. */
export type Found = Reader | { readonly name: string; readonly missing: string };

export function foreignReaders(work: string): readonly Found[] {
  return [icalJs, libical(work), icalendar()];
}

const icalJs: Reader = {
  name: 'ical.js',
  read: (files) =>
    files.map((file) => {
      try {
        const { method, uid, sequence, dtstamp, start, end } = readInvite(readFileSync(file, 'utf8'));
        return { method, uid, sequence, stamp: instantMs(dtstamp), start: instantMs(start), end: instantMs(end) };
      } catch (error) {
        return error instanceof Error ? error.message : 'unreadable';
      }
    }),
};

function libical(work: string): Found {
  const name = 'libical';
  const { status, stdout } = spawnSync('pkg-config', ['--cflags', '--libs', 'libical'], { encoding: 'utf8' });
  if (status !== 0 || spawnSync('gcc', ['--version']).status !== 0)
    return { name, missing: 'paquets Debian libical-dev, pkg-config et gcc absents' };
  const program = join(work, 'libical-reader');
  execFileSync('gcc', ['-O1', join(__dirname, 'readers', 'reader.c'), '-o', program, ...stdout.trim().split(/\s+/)], { stdio: 'inherit' });
  const version = spawnSync('pkg-config', ['--modversion', 'libical'], { encoding: 'utf8' }).stdout.trim();
  return { name: `${name} ${version}`, read: (files) => asked(program, [], files) };
}

/** Its own virtual environment in the user's cache, named after what must be in it; the stamp says that it is whole. */
function icalendar(): Found {
  const name = 'icalendar (Python)';
  const wanted = join(__dirname, 'readers', 'requirements.txt');
  const key = createHash('sha256').update(readFileSync(wanted)).digest('hex').slice(0, 12);
  const cache = join(process.env['XDG_CACHE_HOME'] || join(homedir(), '.cache'), 'relais');
  const home = join(cache, `itip-readers-${key}`);
  const python = join(home, 'bin', 'python');
  const stamp = join(home, 'ready');
  if (!existsSync(stamp)) {
    const fault = filled(home, python, wanted);
    if (fault !== null) return { name, missing: fault };
    writeFileSync(stamp, '');
  }
  const ask = ['-c', 'import icalendar; print(icalendar.__version__)'];
  const version = spawnSync(python, ask, { encoding: 'utf8' }).stdout.trim();
  return { name: `${name} ${version}`, read: (files) => asked(python, [join(__dirname, 'readers', 'reader.py')], files) };
}

function filled(home: string, python: string, wanted: string): string | null {
  rmSync(home, { recursive: true, force: true });
  if (spawnSync('python3', ['-m', 'venv', home]).status !== 0) return 'python3 avec venv absent (paquet Debian python3-venv)';
  const install = spawnSync(python, ['-m', 'pip', 'install', '-q', '--disable-pip-version-check', '-r', wanted], { encoding: 'utf8' });
  return install.status === 0 ? null : `pip n’a pas pu installer icalendar\u00A0: ${install.stderr.trim().split('\n').at(-1) ?? ''}`;
}

function asked(program: string, args: readonly string[], files: readonly string[]): readonly (Reading | string)[] {
  const { stdout, status, signal, stderr } = spawnSync(program, args, {
    input: `${files.join('\n')}\n`,
    encoding: 'utf8',
    maxBuffer: 1 << 26,
  });
  if (status !== 0) throw new Error(`${program} stopped (${signal ?? status}): ${stderr.slice(-300)}`);
  const lines = new Map(stdout.split('\n').map((line) => [line.split('\t')[0] ?? '', line.split('\t').slice(1)] as const));
  return files.map((file) => {
    const [verdict = 'nothing', method = '', uid = '', sequence = '', ...instants] = lines.get(file) ?? [];
    const [stamp = Number.NaN, start = Number.NaN, end = Number.NaN] = instants.map((seconds) => Number(seconds) * 1000);
    return verdict === 'ok' ? { method, uid, sequence: Number(sequence), stamp, start, end } : verdict;
  });
}
