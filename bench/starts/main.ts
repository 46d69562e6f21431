import { startDates, startsFigure } from '../../season/starts';
import { prove, redOf } from '../seasons/proof';

/** A season at its usual pace ends within this time, even beside another one, or is stopped. */
const limitMs = 8 * 60_000;
const say = (line: string): void => void process.stdout.write(`${line}\n`);

/** `npm run proof:starts`: forty seasons, each from a first day of its own and with a seed of its own, named by that day. */
async function main(args: readonly string[]): Promise<number> {
  const cases = startDates.map((start, n) => ({ name: start, options: ['--start', start, '--seed', String(n + 1)] }));
  const { asked, played } = await prove('proof-starts', cases, { args, limitMs, say });
  played.flatMap(redOf).forEach(say);
  const { line, holds } = startsFigure(played, asked);
  say(line);
  return holds ? 0 : 1;
}

void main(process.argv.slice(2)).then(
  (code) => process.exit(code),
  (error: unknown) => {
    say(`proof:starts\u00A0: ${error instanceof Error ? error.message : String(error)}`);
    process.exit(1);
  },
);
