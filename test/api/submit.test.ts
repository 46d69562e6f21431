import { WorkflowNotFoundError, WorkflowUpdateFailedError, WorkflowUpdateRPCTimeoutOrCancelledError } from '@temporalio/client';
import { submit } from '../../api/submit';
import type { Service } from '../../api/service';
import { collectivityId, dossierId } from '../../domain/ids';
import type { Command, Outcome } from '../../domain/nouns';
import { bodyHash } from '../../store/commands';
import { command, zoneAction } from '../activities/engine-setting';

const asked = command(collectivityId('c-1'), 'month-closing', 'closing-1', { type: 'freeze' }, 'k.1');
const done: Outcome = { refusals: [], standing: null };
const closing = new WorkflowUpdateFailedError('closing', new Error('this run is closing: send again'));
const noRun = new WorkflowNotFoundError('no run', 'month-closing/c-1/closing-1', undefined);
const late = new WorkflowUpdateRPCTimeoutOrCancelledError('late');

type Step = Outcome | Error | { readonly result: Outcome | Error };

type Sent = { readonly updateId: string; readonly args: readonly unknown[] };
type Starting = { readonly startWorkflowOperation: { readonly options: { readonly workflowId: string } } };

/** A server of workflows that answers each sending as the test says, and a record that may know the outcome. */
function service(
  steps: readonly Step[],
  recorded: Outcome | null = null,
  hash = bodyHash(asked),
): { readonly service: Service; readonly calls: string[]; readonly ids: string[]; readonly taken: readonly unknown[][] } {
  const calls: string[] = [];
  const ids: string[] = [];
  const left = [...steps];
  const row = recorded === null ? undefined : { body_hash: hash, outcome: recorded };
  const query = { select: () => query, where: () => query, executeTakeFirst: () => Promise.resolve(row) };
  const taken: unknown[][] = [];
  const sent = (how: string, run: string, updateId: string, args: readonly unknown[]): Step => {
    taken.push([run, ...args]);
    ids.push(updateId);
    calls.push(`${how} ${updateId.replace(/\/[0-9a-f]{16}$/, '')}`);
    return left.shift() ?? closing;
  };
  const client = {
    withDeadline: <T>(_at: number, work: () => Promise<T>): Promise<T> => work(),
    workflow: {
      getHandle: (run: string) => ({
        executeUpdate: (_name: string, { updateId, args }: Sent) => {
          const found = sent('at once', run, updateId, args);
          return found instanceof Error ? Promise.reject(found) : Promise.resolve(found);
        },
      }),
      startUpdateWithStart: (_name: string, { updateId, args, startWorkflowOperation: { options } }: Sent & Starting) => {
        const found = sent('update', options.workflowId, updateId, args);
        if (found instanceof Error) return Promise.reject(found);
        const outcome = 'result' in found ? found.result : found;
        return Promise.resolve({ result: () => (outcome instanceof Error ? Promise.reject(outcome) : Promise.resolve(outcome)) });
      },
      signalWithStart: (
        _story: string,
        { workflowId, signalArgs }: { readonly workflowId: string; readonly signalArgs: readonly unknown[] },
      ) => {
        taken.push([workflowId, ...signalArgs]);
        calls.push(`signal ${String((signalArgs as readonly Command[])[0]?.id)}`);
        return Promise.resolve();
      },
    },
  };
  const db = { read: (_collectivity: string, work: (tx: unknown) => unknown) => Promise.resolve(work({ selectFrom: () => query })) };
  return { service: { client, db } as unknown as Service, calls, ids, taken };
}

test('an act that is performed at once is answered by the run itself', async () => {
  const { service: given, calls } = service([done]);
  expect(await submit(given, asked)).toEqual(done);
  expect(calls).toEqual(['at once k.1']);
});

test('an act that a run took and did not perform before somebody ended it is sent so that it starts another run', async () => {
  const ended = new WorkflowUpdateFailedError('Workflow Update failed', new Error('completed before the Update completed'));
  const { service: given, calls } = service([ended, done]);
  expect(await submit(given, asked)).toEqual(done);
  expect(calls).toEqual(['at once k.1', 'update k.1']);
});

test('an act of reference data, whose runs end with what they were sent, starts one without asking for it', async () => {
  const { service: given, calls } = service([done]);
  expect(await submit(given, command(collectivityId('c-1'), 'zone', 'zone-1', zoneAction(), 'k.1'))).toEqual(done);
  expect(calls).toEqual(['update k.1']);
});

test('an act of a dossier that has no run starts one', async () => {
  const { service: given, calls } = service([noRun, done]);
  expect(await submit(given, asked)).toEqual(done);
  expect(calls).toEqual(['at once k.1', 'update k.1']);
});

test('a run that is closing is asked again under the same id, and the next one answers', async () => {
  const { service: given, calls } = service([closing, closing, { result: closing }, done]);
  expect(await submit(given, asked)).toEqual(done);
  expect(calls).toEqual(['at once k.1', 'update k.1', 'update k.1', 'update k.1']);
});

test('a run that never stops closing gets the act as a signal: nobody waits for ever, nothing is lost', async () => {
  const { service: given, calls } = service([]);
  expect(await submit(given, asked)).toBeNull();
  expect(calls).toEqual(['at once k.1', 'update k.1', 'update k.1', 'update k.1', 'signal k.1']);
});

test('an act that nobody takes in time is left as a signal under the same id', async () => {
  const { service: given, calls, taken } = service([late, late]);
  expect(await submit(given, asked)).toBeNull();
  expect(calls).toEqual(['at once k.1', 'update k.1', 'signal k.1']);
  expect(taken).toEqual(calls.map(() => ['month-closing/c-1/closing-1', asked]));
});

test('an act that takes longer is joined under the same id: taken, it is not sent as a signal', async () => {
  const { service: given, calls, ids } = service([late, done]);
  expect(await submit(given, asked)).toEqual(done);
  expect(calls).toEqual(['at once k.1', 'update k.1']);
  expect(new Set(ids).size).toBe(1);
});

test('the result of an act that was taken is read from the record when it is there already', async () => {
  const waiting = service([late, { result: late }]);
  expect(await submit(waiting.service, asked)).toBeNull();
  expect(waiting.calls).toEqual(['at once k.1', 'update k.1']);
  expect(await submit(service([late, { result: late }], done).service, asked)).toEqual(done);
  expect(await submit(service([late, late], done).service, asked)).toEqual(done);
});

test('a server that cannot be reached is a problem of its own, and any other fault stays a fault', async () => {
  const down = Object.assign(new Error('down'), { code: 14, details: 'down', metadata: {} });
  await expect(submit(service([down]).service, asked)).rejects.toMatchObject({ problem: { status: 503 } });
  await expect(submit(service([new Error('cause', { cause: down })]).service, asked)).rejects.toMatchObject({ problem: { status: 503 } });
  await expect(submit(service([new Error('a bug')]).service, asked)).rejects.toThrow('a bug');
});

test('what another request with the same id was answered is not the answer to this one', async () => {
  const { service: given } = service([late, { result: late }], done, 'another body');
  expect(await submit(given, asked)).toMatchObject({ refusals: [{ code: 'command-reused' }] });
});

test('another body under the same id is another update, so that the server does not answer it by itself', async () => {
  const idOf = async (of: typeof asked): Promise<string | undefined> => {
    const { service: given, ids } = service([done]);
    await submit(given, of);
    return ids[0];
  };
  expect(await idOf(asked)).toBe(await idOf({ ...asked }));
  expect(await idOf(asked)).not.toBe(await idOf({ ...asked, dossier: dossierId('closing-2') }));
});
