import { existsSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { projectRoot } from '../../runtime/config';
import { guarded, stopChild } from '../../runtime/guard';
import { productionPrograms } from '../../runtime/production-programs';
import { reportSchema } from '../../season/report';
import { stackFigure } from '../../season/figure';
import { stackFolder } from '../../season/stack/production';

const limitMs = 13.5 * 60_000;
const graceMs = 30_000;

/** `npm run bar:stack`: a whole season on the production stack. Building its programs, once per user, is not counted. */
async function main(options: readonly string[]): Promise<number> {
  await productionPrograms((line) => void process.stdout.write(`${line}\n`), process.env);
  const started = Date.now();
  const out = join(projectRoot(), 'out', 'season-production');
  rmSync(join(out, 'report.json'), { force: true });
  const season = [join(__dirname, '..', '..', 'season', 'main.js'), '--check', '--stack', 'production', '--out', out, ...options];
  const child = guarded(process.execPath, season, { log: 1 });
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, () => child.kill('SIGTERM'));
  const late = setTimeout(() => void stopChild(child, graceMs), limitMs);
  const code = await new Promise<number>((resolve) => {
    child.once('error', () => resolve(1));
    child.once('exit', (exit) => resolve(exit ?? 1));
  });
  clearTimeout(late);
  const left = readdirSync(tmpdir()).filter((name) => name.startsWith(`${stackFolder}${child.pid}-`));
  const { line, holds } = stackFigure({ code, report: reportIn(join(out, 'report.json')), left }, (Date.now() - started) / 1000);
  process.stdout.write(`${line}\n`);
  return holds ? 0 : 1;
}

function reportIn(file: string): Parameters<typeof stackFigure>[0]['report'] {
  const read = existsSync(file) ? reportSchema.safeParse(JSON.parse(readFileSync(file, 'utf8'))) : null;
  return read?.success === true ? read.data : null;
}

void main(process.argv.slice(2)).then(
  (code) => process.exit(code),
  (error: unknown) => {
    process.stdout.write(`bar:stack\u00A0: ${error instanceof Error ? error.message : String(error)}\n`);
    process.exit(1);
  },
);
