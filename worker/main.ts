import { DefaultLogger, Runtime, Worker, type NativeConnection } from '@temporalio/worker';
import type { DataConverter } from '@temporalio/common';
import { createActivities } from '../activities';
import type { Context } from '../activities/context';
import type { Log } from '../runtime/log';
import { failureConverterPath } from '../runtime/payload-codec';
import { deliveryQueue, taskQueue } from '../workflows/contract';
import { workflowBundle } from './bundle';

export type Workers = { readonly stop: () => Promise<void>; readonly failed: Promise<never> };
export type WorkersOptions = { readonly connection: NativeConnection; readonly namespace: string; readonly converter: DataConverter; readonly context: Context };

/** Signals belong to the program, not to the SDK: it drains in the program's order. Failures' messages may hold personal data: only what failed is logged. */
export function installRuntime(log: Log): void {
  Runtime.install({ shutdownSignals: [], logger: new DefaultLogger('ERROR', ({ level, message, meta }) => log.warn('temporal', { level, what: message.slice(0, 80), workflow: String(meta?.['workflowId'] ?? '') })) });
}

/** One worker for the dossiers, one for what leaves the house: a slow relay must not hold up an answer. */
export async function startWorkers({ connection, namespace, converter, context }: WorkersOptions): Promise<Workers> {
  const activities = createActivities(context);
  const common = { connection, namespace, dataConverter: { ...converter, failureConverterPath }, shutdownGraceTime: '15s' } as const;
  const dossiers = await Worker.create({
    ...common,
    taskQueue,
    workflowBundle: await workflowBundle(),
    activities,
    maxCachedWorkflows: 500,
    maxConcurrentActivityTaskExecutions: 20,
    maxConcurrentWorkflowTaskExecutions: 20,
  });
  const deliveries = await Worker.create({ ...common, taskQueue: deliveryQueue, activities: { deliver: activities.deliver }, maxConcurrentActivityTaskExecutions: 10 });
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
