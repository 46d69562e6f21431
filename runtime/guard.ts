import { closeSync, mkdirSync, openSync } from 'node:fs';
import { dirname } from 'node:path';
import { spawn } from 'node:child_process';
import type { ChildProcess } from 'node:child_process';
import { hasCode } from './error-code';

export type GuardOptions = {
  /** A file to append to, or a descriptor already open: 2 is this process's own stderr. */
  readonly log: string | number;
  readonly env?: NodeJS.ProcessEnv;
  readonly cwd?: string;
};

/**
 * The watcher reads a pipe that only the parent holds. The kernel closes the parent's end however it dies, kill -9 included;
 * the read then ends and the watcher kills its own process group, which `detached` made. `exec` keeps the child's pid the
 * program's own, so that a SIGTERM reaches the program and not a shell.
 */
const GUARD = '{ read _ <&3; kill -9 0; } & exec "$@" 3<&-';

/** Starts a program that cannot outlive this process. Being in a session of its own, it does not hear the terminal's Ctrl-C either. */
export function guarded(command: string, args: readonly string[], options: GuardOptions): ChildProcess {
  const { log } = options;
  const output = typeof log === 'number' ? log : openLog(log);
  try {
    const child = spawn('/bin/sh', ['-c', GUARD, 'guard', command, ...args], {
      cwd: options.cwd,
      env: options.env ?? process.env,
      detached: true,
      stdio: ['ignore', output, output, 'pipe'],
    });
    const leash = child.stdio[3];
    // Writing is not what the pipe is for; a child that is gone must not raise EPIPE here.
    leash?.on('error', () => undefined);
    child.once('exit', () => leash?.destroy());
    return child;
  } finally {
    if (typeof log === 'string') closeSync(output);
  }
}

/** Asks the child to stop, and kills it when it has not within the grace. Resolves once it is gone. */
export async function stopChild(child: ChildProcess, graceMs = 10_000): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  await new Promise<void>((resolve) => {
    const force = setTimeout(() => child.kill('SIGKILL'), graceMs);
    child.once('exit', () => {
      clearTimeout(force);
      resolve();
    });
    child.kill('SIGTERM');
  });
}

/** Whether a process runs under that number; one of another account may not be asked, and runs. */
export function isAlive(pid: number): boolean {
  try {
    return process.kill(pid, 0);
  } catch (error) {
    return hasCode(error, 'EPERM');
  }
}

function openLog(path: string): number {
  mkdirSync(dirname(path), { recursive: true });
  return openSync(path, 'a', 0o600);
}
