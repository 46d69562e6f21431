import { execFileSync } from 'node:child_process';
import { existsSync, readdirSync } from 'node:fs';
import { userInfo } from 'node:os';
import { join } from 'node:path';

/** Where Debian's packages put PostgreSQL, one folder a version; the newest. */
export function postgresPrograms(): string | null {
  const debian = '/usr/lib/postgresql';
  const versions = existsSync(debian) ? readdirSync(debian).toSorted((one, other) => Number(other) - Number(one)) : [];
  return versions.map((version) => join(debian, version, 'bin')).find((folder) => existsSync(join(folder, 'initdb'))) ?? null;
}

const isRoot = process.getuid?.() === 0;

/** PostgreSQL refuses to run as root; Debian's packages make a user for it. */
export function asPostgres(program: string, args: readonly string[]): readonly [string, readonly string[]] {
  return isRoot ? ['setpriv', ['--reuid=postgres', '--regid=postgres', '--clear-groups', '--', program, ...args]] : [program, args];
}

/** Whom its folder must belong to. */
export function postgresAccount(): { readonly uid: number; readonly gid: number } | null {
  if (!isRoot) return userInfo();
  try {
    const id = (flag: string): number =>
      Number(execFileSync('id', [flag, 'postgres'], { encoding: 'utf8', stdio: ['ignore', 'pipe', 'ignore'] }));
    return { uid: id('-u'), gid: id('-g') };
  } catch {
    return null;
  }
}
