import type { Figure } from '../../season/figure';

export const say = (line: string): void => void process.stdout.write(`${line}\n`);

/** A bar or a proof as a program: its figure is its last line, and it ends with an error when that falls short. */
export function program(name: string, main: (args: readonly string[]) => Promise<Figure>): void {
  void main(process.argv.slice(2)).then(
    ({ line, holds }) => {
      say(line);
      process.exit(holds ? 0 : 1);
    },
    (error: unknown) => {
      say(`${name}\u00A0: ${error instanceof Error ? error.message : String(error)}`);
      process.exit(1);
    },
  );
}
