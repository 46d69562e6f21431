import { randomUUID } from 'node:crypto';
import { WorkflowExecutionAlreadyStartedError, type WorkflowStartOptions } from '@temporalio/client';
import { dossierAttributes } from '../runtime/search-attributes';
import type { CommandOf, Undelivered } from '../store/outbox';
import { taskQueue, deliveryRun, moreSignal } from '../workflows/contract';
import type { Context } from './context';
import { tell } from './tell';

/** Signals that a command may wait for before it answers. */
const fewTells = 10;

/** Hands on what a command wrote, when it wrote something: mails and documents to a run of their own; what is only told is told at once. Twice is harmless. */
export async function startDelivery(context: Context, command: CommandOf, left: Undelivered): Promise<void> {
  const { documents, messages, tells } = left;
  if (documents.length === 0 && messages.length === 0 && tells.length <= fewTells) return tell(context, command.collectivity, tells);
  try {
    await context.client.workflow.start('delivery', runOf(command, { left }));
  } catch (error) {
    if (!(error instanceof WorkflowExecutionAlreadyStartedError)) throw error; // whoever began it saw all of this one command, or the record
  }
}

/**
 * Has what the record holds for a command handed on; `left` saves asking it. A run that goes on already may have asked before the last rows were there:
 * it hears that there may be more, and no second run stands beside it.
 */
export async function beginDelivery(context: Context, command: CommandOf, left: Undelivered | null = null): Promise<void> {
  const by = randomUUID();
  await context.client.workflow.signalWithStart('delivery', {
    ...runOf(command, { left, by }),
    signal: moreSignal,
    signalArgs: [by],
  });
}

type Asked = { readonly left: Undelivered | null; readonly by?: string };

function runOf(
  command: CommandOf,
  asked: Asked,
): Pick<WorkflowStartOptions, 'taskQueue' | 'workflowId' | 'staticSummary' | 'typedSearchAttributes'> & { args: [object] } {
  const { collectivity, id } = command;
  return {
    taskQueue,
    workflowId: deliveryRun(collectivity, id),
    args: [{ collectivity, command: id, ...asked }],
    staticSummary: 'Envois et transmissions d’une commande',
    typedSearchAttributes: dossierAttributes(command),
  };
}
