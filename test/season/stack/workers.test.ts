import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { hostname, tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { begin, ended, over, until, type Ground } from '../../../season/stack/started';
import { workers, type Workers } from '../../../season/stack/workers';
import type { Service } from '../../../season/stack/services';

let folder: string;
let ground: Ground;
let commandLine: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'relais-workers-'));
  mkdirSync(join(folder, 'asking'));
  ground = { folder, logs: folder, path: '/usr/bin:/bin', home: folder };
  commandLine = join(folder, 'temporal');
  const asking = `ls ${join(folder, 'asking')} | sed 's/.*/{"identity":"&@${hostname()}"}/' | paste -sd, -`;
  writeFileSync(commandLine, `#!/bin/sh\nprintf '{"pollers":[%s]}' "$(${asking})"\n`, { mode: 0o755 });
});
afterEach(() => rmSync(folder, { recursive: true }));

/** A worker that asks for work under its number until it is told to stop. */
const diligent = 'echo > asking/$$; trap "rm asking/$$; exit 0" TERM; while :; do sleep 0.05; done';
const service = (script: string): Service => ({
  environment: { TOLD: 'yes' },
  command: ['/bin/sh', '-c', script],
  health: null,
  after: [],
  copies: 2,
});
const crewOf = (script: string): Workers => workers(ground, service(script), { commandLine, address: '127.0.0.1:1' });
const asking = (): readonly string[] => readdirSync(join(folder, 'asking'));

test('each worker gives way to a new one, and never fewer than two ask for work', async () => {
  const crew = crewOf(diligent);
  await crew.start();
  const former = asking();
  const fewest = { count: former.length };
  const watching = setInterval(() => (fewest.count = Math.min(fewest.count, asking().length)), 20);
  await crew.roll();
  clearInterval(watching);
  expect(asking().filter((pid) => former.includes(pid))).toEqual([]);
  expect([former.length, fewest.count, crew.rolled(), crew.faults()]).toEqual([2, 2, 2, []]);
  await crew.stop();
  expect([asking(), crew.faults()]).toEqual([[], []]);
}, 20_000);

test('a worker that ends before it asks for work replaces nobody', async () => {
  const crew = crewOf(`if [ -e late ]; then exit 3; fi; ${diligent}`);
  await crew.start();
  const former = asking();
  writeFileSync(join(folder, 'late'), '');
  await expect(crew.roll()).rejects.toThrow('worker-3 s’est arrêté pendant son démarrage');
  expect([asking(), crew.rolled(), crew.faults()]).toEqual([former, 0, ['worker-3 s’est arrêté de lui-même (3)']]);
  await crew.stop();
}, 20_000);

test('a worker that ends by itself, or does not drain, is told', async () => {
  const crew = crewOf(`echo > asking/$$; trap "exit 4" TERM; while [ ! -e asking/over-$$ ]; do sleep 0.05; done; exit 1`);
  await crew.start();
  const [first = ''] = asking();
  writeFileSync(join(folder, 'asking', `over-${first}`), '');
  for (let turn = 0; turn < 100 && crew.faults().length === 0; turn += 1) await pause(50);
  expect(crew.faults()).toEqual([expect.stringMatching(/^worker-[12] s’est arrêté de lui-même \(1\)$/)]);
  await crew.stop();
  expect(crew.faults().at(-1)).toMatch(/^worker-[12] ne s’est pas arrêté comme il le devait \(4\)$/);
}, 20_000);

describe('a program of the stack', () => {
  test('is told its own variables, and none of this machine’s but where programs and its home are', async () => {
    process.env['RELAIS_TEST_LEAK'] = 'yes';
    await over(ground, 'env', { command: ['/usr/bin/env'], environment: { TOLD: 'yes' } });
    const names = readFileSync(join(folder, 'env.log'), 'utf8')
      .trim()
      .split('\n')
      .map((line) => line.split('=')[0] ?? '');
    expect(names.filter((name) => !['PWD', 'SHLVL', '_', 'OLDPWD'].includes(name)).toSorted()).toEqual(['HOME', 'PATH', 'TOLD']);
    delete process.env['RELAIS_TEST_LEAK'];
  });

  test('that fails names its log', async () => {
    await expect(over(ground, 'failing', service('exit 7'))).rejects.toThrow(
      `failing a échoué (7)\u00A0: voir ${join(folder, 'failing.log')}`,
    );
    const child = begin(ground, 'gone', service('exit 1'));
    await expect(until(ground, 'gone', child, () => Promise.resolve(false))).rejects.toThrow('gone s’est arrêté pendant son démarrage');
    expect(await ended(child)).toBe(1);
  });
});
