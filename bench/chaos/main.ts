import { proofFigure, proofTable } from '../../season/chaos/proof';
import { prove, redOf } from '../seasons/proof';

const seeds = [1, 2, 3, 4, 5, 6, 7, 8, 9, 10].map(String);
/** A chaos season ends within this time, or is stopped. */
const limitMs = 18 * 60_000;
const say = (line: string): void => void process.stdout.write(`${line}\n`);

/** `npm run proof:chaos`: ten seasons whose parts are killed, named by their seeds. */
async function main(args: readonly string[]): Promise<number> {
  const cases = seeds.map((seed) => ({ name: seed, options: ['--chaos', '--seed', seed] }));
  const { asked, played } = await prove('proof-chaos', cases, { args, limitMs, say });
  say('');
  proofTable(played).forEach(say);
  played.flatMap(redOf).forEach(say);
  const { line, holds } = proofFigure(played, asked);
  say(line);
  return holds ? 0 : 1;
}

void main(process.argv.slice(2)).then(
  (code) => process.exit(code),
  (error: unknown) => {
    say(`proof:chaos\u00A0: ${error instanceof Error ? error.message : String(error)}`);
    process.exit(1);
  },
);
