import { spawn } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { guarded, isAlive as runs, stopChild } from '../../runtime/guard';
import { aProgram, isAlive, until } from './programs';

const folders: string[] = [];
afterAll(() => folders.forEach((folder) => rmSync(folder, { recursive: true })));

/** A parent that starts a guarded shell, itself the parent of a `sleep`; both pids are told. */
async function aParent(): Promise<{ parent: number; children: number[] }> {
  const { folder, main } = aProgram(
    ['guard.ts', 'error-code.ts'],
    `const { guarded } = require('./guard.js');
     const child = guarded('/bin/sh', ['-c', 'sleep 120 & echo $!; wait'], { log: process.argv[2] });
     console.log(child.pid);`,
  );
  folders.push(folder);
  const log = join(folder, 'log');
  const parent = spawn(process.execPath, [main, log], { stdio: ['ignore', 'pipe', 'inherit'] });
  const child = await new Promise<number>((resolve) => parent.stdout.once('data', (data) => resolve(Number(data))));
  await until(() => existsSync(log) && readFileSync(log, 'utf8').trim() !== '', 5_000);
  return { parent: parent.pid ?? 0, children: [child, Number(readFileSync(log, 'utf8'))] };
}

describe('a guarded child', () => {
  it.each(['SIGKILL', 'SIGTERM', 'SIGHUP'] as const)(
    'is dead, its own children too, within a second of its parent’s %s',
    async (signal) => {
      const { parent, children } = await aParent();
      expect(children.map(isAlive)).toEqual([true, true]);
      process.kill(parent, signal);
      const dead = await until(() => !children.some(isAlive), 1_000);
      for (const child of children.filter(isAlive)) process.kill(child, 'SIGKILL');
      expect(dead).toBe(true);
    },
  );

  it('has the program’s own pid, its environment and its folder, and writes to the log', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'relais-guard-'));
    folders.push(folder);
    const log = join(folder, 'logs', 'a.log');
    const child = guarded('/bin/sh', ['-c', 'echo $$ "$WORD"; pwd'], { log, cwd: folder, env: { ...process.env, WORD: 'un mot' } });
    const code = await new Promise((resolve) => child.once('exit', resolve));
    expect(code).toBe(0);
    expect(readFileSync(log, 'utf8')).toBe(`${child.pid} un mot\n${folder}\n`);
  });

  it('is asked to stop, and killed when it does not listen', async () => {
    const polite = guarded('sleep', ['120'], { log: 2 });
    await stopChild(polite);
    expect(polite.signalCode).toBe('SIGTERM');
    const folder = mkdtempSync(join(tmpdir(), 'relais-guard-'));
    folders.push(folder);
    const log = join(folder, 'log');
    const deaf = guarded('/bin/sh', ['-c', 'trap "" TERM; echo deaf; while :; do sleep 1; done'], { log });
    expect(await until(() => existsSync(log) && readFileSync(log, 'utf8') !== '', 10_000)).toBe(true);
    await stopChild(deaf, 200);
    expect(deaf.signalCode).toBe('SIGKILL');
    await stopChild(deaf);
  });
});

test.each([
  [process.pid, true],
  [1, true], // another account’s, unless root asks
  [999_999_999, false],
])('whether process %i runs: %p', (pid, alive) => {
  expect(runs(pid)).toBe(alive);
});
