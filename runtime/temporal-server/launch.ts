import type { ChildProcess } from 'node:child_process';
import { closeSync, existsSync, fsyncSync, mkdirSync, openSync, renameSync, rmSync, statSync } from 'node:fs';
import { createServer } from 'node:net';
import { dirname, join } from 'node:path';
import { Connection } from '@temporalio/client';
import { guarded, stopChild } from '../guard';
import { causeIn } from './log-cause';
import { reasonOf } from './steps';

export type Launch = {
  readonly program: string;
  readonly version: string;
  readonly dataFolder: string | null;
  readonly durable: boolean;
  readonly grpcPort: number;
  readonly uiPort: number | null;
  readonly codecEndpoint: string | null;
  readonly log: string;
};

const LOOPBACK = '127.0.0.1';
const START_MS = 60_000;
const PAUSE_MS = 100;
const ANSWER_MS = 2_000;
const LOG_BYTES = 20_000_000;

/**
 * By default a queue's next look may come 1 s late, so a timer of 50 ms fires after 970 ms (measured). With these, timers of
 * 300 ms and more are at most 30 ms late. A shift of 1 ms is worse: the queue then starves (5 s late at worst).
 */
export const dynamicSettings = [
  'history.timerProcessorMaxTimeShift="100ms"',
  'history.timerProcessorMaxPollRPS=1000',
  'history.transferProcessorMaxPollRPS=1000',
  'history.visibilityProcessorMaxPollRPS=200',
] as const;

/** Starts the server and resolves once it answers; when it cannot, says what its log says. */
export async function launch(options: Launch): Promise<ChildProcess> {
  rotate(options.log);
  // Asked first: another server that holds the port would answer in place of ours.
  for (const port of [options.grpcPort, options.uiPort]) if (port !== null) await reserve(port);
  const written = existsSync(options.log) ? statSync(options.log).size : 0;
  const laying = options.dataFolder === null ? null : startLaying(fileOf(options.dataFolder, options.version));
  const child = guarded(options.program, argumentsOf(options), { log: options.log, env: withoutSettings(process.env) });
  const failure = await untilItAnswers(child, `${LOOPBACK}:${options.grpcPort}`);
  if (failure !== null) {
    await stopChild(child);
    throw new Error(
      `le serveur Temporal n’a pas démarré\u00A0: ${failure}. ${await causeIn(options.log, written)} (journal\u00A0: ${options.log})`,
    );
  }
  laying?.done();
  return child;
}

/** Null when a Temporal server answers there in time, else why not. */
export async function answers(address: string, withinMs: number, apiKey?: string, tls = Boolean(apiKey)): Promise<string | null> {
  try {
    // Connecting already asks the server for its capabilities.
    const connection = await Connection.connect({ address, connectTimeout: withinMs, tls, ...(apiKey ? { apiKey } : {}) });
    await connection.close();
    return null;
  } catch (error) {
    return reasonOf(error);
  }
}

export async function freePort(): Promise<number> {
  return reserve(0);
}

/** Takes a port and gives it back at once; 0 asks for any. */
async function reserve(port: number): Promise<number> {
  return new Promise((resolve, reject) => {
    const server = createServer();
    server.once('error', (error) => reject(new Error(`le port ${port} est déjà pris (${error.message})`)));
    server.listen(port, LOOPBACK, () => {
      const address = server.address();
      server.close(() => (address !== null && typeof address === 'object' ? resolve(address.port) : reject(new Error('no port'))));
    });
  });
}

const START = 'server start-dev --disable-config-env --disable-config-file --log-level warn --log-format json'
  .split(' ')
  .concat('--ip', LOOPBACK);

function argumentsOf(options: Launch): string[] {
  const { dataFolder, uiPort, codecEndpoint } = options;
  return [
    ...START,
    '--port',
    String(options.grpcPort),
    ...(uiPort === null ? ['--headless'] : ['--ui-port', String(uiPort), '--ui-disable-news-fetch']),
    ...(uiPort === null || codecEndpoint === null ? [] : ['--ui-codec-endpoint', codecEndpoint]),
    ...(dataFolder === null ? [] : ['--db-filename', fileOf(dataFolder, options.version), '--sqlite-pragma', 'journal_mode=WAL']),
    ...(dataFolder === null ? [] : ['--sqlite-pragma', `synchronous=${options.durable ? 'FULL' : 'NORMAL'}`]),
    ...dynamicSettings.flatMap((setting) => ['--dynamic-config-value', setting]),
  ];
}

/** The server lays its schema in a new file and never migrates one. A file per version is then the upgrade: dossiers start again from their records. */
function fileOf(dataFolder: string, version: string): string {
  return join(dataFolder, `temporal-${version}.sqlite`);
}

/** A kill in the second when the schema is being laid leaves a file that would never start. The mark tells it from a file that served. */
function startLaying(file: string): { readonly done: () => void } {
  const mark = `${file}.laying`;
  mkdirSync(dirname(file), { recursive: true });
  if (existsSync(mark)) for (const suffix of ['', '-wal', '-shm']) rmSync(`${file}${suffix}`, { force: true });
  if (existsSync(file)) return { done: () => undefined };
  closeSync(openSync(mark, 'a', 0o600));
  return {
    done: () => {
      rmSync(mark, { force: true });
      const folder = openSync(dirname(file), 'r');
      fsyncSync(folder);
      closeSync(folder);
    },
  };
}

async function untilItAnswers(child: ChildProcess, address: string): Promise<string | null> {
  const deadline = performance.now() + START_MS;
  let ended: string | null = null;
  child.once('error', (error) => (ended = error.message));
  child.once('exit', (code, signal) => (ended = `fin prématurée (${signal ?? String(code)})`));
  while (performance.now() < deadline) {
    if (ended !== null) return ended;
    if ((await answers(address, ANSWER_MS)) === null && child.exitCode === null) return null;
    await new Promise((resolve) => setTimeout(resolve, PAUSE_MS));
  }
  return `pas de réponse en ${START_MS / 1_000} s`;
}

/** TEMPORAL_* are settings of the program's client side, and ours; the server takes its own from the arguments. */
function withoutSettings(env: NodeJS.ProcessEnv): NodeJS.ProcessEnv {
  return Object.fromEntries(Object.entries(env).filter(([name]) => !name.startsWith('TEMPORAL_')));
}

function rotate(log: string): void {
  if (existsSync(log) && statSync(log).size > LOG_BYTES) renameSync(log, `${log}.1`);
}
