import { setTimeout as pause } from 'node:timers/promises';
import { onStop } from './shutdown';

/** A program from its first part to its last: parts that started stop in the reverse order, whatever ended the program. */
export type Life = {
  /** Waits for a part, and keeps how to stop it. */
  readonly keep: <T>(what: string, starting: () => Promise<T>, stop: (part: T) => Promise<unknown>) => Promise<T>;
  /** Something broke that the program cannot do without: it drains, and exits 1. */
  readonly fail: (reason: string) => void;
};

export type LifeOptions = { readonly say: (line: string) => void; readonly started: string; readonly stopped: string };

/** Raised in a start that a signal interrupts; nobody needs to be told. */
class Interrupted extends Error {
  override readonly name = 'Interrupted';
}

/** What is still starting when the signal comes gets this long, so that it can be stopped properly. */
const SETTLE_MS = 8_000;

export async function live(start: (life: Life) => Promise<void>, { say, started, stopped }: LifeOptions): Promise<void> {
  const stops: (() => Promise<unknown>)[] = [];
  const interrupted = new AbortController();
  let starting: Promise<void> = Promise.resolve();
  const stopping = onStop(async () => {
    interrupted.abort();
    await Promise.race([starting, pause(SETTLE_MS, undefined, { ref: false })]);
    await stopAll(stops);
    say(stopped);
  });
  const fail = (reason: string): void => {
    say(reason);
    process.exitCode = 1;
    stopping.stop();
  };
  const keep: Life['keep'] = async (what, starting, stop) => {
    if (interrupted.signal.aborted) throw new Interrupted();
    const part = await starting().catch((error: unknown) => {
      throw new Error(`${what}\u00A0: ${reasonOf(error)}`, { cause: error });
    });
    stops.push(() => stop(part));
    if (interrupted.signal.aborted) throw new Interrupted();
    return part;
  };
  const begin = async (): Promise<void> => {
    try {
      await start({ keep, fail });
      if (!interrupted.signal.aborted) say(started);
    } catch (error) {
      if (!interrupted.signal.aborted) fail(`Relais n’a pas pu démarrer.\n${reasonOf(error)}`);
    }
  };
  starting = begin();
  await starting;
}

/** Each part is given its chance, even after another one's failure. */
async function stopAll(stops: readonly (() => Promise<unknown>)[]): Promise<void> {
  const failures: unknown[] = [];
  for (const stop of stops.toReversed()) await stop().catch((error: unknown) => failures.push(error));
  if (failures.length > 0) throw failures[0];
}

/** Several addresses of one name that all refuse give an error without a message. */
export function reasonOf(error: unknown): string {
  if (error instanceof AggregateError) return error.errors.map(reasonOf).join('\u00A0; ');
  return error instanceof Error ? error.message || error.name : String(error);
}
