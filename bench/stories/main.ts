import { join } from 'node:path';
import { projectRoot } from '../../runtime/config';
import { figure, type Told } from '../../season/figure';
import { stories } from '../../season/options';
import { playSeason } from '../seasons/play';

const limitMs = 14 * 60_000;

/** `npm run bar:stories`: every story of its own, one after the other, each on a product of its own; other options go to each season. */
async function main(options: readonly string[]): Promise<number> {
  const started = Date.now();
  const told: Told[] = [];
  for (const story of Object.keys(stories)) told.push(await play(story, options, started + limitMs));
  const { line, holds } = figure(told, (Date.now() - started) / 1000);
  process.stdout.write(`${line}\n`);
  return holds ? 0 : 1;
}

/** A story left running would slow the next one down. */
async function play(story: string, options: readonly string[], end: number): Promise<Told> {
  process.stdout.write(`\nHistoire «\u00A0${story}\u00A0»\n`);
  const out = join(projectRoot(), 'out', `season-${story}`);
  const { code, report } = await playSeason(['--story', story, ...options], { out, limitMs: Math.max(0, end - Date.now()) });
  return { story, code, scenes: report?.scenes ?? [] };
}

void main(process.argv.slice(2)).then(
  (code) => process.exit(code),
  (error: unknown) => {
    process.stdout.write(`bar:stories\u00A0: ${error instanceof Error ? error.message : String(error)}\n`);
    process.exit(1);
  },
);
