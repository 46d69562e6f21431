import { mkdir, open, readdir, rename, rm, stat, utimes } from 'node:fs/promises';
import { homedir } from 'node:os';
import { join } from 'node:path';
import { randomBytes } from 'node:crypto';
import { hasCode } from '../error-code';
import type { Progress } from './steps';
import { versionOf } from './steps';
import { CLI_VERSION } from './versions';

const LOCK = 'lock';
const PARTIAL = 'partial-';
const BEAT_MS = 1_000;
/** A lock whose holder was killed stops being touched; one that waits this long takes it over. */
const STALE_MS = 15_000;
const WAIT_MS = 45 * 60_000;
const SAY_EVERY = 5;

/** A program that the cache keeps: its file, and the name and version that it must state of itself. */
export type Kept = { readonly file: string; readonly states: string; readonly version: string };

const cli: Kept = { file: 'temporal', states: 'temporal', version: CLI_VERSION };

/** One folder per user, version and kind of machine, shared by every clone. */
export function cacheFolder(env: NodeJS.ProcessEnv, what = `temporal-${CLI_VERSION}`): string {
  const base = env['XDG_CACHE_HOME'] || join(homedir(), '.cache');
  return join(base, 'relais', `${what}-${process.platform}-${process.arch}`);
}

export async function cached(folder: string, { file, states, version }: Kept = cli): Promise<string | null> {
  const path = join(folder, file);
  const found = await versionOf(path, states);
  return 'version' in found && found.version === version ? path : null;
}

/**
 * Puts into the cache the program that `make` leaves at the path it is given. It appears whole or not at all, whatever is
 * killed; the lock only spares a second clone the same work. `inTheMeantime` is what another process may have put there.
 */
export async function fillCache(
  folder: string,
  progress: Progress,
  make: (into: string) => Promise<void>,
  kept: Kept = cli,
): Promise<string> {
  await mkdir(folder, { recursive: true });
  const release = await lock(join(folder, LOCK), progress);
  try {
    const inTheMeantime = await cached(folder, kept);
    if (inTheMeantime) return inTheMeantime;
    await sweep(folder);
    const partial = join(folder, `${PARTIAL}${randomBytes(6).toString('hex')}`);
    try {
      await make(partial);
      await accept(partial, join(folder, kept.file), kept);
    } finally {
      await rm(partial, { force: true, recursive: true });
    }
    return join(folder, kept.file);
  } finally {
    await release();
  }
}

async function accept(partial: string, final: string, { states, version }: Kept): Promise<void> {
  const made = await versionOf(partial, states);
  if (!('version' in made)) throw new Error(made.reason);
  if (made.version !== version) throw new Error(`version ${made.version} obtenue, ${version} attendue`);
  const file = await open(partial, 'r');
  await file.sync();
  await file.close();
  await rename(partial, final);
}

/** Called by the holder of the lock alone: what lies there was left by a process that was killed. */
async function sweep(folder: string): Promise<void> {
  for (const name of await readdir(folder)) {
    if (name.startsWith(PARTIAL)) await rm(join(folder, name), { force: true, recursive: true });
  }
}

async function lock(path: string, progress: Progress): Promise<() => Promise<void>> {
  const deadline = performance.now() + WAIT_MS;
  for (let turn = 0; performance.now() < deadline; turn += 1) {
    if (await create(path)) {
      const beating = setInterval(() => void touch(path), BEAT_MS);
      beating.unref();
      return async () => {
        clearInterval(beating);
        await rm(path, { force: true });
      };
    }
    if (turn % SAY_EVERY === 0) progress('Temporal\u00A0: un autre lancement de Relais prépare déjà le serveur, attente…');
    if (await isStale(path)) await setAside(path);
    else await new Promise((resolve) => setTimeout(resolve, BEAT_MS));
  }
  throw new Error(`le verrou ${path} n’a pas été rendu en ${Math.round(WAIT_MS / 60_000)} minutes`);
}

async function create(path: string): Promise<boolean> {
  try {
    await (await open(path, 'wx')).close();
    return true;
  } catch (error) {
    if (hasCode(error, 'EEXIST')) return false;
    throw error;
  }
}

async function touch(path: string): Promise<void> {
  const now = Date.now() / 1_000;
  await utimes(path, now, now).catch(() => undefined);
}

async function isStale(path: string): Promise<boolean> {
  const found = await stat(path).catch(() => null);
  return found !== null && Date.now() - found.mtimeMs > STALE_MS;
}

async function setAside(path: string): Promise<void> {
  const aside = `${path}-${randomBytes(6).toString('hex')}`;
  await rename(path, aside).catch(() => undefined);
  await rm(aside, { force: true });
}
