import { WithStartWorkflowOperation, WorkflowUpdateRPCTimeoutOrCancelledError, WorkflowUpdateFailedError } from '@temporalio/client';
import type { Command, Noun, Outcome, Start } from '../domain/nouns';
import { dossierAttributes } from '../runtime/search-attributes';
import { outcomeOf } from '../store/commands';
import { words } from '../templates/french';
import { commandSignal, commandUpdate, dossierRun, stories, taskQueue } from '../workflows/contract';
import type { Service } from './service';

const acceptWithin = 2_000;
const answerWithin = 20_000;

/** Hands a command to its dossier's run, starting one where none is. Null: taken, not yet performed (202 and GET /commands/:id). */
export async function submit<N extends Noun>({ client, db }: Service, command: Command<N>): Promise<Outcome | null> {
  const { collectivity, noun, dossier } = command;
  const start: Start = { collectivity, noun, dossier, awaits: 'command', standing: null };
  const run = { taskQueue, workflowId: dossierRun(command), args: [start] as [Start], staticSummary: words[noun].name, typedSearchAttributes: dossierAttributes(command) };
  const operation = (): WithStartWorkflowOperation<(start: Start) => Promise<void>> =>
    new WithStartWorkflowOperation(stories[noun], { ...run, workflowIdConflictPolicy: 'USE_EXISTING', workflowIdReusePolicy: 'ALLOW_DUPLICATE' });
  try {
    const handle = await client.withDeadline(Date.now() + acceptWithin, () =>
      client.workflow.startUpdateWithStart<(start: Start) => Promise<void>, Outcome, [Command]>(commandUpdate, { args: [command as Command], updateId: command.id, waitForStage: 'ACCEPTED', startWorkflowOperation: operation() }),
    );
    return await client.withDeadline(Date.now() + answerWithin, () => handle.result());
  } catch (error) {
    if (!(error instanceof WorkflowUpdateRPCTimeoutOrCancelledError) && !(error instanceof WorkflowUpdateFailedError)) throw error;
    await client.workflow.signalWithStart(stories[noun], { ...run, signal: commandSignal, signalArgs: [command as Command] });
    const known = await db.read(collectivity, (tx) => outcomeOf(tx, command.id));
    return known?.outcome ?? null;
  }
}
