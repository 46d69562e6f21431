import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { homedir } from 'node:os';
import { join } from 'node:path';

/** A Python of our own, or why this machine has none. */
export type Python = { readonly bin: string } | { readonly missing: string };

/** A virtual environment in the user's cache, named after what must be in it; its stamp says that it is whole. */
export function pythonWith(name: string, requirements: string): Python {
  const key = createHash('sha256').update(readFileSync(requirements)).digest('hex').slice(0, 12);
  const home = join(process.env['XDG_CACHE_HOME'] || join(homedir(), '.cache'), 'relais', `${name}-${key}`);
  const bin = join(home, 'bin');
  const stamp = join(home, 'ready');
  if (existsSync(stamp)) return { bin };
  const fault = filled(home, join(bin, 'python'), requirements);
  if (fault !== null) return { missing: fault };
  writeFileSync(stamp, '');
  return { bin };
}

function filled(home: string, python: string, requirements: string): string | null {
  rmSync(home, { recursive: true, force: true });
  if (spawnSync('python3', ['-m', 'venv', home]).status !== 0) return 'python3 avec venv absent (paquet Debian python3-venv)';
  const install = spawnSync(python, ['-m', 'pip', 'install', '-q', '--disable-pip-version-check', '-r', requirements], {
    encoding: 'utf8',
  });
  if (install.status === 0) return null;
  rmSync(home, { recursive: true, force: true });
  return `pip n’a pas pu installer ce que liste ${requirements}\u00A0: ${install.stderr.trim().split('\n').at(-1) ?? ''}`;
}
