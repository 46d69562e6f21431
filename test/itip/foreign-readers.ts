import { execFileSync, spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { instantMs } from '../../domain/dates';
import { readInvite } from '../../templates/calendar-invite/read-back';
import { pythonWith } from '../python';

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

function icalendar(): Found {
  const name = 'icalendar (Python)';
  const found = pythonWith('itip-readers', join(__dirname, 'readers', 'requirements.txt'));
  if ('missing' in found) return { name, missing: found.missing };
  const python = join(found.bin, 'python');
  const ask = ['-c', 'import icalendar; print(icalendar.__version__)'];
  const version = spawnSync(python, ask, { encoding: 'utf8' }).stdout.trim();
  return { name: `${name} ${version}`, read: (files) => asked(python, [join(__dirname, 'readers', 'reader.py')], files) };
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
