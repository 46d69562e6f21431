import { WorkflowExecutionAlreadyStartedError } from '@temporalio/client';
import { dossierAttributes } from '../runtime/search-attributes';
import type { CommandOf, Undelivered } from '../store/outbox';
import { taskQueue, deliveryRun } from '../workflows/contract';
import type { Context } from './context';
import { tell } from './tell';

/** Signals that a command may wait for before it answers. */
const fewTells = 10;

/** Hands on what a command wrote, when it wrote something: mails and documents to a run of their own; what is only told is told at once. Twice is harmless. */
export async function startDelivery(context: Context, command: CommandOf, left: Undelivered): Promise<void> {
  const { documents, messages, tells } = left;
  if (documents.length === 0 && messages.length === 0 && tells.length <= fewTells) return tell(context, command.collectivity, tells);
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
