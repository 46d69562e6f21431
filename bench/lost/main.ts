import { join } from 'node:path';
import { projectRoot } from '../../runtime/config';
import { lostFigure } from '../../season/figure';
import { playSeason } from '../seasons/play';
import { program } from '../seasons/program';

const limitMs = 13.5 * 60_000;

/** `npm run bar:lost`: a whole season in whose middle Temporal's data are deleted. */
program('bar:lost', async (options) => {
  const out = join(projectRoot(), 'out', 'season-lost');
  const { code, seconds, report } = await playSeason(['--lose-temporal', ...options], { out, limitMs });
  return lostFigure({ code, report }, seconds);
});
