import { ApplicationFailure, Context as Activity } from '@temporalio/activity';
import { collectivityId, commandId } from '../domain/ids';
import type { Collectivity } from '../domain/collectivity';
import { wallTime } from '../domain/dates';
import type { Command } from '../domain/nouns';
import { dossierAttributes } from '../runtime/search-attributes';
import { SealError, unseal } from '../runtime/sealing';
import { addUndelivered } from '../store/next-actions';
import { claim, mark, markTold, tellOf, versionsOf, type Pending } from '../store/outbox';
import { stateOf } from '../store/records';
import { words } from '../templates/french';
import { commandSignal, dossierRun, stories, taskQueue } from '../workflows/contract';
import type { Context } from './context';

/** R-12, D9: sends one row. What is unknown is sent again with the same Message-ID; what a later version replaced never leaves. */
export async function deliver(context: Context, collectivity: string, id: string): Promise<void> {
  const row = await prepare(context, collectivity, id);
  if (row === null) return;
  const settings = await context.db.read(collectivityId(collectivity), (tx) => stateOf<Collectivity>(tx, 'collectivities', collectivity));
  if (settings === null) throw new Error(`collectivity ${collectivity} is gone`);
  const { to, bytes } = opened(context, row);
  const result = await context.transportOf(settings).send({ envelope: { from: context.mailFrom, to }, bytes, messageId: row.messageId }, Activity.current().cancellationSignal);
  switch (result.kind) {
    case 'sent':
      return context.db.transaction(collectivityId(collectivity), (tx) => mark(tx, id, 'sent', result.response));
    case 'refused':
      return context.db.transaction(collectivityId(collectivity), async (tx) => {
        await mark(tx, id, 'refused', `${result.code} ${result.response}`);
        await addUndelivered(tx, { ...row, collectivity });
      });
    case 'failed':
    case 'unknown':
      throw ApplicationFailure.retryable(`mail ${result.kind}: ${result.reason}`, 'MailNotSent');
  }
}

/** Decides under lock whether the row may leave now, and says that it is leaving. */
async function prepare(context: Context, collectivity: string, id: string): Promise<Pending | null> {
  return context.db.transaction(collectivityId(collectivity), async (tx) => {
    const row = await claim(tx, id);
    if (row === null || row.status === 'sent' || row.status === 'superseded' || row.status === 'refused') return null;
    const fate = row.uid === null ? 'leave' : fateOf(row, await versionsOf(tx, row.uid));
    if (fate === 'wait') throw ApplicationFailure.retryable('an earlier version of this entry is leaving', 'EarlierVersionLeaving');
    await mark(tx, id, fate === 'skip' ? 'superseded' : 'sending');
    return fate === 'skip' ? null : row;
  });
}

type Version = { readonly sequence: number; readonly method: string; readonly status: string };

/** The order of an entry's versions is ours to guard: several calendars take an older one that comes late for the newest. */
export function fateOf(row: { readonly sequence: number | null; readonly method: string | null }, versions: readonly Version[]): 'leave' | 'skip' | 'wait' {
  const mine = row.sequence ?? 0;
  if (versions.some(({ sequence }) => sequence > mine)) return 'skip';
  const before = versions.filter(({ sequence }) => sequence < mine);
  if (before.some(({ status }) => status === 'sending')) return 'wait';
  const known = before.some(({ status, method }) => status === 'sent' && method === 'REQUEST');
  return row.method === 'CANCEL' && !known ? 'skip' : 'leave';
}

function opened(context: Context, row: Pending): { readonly to: string; readonly bytes: Buffer } {
  const value: unknown = JSON.parse(Buffer.from(unseal(context.keyring, row.sealed, `outbox/${row.id}`)).toString('utf8'));
  if (typeof value !== 'object' || value === null || !('to' in value) || !('bytes' in value) || typeof value.to !== 'string' || typeof value.bytes !== 'string') throw new SealError('an outbox row does not hold a mail');
  return { to: value.to, bytes: Buffer.from(value.bytes, 'base64') };
}

/** Tells another dossier: signal-with-start with an id of its own, so that twice is once. */
export async function tell(context: Context, collectivity: string, id: string): Promise<void> {
  const row = await context.db.read(collectivityId(collectivity), (tx) => tellOf(tx, id));
  if (row === null || row.told) return;
  const command: Command = { id: commandId(id), collectivity: collectivityId(collectivity), noun: row.noun, dossier: row.dossier, by: { kind: 'dossier', noun: row.fromNoun, dossier: row.fromDossier }, received: wallTime(Date.now()), action: row.action };
  await signalCommand(context, command);
  await context.db.transaction(collectivityId(collectivity), (tx) => markTold(tx, id));
}

export async function signalCommand(context: Context, command: Command): Promise<void> {
  const { collectivity, noun, dossier } = command;
  await context.client.workflow.signalWithStart(stories[noun], { taskQueue, workflowId: dossierRun(command), args: [{ collectivity, noun, dossier, awaits: 'command', standing: null }], staticSummary: words[noun].name, typedSearchAttributes: dossierAttributes(command), signal: commandSignal, signalArgs: [command] });
}
