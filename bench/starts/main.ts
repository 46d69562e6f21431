import { optionsOf, startDates, startsFigure } from '../../season/starts';
import { program, say } from '../seasons/program';
import { prove, redOf } from '../seasons/proof';

/** A season at half its usual pace ends within this time on a machine three times slower, even beside another one, or is stopped. */
const limitMs = 12 * 60_000;

/** `npm run proof:starts`: forty seasons, each from a first day of its own and with a seed of its own, named by that day. */
program('proof:starts', async (args) => {
  const cases = startDates.map((start, n) => ({ name: start, options: ['--start', start, '--seed', String(n + 1), ...optionsOf(start)] }));
  const { asked, played } = await prove('proof-starts', cases, { args, limitMs, say });
  played.flatMap(redOf).forEach(say);
  return startsFigure(played, asked);
});
