import type { ChildProcess } from 'node:child_process';
import { setTimeout as pause } from 'node:timers/promises';
import { reasonOf } from './life';

/** A program of ours that runs beside; no child when it is somebody else's. */
export type Beside = { readonly child: ChildProcess | null; readonly stop: () => Promise<void> };

export type KeepOptions = {
  /** `Le serveur Temporal s’est arrêté`: what the operator reads at each death. */
  readonly stopped: string;
  readonly say: (line: string) => void;
};

const FIRST_PAUSE_MS = 100;
const LONGEST_PAUSE_MS = 10_000;
/** What served this long was no false start: its death begins a new series of pauses. */
const STEADY_MS = 20_000;

/** The first launch must succeed. A later death is followed by new launches, at pauses that grow until one of them lasts. */
export async function keptAlive<T extends Beside>(
  launch: () => Promise<T>,
  { stopped, say }: KeepOptions,
): Promise<{ readonly first: T; readonly stop: () => Promise<void> }> {
  const stopping = new AbortController();
  const { signal } = stopping;
  const first = await launch();
  let current: T = first;

  const revive = async (deaths: number): Promise<void> => {
    for (let attempt = deaths; !signal.aborted; attempt += 1) {
      await pause(Math.min(FIRST_PAUSE_MS * 2 ** attempt, LONGEST_PAUSE_MS), undefined, { signal });
      try {
        current = await launch();
        return;
      } catch (error) {
        say(reasonOf(error));
      }
    }
  };

  const watch = async (): Promise<void> => {
    for (let deaths = 0; !signal.aborted; deaths += 1) {
      const { child } = current;
      if (child === null) return;
      const since = performance.now();
      await gone(child);
      if (signal.aborted) return;
      if (performance.now() - since > STEADY_MS) deaths = 0;
      say(`${stopped} (${child.signalCode ?? `code ${child.exitCode}`})\u00A0: redémarrage.`);
      await revive(deaths);
    }
  };
  const watching = watch().catch(() => undefined);

  return {
    first,
    stop: async () => {
      stopping.abort();
      await current.stop();
      await watching;
      // A launch that was under way when the stop came has ended by now, and may have left one more.
      await current.stop();
    },
  };
}

function gone(child: ChildProcess): Promise<void> {
  return child.exitCode !== null || child.signalCode !== null ? Promise.resolve() : new Promise((done) => child.once('exit', () => done()));
}

const READY_TRIES = 300;
const READY_PAUSE_MS = 200;

/** Resolves once the child serves; an error when it is gone before, or never does. */
export async function untilReady(child: ChildProcess, probe: () => Promise<boolean>): Promise<void> {
  for (let tries = 0; tries < READY_TRIES; tries += 1) {
    if (child.exitCode !== null || child.signalCode !== null)
      throw new Error(`fin prématurée (${child.signalCode ?? `code ${child.exitCode}`})`);
    if (await probe()) return;
    await pause(READY_PAUSE_MS);
  }
  throw new Error(`pas de réponse en ${(READY_TRIES * READY_PAUSE_MS) / 1_000} s`);
}
