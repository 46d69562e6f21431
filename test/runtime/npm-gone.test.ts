import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { join, resolve } from 'node:path';
import { isAlive, until } from './programs';

const door = join(resolve(__dirname, '..', '..'), 'bin', 'npm-gone.js');
const script = `require(${JSON.stringify(door)}).endWithNpm(); console.log('ready'); setTimeout(() => undefined, 60_000);`;
/** As npm does: it starts its script, with what it is called, and waits. Tells the script's id once it listens. */
const npm = `const { spawn } = require('node:child_process');
  const child = spawn(process.execPath, ['-e', ${JSON.stringify(script)}], { stdio: ['ignore', 'pipe', 'ignore'] });
  child.stdout.once('data', () => console.log(child.pid));`;

async function started(env: NodeJS.ProcessEnv): Promise<{ readonly parent: ChildProcess; readonly pid: number }> {
  const { npm_lifecycle_event: _, ...inherited } = process.env;
  const parent = spawn(process.execPath, ['-e', npm], { env: { ...inherited, ...env }, stdio: ['ignore', 'pipe', 'ignore'] });
  const told: unknown = (await once(parent.stdout, 'data'))[0];
  return { parent, pid: Number(String(told)) };
}

test('npm ended by a SIGHUP, which it does not hand on, leaves no script behind', async () => {
  const { parent, pid } = await started({ npm_lifecycle_event: 'start' });
  expect(isAlive(pid)).toBe(true);
  parent.kill('SIGHUP');
  expect(await until(() => !isAlive(pid), 10_000)).toBe(true);
});

test('a program started by hand outlives the shell that started it', async () => {
  const { parent, pid } = await started({});
  parent.kill('SIGHUP');
  await once(parent, 'exit');
  expect(await until(() => !isAlive(pid), 1_500)).toBe(false);
  process.kill(pid, 'SIGKILL');
});
