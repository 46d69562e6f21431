import { execFile } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { projectRoot } from '../runtime/config';
import { startRig, type Json, type Rig } from './rig';

const run = promisify(execFile);
let rig: Rig;
beforeAll(async () => {
  rig = await startRig();
}, 120_000);
afterAll(() => rig.stop(), 60_000);

/** The commands of the README's « By hand », as a reader would paste them. */
const commands = (): readonly string[] => {
  const readme = readFileSync(join(projectRoot(), 'README.md'), 'utf8');
  return readme
    .slice(readme.indexOf('## By hand'))
    .split('\n')
    .filter((line) => line.startsWith('curl '));
};

test('the curl examples of the README do what they say', async () => {
  const known: Record<string, string> = { URL: rig.url, KEY: rig.operatorKey };
  const answers: Json[] = [];
  for (const command of commands()) {
    const { stdout } = await run('bash', ['-c', command], {
      cwd: projectRoot(),
      env: { PATH: process.env['PATH'], ...known },
      maxBuffer: 10_000_000,
    });
    const answer = JSON.parse(stdout);
    answers.push(answer);
    if (known['ID'] === undefined && typeof answer.id === 'string') known['ID'] = answer.id;
    if (typeof answer.key?.secret === 'string') known['ADMIN'] = answer.key.secret;
  }
  const [openapi, collectivity, key, zones, sites, volunteers, tasks] = answers;
  expect(openapi.openapi).toBe('3.1.0');
  expect(collectivity).toMatchObject({ status: 'active', label: 'Département de l’Exemple', clock: { kind: 'rehearsal' } });
  expect(key.key).toMatchObject({ role: 'administrator' });
  expect(zones.note).toContain('49 des 151');
  expect(sites).toMatchObject({ kind: 'sites', ids: { length: 3 } });
  expect(volunteers).toMatchObject({ kind: 'volunteers', ids: { length: 5 } });
  expect(tasks).toEqual({ items: [] });
}, 60_000);
