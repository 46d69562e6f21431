export type StopOptions = {
  /** HTTP, worker, connections, pool and servers together stay under 30 s. */
  readonly deadlineMs?: number;
  readonly say?: (line: string) => void;
};

export type Stopping = {
  /** The same as a SIGTERM, for a program that has finished its work. */
  readonly stop: () => void;
};

/** Through npm, one Ctrl-C arrives twice: from the terminal and from npm. */
const ONE_GESTURE_MS = 1_000;
const DEADLINE_MS = 28_000;
const INTERRUPTED = 130;

/** Drains once on SIGINT, SIGTERM or SIGHUP, then exits: 0 after a clean drain (or the exit code already set), 1 after a failed or late one, 130 when forced. */
export function onStop(drain: () => Promise<void>, options: StopOptions = {}): Stopping {
  const { deadlineMs = DEADLINE_MS, say = sayOnStderr } = options;
  let startedAt: number | null = null;

  const stop = (): void => {
    if (startedAt !== null) return;
    startedAt = performance.now();
    const late = setTimeout(() => {
      say(`Arrêt incomplet après ${Math.round(deadlineMs / 1000)} s\u00A0: fin forcée.`);
      process.exit(1);
    }, deadlineMs);
    void drained(drain, say).then((code) => {
      clearTimeout(late);
      process.exit(code);
    });
  };

  process.on('SIGINT', () => {
    if (startedAt !== null && performance.now() - startedAt > ONE_GESTURE_MS) {
      say('Fin forcée.');
      process.exit(INTERRUPTED);
    }
    stop();
  });
  process.on('SIGTERM', stop);
  process.on('SIGHUP', stop);
  return { stop };
}

async function drained(drain: () => Promise<void>, say: (line: string) => void): Promise<number> {
  try {
    await drain();
    return Number(process.exitCode ?? 0);
  } catch (error) {
    say(`L’arrêt a échoué\u00A0: ${error instanceof Error ? error.message : String(error)}`);
    return 1;
  }
}

function sayOnStderr(line: string): void {
  // A terminal that was closed (SIGHUP) cannot take the line; the drain goes on.
  process.stderr.write(`${line}\n`, () => undefined);
}
