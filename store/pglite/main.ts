import { chmodSync, existsSync, mkdirSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { inspect } from 'node:util';
import { PGlite } from '@electric-sql/pglite';
import { PGLiteSocketServer } from '@electric-sql/pglite-socket';
import { DurableFiles, syncPath, syncTree } from './durable-files';
import { EXIT } from './exit';
import { takeLock } from './lock';
import { BOOT_PORT, makePrivate, SERVED_PORT, socketIn } from './paths';
import { selfTest, withClient } from './self-test';
import { takeTurns, turnsOf } from './turns';
import { startUpkeep } from './upkeep';

const START = [
  ...PGlite.defaultStartParams.filter((parameter) => parameter !== '-F'),
  // The default, fdatasync, is an empty stub in PGlite's build.
  '-c',
  'wal_sync_method=fsync',
  '-c',
  'shared_buffers=16MB',
  '-c',
  'timezone=UTC',
];
const MOST_CLIENTS = 200;

function say(line: string): void {
  process.stderr.write(`records: ${line}\n`);
}

function fatal(code: number, error: unknown): never {
  say(typeof error === 'string' ? error : inspect(error));
  process.exit(code);
}

/** Off only in the test that shows what it prevents. */
function isBatching(): boolean {
  return !(process.env['NODE_ENV'] === 'test' && process.env['RELAIS_PGLITE_BATCHING'] === 'off');
}

async function openPlace(folder: string, socketFolder: string): Promise<void> {
  // Everything below is records: nobody else reads it.
  process.umask(0o077);
  mkdirSync(folder, { recursive: true });
  const holder = await takeLock(folder);
  if (holder !== null) fatal(EXIT.held, `${folder} is held by process ${holder.pid ?? '(not answering)'}`);
  makePrivate(socketFolder);
  rmSync(socketIn(socketFolder, BOOT_PORT), { force: true });
}

/** initdb syncs nothing: a power cut before the end of a first start leaves a folder that would never open. Nobody was served from it: it is laid anew. */
function startLaying(folder: string, data: string): () => void {
  const mark = join(folder, 'laying');
  if (existsSync(mark)) rmSync(data, { recursive: true, force: true });
  if (existsSync(join(data, 'PG_VERSION'))) return () => undefined;
  writeFileSync(mark, '');
  syncPath(folder);
  return () => {
    syncTree(folder);
    rmSync(mark);
    syncPath(folder);
  };
}

async function serve(folder: string, socketFolder: string): Promise<void> {
  await openPlace(folder, socketFolder);
  const data = join(folder, 'postgres');
  const laid = startLaying(folder, data);
  const db = await PGlite.create({ fs: new DurableFiles(data), startParams: START });
  laid();
  const boot = socketIn(socketFolder, BOOT_PORT);
  const served = socketIn(socketFolder, SERVED_PORT);
  const server = new PGLiteSocketServer({ db, path: boot, maxConnections: MOST_CLIENTS });
  if (isBatching())
    takeTurns(
      server,
      turnsOf(db, (error) => fatal(EXIT.broken, error)),
    );
  await server.start();
  if (isBatching()) await selfTest(socketFolder, BOOT_PORT).catch((error: unknown) => fatal(EXIT.selfTest, error));
  chmodSync(boot, 0o600);
  // Clients know this name only, and it appears, or replaces a dead one, when the self-test has passed.
  renameSync(boot, served);
  const stopUpkeep = startUpkeep((work) => withClient(socketFolder, SERVED_PORT, work), join(folder, 'vacuumed'), say);

  const stop = async (): Promise<void> => {
    stopUpkeep();
    rmSync(served, { force: true });
    await server.stop();
    await db.close();
    process.exit(EXIT.asked);
  };
  process.once('SIGTERM', () => void stop().catch((error: unknown) => fatal(EXIT.broken, error)));
}

const [folder, socketFolder] = process.argv.slice(2);
if (folder === undefined || socketFolder === undefined) fatal(EXIT.broken, 'usage: main.js <folder> <socket folder>');
serve(folder, socketFolder).catch((error: unknown) => fatal(EXIT.broken, error));
