import { ApplicationFailure } from '@temporalio/common';
import { collectivityId } from '../domain/ids';
import type { Collectivity } from '../domain/collectivity';
import { instantAt } from '../domain/clock';
import { addUndelivered } from '../store/next-actions';
import {
  claim,
  isStillLeaving,
  mark,
  markLeft,
  versionsOf,
  type EntryVersion,
  type OutboxStatus,
  type Pending,
  type PendingTell,
} from '../store/outbox';
import { stateOf } from '../store/records';
import type { Context } from './context';
import { manyAtOnce } from './many-at-once';
import { openMail } from './sealed-mail';
import { tell } from './tell';

/** `attempt` counts from 1; `announcements` are what dossiers must hear once all the mails of the same command have left. */
type Try = { readonly signal?: AbortSignal; readonly attempt?: number; readonly announcements?: readonly PendingTell[] };

/** Sends one row; whoever sends a command's last one announces it. A dossier hears that somebody was told once the mail has left: his time to answer starts there. */
export async function deliver(context: Context, collectivity: string, id: string, given: Try = {}): Promise<void> {
  const { announcements = [] } = given;
  await send(context, collectivity, id, given);
  if (announcements.length === 0) return;
  if (await context.db.read(collectivityId(collectivity), (tx) => isStillLeaving(tx, id))) return;
  await tell(context, collectivity, announcements);
}

/** Mails enough for an activity that a stopping worker can wait for. */
const longestMs = 12_000;
/** While one leaves, the record of another is written. A killed worker leaves no more than these unknown. */
const sentAtOnce = 4;

type Sent = { readonly failed: readonly string[]; readonly rest: readonly string[] };

/** Sends many rows, a few at the same time, until its time is over. `failed` did not leave now and are tried one by one; `rest` were not tried yet. */
export async function deliverMany(context: Context, collectivity: string, ids: readonly string[], signal: AbortSignal): Promise<Sent> {
  const began = Date.now();
  const failed: string[] = [];
  const rest = [...ids];
  const isOver = (): boolean => rest.length < ids.length && (signal.aborted || Date.now() - began > longestMs);
  const sendNext = async (id: string): Promise<void> => {
    try {
      await send(context, collectivity, id, { signal });
    } catch (error) {
      if (!(error instanceof ApplicationFailure)) throw error;
      failed.push(id);
    }
  };
  await manyAtOnce(sentAtOnce, () => {
    const id = isOver() ? undefined : rest.shift();
    return id === undefined ? null : sendNext(id);
  });
  return { failed, rest };
}

/** D9. What is unknown is sent again with the same Message-ID; what a later version replaced never leaves. */
async function send(context: Context, collectivity: string, id: string, { signal, attempt = 1 }: Try): Promise<void> {
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
      return context.db.transaction(owner, async (tx) => markLeft(tx, id, instantAt(settings.clock, Date.now()), result.response));
    case 'refused':
      return context.db.transaction(owner, async (tx) => {
        mark(tx, id, 'refused', `${result.code} ${result.response}`);
        await addUndelivered(tx, { ...row, collectivity });
      });
    case 'failed':
      // It surely did not leave: a later version need not wait for it, and may replace it.
      await context.db.transaction(owner, async (tx) => mark(tx, id, 'pending', result.reason));
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
    mark(tx, id, row.status === 'sending' ? 'unknown' : 'refused', 'given up');
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
    const [row, settings] = await Promise.all([claim(tx, id), stateOf<Collectivity>(tx, 'collectivities', collectivity)]);
    if (row === null || (row.status !== 'pending' && row.status !== 'sending')) return null;
    const fate = row.uid === null ? 'leave' : fateOf(row, await versionsOf(tx, row.uid));
    if (fate === 'wait')
      throw ApplicationFailure.create({
        message: 'an earlier version of this entry is leaving',
        type: 'EarlierVersionLeaving',
        ...(attempt > quickWaits ? {} : { nextRetryDelay: '2s' }),
      });
    mark(tx, id, fate === 'skip' ? 'superseded' : 'sending');
    if (fate === 'skip') return null;
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
