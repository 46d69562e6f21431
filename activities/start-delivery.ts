import { WorkflowExecutionAlreadyStartedError } from '@temporalio/client';
import { taskQueue, deliveryRun } from '../workflows/contract';
import type { Command } from '../domain/nouns';
import { undelivered } from '../store/outbox';
import type { Context } from './context';

/** Starts the delivery of what a command wrote, when it wrote something. Started twice, the second finds the first. */
export async function startDelivery(context: Context, command: Pick<Command, 'id' | 'collectivity'>): Promise<void> {
  const left = await context.db.read(command.collectivity, (tx) => undelivered(tx, command.id));
  if (left.documents.length === 0 && left.messages.length === 0 && left.tells.length === 0) return;
  await beginDelivery(context, command.collectivity, command.id);
}

export async function beginDelivery(context: Context, collectivity: string, command: string): Promise<void> {
  try {
    await context.client.workflow.start('delivery', { taskQueue, workflowId: deliveryRun(collectivity, command), args: [{ collectivity, command }], staticSummary: 'Envois et transmissions d’une commande' });
  } catch (error) {
    if (!(error instanceof WorkflowExecutionAlreadyStartedError)) throw error;
  }
}
