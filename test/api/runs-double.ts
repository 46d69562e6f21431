import type { Command, Outcome } from '../../domain/nouns';
import { dossierRun } from '../../workflows/contract';

/** In the place of the server of workflows: a run of every dossier, which performs each act at once. */
export function runsDouble(performs: (command: Command) => Promise<Outcome>): object {
  return {
    withDeadline: <T>(_deadline: number, work: () => Promise<T>): Promise<T> => work(),
    workflow: {
      getHandle: (run: string) => ({
        executeUpdate: (_update: string, { args: [command] }: { readonly args: readonly [Command] }) =>
          run === dossierRun(command) ? performs(command) : Promise.reject(new Error(`the run of another dossier: ${run}`)),
      }),
    },
  };
}
