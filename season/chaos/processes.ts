import { readdirSync, readFileSync } from 'node:fs';
import { basename } from 'node:path';
import type { Part } from './kill-plan';

/** A process of this machine, as the kernel tells of it. */
export type Running = { readonly pid: number; readonly parent: number; readonly args: readonly string[] };

export function runningProcesses(): readonly Running[] {
  return readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name))
    .flatMap((name) => {
      try {
        const args = readFileSync(`/proc/${name}/cmdline`, 'utf8').split('\0').slice(0, -1);
        // proc(5): what follows the name, which may hold spaces, is the state, then the parent
        const parent = /\) \S (\d+) /.exec(readFileSync(`/proc/${name}/stat`, 'utf8'))?.[1];
        return parent === undefined ? [] : [{ pid: Number(name), parent: Number(parent), args }];
      } catch {
        return []; // it ended meanwhile
      }
    });
}

/** Those that this process started, and what they started in turn: nobody else's. */
export function descendantsOf(root: number, all: readonly Running[]): readonly Running[] {
  const found: Running[] = [];
  for (let level = all.filter(({ parent }) => parent === root); level.length > 0;) {
    found.push(...level);
    const pids = level.map(({ pid }) => pid);
    level = all.filter(({ pid, parent }) => pids.includes(parent) && found.every((each) => each.pid !== pid));
  }
  return found;
}

/** What a command line says about the part that it runs; a watcher in a shell names the same words after `-c`, and is none. */
export function partOf(args: readonly string[]): Part | null {
  const [, first = '', second = '', third = ''] = args;
  if (first === 'server' && second === 'start-dev') return 'temporal';
  if (first.endsWith('store/pglite/main.js')) return 'database';
  if (basename(first) !== 'embedded.js' || second !== '--part') return null;
  return third === 'worker' || third === 'api' ? third : null;
}

/** The pid of a part below this process; null while it is gone. */
export function pidOf(part: Part, root: number, all: readonly Running[] = runningProcesses()): number | null {
  return descendantsOf(root, all).find(({ args }) => partOf(args) === part)?.pid ?? null;
}
