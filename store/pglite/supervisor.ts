import type { ChildProcess } from 'node:child_process';
import { existsSync, mkdirSync, realpathSync } from 'node:fs';
import { connect } from 'node:net';
import { basename, dirname, join, resolve } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { EXIT, meaningOf } from './exit';
import { holderOf } from './lock';
import { SERVED_PORT, socketFolderOf, socketIn } from './paths';

/** Starts a program that cannot outlive this process. */
export type Guarded = (
  command: string,
  args: readonly string[],
  options: { readonly log: string | number; readonly env?: NodeJS.ProcessEnv; readonly cwd?: string },
) => ChildProcess;
export type SuperviseOptions = { readonly guarded: Guarded; readonly log: string | number; readonly say: (line: string) => void };
export type Supervised = {
  readonly socketFolder: string;
  /** Resolves at once while the child answers, else when it answers again. */
  readonly ready: () => Promise<void>;
  readonly stop: () => Promise<void>;
};

const READY_WITHIN_MS = 90_000;
const WAIT_AT_MOST_MS = 20_000;
const LONGEST_PAUSE_MS = 10_000;
const STEADY_MS = 20_000;
const STOP_WITHIN_MS = 10_000;

/** The child always runs compiled, whether its parent does or not. */
function entry(): string {
  const above = resolve(__dirname, '..', '..');
  const root = basename(above) === 'dist' ? dirname(above) : above;
  const file = join(root, 'dist', 'store', 'pglite', 'main.js');
  if (!existsSync(file)) throw new Error(`Il manque ${file}\u00A0: lancez d’abord «\u00A0npm run build\u00A0».`);
  return file;
}

function isGone(child: ChildProcess): boolean {
  return child.exitCode !== null || child.signalCode !== null;
}

function gone(child: ChildProcess): Promise<void> {
  return isGone(child) ? Promise.resolve() : new Promise((done) => child.once('exit', () => done()));
}

/** The file of a dead child's socket may still be there: only an accepted connection counts. */
function answers(socket: string): Promise<boolean> {
  return new Promise((done) => {
    const probe = connect(socket);
    probe.once('connect', () => done(true));
    probe.once('error', () => done(false));
    probe.once('close', () => probe.destroy());
    probe.once('connect', () => probe.destroy());
  });
}

/** In a folder that another process holds, the socket answers too: the holder must be our own child. */
async function answering(child: ChildProcess, folder: string, socket: string): Promise<boolean> {
  const deadline = performance.now() + READY_WITHIN_MS;
  while (!isGone(child) && performance.now() < deadline) {
    if ((await answers(socket)) && (await holderOf(folder))?.pid === child.pid) return true;
    await pause(25);
  }
  return false;
}

async function whyNot(child: ChildProcess, folder: string): Promise<Error> {
  if (child.exitCode === EXIT.held) {
    const pid = (await holderOf(folder))?.pid ?? null;
    return new Error(
      `Le dossier ${folder} est déjà ouvert par ${pid === null ? 'un autre processus' : `le processus ${pid}`}. Arrêtez-le d’abord.`,
    );
  }
  const reason = isGone(child) ? meaningOf(child.exitCode, child.signalCode) : 'pas de réponse à temps';
  return new Error(`La base embarquée de ${folder} n’a pas démarré\u00A0: ${reason}. Son journal en dit plus.`);
}

async function end(child: ChildProcess): Promise<void> {
  if (isGone(child)) return;
  const force = setTimeout(() => child.kill('SIGKILL'), STOP_WITHIN_MS);
  child.kill('SIGTERM');
  await gone(child);
  clearTimeout(force);
}

type Place = { readonly folder: string; readonly socketFolder: string; readonly program: string };

function placeOf(wanted: string): Place {
  mkdirSync(wanted, { recursive: true, mode: 0o700 });
  const folder = realpathSync(wanted);
  return { folder, socketFolder: socketFolderOf(folder), program: entry() };
}

/** A child that answers, or the reason why there is none. */
async function launch({ folder, socketFolder, program }: Place, { guarded, log, say }: SuperviseOptions): Promise<ChildProcess> {
  const child = guarded(process.execPath, [program, folder, socketFolder], { log });
  child.once('error', (error) => say(`base embarquée\u00A0: ${error.message}`));
  if (await answering(child, folder, socketIn(socketFolder, SERVED_PORT))) return child;
  const error = await whyNot(child, folder);
  await end(child);
  throw error;
}

async function within(ms: number, promise: Promise<unknown>): Promise<void> {
  const late = new AbortController();
  const tooLate = pause(ms, false, { signal: late.signal, ref: false }).catch(() => true);
  const inTime = await Promise.race([promise.then(() => true), tooLate]).finally(() => late.abort());
  if (!inTime) throw new Error('La base embarquée ne répond pas.');
}

/** Keeps one child alive on the folder. The first start must succeed; a later death is followed by restarts, at growing pauses. */
export async function supervise(wanted: string, options: SuperviseOptions): Promise<Supervised> {
  const place = placeOf(wanted);
  const stopping = new AbortController();
  const { signal } = stopping;
  let child = await launch(place, options);
  let ready: Promise<void> = Promise.resolve();

  const revive = async (deaths: number): Promise<void> => {
    for (let attempt = deaths; !signal.aborted; attempt += 1) {
      await pause(Math.min(100 * 2 ** attempt, LONGEST_PAUSE_MS), undefined, { signal });
      try {
        child = await launch(place, options);
        return;
      } catch (error) {
        options.say(error instanceof Error ? error.message : String(error));
      }
    }
  };

  const watch = async (): Promise<void> => {
    for (let deaths = 0; !signal.aborted; deaths += 1) {
      const since = performance.now();
      await gone(child);
      if (signal.aborted) return;
      if (performance.now() - since > STEADY_MS) deaths = 0;
      options.say(`La base embarquée s’est arrêtée (${meaningOf(child.exitCode, child.signalCode)})\u00A0: elle redémarre.`);
      ready = revive(deaths);
      await ready.catch(() => undefined);
    }
  };
  const watching = watch();

  return {
    socketFolder: place.socketFolder,
    ready: () => within(WAIT_AT_MOST_MS, ready),
    stop: async () => {
      stopping.abort();
      await ready.catch(() => undefined);
      await end(child);
      await watching;
    },
  };
}
