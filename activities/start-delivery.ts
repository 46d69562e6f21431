import { WorkflowExecutionAlreadyStartedError } from '@temporalio/client';
import { taskQueue, deliveryRun } from '../workflows/contract';
import type { Command } from '../domain/nouns';
import type { Undelivered } from '../store/outbox';
import type { Context } from './context';

/** Starts the delivery of what a command wrote, when it wrote something. Started twice, the second finds the first. */
export async function startDelivery(context: Context, command: Pick<Command, 'id' | 'collectivity'>, left: Undelivered): Promise<void> {
  if (left.documents.length === 0 && left.messages.length === 0 && left.tells.length === 0) return;
  await beginDelivery(context, command.collectivity, command.id, left);
}

export async function beginDelivery(
  context: Context,
  collectivity: string,
  command: string,
  left: Undelivered | null = null,
): Promise<void> {
  try {
    await context.client.workflow.start('delivery', {
      taskQueue,
      workflowId: deliveryRun(collectivity, command),
      args: [{ collectivity, command, left }],
      staticSummary: 'Envois et transmissions d’une commande',
    });
  } catch (error) {
    if (!(error instanceof WorkflowExecutionAlreadyStartedError)) throw error;
  }
}
