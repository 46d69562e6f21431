import { join } from 'node:path';
import { projectRoot } from '../../runtime/config';
import { lostFigure } from '../../season/figure';
import { playSeason } from '../seasons/play';

const limitMs = 13.5 * 60_000;

/** `npm run bar:lost`: a whole season in whose middle Temporal's data are deleted. */
async function main(options: readonly string[]): Promise<number> {
  const out = join(projectRoot(), 'out', 'season-lost');
  const { code, seconds, report } = await playSeason(['--lose-temporal', ...options], { out, limitMs });
  const { line, holds } = lostFigure({ code, report }, seconds);
  process.stdout.write(`${line}\n`);
  return holds ? 0 : 1;
}

void main(process.argv.slice(2)).then(
  (code) => process.exit(code),
  (error: unknown) => {
    process.stdout.write(`bar:lost\u00A0: ${error instanceof Error ? error.message : String(error)}\n`);
    process.exit(1);
  },
);
