import { canonical } from '../domain/canonical';
import { wallTime } from '../domain/dates';
import { collectivityId, commandId } from '../domain/ids';
import type { Command } from '../domain/nouns';
import { dossierAttributes } from '../runtime/search-attributes';
import { markTold, type PendingTell } from '../store/outbox';
import { words } from '../templates/french';
import { commandSignal, dossierRun, stories, taskQueue } from '../workflows/contract';
import type { Context } from './context';

/** Tells other dossiers: signal-with-start, each with an id of its own, so that twice is once. What a dossier says several times in one delivery is said once. */
export async function tell(context: Context, collectivity: string, rows: readonly PendingTell[]): Promise<void> {
  if (rows.length === 0) return;
  const owner = collectivityId(collectivity);
  const received = wallTime(Date.now());
  const said = new Set(distinct(rows));
  await Promise.all(
    [...said].map(({ id, noun, dossier, action, fromNoun, fromDossier }) => {
      const by = { kind: 'dossier', noun: fromNoun, dossier: fromDossier } as const;
      const command = { id: commandId(id), collectivity: owner, noun, dossier, by, received, action } satisfies Command;
      return signalCommand(context, command);
    }),
  );
  const idOf = ({ id }: PendingTell): string => id;
  const same = rows.filter((row) => !said.has(row)).map(idOf);
  await context.db.transaction(owner, (tx) => markTold(tx, [...said].map(idOf), same));
}

function distinct(rows: readonly PendingTell[]): readonly PendingTell[] {
  return [...new Map(rows.map((row) => [canonical({ ...row, id: '' }), row])).values()];
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
