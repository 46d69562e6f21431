import { randomBytes } from 'node:crypto';
import { setTimeout as pause } from 'node:timers/promises';
import type { Client } from '@temporalio/client';
import { ApplicationFailure } from '@temporalio/common';
import { Worker, type NativeConnection } from '@temporalio/worker';
import type { Activities } from '../../activities';
import { wallTime } from '../../domain/dates';
import { collectivityId, commandId, dossierId } from '../../domain/ids';
import type { Command, Noun, Outcome, Standing, Start } from '../../domain/nouns';
import { failureConverterPath } from '../../runtime/payload-codec';
import { commandSignal, commandUpdate, deliveryQueue, dossierRun, stories, taskQueue } from '../../workflows/contract';

export type Due = Standing['dues'][number];
/** What a record says to a command; `times` counts from 1. */
export type Answer = (command: Command, now: Standing | null, times: number) => Standing | null | 'refused' | Promise<Standing | null>;
type Script = { now: Standing | null; times: number; isRead: boolean; readonly answer: Answer };
const scripts = new Map<string, Script>();
export const collectivity = collectivityId('collectivity-1');

/** A walk names statuses of the noun that it walks. */
const statusOf = (status: string): Standing['status'] => status as Standing['status'];
export const standing = (status: string, version: number, more: Partial<Standing> = {}): Standing => ({
  version,
  status: statusOf(status),
  closed: false,
  card: 'Dossier d’exemple',
  dues: [],
  ...more,
});
export const due = (ms: number, item?: string): Due => ({
  what: 'answer-reminder',
  label: 'relance',
  at: wallTime(Date.now() + ms),
  ...(item === undefined ? {} : { item }),
});

async function perform(command: Command): Promise<Outcome> {
  const script = scripts.get(command.dossier);
  if (script === undefined) throw new Error(`no record ${command.dossier}`);
  script.times += 1;
  const answer = await script.answer(command, script.now, script.times);
  if (answer === 'refused') return { refusals: [{ code: 'wrong-status' }], standing: script.now };
  script.now = answer;
  return { refusals: answer === null ? [{ code: 'wrong-status' }] : [], standing: answer };
}

function recorded(_noun: Noun, _collectivity: string, dossier: string): Promise<Standing | null> {
  const script = scripts.get(dossier);
  if (script !== undefined) script.isRead = true;
  return Promise.resolve(script?.now ?? null);
}

/** A mail's relay does what the mail's id says. */
async function asNamed(_collectivity: string, id: string): Promise<void> {
  if (id.startsWith('failing')) throw ApplicationFailure.nonRetryable('not to be sent', 'Scripted');
  if (id.startsWith('endless')) await pause(1_500);
}

const done = (): Promise<void> => Promise.resolve();
const failing = (ids: readonly string[]): readonly string[] => ids.filter((id) => id.startsWith('failing'));

/** All that the stories ask of the worker, played: a story that asks for more, or otherwise, does not compile. */
const activities: Activities = {
  perform: perform as Activities['perform'],
  standing: recorded as Activities['standing'],
  dateStuck: () => pause(800),
  undelivered: () => Promise.resolve({ documents: ['document-1'], messages: [], tells: [] }),
  draw: (_collectivity, ids) => Promise.resolve(failing(ids)),
  deliver: asNamed,
  deliverMany: (_collectivity, ids) => {
    const late = ids.findIndex((id, n) => n > 0 && id.startsWith('later'));
    const [tried, rest] = late < 0 ? [ids, []] : [ids.slice(0, late), ids.slice(late)];
    return Promise.resolve({ failed: failing(tried), rest });
  },
  tell: done,
  giveUp: done,
  announceMonth: done,
};

/** The workers, on records that a script plays: the runs are the real ones. */
export async function scriptedWorkers(connection: NativeConnection, namespace: string, codePath: string): Promise<() => Promise<void>> {
  const common = { connection, namespace, dataConverter: { failureConverterPath } };
  const workers = [
    await Worker.create({ ...common, taskQueue, workflowBundle: { codePath }, activities }),
    await Worker.create({
      ...common,
      taskQueue: deliveryQueue,
      activities: { deliver: activities.deliver, deliverMany: activities.deliverMany },
    }),
  ];
  const runs = workers.map((worker) => worker.run());
  return async () => {
    for (const worker of workers) worker.shutdown();
    await Promise.all(runs);
  };
}

/** A dossier on the stage: its run, and how one acts on it. */
export type Stage = {
  /** until the record stands at this version */
  readonly at: (version: number) => Promise<void>;
  /** tells the run, and waits until it was performed */
  readonly signal: (action?: Command['action']) => Promise<void>;
  readonly update: () => Promise<void>;
  /** waits for the end of the run, and of those that went on from it */
  readonly ended: () => Promise<void>;
};

export async function begin(client: Client, noun: Noun, now: Standing | null, answer: Answer, more: Partial<Start> = {}): Promise<Stage> {
  const dossier = dossierId(`${noun}-${randomBytes(6).toString('hex')}`);
  const start: Start = { collectivity, noun, dossier, awaits: 'record', standing: null, ...more };
  const script: Script = { now, times: 0, isRead: false, answer };
  scripts.set(dossier, script);
  const workflowId = dossierRun(start);
  const command = (action: Command['action'] = { type: 'refresh' }): Command => ({
    id: commandId(`act-${randomBytes(6).toString('hex')}`),
    collectivity,
    noun,
    dossier,
    by: { kind: 'clock' },
    received: wallTime(Date.now()),
    action,
  });
  const options = { taskQueue, workflowId, args: [start] };
  if (start.awaits === 'command')
    await client.workflow.signalWithStart(stories[noun], { ...options, signal: commandSignal, signalArgs: [command()] });
  else await client.workflow.start(stories[noun], options);
  const until = async (holds: () => boolean): Promise<void> => {
    for (let tries = 0; !holds() && tries < 1_000; tries += 1) await pause(20);
  };
  // what is acted upon is what the run has heard
  await until(() => start.awaits === 'command' || script.isRead);
  const handle = client.workflow.getHandle(workflowId);
  return {
    at: (version) => until(() => (script.now?.version ?? 0) >= version),
    signal: async (action) => {
      const { times } = script;
      await handle.signal(commandSignal, command(action));
      await until(() => script.times > times);
    },
    update: async () => void (await handle.executeUpdate(commandUpdate, { args: [command()] })),
    ended: async () => void (await handle.result()),
  };
}
