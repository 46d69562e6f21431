import { spawn, type ChildProcess } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { appendFileSync, closeSync, openSync, readdirSync, readFileSync } from 'node:fs';
import { setTimeout as pause } from 'node:timers/promises';

/** A command as a person starts it, and every process that comes of it, known by a mark that all of them inherit. */
export const ways = ['direct', 'npm', 'group', 'terminal'] as const;
export type Way = (typeof ways)[number];
export const signals = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const;
export type Signal = (typeof signals)[number];

export type Started = {
  readonly signal: (signal: Signal) => void;
  readonly alive: () => readonly Living[];
  readonly gone: (withinMs: number) => Promise<boolean>;
  readonly killAll: () => void;
};
type Living = { readonly pid: number; readonly args: string };
export type Asked = {
  readonly way: Way;
  readonly cwd: string;
  readonly script: 'start' | 'season';
  readonly args?: readonly string[];
  readonly env: Readonly<Record<string, string>>;
  readonly log: string;
};

const MARK = 'RELAIS_MARK';
/** A process that becomes another program shows no environment for a moment: nobody is there once two looks say so. */
const BETWEEN_LOOKS_MS = 100;
const CTRL_C = '\u0003';

export function startAs({ way, cwd, script, args = [], env, log }: Asked): Started {
  const mark = randomBytes(12).toString('hex');
  const { npm_lifecycle_event: _, ...inherited } = process.env;
  const output = openSync(log, 'a');
  appendFileSync(log, `\n--- ${script} ${way}\n`);
  const [command, commandArgs] = commandOf(way, script, args);
  const child = spawn(command, commandArgs, {
    cwd,
    detached: true,
    env: { ...inherited, ...env, [MARK]: mark },
    stdio: [way === 'terminal' ? 'pipe' : 'ignore', output, output],
  });
  child.stdin?.on('error', () => undefined);
  closeSync(output);
  const alive = (): readonly Living[] => marked(`${MARK}=${mark}`);
  const isEmpty = async (): Promise<boolean> => {
    if (alive().length > 0) return false;
    await pause(BETWEEN_LOOKS_MS);
    return alive().length === 0;
  };
  return {
    alive,
    signal: (signal) => give(child, way, signal),
    gone: async (withinMs) => {
      for (const end = Date.now() + withinMs; Date.now() < end; await pause(100)) if (await isEmpty()) return true;
      return isEmpty();
    },
    killAll: () => {
      for (const { pid } of alive()) tryTo(() => process.kill(pid, 'SIGKILL'));
    },
  };
}

function commandOf(way: Way, script: string, args: readonly string[]): readonly [string, readonly string[]] {
  if (way === 'direct') return [process.execPath, ['bin/run.js', script, ...args]];
  const npm = ['npm', 'run', script, ...(args.length > 0 ? ['--', ...args] : [])];
  return way === 'terminal' ? ['script', ['-qefc', npm.join(' '), '/dev/null']] : ['npm', npm.slice(1)];
}

/** A terminal sends Ctrl-C to everybody in its foreground, and a hang-up when it is closed; `kill` reaches one process. */
function give(child: ChildProcess, way: Way, signal: Signal): void {
  const { pid } = child;
  if (pid === undefined) return;
  if (way === 'terminal' && signal === 'SIGINT') return void child.stdin?.write(CTRL_C);
  if (way === 'terminal' && signal === 'SIGHUP') return void tryTo(() => process.kill(pid, 'SIGKILL'));
  tryTo(() => process.kill(way === 'group' ? -pid : pid, signal));
}

/** By the environment that they were started with; a process that has ended and waits to be reaped shows none. */
function marked(mark: string): readonly Living[] {
  return readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name))
    .flatMap((pid) => {
      const read = (file: string): string => tryTo(() => readFileSync(`/proc/${pid}/${file}`, 'latin1')) ?? '';
      return read('environ').split('\0').includes(mark) ? [{ pid: Number(pid), args: read('cmdline').replaceAll('\0', ' ').trim() }] : [];
    });
}

function tryTo<T>(act: () => T): T | null {
  try {
    return act();
  } catch {
    return null;
  }
}
