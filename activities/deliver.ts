import { ApplicationFailure } from '@temporalio/common';
import { collectivityId, commandId } from '../domain/ids';
import type { Collectivity } from '../domain/collectivity';
import { instantAt } from '../domain/clock';
import { wallTime } from '../domain/dates';
import type { Command } from '../domain/nouns';
import { dossierAttributes } from '../runtime/search-attributes';
import { addUndelivered } from '../store/next-actions';
import {
  claim,
  mark,
  markLeft,
  markTold,
  versionsOf,
  type EntryVersion,
  type OutboxStatus,
  type Pending,
  type PendingTell,
} from '../store/outbox';
import { stateOf } from '../store/records';
import { words } from '../templates/french';
import { commandSignal, dossierRun, stories, taskQueue } from '../workflows/contract';
import type { Context } from './context';
import { openMail } from './sealed-mail';

/** `attempt` counts from 1. */
type Try = { readonly signal?: AbortSignal; readonly attempt?: number };

/** D9: sends one row. What is unknown is sent again with the same Message-ID; what a later version replaced never leaves. */
export async function deliver(context: Context, collectivity: string, id: string, { signal, attempt = 1 }: Try = {}): Promise<void> {
  const owner = collectivityId(collectivity);
  const ready = await prepare(context, collectivity, id, attempt);
  if (ready === null) return;
  const { row, settings } = ready;
  const { to, bytes } = openMail(context.keyring, id, row.sealed);
  const result = await context
    .transportOf(settings)
    .send({ envelope: { from: context.mailFrom, to }, bytes, messageId: row.messageId }, signal);
  switch (result.kind) {
    case 'sent':
      return context.db.transaction(owner, (tx) => markLeft(tx, id, instantAt(settings.clock, Date.now()), result.response));
    case 'refused':
      return context.db.transaction(owner, async (tx) => {
        await mark(tx, id, 'refused', `${result.code} ${result.response}`);
        await addUndelivered(tx, { ...row, collectivity });
      });
    case 'failed':
      // It surely did not leave: a later version need not wait for it, and may replace it.
      await context.db.transaction(owner, (tx) => mark(tx, id, 'pending', result.reason));
      throw ApplicationFailure.retryable(`mail failed: ${result.reason}`, 'MailNotSent');
    case 'unknown':
      throw ApplicationFailure.retryable(`mail unknown: ${result.reason}`, 'MailNotSent');
  }
}

/** After days of trying: the dossier's administrators read it in their tasks, and later versions no longer wait for this one. */
export async function giveUp(context: Context, collectivity: string, id: string): Promise<void> {
  await context.db.transaction(collectivityId(collectivity), async (tx) => {
    const row = await claim(tx, id);
    if (row === null || (row.status !== 'pending' && row.status !== 'sending')) return;
    await mark(tx, id, row.status === 'sending' ? 'unknown' : 'refused', 'given up');
    await addUndelivered(tx, { ...row, collectivity });
  });
}

/** Tries that may wait for an earlier version without their usual pause. */
const quickWaits = 30;

/** Decides under lock whether the row may leave now, and says that it is leaving. */
async function prepare(
  context: Context,
  collectivity: string,
  id: string,
  attempt: number,
): Promise<{ readonly row: Pending; readonly settings: Collectivity } | null> {
  return context.db.transaction(collectivityId(collectivity), async (tx) => {
    const row = await claim(tx, id);
    if (row === null || (row.status !== 'pending' && row.status !== 'sending')) return null;
    const fate = row.uid === null ? 'leave' : fateOf(row, await versionsOf(tx, row.uid));
    if (fate === 'wait')
      throw ApplicationFailure.create({
        message: 'an earlier version of this entry is leaving',
        type: 'EarlierVersionLeaving',
        ...(attempt > quickWaits ? {} : { nextRetryDelay: '2s' }),
      });
    await mark(tx, id, fate === 'skip' ? 'superseded' : 'sending');
    if (fate === 'skip') return null;
    const settings = await stateOf<Collectivity>(tx, 'collectivities', collectivity);
    if (settings === null) throw new Error(`collectivity ${collectivity} is gone`);
    return { row, settings };
  });
}

/** What may have arrived: nobody said that it did not. */
const mayHaveArrived: readonly OutboxStatus[] = ['sent', 'unknown'];

/**
 * The order of an entry's versions is ours to guard: several calendars take an older one that comes late for the newest.
 * A row whose bytes began to leave is finished first; only then its reader can be told of the next version, or of the cancellation.
 */
export function fateOf(row: Pick<Pending, 'sequence' | 'method' | 'status'>, versions: readonly EntryVersion[]): 'leave' | 'skip' | 'wait' {
  if (row.status === 'sending') return 'leave';
  const mine = row.sequence ?? 0;
  if (versions.some(({ sequence }) => sequence > mine)) return 'skip';
  const before = versions.filter(({ sequence }) => sequence < mine);
  if (before.some(({ status }) => status === 'sending')) return 'wait';
  const known = before.some(({ status, method }) => mayHaveArrived.includes(status) && method === 'REQUEST');
  return row.method === 'CANCEL' && !known ? 'skip' : 'leave';
}

/** Tells another dossier: signal-with-start with an id of its own, so that twice is once. */
export async function tell(context: Context, collectivity: string, row: PendingTell): Promise<void> {
  const owner = collectivityId(collectivity);
  const command = {
    id: commandId(row.id),
    collectivity: owner,
    noun: row.noun,
    dossier: row.dossier,
    by: { kind: 'dossier', noun: row.fromNoun, dossier: row.fromDossier },
    received: wallTime(Date.now()),
    action: row.action,
  } satisfies Command;
  await signalCommand(context, command);
  await context.db.transaction(owner, (tx) => markTold(tx, row.id));
}

export async function signalCommand(context: Context, command: Command): Promise<void> {
  const { collectivity, noun, dossier } = command;
  await context.client.workflow.signalWithStart(stories[noun], {
    taskQueue,
    workflowId: dossierRun(command),
    args: [{ collectivity, noun, dossier, awaits: 'command', standing: null }],
    staticSummary: words[noun].name,
    typedSearchAttributes: dossierAttributes(command),
    signal: commandSignal,
    signalArgs: [command],
  });
}
