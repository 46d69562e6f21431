import { Worker } from '@temporalio/worker';
import { failureConverterPath } from '../../runtime/payload-codec';

/** A recorded run, as `historyToJSON` writes it. */
export type Recorded = { readonly name: string; readonly history: unknown };
export type Replayed = { readonly name: string; readonly fault: string | null };

/** Plays the histories again against the stories of a bundle; `fault` says what Temporal holds against one. */
export async function replay(
  codePath: string,
  all: readonly Recorded[],
  heard: (name: string) => Promise<void> = () => Promise.resolve(),
): Promise<readonly Replayed[]> {
  const replayed: Replayed[] = [];
  const options = { workflowBundle: { codePath }, dataConverter: { failureConverterPath } };
  const histories = all.map(({ name, history }) => ({ workflowId: name, history }));
  for await (const { workflowId, error } of Worker.runReplayHistories(options, histories)) {
    await heard(workflowId);
    replayed.push({ name: workflowId, fault: error === undefined ? null : `${error.name}: ${error.message}` });
  }
  return replayed;
}
