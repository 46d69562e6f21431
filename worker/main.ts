import { join } from 'node:path';
import type { Connection } from '@temporalio/client';
import { DefaultLogger, Runtime, Worker, type NativeConnection } from '@temporalio/worker';
import type { DataConverter } from '@temporalio/common';
import { createActivities } from '../activities';
import { mailTransport, relaySettings } from '../activities/adapters/mail-transports';
import type { Context } from '../activities/context';
import type { MailTransport } from '../activities/ports';
import { resume, type Resumed } from '../activities/resume';
import type { Config } from '../runtime/config';
import type { Log } from '../runtime/log';
import { failureConverterPath } from '../runtime/payload-codec';
import { connectWorker, type TemporalAccess } from '../runtime/temporal';
import { deliveryQueue, taskQueue } from '../workflows/contract';
import { beats } from './beats';
import { workflowBundle } from './bundle';
import { keepSchedules } from './schedules';

export type Workers = { readonly stop: () => Promise<void>; readonly failed: Promise<never> };
export type WorkersOptions = {
  readonly connection: NativeConnection;
  readonly namespace: string;
  readonly converter: DataConverter;
  readonly context: Context;
};

/** Signals belong to the program, not to the SDK: it drains in the program's order. Failures' messages may hold personal data: only what failed is logged. */
export function installRuntime(log: Log): void {
  Runtime.install({
    shutdownSignals: [],
    logger: new DefaultLogger('ERROR', ({ level, message, meta }) =>
      log.warn('temporal', { level, what: message.slice(0, 80), workflow: String(meta?.['workflowId'] ?? '') }),
    ),
  });
}

/** One worker for the dossiers, one for what leaves the house: a slow relay must not hold up an answer. */
export async function startWorkers({ connection, namespace, converter, context }: WorkersOptions): Promise<Workers> {
  const activities = createActivities(context);
  const common = {
    connection,
    namespace,
    dataConverter: { ...converter, failureConverterPath },
    shutdownGraceTime: '15s',
    shutdownForceTime: '17s',
    maxHeartbeatThrottleInterval: '2s',
  } as const;
  const dossiers = await Worker.create({
    ...common,
    interceptors: { activity: [beats] },
    taskQueue,
    workflowBundle: await workflowBundle(),
    activities,
    maxCachedWorkflows: 500,
    // how long the tasks of runs that a dead worker had in its cache wait for it
    stickyQueueScheduleToStartTimeout: '5s',
    maxConcurrentActivityTaskExecutions: 20,
    maxConcurrentWorkflowTaskExecutions: 20,
  });
  const deliveries = await Worker.create({
    ...common,
    interceptors: { activity: [beats] },
    taskQueue: deliveryQueue,
    activities: { deliver: activities.deliver, deliverMany: activities.deliverMany },
    maxConcurrentActivityTaskExecutions: 10,
  });
  const workers = [dossiers, deliveries];
  const runs = workers.map((worker) => worker.run());
  const failed = new Promise<never>((_, reject) => {
    for (const run of runs) run.catch(reject);
  });
  failed.catch(() => undefined);
  return {
    failed,
    stop: async () => {
      for (const worker of workers) if (worker.getState() === 'RUNNING') worker.shutdown();
      await Promise.allSettled(runs);
    },
  };
}

export type WorkerPart = {
  readonly access: TemporalAccess;
  readonly converter: DataConverter;
  readonly config: Config;
  readonly context: Omit<Context, 'mailFrom' | 'transportOf'>;
};

/** The workers with a connection of their own; what lacked a run has one again. */
export async function startWorkerPart({
  access,
  converter,
  config,
  context: given,
}: WorkerPart): Promise<Workers & { readonly resumed: Resumed }> {
  const relays = transports(config);
  const context: Context = { ...given, mailFrom: config.mail.from, transportOf: relays.of };
  const stops = [relays.close];
  const stop = async (): Promise<void> => {
    for (const each of stops.toReversed()) await each();
  };
  try {
    const connection = await connectWorker(access);
    stops.push(() => connection.close());
    const workers = await startWorkers({ connection, namespace: config.temporal.namespace, converter, context });
    stops.push(workers.stop);
    const resumed = await resume(context);
    await keepSchedules(context);
    return { failed: workers.failed, stop, resumed };
  } catch (error) {
    await stop();
    throw error;
  }
}

/** A collectivity's mail goes where its settings say; those without an address of their own use the instance's relay, else a folder. */
function transports({ mail: { smtpUrl, ratePerMinute }, data }: Config): {
  readonly of: Context['transportOf'];
  readonly close: () => Promise<void>;
} {
  const open = new Map<string, MailTransport>();
  return {
    of: ({ mail }) => {
      const url = mail.kind === 'url' ? mail.url : (smtpUrl ?? `file://${join(data, 'mails')}`);
      const known = open.get(url);
      if (known !== undefined) return known;
      const made = mailTransport(url, relaySettings(url, ratePerMinute));
      open.set(url, made);
      return made;
    },
    close: async () => void (await Promise.allSettled([...open.values()].map((transport) => transport.close()))),
  };
}

const ACTIVITIES = 2;

/** Whether workers, of whichever process, ask both queues for work. */
export async function workersPoll(connection: Connection, namespace: string): Promise<boolean> {
  const asked = await Promise.all(
    [taskQueue, deliveryQueue].map((name) =>
      connection.workflowService.describeTaskQueue({ namespace, taskQueue: { name }, taskQueueType: ACTIVITIES }),
    ),
  );
  return asked.every(({ pollers }) => (pollers ?? []).length > 0);
}
