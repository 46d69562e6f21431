import { closeSync, fsyncSync, openSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { NodeFS } from '@electric-sql/pglite/nodefs';
import { EXIT } from './exit';

type Fsync = (stream: unknown) => number;

let syncs = 0;

/** How many times a file of the database reached the disk: the self-test sees it grow with a commit. */
export function syncCount(): number {
  return syncs;
}

function descriptorOf(stream: unknown): number {
  if (typeof stream === 'object' && stream !== null && 'nfd' in stream && typeof stream.nfd === 'number') return stream.nfd;
  throw new Error('the file system of PGlite no longer shows its descriptors');
}

/** After an fsync error the kernel may have dropped the pages: the one safe act is to die and to replay the WAL. */
const syncOrDie: Fsync = (stream) => {
  try {
    fsyncSync(descriptorOf(stream));
    syncs += 1;
  } catch (error) {
    process.stderr.write(`records: fsync failed, stopping at once: ${String(error)}\n`);
    process.exit(EXIT.fsync);
  }
  return 0;
};

/** A file's bytes, or a folder's names. */
export function syncPath(path: string): void {
  const descriptor = openSync(path, 'r');
  try {
    fsyncSync(descriptor);
  } finally {
    closeSync(descriptor);
  }
}

/** What initdb wrote, it wrote without fsync: once, before the first commit is acknowledged. */
export function syncTree(folder: string): void {
  for (const entry of readdirSync(folder, { withFileTypes: true })) {
    const path = join(folder, entry.name);
    if (entry.isDirectory()) syncTree(path);
    else if (entry.isFile()) syncPath(path);
  }
  syncPath(folder);
}

function member(of: unknown, name: string): unknown {
  return typeof of === 'object' && of !== null ? Reflect.get(of, name) : undefined;
}

function giveFsync(module: unknown): void {
  const files = member(module, 'NODEFS') ?? member(member(member(module, 'FS'), 'filesystems'), 'NODEFS');
  const operations = member(files, 'stream_ops');
  if (typeof operations !== 'object' || operations === null) throw new Error('the file system of PGlite has changed: no stream_ops');
  Reflect.set(operations, 'fsync', syncOrDie);
}

type Init = NodeFS['init'];

/** PGlite's own file layer issues no fsync at all: without this one an acknowledged commit is lost with the power. */
export class DurableFiles extends NodeFS {
  override async init(...[pglite, options]: Parameters<Init>): ReturnType<Init> {
    const made = await super.init(pglite, options);
    const preRun = made.emscriptenOpts.preRun ?? [];
    const before = Array.isArray(preRun) ? preRun : [preRun];
    return { emscriptenOpts: { ...made.emscriptenOpts, preRun: [...before, giveFsync] } };
  }
}
