import { readdirSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { projectRoot } from '../../runtime/config';
import { productionPrograms } from '../../runtime/production-programs';
import { stackFigure } from '../../season/figure';
import { stackFolder } from '../../season/stack/production';
import { playSeason } from '../seasons/play';
import { program, say } from '../seasons/program';

const limitMs = 13.5 * 60_000;

/** `npm run bar:stack`: a whole season on the production stack. Building its programs, once per user, is not counted. */
program('bar:stack', async (options) => {
  await productionPrograms(say, process.env);
  const out = join(projectRoot(), 'out', 'season-production');
  const { pid, code, seconds, report } = await playSeason(['--stack', 'production', ...options], { out, limitMs });
  const left = readdirSync(tmpdir()).filter((name) => name.startsWith(`${stackFolder}${pid}-`));
  return stackFigure({ code, report, left }, seconds);
});
