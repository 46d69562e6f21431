import { closeSync, cpSync, mkdirSync, openSync, readFileSync, renameSync, rmSync, symlinkSync, truncateSync, writeSync } from 'node:fs';
import { z } from 'zod';

/** What recorder.js wrote down of a database's child: the changes that it asked of its disk, in order. */
const entrySchema = z.discriminatedUnion('what', [
  z.object({ what: z.literal('open'), fd: z.int(), path: z.string(), truncates: z.boolean() }),
  z.object({ what: z.literal('write'), fd: z.int(), at: z.int() }),
  z.object({ what: z.literal('sync'), fd: z.int() }),
  z.object({ what: z.literal('close'), fd: z.int() }),
  z.object({ what: z.literal('cut'), path: z.string(), length: z.int() }),
  z.object({ what: z.literal('make'), path: z.string() }),
  z.object({ what: z.literal('folder'), path: z.string() }),
  z.object({ what: z.literal('link'), path: z.string(), to: z.string() }),
  z.object({ what: z.literal('move'), path: z.string(), to: z.string() }),
  z.object({ what: z.literal('remove'), path: z.string() }),
]);
type Entry = z.infer<typeof entrySchema>;
const sizeSchema = z.object({ size: z.int() });
/** `end` is where the entry ends in the recording: what was acknowledged at that size happened before whatever comes after it. */
export type Recorded = { readonly entry: Entry; readonly data: Buffer; readonly end: number };

export function readRecording(file: string): readonly Recorded[] {
  const bytes = readFileSync(file);
  const found: Recorded[] = [];
  for (let at = 0; at + 4 <= bytes.length;) {
    const start = at + 4 + bytes.readUInt32LE(at);
    if (start > bytes.length) break;
    const head: unknown = JSON.parse(bytes.subarray(at + 4, start).toString());
    const end = start + sizeSchema.parse(head).size;
    if (end > bytes.length) break;
    found.push({ entry: entrySchema.parse(head), data: bytes.subarray(start, end), end });
    at = end;
  }
  return found;
}

export type Cut = {
  /** the folder as it was before the recording; null when there was none */
  readonly base: string | null;
  /** the folder that was recorded, by its name at the time */
  readonly recorded: string;
  /** where the folder is made as the cut leaves it */
  readonly into: string;
  /** whether a write that no fsync followed reached the disk all the same */
  readonly survives: () => boolean;
};

type Held = { readonly at: number; readonly data: Buffer };
/** A file keeps its identity through a rename. */
type OnDisk = { place: string; held: Held[] };

/** The disk after a power cut: files and names as asked, in order; of a file's bytes what an fsync followed, and of the others what happens to survive. */
export function diskAfter(entries: readonly Recorded[], { base, recorded, into, survives }: Cut): void {
  rmSync(into, { recursive: true, force: true });
  if (base === null) mkdirSync(into);
  else cpSync(base, into, { recursive: true });
  const placeOf = (path: string): string => into + path.slice(recorded.length);
  const files = new Map<string, OnDisk>();
  const open = new Map<number, OnDisk>();
  const fileAt = (path: string): OnDisk => {
    const found = files.get(path) ?? { place: placeOf(path), held: [] };
    files.set(path, found);
    return found;
  };
  for (const { entry, data } of entries) {
    if (entry.what === 'open') open.set(entry.fd, opened(fileAt(entry.path), entry.truncates));
    else if (entry.what === 'write') open.get(entry.fd)?.held.push({ at: entry.at, data });
    else if (entry.what === 'sync') reach(open.get(entry.fd), () => true);
    else if (entry.what === 'close') open.delete(entry.fd);
    else if (entry.what === 'cut') shorten(fileAt(entry.path), entry.length);
    else named(entry, files, placeOf);
  }
  for (const file of files.values()) reach(file, survives);
}

function opened(file: OnDisk, truncates: boolean): OnDisk {
  try {
    closeSync(openSync(file.place, truncates ? 'w' : 'a', 0o600));
  } catch (error) {
    // a folder, opened to be synced: names are always kept
    if (!(error instanceof Error && 'code' in error && error.code === 'EISDIR')) throw error;
  }
  if (truncates) file.held = [];
  return file;
}

function reach(file: OnDisk | undefined, survives: () => boolean): void {
  if (file === undefined || file.held.length === 0) return;
  const descriptor = openSync(file.place, 'r+');
  for (const { at, data } of file.held) if (survives()) writeSync(descriptor, data, 0, data.length, at);
  closeSync(descriptor);
  file.held = [];
}

/** The size is kept like a name is: of what waits beyond it, nothing can come any more. */
function shorten(file: OnDisk, length: number): void {
  truncateSync(file.place, length);
  file.held = file.held.filter(({ at }) => at < length).map(({ at, data }) => ({ at, data: data.subarray(0, length - at) }));
}

type Named = Extract<Entry, { what: 'make' | 'folder' | 'link' | 'move' | 'remove' }>;

function named(entry: Named, files: Map<string, OnDisk>, placeOf: (path: string) => string): void {
  const place = placeOf(entry.path);
  const within = (path: string): boolean => path === entry.path || path.startsWith(`${entry.path}/`);
  switch (entry.what) {
    case 'make':
      files.delete(entry.path);
      return closeSync(openSync(place, 'w', 0o600));
    case 'folder':
      return void mkdirSync(place, { recursive: true, mode: 0o700 });
    case 'link':
      return symlinkSync(entry.to, place);
    case 'remove':
      for (const path of [...files.keys()].filter(within)) files.delete(path);
      return rmSync(place, { recursive: true, force: true });
    case 'move': {
      renameSync(place, placeOf(entry.to));
      files.delete(entry.to);
      for (const [path, file] of [...files].filter(([each]) => within(each))) {
        const to = entry.to + path.slice(entry.path.length);
        files.delete(path);
        files.set(to, Object.assign(file, { place: placeOf(to) }));
      }
    }
  }
}
