import { proofTable, seedsFigure } from '../../season/chaos/proof';
import { program, say } from '../seasons/program';
import { prove, redOf } from '../seasons/proof';

const seeds = [1, 2, 3, 4, 5, 6, 7, 8, 9, 10].map(String);
/** A chaos season ends within this time, on a machine twice slower too, or is stopped. */
const limitMs = 18 * 60_000;

/** `npm run proof:chaos`: ten seasons whose parts are killed, named by their seeds. */
program('proof:chaos', async (args) => {
  const cases = seeds.map((seed) => ({ name: seed, options: ['--chaos', '--seed', seed] }));
  const { asked, played } = await prove('proof-chaos', cases, { args, limitMs, say });
  say('');
  proofTable(played).forEach(say);
  played.flatMap(redOf).forEach(say);
  return seedsFigure(played, asked);
});
