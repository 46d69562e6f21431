import type { Command, Outcome } from '../../domain/nouns';
import { dossierRun } from '../../workflows/contract';

type Given = { readonly args: readonly [Command] };
type Starting = Given & { readonly startWorkflowOperation: { readonly options: { readonly workflowId: string } } };

/** In the place of the server of workflows: a run of every dossier, there or begun, which performs each act at once. */
export function runsDouble(performs: (command: Command) => Promise<Outcome>): object {
  const perform = (run: string, command: Command): Promise<Outcome> =>
    run === dossierRun(command) ? performs(command) : Promise.reject(new Error(`the run of another dossier: ${run}`));
  return {
    withDeadline: <T>(_deadline: number, work: () => Promise<T>): Promise<T> => work(),
    workflow: {
      getHandle: (run: string) => ({
        executeUpdate: (_update: string, { args: [command] }: Given) => perform(run, command),
      }),
      startUpdateWithStart: (_update: string, { args: [command], startWorkflowOperation: { options } }: Starting) =>
        Promise.resolve({ result: () => perform(options.workflowId, command) }),
    },
  };
}
