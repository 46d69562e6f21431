import { join } from 'node:path';
import { projectRoot } from '../../runtime/config';
import { figure, type Told } from '../../season/figure';
import { stories } from '../../season/options';
import { playSeason } from '../seasons/play';
import { program, say } from '../seasons/program';

const limitMs = 14 * 60_000;

/** `npm run bar:stories`: every story of its own, one after the other, each on a product of its own; other options go to each season. */
program('bar:stories', async (options) => {
  const started = Date.now();
  const told: Told[] = [];
  for (const story of Object.keys(stories)) told.push(await play(story, options, started + limitMs));
  return figure(told, (Date.now() - started) / 1000);
});

/** A story left running would slow the next one down. */
async function play(story: string, options: readonly string[], end: number): Promise<Told> {
  say(`\nHistoire «\u00A0${story}\u00A0»`);
  const out = join(projectRoot(), 'out', `season-${story}`);
  const { code, report } = await playSeason(['--story', story, ...options], { out, limitMs: Math.max(0, end - Date.now()) });
  return { story, code, scenes: report?.scenes ?? [] };
}
