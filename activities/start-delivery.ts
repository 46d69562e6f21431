import { WorkflowExecutionAlreadyStartedError } from '@temporalio/client';
import { dossierAttributes } from '../runtime/search-attributes';
import type { CommandOf, Undelivered } from '../store/outbox';
import { taskQueue, deliveryRun } from '../workflows/contract';
import type { Context } from './context';

/** Starts the delivery of what a command wrote, when it wrote something. Started twice, the second finds the first. */
export async function startDelivery(context: Context, command: CommandOf, left: Undelivered): Promise<void> {
  if (left.documents.length === 0 && left.messages.length === 0 && left.tells.length === 0) return;
  await beginDelivery(context, command, left);
}

export async function beginDelivery(context: Context, command: CommandOf, left: Undelivered | null = null): Promise<void> {
  const { collectivity, id } = command;
  try {
    await context.client.workflow.start('delivery', {
      taskQueue,
      workflowId: deliveryRun(collectivity, id),
      args: [{ collectivity, command: id, left }],
      staticSummary: 'Envois et transmissions d’une commande',
      typedSearchAttributes: dossierAttributes(command),
    });
  } catch (error) {
    if (!(error instanceof WorkflowExecutionAlreadyStartedError)) throw error;
  }
}
