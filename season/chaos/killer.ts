import { setTimeout as pause } from 'node:timers/promises';
import type { SeasonClock } from '../clock';
import type { Report } from '../report';
import { killPlan, type Part } from './kill-plan';
import { pidOf } from './processes';

type Killed = NonNullable<Report['chaos']>['kills'][number];

export type Killer = {
  readonly kills: () => readonly Killed[];
  /** what went wrong with a kill itself */
  readonly faults: () => readonly string[];
  /** no more kills; resolves once everything that was killed serves again */
  readonly end: () => Promise<void>;
};

export type Prey = {
  /** the program that this season started: only what runs below it is killed */
  readonly root: number;
  readonly clock: SeasonClock;
  readonly seed: number;
  /** how long the plan's season lasts */
  readonly lastsMs: number;
  /** whether the whole product serves */
  readonly serves: () => Promise<boolean>;
  readonly say: (line: string) => void;
};

const words: Readonly<Record<Part, string>> = { worker: 'Worker', api: 'API', database: 'Base', temporal: 'Serveur Temporal' };
const lookMs = 100;
const backWithinMs = 60_000;

/** Kills the parts of the running product as the plan says, each only once it came back from the time before. */
export function killer({ root, clock, seed, lastsMs, serves, say }: Prey): Killer {
  const kills: Killed[] = [];
  const faults: string[] = [];
  const stopping = new AbortController();
  const began = Date.now();
  const returning = new Map<Part, Promise<void>>();
  const strike = async (part: Part): Promise<void> => {
    await returning.get(part);
    if (stopping.signal.aborted) return;
    const pid = pidOf(part, root);
    if (pid === null) return void faults.push(`${part} : introuvable le ${clock.now()}`);
    process.kill(pid, 'SIGKILL');
    const at = Date.now();
    const kill = { part, at: clock.now(), second: Math.round((at - began) / 100) / 10 };
    const comeBack = async (): Promise<void> => {
      const seconds = await back(part, pid, root, serves);
      kills.push({ ...kill, backAfter: seconds });
      say(`${words[part]} : arrêt brutal, ${seconds === null ? 'pas revenu' : `de nouveau là en ${String(seconds).replace('.', ',')} s`}.`);
      if (seconds === null) faults.push(`${part} : tué le ${kill.at}, pas revenu en ${backWithinMs / 1000} s`);
    };
    returning.set(part, comeBack());
  };
  const hunt = (async (): Promise<void> => {
    for (const { part, after } of killPlan(seed, lastsMs)) {
      await pause(Math.max(0, began + after - Date.now()), undefined, { signal: stopping.signal }).catch(() => undefined);
      if (stopping.signal.aborted) return;
      await strike(part);
    }
  })();
  return {
    kills: () => kills.toSorted((a, b) => a.second - b.second),
    faults: () => faults,
    end: async () => {
      stopping.abort();
      await hunt;
      await Promise.all(returning.values());
    },
  };
}

/** Seconds until another process plays the part and the product serves; null when that lasts too long. */
async function back(part: Part, killed: number, root: number, serves: Prey['serves']): Promise<number | null> {
  const since = Date.now();
  while (Date.now() - since < backWithinMs) {
    await pause(lookMs);
    const pid = pidOf(part, root);
    if (pid !== null && pid !== killed && (await serves())) return Math.round((Date.now() - since) / 100) / 10;
  }
  return null;
}
