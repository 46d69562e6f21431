import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { descendantsOf, partOf, pidOf, runningProcesses, type Running } from '../../../season/chaos/processes';
import { guarded, stopChild } from '../../../runtime/guard';

test.each([
  [['/usr/bin/node', '/app/dist/runtime/embedded.js', '--part', 'worker'], 'worker'],
  [['/usr/bin/node', '/app/dist/runtime/embedded.js', '--part', 'api'], 'api'],
  [['/usr/bin/node', '/app/dist/store/pglite/main.js', '/data/records', '/data/records/socket'], 'database'],
  [['/cache/temporal', 'server', 'start-dev', '--ip', '127.0.0.1'], 'temporal'],
  [['/usr/bin/node', '/app/dist/runtime/embedded.js'], null],
  [['/bin/sh', '-c', '{ read _ <&3; } & exec "$@"', 'guard', '/usr/bin/node', '/app/dist/runtime/embedded.js', '--part', 'api'], null],
  [['/bin/sh', '-c', '…', 'guard', '/cache/temporal', 'server', 'start-dev'], null],
  [[], null],
])('the command line %j is the part %p', (args, part) => {
  expect(partOf(args)).toBe(part);
});

const known: readonly Running[] = [
  { pid: 10, parent: 1, args: ['node', 'dist/season/main.js'] },
  { pid: 11, parent: 10, args: ['node', '/a/runtime/embedded.js'] },
  { pid: 12, parent: 11, args: ['node', '/a/runtime/embedded.js', '--part', 'api'] },
  { pid: 13, parent: 12, args: ['node', '/a/store/pglite/main.js'] },
  { pid: 20, parent: 1, args: ['node', '/b/runtime/embedded.js', '--part', 'worker'] },
];

test('only what runs below the program that the season started is found: another product on the machine is left alone', () => {
  expect(descendantsOf(11, known).map(({ pid }) => pid)).toEqual([12, 13]);
  expect(pidOf('api', 11, known)).toBe(12);
  expect(pidOf('worker', 11, known)).toBeNull();
});

describe('on this machine', () => {
  const children: ChildProcess[] = [];
  afterEach(async () => {
    for (const child of children.splice(0)) await stopChild(child);
  });

  test('a guarded program is found below its parent by its own pid, and is gone once it is killed', async () => {
    const script = 'setInterval(() => {}, 1000)';
    const child = guarded(process.execPath, ['-e', script, 'server', 'start-dev'], { log: 2 });
    children.push(child);
    await once(child, 'spawn');
    const mine = (): readonly Running[] => descendantsOf(process.pid, runningProcesses());
    for (let tries = 0; tries < 50 && !mine().some(({ pid, args }) => pid === child.pid && args[1] === '-e'); tries += 1)
      await new Promise((resolve) => setTimeout(resolve, 50));
    expect(
      mine()
        .find(({ pid }) => pid === child.pid)
        ?.args.slice(1, 3),
    ).toEqual(['-e', script]);
    child.kill('SIGKILL');
    await once(child, 'exit');
    expect(mine().map(({ pid }) => pid)).not.toContain(child.pid);
  });

  test('somebody else’s process is never below this one', () => {
    const other = spawn('sleep', ['5'], { detached: true });
    children.push(other);
    expect(descendantsOf(other.pid ?? 0, runningProcesses())).toEqual([]);
  });
});
