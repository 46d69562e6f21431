import { canonical } from '../domain/canonical';
import { wallTime } from '../domain/dates';
import { collectivityId, commandId } from '../domain/ids';
import type { Command } from '../domain/nouns';
import { groupBy } from '../domain/lists';
import { dossierAttributes } from '../runtime/search-attributes';
import { markSaid, markTold, type PendingTell, type UntakenTell } from '../store/outbox';
import { words } from '../templates/french';
import { commandSignal, dossierRun, stories, taskQueue } from '../workflows/contract';
import type { Context } from './context';

/** Tells other dossiers: signal-with-start, each with an id of its own, so that twice is once. What a dossier says several times in one delivery is said once. */
export async function tell(context: Context, collectivity: string, rows: readonly PendingTell[]): Promise<void> {
  if (rows.length === 0) return;
  const owner = collectivityId(collectivity);
  const said = distinct(rows);
  const ids = said.map(({ id }) => id);
  const same = rows.filter(({ id }) => !ids.includes(id)).map(({ id }) => id);
  // first, so that whoever takes up the rest after a crash finds one row for one saying
  if (same.length > 0) await context.db.transaction(owner, (tx) => markSaid(tx, same));
  await Promise.all(perDossier(said.map((row) => ({ ...row, collectivity: owner }))).map((heard) => signalInOrder(context, heard)));
  await context.db.transaction(owner, (tx) => markTold(tx, ids));
}

/** What one dossier hears, in its order. */
export function perDossier(rows: readonly UntakenTell[]): readonly (readonly [UntakenTell, ...UntakenTell[]])[] {
  return [...groupBy(rows, dossierRun).values()];
}

export async function signalInOrder(context: Context, rows: readonly UntakenTell[]): Promise<void> {
  for (const { id, fromNoun, fromDossier, ...told } of rows) {
    const by = { kind: 'dossier', noun: fromNoun, dossier: fromDossier } as const;
    await signalCommand(context, { ...told, id: commandId(id), by, received: wallTime(Date.now()) });
  }
}

/** Of what is said twice, the last. */
function distinct(rows: readonly PendingTell[]): readonly PendingTell[] {
  const said = (row: PendingTell): string => canonical({ ...row, id: '' });
  const last = new Map(rows.map((row) => [said(row), row.id]));
  return rows.filter((row) => last.get(said(row)) === row.id);
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
