import { WorkflowExecutionAlreadyStartedError } from '@temporalio/client';
import { collectivityId, dossierId } from '../domain/ids';
import type { Noun, Start } from '../domain/nouns';
import { dossierAttributes } from '../runtime/search-attributes';
import { undeliveredCommands } from '../store/outbox';
import { words } from '../templates/french';
import { dossierRun, stories, taskQueue } from '../workflows/contract';
import type { Context } from './context';
import { nouns } from './nouns';
import { beginDelivery } from './start-delivery';

/** Starts what lacks a run: open dossiers and unsent deliveries. So lost Temporal data, a reset or an incompatible story cost nothing but a start. */
export async function resume(context: Context): Promise<{ readonly dossiers: number; readonly deliveries: number }> {
  const waiting = (Object.keys(nouns) as Noun[]).filter((noun) => stories[noun] !== 'referenceChange');
  let dossiers = 0;
  for (const noun of waiting) {
    const rows = await context.db.operator((tx) => tx.selectFrom(nouns[noun].records.table).select(['collectivity', 'id']).where('closed', '=', false).execute());
    for (const { collectivity, id } of rows) if (await begin(context, { collectivity: collectivityId(collectivity), noun, dossier: dossierId(id), awaits: 'record', standing: null })) dossiers += 1;
  }
  const deliveries = await context.db.operator(undeliveredCommands);
  for (const { collectivity, command } of deliveries) await beginDelivery(context, collectivity, command);
  return { dossiers, deliveries: deliveries.length };
}

async function begin(context: Context, start: Start): Promise<boolean> {
  try {
    await context.client.workflow.start(stories[start.noun], { taskQueue, workflowId: dossierRun(start), args: [start], staticSummary: words[start.noun].name, typedSearchAttributes: dossierAttributes(start) });
    return true;
  } catch (error) {
    if (error instanceof WorkflowExecutionAlreadyStartedError) return false;
    throw error;
  }
}
