import { setTimeout as pause } from 'node:timers/promises';
import {
  isGrpcServiceError,
  WithStartWorkflowOperation,
  WorkflowUpdateRPCTimeoutOrCancelledError,
  WorkflowNotFoundError,
  WorkflowUpdateFailedError,
  type WorkflowUpdateHandle,
} from '@temporalio/client';
import type { Command, Outcome, Start } from '../domain/nouns';
import { dossierAttributes } from '../runtime/search-attributes';
import { answerTo, bodyHash } from '../store/commands';
import { words } from '../templates/french';
import { commandSignal, commandUpdate, dossierRun, stories, taskQueue } from '../workflows/contract';
import { problem, ProblemError } from './problems';
import type { Service } from './service';

/** What nobody takes within the two together is left as a signal. */
const atOnceWithin = 500;
const acceptWithin = 1_500;
const answerWithin = 20_000;
/** A run that is closing takes nothing more; the next one starts within this time. */
const sendings = 4;
const betweenSendings = 150;

type Story = (start: Start) => Promise<void>;

type Hands = Pick<Service, 'client' | 'db'>;

/** Hands a command to its dossier's run, starting one where none is. Null: taken, not yet performed (202 and GET /commands/:id). */
export async function submit(service: Hands, command: Command): Promise<Outcome | null> {
  for (let sent = 1; ; sent += 1) {
    try {
      // what failed once is sent in the way that starts a run where none goes on
      const atOnce = sent === 1 && mayRun(command) ? await updateAtOnce(service, command) : null;
      const outcome = atOnce ?? (await updateRun(service, command));
      return outcome ?? (await performed(service, command));
    } catch (error) {
      if (isUnavailable(error)) throw new ProblemError(problem('unavailable'));
      if (!(error instanceof WorkflowUpdateFailedError)) throw error;
      if (sent === sendings) return signalRun(service, command);
      await pause(betweenSendings * sent);
    }
  }
}

/** A run of reference data ends with what it was sent: hardly ever is one there. */
const mayRun = ({ noun }: Command): boolean => stories[noun] !== 'referenceChange';

/** One call for what nearly every act of a long dossier is: its run is there, and performs it at once. Null when it is not so; it may have been taken. */
async function updateAtOnce({ client }: Hands, command: Command): Promise<Outcome | null> {
  const run = client.workflow.getHandle(dossierRun(command));
  try {
    return await client.withDeadline(Date.now() + atOnceWithin, () =>
      run.executeUpdate<Outcome, [Command]>(commandUpdate, { args: [command], updateId: updateIdOf(command) }),
    );
  } catch (error) {
    if (error instanceof WorkflowNotFoundError || error instanceof WorkflowUpdateRPCTimeoutOrCancelledError) return null;
    throw error;
  }
}

/** Null when nobody took it in time, and it was left as a signal instead, or when it was taken and is still being performed. */
async function updateRun(service: Hands, command: Command): Promise<Outcome | null> {
  const { client } = service;
  const handle = await accepted(service, command);
  if (handle === null) return signalRun(service, command);
  try {
    return await client.withDeadline(Date.now() + answerWithin, () => handle.result());
  } catch (error) {
    if (error instanceof WorkflowUpdateRPCTimeoutOrCancelledError) return null;
    throw error;
  }
}

function runOf(command: Command): {
  readonly taskQueue: string;
  readonly workflowId: string;
  readonly args: [Start];
  readonly staticSummary: string;
  readonly typedSearchAttributes: ReturnType<typeof dossierAttributes>;
} {
  const { collectivity, noun, dossier } = command;
  return {
    taskQueue,
    workflowId: dossierRun(command),
    args: [{ collectivity, noun, dossier, awaits: 'command', standing: null }],
    staticSummary: words[noun].name,
    typedSearchAttributes: dossierAttributes(command),
  };
}

/** The server answers a known id itself, or joins what it began: another body must reach the record, which refuses it. */
function updateIdOf(command: Command): string {
  return `${command.id}/${bodyHash(command).slice(0, 16)}`;
}

async function accepted({ client }: Hands, command: Command): Promise<WorkflowUpdateHandle<Outcome> | null> {
  const startWorkflowOperation = new WithStartWorkflowOperation<Story>(stories[command.noun], {
    ...runOf(command),
    workflowIdConflictPolicy: 'USE_EXISTING',
    workflowIdReusePolicy: 'ALLOW_DUPLICATE',
  });
  try {
    return await client.withDeadline(Date.now() + acceptWithin, () =>
      client.workflow.startUpdateWithStart<Story, Outcome, [Command]>(commandUpdate, {
        args: [command],
        updateId: updateIdOf(command),
        waitForStage: 'ACCEPTED',
        startWorkflowOperation,
      }),
    );
  } catch (error) {
    if (error instanceof WorkflowUpdateRPCTimeoutOrCancelledError) return null;
    throw error;
  }
}

/** A signal is kept by the server until a worker comes; performed twice with the update, it is performed once. */
async function signalRun(service: Hands, command: Command): Promise<Outcome | null> {
  await service.client.workflow.signalWithStart(stories[command.noun], { ...runOf(command), signal: commandSignal, signalArgs: [command] });
  return performed(service, command);
}

function performed({ db }: Hands, command: Command): Promise<Outcome | null> {
  return db.read(command.collectivity, (tx) => answerTo(tx, command));
}

/** gRPC's own number for a server that cannot be reached. */
const UNAVAILABLE = 14;

function isUnavailable(error: unknown): boolean {
  if (isGrpcServiceError(error)) return error.code === UNAVAILABLE;
  return error instanceof Error && error.cause !== undefined && isUnavailable(error.cause);
}
