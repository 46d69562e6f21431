import type { ChildProcess } from 'node:child_process';
import { hostname } from 'node:os';
import { z } from 'zod';
import { stopChild } from '../../runtime/guard';
import type { Service } from './services';
import { answerOf, begin, ended, isGone, until, type Ground } from './started';

/** The queues of the dossiers and of what leaves the house. */
export const queues = ['relais', 'relais-delivery'] as const;

const namespace = 'relais';
const drainedWithinMs = 28_000;

export type Workers = {
  /** As many as the stack has, all asking for work. */
  readonly start: () => Promise<void>;
  /** Every worker gives way to a new one that asks for work before it is told to stop. */
  readonly roll: () => Promise<void>;
  readonly stop: () => Promise<void>;
  readonly rolled: () => number;
  /** What went otherwise: a worker that ended by itself, or did not end as it should. */
  readonly faults: () => readonly string[];
};

type Running = { readonly name: string; readonly child: ChildProcess };

export function workers(ground: Ground, service: Service, temporal: { readonly commandLine: string; readonly address: string }): Workers {
  let serving: readonly Running[] = [];
  const told = new Set<string>();
  const faults: string[] = [];
  let begun = 0;
  let rolled = 0;

  const asksForWork = async ({ child }: Running): Promise<boolean> => {
    const lists = await Promise.all(queues.map((queue) => pollersOf(ground, temporal, queue)));
    return lists.every((list) => list.includes(`${child.pid}@${hostname()}`));
  };
  const one = async (): Promise<void> => {
    begun += 1;
    const name = `worker-${begun}`;
    const running = { name, child: begin(ground, name, service) };
    serving = [...serving, running];
    void ended(running.child).then((how) => {
      if (!told.has(name)) faults.push(`${name} s’est arrêté de lui-même (${how})`);
    });
    await until(ground, name, running.child, () => asksForWork(running));
  };
  const end = async (running: Running): Promise<void> => {
    told.add(running.name);
    serving = serving.filter((each) => each !== running);
    await stopChild(running.child, drainedWithinMs);
    const how = await ended(running.child);
    if (how !== 0) faults.push(`${running.name} ne s’est pas arrêté comme il le devait (${how})`);
  };
  return {
    start: async () => void (await Promise.all(Array.from({ length: service.copies }, one))),
    roll: async () => {
      for (const former of serving.slice()) {
        await one();
        const others = serving.filter((each) => each !== former && !isGone(each.child));
        if (others.length < service.copies) faults.push(`${others.length} worker(s) seulement quand ${former.name} a été arrêté`);
        await end(former);
        rolled += 1;
      }
    },
    stop: async () => void (await Promise.all(serving.map(end))),
    rolled: () => rolled,
    faults: () => faults,
  };
}

const pollersSchema = z.object({ pollers: z.array(z.object({ identity: z.string() })).nullish() });

/** Who has asked this queue for work, as the Temporal server knows it. */
async function pollersOf(
  ground: Ground,
  { commandLine, address }: { readonly commandLine: string; readonly address: string },
  queue: string,
): Promise<readonly string[]> {
  const asked = ['task-queue', 'describe', '--task-queue', queue, '--task-queue-type', 'activity'];
  const answer = await answerOf(ground, commandLine, [...asked, '--namespace', namespace, '--address', address, '-o', 'json']);
  const read = answer === null ? null : pollersSchema.safeParse(JSON.parse(answer));
  return read?.success === true ? (read.data.pollers ?? []).map(({ identity }) => identity) : [];
}
