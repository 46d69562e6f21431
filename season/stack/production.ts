import { chmodSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { homedir, tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';
import { projectRoot } from '../../runtime/config';
import { isAlive, stopChild } from '../../runtime/guard';
import { productionPrograms } from '../../runtime/production-programs';
import type { Instance } from '../instance';
import { rolling } from './rolling';
import { placeHere } from './place';
import { installedPostgres, startPostgres } from './postgres';
import { services } from './services';
import { begin, ended, healthy, isGone, over, type Ground } from './started';
import { workers } from './workers';

type Say = (line: string) => void;
type Stops = { readonly keep: (stop: () => Promise<unknown>) => void; readonly all: () => Promise<void> };

/** The production stack, its programs as processes of this machine: PostgreSQL, the Temporal server, two workers and an API. Nothing of it outlives this process. */
export async function productionStack(say: Say): Promise<Instance> {
  const bin = installedPostgres();
  const programs = await productionPrograms(say, process.env);
  const stops = inReverse();
  stopOnSignals(stops, say);
  try {
    const ground = prepared(bin, stops);
    return await started(ground, await placeHere(programs, join(ground.folder, 'data')), stops, say);
  } catch (error) {
    await stops.all();
    throw error;
  }
}

async function started(ground: Ground, place: Awaited<ReturnType<typeof placeHere>>, stops: Stops, say: Say): Promise<Instance> {
  const stack = services(place);
  say(`Pile de production\u00A0: PostgreSQL (journaux dans ${ground.logs})…`);
  const postgres = await startPostgres(ground, place.postgres.port, stack.postgres);
  stops.keep(async () => {
    postgres.kill('SIGINT'); // "fast": it does not wait for connections that stay
    await ended(postgres);
  });
  say('Pile de production\u00A0: schémas de Temporal…');
  await over(ground, 'temporal-schema', stack['temporal-schema']);
  await over(ground, 'temporal-schema-again', stack['temporal-schema']); // an upgrade runs the same steps
  say('Pile de production\u00A0: serveur Temporal…');
  const temporal = begin(ground, 'temporal', stack.temporal);
  stops.keep(() => stopChild(temporal));
  await healthy(ground, 'temporal', temporal, stack.temporal);
  say(`Pile de production\u00A0: ${stack.worker.copies} workers et l’API…`);
  const address = `${place.temporal.host}:${place.temporal.ports.FRONTEND_GRPC_PORT}`;
  const crew = workers(ground, stack.worker, { commandLine: place.temporal.commandLine, address });
  stops.keep(crew.stop);
  await crew.start();
  const api = begin(ground, 'api', stack.api);
  stops.keep(() => stopChild(api, 28_000));
  await healthy(ground, 'api', api, stack.api);
  const steady = (): readonly string[] =>
    Object.entries({ postgres, temporal, api }).flatMap(([name, child]) => (isGone(child) ? [`${name} s’est arrêté de lui-même`] : []));
  return {
    url: place.relais.publicUrl,
    operatorKey: readFileSync(join(place.relais.data, 'instance-key'), 'utf8').trim(),
    temporalUi: null,
    pid: null,
    started: true,
    beside: rolling(crew, steady),
    stop: stops.all,
  };
}

/** What was begun last stops first; each gets its chance, and a second call waits for the first. */
function inReverse(): Stops {
  const kept: (() => Promise<unknown>)[] = [];
  const stopAll = async (): Promise<void> => {
    for (const stop of kept.toReversed()) await stop().catch(() => undefined);
  };
  let stopping: Promise<void> | null = null;
  return { keep: (stop) => void kept.push(stop), all: () => (stopping ??= stopAll()) };
}

/** Killed at once, the stack would leave its folder behind. */
function stopOnSignals(stops: Stops, say: Say): void {
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const)
    process.once(signal, () => {
      say('Pile de production\u00A0: arrêt…');
      void stops.all().finally(() => process.exit(130));
    });
}

/** With the number of its process after it. */
export const stackFolder = 'relais-stack-';

/** What a stack that was killed left behind; its programs died with it. */
function sweep(): void {
  for (const name of readdirSync(tmpdir())) {
    const owner = new RegExp(`^${stackFolder}(\\d+)-`).exec(name)?.[1];
    if (owner === undefined || isAlive(Number(owner))) continue;
    try {
      rmSync(join(tmpdir(), name), { recursive: true, force: true });
    } catch {
      // Another account's: it is its own to remove.
    }
  }
}

/** One folder for all that this stack keeps, gone with it; its logs stay. */
function prepared(bin: string, stops: Stops): Ground {
  sweep();
  const folder = mkdtempSync(join(tmpdir(), `${stackFolder}${process.pid}-`));
  chmodSync(folder, 0o711); // the way to PostgreSQL's folder, for another account than ours
  stops.keep(() => Promise.resolve(rmSync(folder, { recursive: true, force: true, maxRetries: 5, retryDelay: 200 })));
  mkdirSync(join(folder, 'data'), { mode: 0o700 });
  const logs = join(projectRoot(), 'out', 'stack');
  rmSync(logs, { recursive: true, force: true });
  mkdirSync(logs, { recursive: true });
  return { folder, logs, path: [bin, process.env['PATH'] ?? ''].join(delimiter), home: homedir() };
}
