import { WorkflowExecutionAlreadyStartedError } from '@temporalio/client';
import { collectivityId, dossierId } from '../domain/ids';
import type { Start } from '../domain/nouns';
import { dossierAttributes } from '../runtime/search-attributes';
import { markUntold, undeliveredCommands, untakenTells, type UntakenTell } from '../store/outbox';
import { words } from '../templates/french';
import { dossierRun, stories, taskQueue } from '../workflows/contract';
import type { Context } from './context';
import { wordless } from './fault';
import { nounNames, nouns } from './nouns';
import { beginDelivery } from './start-delivery';
import { perDossier, signalInOrder } from './tell';

export type Resumed = { readonly dossiers: number; readonly deliveries: number };

/** Runs of these end as soon as they have nothing to perform: no dossier of theirs waits in one. */
const brief: ReadonlySet<string> = new Set(['referenceChange', 'statement']);
const atOnce = 20;

/** Starts what lacks a run, open dossiers and unsent deliveries, and tells again what nobody took. So lost Temporal data, a reset or an incompatible story cost nothing but a start. */
export async function resume(context: Context): Promise<Resumed> {
  const waiting = nounNames().filter((noun) => !brief.has(stories[noun]));
  let dossiers = 0;
  for (const noun of waiting) {
    const rows = await context.db.operator((tx) =>
      tx.selectFrom(nouns[noun].records.table).select(['collectivity', 'id']).where('closed', '=', false).execute(),
    );
    const begun = await inTurns(rows, ({ collectivity, id }) =>
      begin(context, { collectivity: collectivityId(collectivity), noun, dossier: dossierId(id), awaits: 'record', standing: null }),
    );
    dossiers += begun.filter(Boolean).length;
  }
  const untaken = await context.db.operator(untakenTells);
  await inTurns(perDossier(untaken), (heard) => tellAgain(context, heard));
  const deliveries = await context.db.operator(undeliveredCommands);
  await inTurns(deliveries, (command) => beginDelivery(context, command));
  return { dossiers, deliveries: deliveries.length };
}

/** What cannot be said now is left to its deliveries, which try again and hold up nobody else. */
async function tellAgain(context: Context, heard: readonly [UntakenTell, ...UntakenTell[]]): Promise<void> {
  try {
    await signalInOrder(context, heard);
  } catch (error) {
    const [{ collectivity, noun, dossier }] = heard;
    const ids = heard.map(({ id }) => id);
    context.log.error('tells left to their deliveries', { collectivity, noun, dossier }, wordless(error));
    await context.db.transaction(collectivity, (tx) => markUntold(tx, ids));
  }
}

async function inTurns<T, R>(all: readonly T[], each: (one: T) => Promise<R>): Promise<readonly R[]> {
  const done: R[] = [];
  for (let from = 0; from < all.length; from += atOnce) done.push(...(await Promise.all(all.slice(from, from + atOnce).map(each))));
  return done;
}

async function begin(context: Context, start: Start): Promise<boolean> {
  try {
    await context.client.workflow.start(stories[start.noun], {
      taskQueue,
      workflowId: dossierRun(start),
      args: [start],
      staticSummary: words[start.noun].name,
      typedSearchAttributes: dossierAttributes(start),
    });
    return true;
  } catch (error) {
    if (error instanceof WorkflowExecutionAlreadyStartedError) return false;
    throw error;
  }
}
