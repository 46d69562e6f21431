import { DefaultLogger, Worker, bundleWorkflowCode } from '@temporalio/worker';
import { WorkflowFailedError } from '@temporalio/client';
import { failureConverterPath } from '../../runtime/payload-codec';
import { temporalRig } from '../temporal-rig';
import type { TemporalRig } from '../temporal-rig';
import { fail, repeat, sayIt, talk } from './codec-workflows';

const SECRET = 'mot-secret';
let rig: TemporalRig;
let worker: Worker;
let running: Promise<void>;

beforeAll(async () => {
  rig = await temporalRig();
  const workflowBundle = await bundleWorkflowCode({
    workflowsPath: require.resolve('./codec-workflows'),
    failureConverterPath,
    logger: new DefaultLogger('ERROR'),
  });
  worker = await Worker.create({
    connection: rig.workerConnection,
    namespace: rig.namespace,
    taskQueue: rig.taskQueue,
    workflowBundle,
    dataConverter: rig.converter,
    activities: { echo: async (text: string) => text },
  });
  running = worker.run();
}, 60_000);

afterAll(async () => {
  worker.shutdown();
  await running;
  await rig.stop();
});

async function history(workflowId: string): Promise<string> {
  const { events } = await rig.client.workflow.getHandle(workflowId).fetchHistory();
  // Payloads as the server holds them: bytes, of which a clear text would show.
  return JSON.stringify(events, (_key, value: unknown) => (value instanceof Uint8Array ? Buffer.from(value).toString('latin1') : value));
}

describe('payloads on the server', () => {
  it('are opened by every party to the workflow and shown to none other', async () => {
    const workflowId = `${rig.taskQueue}-talk`;
    const handle = await rig.client.workflow.start(talk, { workflowId, taskQueue: rig.taskQueue, args: [SECRET] });
    expect(await handle.executeUpdate(sayIt, { args: [SECRET] })).toBe(SECRET);
    expect(await handle.result()).toBe(`${SECRET} ${SECRET} ${SECRET}-child`);
    const events = await history(workflowId);
    expect(events).toContain('relais-scope');
    expect(events).not.toContain(SECRET);
  }, 30_000);

  it('hold a failure’s message too', async () => {
    const workflowId = `${rig.taskQueue}-fail`;
    const handle = await rig.client.workflow.start(fail, { workflowId, taskQueue: rig.taskQueue, args: [SECRET] });
    const error: unknown = await handle.result().catch((thrown: unknown) => thrown);
    expect(error instanceof WorkflowFailedError && error.cause?.message).toBe(`about ${SECRET}`);
    expect(await history(workflowId)).not.toContain(SECRET);
  }, 30_000);

  it('reach a workflow that a Schedule starts under an id of the server’s making', async () => {
    const scheduleId = `${rig.taskQueue}-schedule`;
    const schedule = await rig.client.schedule.create({
      scheduleId,
      spec: { intervals: [{ every: '1 day' }] },
      action: {
        type: 'startWorkflow',
        workflowType: repeat,
        workflowId: `${rig.taskQueue}-closing`,
        taskQueue: rig.taskQueue,
        args: [SECRET],
      },
      state: { triggerImmediately: true },
    });
    const started = await firstAction(async () => (await schedule.describe()).info.recentActions[0]?.action.workflow.workflowId);
    expect(started).toMatch(/-closing-\d{4}-/);
    expect(await rig.client.workflow.getHandle(started).result()).toBe(SECRET);
    await schedule.delete();
  }, 30_000);
});

async function firstAction(look: () => Promise<string | undefined>): Promise<string> {
  for (let turn = 0; turn < 100; turn += 1) {
    const found = await look();
    if (found) return found;
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
  throw new Error('the schedule started nothing');
}
