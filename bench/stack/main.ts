import { readdirSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { projectRoot } from '../../runtime/config';
import { productionPrograms } from '../../runtime/production-programs';
import { stackFigure } from '../../season/figure';
import { stackFolder } from '../../season/stack/production';
import { playSeason } from '../seasons/play';

const limitMs = 13.5 * 60_000;

/** `npm run bar:stack`: a whole season on the production stack. Building its programs, once per user, is not counted. */
async function main(options: readonly string[]): Promise<number> {
  await productionPrograms((line) => void process.stdout.write(`${line}\n`), process.env);
  const started = Date.now();
  const out = join(projectRoot(), 'out', 'season-production');
  const { pid, code, report } = await playSeason(['--stack', 'production', ...options], { out, limitMs });
  const left = readdirSync(tmpdir()).filter((name) => name.startsWith(`${stackFolder}${pid}-`));
  const { line, holds } = stackFigure({ code, report, left }, (Date.now() - started) / 1000);
  process.stdout.write(`${line}\n`);
  return holds ? 0 : 1;
}

void main(process.argv.slice(2)).then(
  (code) => process.exit(code),
  (error: unknown) => {
    process.stdout.write(`bar:stack\u00A0: ${error instanceof Error ? error.message : String(error)}\n`);
    process.exit(1);
  },
);
