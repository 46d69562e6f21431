import { execFile } from 'node:child_process';
import { existsSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { projectRoot } from '../../runtime/config';
import { reportSchema } from '../../season/report';
import { testFolder } from '../databases';

const run = promisify(execFile);
const folder = testFolder();
afterAll(() => rmSync(folder, { recursive: true, force: true }));

test('a short season of four doctors plays its scenes, holds its invariants and leaves its files', async () => {
  const out = join(folder, 'out');
  const args = [join(projectRoot(), 'dist', 'season', 'main.js'), '--check', '--doctors', '4', '--speed', '0.8', '--out', out];
  const env = { ...process.env, RELAIS_DATA: join(folder, 'data') };
  const { stdout, red } = await run(process.execPath, args, { env, timeout: 580_000 }).then(
    (done) => ({ stdout: done.stdout, red: '' }),
    (error: { readonly stdout: string; readonly stderr: string }) => ({
      stdout: error.stdout,
      red: `${error.stdout.slice(-6000)}\n${error.stderr.slice(-2000)}`,
    }),
  );
  expect(red).toBe(''); // a red season says itself what went otherwise
  const report = reportSchema.parse(JSON.parse(readFileSync(join(out, 'report.json'), 'utf8')));
  expect(report.invariants.filter(({ holds }) => !holds)).toEqual([]);
  expect(report.scenes.filter(({ ok }) => !ok)).toEqual([]);
  expect(report.scenes.map(({ story }) => story)).toEqual(expect.arrayContaining(['convention', 'recrutement', 'journées', 'clôtures']));
  expect(report.statements.length).toBeGreaterThanOrEqual(7);
  expect(report.statements.filter(({ state }) => state === 'replaced')).toHaveLength(1);
  expect([...report.statements, ...report.tables, ...report.messages].filter(({ file }) => !existsSync(join(out, file)))).toEqual([]);
  expect(stdout).toContain('les numéros vont de 1 à n sans trou');
}, 600_000); // two minutes, and more on a slower machine, where its days last longer
