import { WorkflowUpdateFailedError, WorkflowUpdateRPCTimeoutOrCancelledError } from '@temporalio/client';
import { submit } from '../../api/submit';
import type { Service } from '../../api/service';
import { collectivityId, dossierId } from '../../domain/ids';
import type { Outcome } from '../../domain/nouns';
import { bodyHash } from '../../store/commands';
import { command, zoneAction } from '../activities/engine-setting';

const asked = command(collectivityId('c-1'), 'zone', 'zone-1', zoneAction(), 'k.1');
const done: Outcome = { refusals: [], standing: null };
const closing = new WorkflowUpdateFailedError('closing', new Error('this run is closing: send again'));
const late = new WorkflowUpdateRPCTimeoutOrCancelledError('late');

type Step = Outcome | Error | { readonly result: Outcome | Error };

/** A server of workflows that answers each sending as the test says, and a record that may know the outcome. */
function service(
  steps: readonly Step[],
  recorded: Outcome | null = null,
  hash = bodyHash(asked),
): { readonly service: Service; readonly calls: string[]; readonly ids: string[] } {
  const calls: string[] = [];
  const ids: string[] = [];
  const left = [...steps];
  const row = recorded === null ? undefined : { body_hash: hash, outcome: recorded };
  const query = { select: () => query, where: () => query, executeTakeFirst: () => Promise.resolve(row) };
  const client = {
    withDeadline: <T>(_at: number, work: () => Promise<T>): Promise<T> => work(),
    workflow: {
      startUpdateWithStart: (_name: string, { updateId }: { readonly updateId: string }) => {
        ids.push(updateId);
        calls.push(`update ${updateId.replace(/\/[0-9a-f]{16}$/, '')}`);
        const step = left.shift() ?? closing;
        if (step instanceof Error) return Promise.reject(step);
        const outcome = 'result' in step ? step.result : step;
        return Promise.resolve({ result: () => (outcome instanceof Error ? Promise.reject(outcome) : Promise.resolve(outcome)) });
      },
      signalWithStart: (_story: string, { signalArgs: [sent] }: { readonly signalArgs: readonly [{ readonly id: string }] }) => {
        calls.push(`signal ${sent.id}`);
        return Promise.resolve();
      },
    },
  };
  const db = { read: (_collectivity: string, work: (tx: unknown) => unknown) => Promise.resolve(work({ selectFrom: () => query })) };
  return { service: { client, db } as unknown as Service, calls, ids };
}

test('an act that is performed at once is answered by the run itself', async () => {
  const { service: given, calls } = service([done]);
  expect(await submit(given, asked)).toEqual(done);
  expect(calls).toEqual(['update k.1']);
});

test('a run that is closing is asked again under the same id, and the next one answers', async () => {
  const { service: given, calls } = service([closing, { result: closing }, done]);
  expect(await submit(given, asked)).toEqual(done);
  expect(calls).toEqual(['update k.1', 'update k.1', 'update k.1']);
});

test('a run that never stops closing gets the act as a signal: nobody waits for ever, nothing is lost', async () => {
  const { service: given, calls } = service([]);
  expect(await submit(given, asked)).toBeNull();
  expect(calls).toEqual(['update k.1', 'update k.1', 'update k.1', 'update k.1', 'signal k.1']);
});

test('an act that nobody takes in time is left as a signal under the same id', async () => {
  const { service: given, calls } = service([late]);
  expect(await submit(given, asked)).toBeNull();
  expect(calls).toEqual(['update k.1', 'signal k.1']);
});

test('an act that was taken needs no second sending; its result is read from the record when it is there already', async () => {
  const waiting = service([{ result: late }]);
  expect(await submit(waiting.service, asked)).toBeNull();
  expect(waiting.calls).toEqual(['update k.1']);
  expect(await submit(service([{ result: late }], done).service, asked)).toEqual(done);
  expect(await submit(service([late], done).service, asked)).toEqual(done);
});

test('a server that cannot be reached is a problem of its own, and any other fault stays a fault', async () => {
  const down = Object.assign(new Error('down'), { code: 14, details: 'down', metadata: {} });
  await expect(submit(service([down]).service, asked)).rejects.toMatchObject({ problem: { status: 503 } });
  await expect(submit(service([new Error('cause', { cause: down })]).service, asked)).rejects.toMatchObject({ problem: { status: 503 } });
  await expect(submit(service([new Error('a bug')]).service, asked)).rejects.toThrow('a bug');
});

test('what another request with the same id was answered is not the answer to this one', async () => {
  const { service: given } = service([{ result: late }], done, 'another body');
  expect(await submit(given, asked)).toMatchObject({ refusals: [{ code: 'command-reused' }] });
});

test('another body under the same id is another update, so that the server does not answer it by itself', async () => {
  const idOf = async (of: typeof asked): Promise<string | undefined> => {
    const { service: given, ids } = service([done]);
    await submit(given, of);
    return ids[0];
  };
  expect(await idOf(asked)).toBe(await idOf({ ...asked }));
  expect(await idOf(asked)).not.toBe(await idOf({ ...asked, dossier: dossierId('zone-2') }));
});
