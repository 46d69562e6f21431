import { spawnSync } from 'node:child_process';
import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { transformFileSync } from '@swc/core';

/** A folder with these sources of runtime/ as plain JavaScript and a program beside them, to be run by a Node of its own. */
export function aProgram(sources: readonly string[], code: string): { folder: string; main: string } {
  const folder = mkdtempSync(join(tmpdir(), 'relais-program-'));
  for (const source of sources) {
    const { code: compiled } = transformFileSync(join(__dirname, '..', '..', 'runtime', source), {
      jsc: { parser: { syntax: 'typescript' }, target: 'es2022' },
      module: { type: 'commonjs' },
    });
    writeFileSync(join(folder, `${basename(source, '.ts')}.js`), compiled);
  }
  const main = join(folder, 'main.js');
  writeFileSync(main, code);
  return { folder, main };
}

/** A process that has ended but that nobody has reaped (state Z) is dead: under a bare container the first process may never reap. */
export function isAlive(pid: number): boolean {
  const { stdout } = spawnSync('ps', ['-o', 'stat=', '-p', String(pid)], { encoding: 'utf8' });
  return stdout.trim() !== '' && !stdout.startsWith('Z');
}

export async function until(holds: () => boolean, withinMs: number): Promise<boolean> {
  const deadline = performance.now() + withinMs;
  while (performance.now() < deadline) {
    if (holds()) return true;
    await new Promise((resolve) => setTimeout(resolve, 10));
  }
  return holds();
}
