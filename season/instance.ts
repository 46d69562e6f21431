import type { ChildProcess } from 'node:child_process';
import { existsSync, mkdirSync, openSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { z } from 'zod';
import { projectRoot } from '../runtime/config';
import { guarded, stopChild } from '../runtime/guard';
import type { Report } from './report';
import type { Season } from './season';

/** The running product, as the season meets it: an address and the instance key. */
export type Instance = {
  readonly url: string;
  readonly operatorKey: string;
  readonly temporalUi: string | null;
  readonly started: boolean;
  /** the program that this season started; null when it was running already */
  readonly pid: number | null;
  readonly stop: () => Promise<void>;
  /** stops it, lets something happen to its folder, and starts it again; only where this season started it */
  readonly restart?: (between: (data: string) => void) => Promise<void>;
  readonly beside?: Beside;
};
/** what an instance does of itself while a season is played, and what that showed once the season is over */
export type Beside = (season: Pick<Season, 'clock' | 'months' | 'ended' | 'say' | 'options'>) => Promise<Report['invariants']>;

const portsSchema = z.object({ http: z.int(), ui: z.int() });
const readyWithin = 900_000;

/** Uses what runs on this data folder, and starts what does not. */
export async function instance(say: (line: string) => void, settings: NodeJS.ProcessEnv = {}): Promise<Instance> {
  const data = resolve(projectRoot(), process.env['RELAIS_DATA'] ?? 'data');
  const running = await found(data);
  if (running !== null) return { ...running, started: false, pid: null, stop: () => Promise.resolve() };
  mkdirSync(data, { recursive: true });
  say('Démarrage de Relais…');
  let child = launched(data, settings);
  const ready = await readyOf(child, data, say);
  const stop = (): Promise<void> => stopChild(child, 28_000);
  const restart = async (between: (data: string) => void): Promise<void> => {
    await stop();
    between(data);
    child = launched(data, settings);
    await readyOf(child, data, say);
  };
  return { ...ready, started: true, pid: child.pid ?? null, stop, restart };
}

function launched(data: string, settings: NodeJS.ProcessEnv): ChildProcess {
  return guarded(process.execPath, [join(__dirname, '..', 'runtime', 'embedded.js')], {
    log: openSync(join(data, 'start.log'), 'a', 0o600),
    env: { ...process.env, ...settings, RELAIS_DATA: data },
  });
}

type Found = Pick<Instance, 'url' | 'operatorKey' | 'temporalUi'>;

async function readyOf(child: ChildProcess, data: string, say: (line: string) => void): Promise<Found> {
  const since = Date.now();
  while (Date.now() - since < readyWithin) {
    if (child.exitCode !== null || child.signalCode !== null)
      throw new Error(`Relais s’est arrêté pendant son démarrage : voir ${join(data, 'start.log')}.`);
    const ready = await found(data);
    if (ready !== null) return ready;
    if ((Date.now() - since) % 10_000 < 250) say(`… toujours en préparation (${Math.round((Date.now() - since) / 1000)} s)`);
    await pause(250);
  }
  await stopChild(child, 28_000);
  throw new Error('Relais n’a pas démarré dans le temps imparti.');
}

async function found(data: string): Promise<Found | null> {
  const [ports, key] = [join(data, 'ports.json'), join(data, 'instance-key')];
  if (!existsSync(ports) || !existsSync(key)) return null;
  const { http, ui } = portsSchema.parse(JSON.parse(readFileSync(ports, 'utf8')));
  const url = process.env['PUBLIC_URL'] ?? `http://${process.env['RELAIS_HOST'] ?? '127.0.0.1'}:${process.env['RELAIS_PORT'] ?? http}`;
  const ready = await fetch(`${url}/readyz`).then(
    ({ ok }) => ok,
    () => false,
  );
  return ready
    ? {
        url,
        operatorKey: readFileSync(key, 'utf8').trim(),
        temporalUi: process.env['TEMPORAL_ADDRESS'] === undefined ? `http://127.0.0.1:${ui}` : null,
      }
    : null;
}
