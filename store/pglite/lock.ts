import { unlink } from 'node:fs/promises';
import { connect, createServer } from 'node:net';
import { setTimeout as pause } from 'node:timers/promises';
import { join } from 'node:path';
import { identityOf } from './paths';

/**
 * PGlite opens a folder that another process has open, and damages it. Two sockets hold the folder; the kernel frees
 * both when the holder dies, however it dies: an abstract one, which two openers cannot take at once, and one in the folder, which
 * a container with its own network sees too.
 */
export type Holder = { readonly pid: number | null };

const ANSWER_WITHIN_MS = 700;
const TRIES = 4;

const abstractName = (folder: string): string | null => (process.platform === 'linux' ? `\0relais-records-${identityOf(folder)}` : null);
const LOCK_SOCKET = 'lock';
const lockSocket = (folder: string): string => join(folder, LOCK_SOCKET);

function codeOf(error: unknown): unknown {
  return error instanceof Error && 'code' in error ? error.code : undefined;
}

function listen(name: string): Promise<boolean> {
  return new Promise((resolve, reject) => {
    const server = createServer((socket) => {
      socket.on('error', () => socket.destroy());
      socket.end(String(process.pid));
    });
    server.once('error', (error) => (codeOf(error) === 'EADDRINUSE' ? resolve(false) : reject(error)));
    server.listen(name, () => {
      server.unref();
      resolve(true);
    });
  });
}

/** null when nobody listens; a holder that is busy in a long query answers nothing, and is a holder all the same. */
function ask(name: string): Promise<Holder | null> {
  return new Promise((resolve) => {
    let said = '';
    const socket = connect(name);
    const finish = (holder: Holder | null): void => {
      clearTimeout(timer);
      socket.destroy();
      resolve(holder);
    };
    const timer = setTimeout(() => finish({ pid: null }), ANSWER_WITHIN_MS);
    let met = false;
    socket.once('connect', () => (met = true));
    socket.on('data', (part) => (said += part.toString()));
    socket.once('end', () => finish({ pid: /^\d+$/.test(said) ? Number(said) : null }));
    socket.once('error', () => finish(met ? { pid: null } : null));
  });
}

/** For the message of whoever is refused. */
export async function holderOf(folder: string): Promise<Holder | null> {
  const name = abstractName(folder);
  return name === null ? ask(lockSocket(folder)) : ask(name);
}

/** The working directory is the folder, so that its socket has a short name however deep it lies. */
async function lockHere(): Promise<Holder | null> {
  const holder = await ask(LOCK_SOCKET);
  if (holder !== null) return holder;
  await unlink(LOCK_SOCKET).catch((error: unknown) => {
    if (codeOf(error) !== 'ENOENT') throw error;
  });
  return (await listen(LOCK_SOCKET)) ? null : { pid: null };
}

/** Enters the folder. null when it is now ours, for the life of this process. A holder that is just dying gets a moment. */
export async function takeLock(folder: string): Promise<Holder | null> {
  process.chdir(folder);
  const name = abstractName(folder);
  let first = name === null;
  let holder: Holder | null = { pid: null };
  for (let tries = 0; tries < TRIES && holder !== null; tries += 1) {
    if (tries > 0) await pause(100);
    first = first || (name !== null && (await listen(name)));
    holder = first ? await lockHere() : ((await holderOf(folder)) ?? { pid: null });
  }
  return holder;
}
