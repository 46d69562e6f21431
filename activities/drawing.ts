import { existsSync } from 'node:fs';
import { availableParallelism } from 'node:os';
import { join } from 'node:path';
import { Worker } from 'node:worker_threads';
import { keepBytes } from '../store/documents';
import { manyAtOnce } from './many-at-once';
import { rendererOf } from './renderers';

/** A document to draw, and the folder that keeps its bytes; `data` is the JSON that its rule gave. */
export type Job = { readonly id: string; readonly kind: string; readonly data: string; readonly folder: string };
export type Kept = { readonly id: string; readonly sha256: string; readonly size: number };
/** `undrawable`: the template failed on this data, and would again. Everything else is thrown: it may pass. */
export type Drawn = Kept | { readonly id: string; readonly undrawable: unknown };

/** What a thread answers to a list of jobs. */
export type Answer = { readonly drawn: readonly Drawn[] } | { readonly error: unknown };

/** Of one list. Node waits for the disk with four threads, which its other files and the names of hosts need too. */
const keptAtOnce = 3;

/** Draws on the thread that calls it; while the disk takes some, the next are drawn. */
export async function drawnHere(jobs: readonly Job[]): Promise<readonly Drawn[]> {
  const found: Drawn[] = [];
  const waiting = [...jobs.entries()];
  await manyAtOnce(keptAtOnce, () => {
    const [n, job] = waiting.shift() ?? [];
    return n === undefined || job === undefined ? null : drawnOnce(job).then((each) => void (found[n] = each));
  });
  return found;
}

async function drawnOnce({ id, kind, data, folder }: Job): Promise<Drawn> {
  let bytes: Uint8Array;
  try {
    bytes = rendererOf(kind)(JSON.parse(data), folder);
  } catch (error) {
    return { id, undrawable: error };
  }
  return { id, ...(await keepBytes(folder, bytes)) };
}

type Draw = (jobs: readonly Job[]) => Promise<readonly Drawn[]>;
type Thread = { readonly draw: Draw; busy: boolean };

/** A thread that nobody asked for this long gives its memory back. */
const idleMs = 10_000;

/** One core stays with the main thread, which polls, beats and answers meanwhile. */
export const drawingAtOnce = Math.max(1, Math.min(2, availableParallelism() - 1));

/** Threads that draw the same bytes as this one. They end by themselves, and keep no process alive. */
export function drawingThreads(entry: string): Draw {
  const threads = new Set<Thread>();
  const waiting: (() => void)[] = [];
  const free = async (): Promise<Thread> => {
    for (;;) {
      const idle = [...threads].find(({ busy }) => !busy) ?? (threads.size < drawingAtOnce ? started(entry, threads) : undefined);
      if (idle !== undefined) return Object.assign(idle, { busy: true });
      await new Promise<void>((resolve) => waiting.push(resolve));
    }
  };
  return async (jobs) => {
    const thread = await free();
    try {
      return await thread.draw(jobs);
    } finally {
      thread.busy = false;
      waiting.shift()?.();
    }
  };
}

function started(entry: string, threads: Set<Thread>): Thread {
  const worker = new Worker(entry);
  let asker: { readonly resolve: (answer: Answer) => void; readonly reject: (error: Error) => void } | undefined;
  let idle: NodeJS.Timeout | undefined;
  const draw: Draw = async (jobs) => {
    clearTimeout(idle);
    const answer = await new Promise<Answer>((resolve, reject) => {
      asker = { resolve, reject };
      worker.postMessage(jobs);
    });
    idle = setTimeout(() => {
      threads.delete(thread);
      void worker.terminate();
    }, idleMs).unref();
    if ('error' in answer) throw answer.error;
    return answer.drawn;
  };
  const thread: Thread = { draw, busy: false };
  worker.on('message', (answer: Answer) => asker?.resolve(answer));
  worker.on('error', (error) => {
    threads.delete(thread); // nobody else is given it before it has ended
    asker?.reject(error);
  });
  worker.on('exit', () => {
    threads.delete(thread);
    asker?.reject(new Error('a drawing thread ended'));
  });
  worker.unref();
  threads.add(thread);
  return thread;
}

const compiled = join(__dirname, 'drawing-thread.js');
const ours = drawingThreads(compiled);

/** Fewer than this are drawn sooner than a thread starts. */
export const manyDocuments = 8;

/** Many are drawn away from the main thread. Run from its sources, the program has no compiled thread and draws here: the bytes are the same. */
export async function drawn(jobs: readonly Job[], aside: boolean): Promise<readonly Drawn[]> {
  return aside && existsSync(compiled) ? ours(jobs) : drawnHere(jobs);
}
