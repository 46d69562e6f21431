import { randomBytes } from 'node:crypto';
import { setTimeout as pause } from 'node:timers/promises';
import type { Client } from '@temporalio/client';
import type { PayloadCodec } from '@temporalio/common';
import { Worker } from '@temporalio/worker';
import { wallTime } from '../../domain/dates';
import { collectivityId, commandId, dossierId } from '../../domain/ids';
import type { Command, Outcome, Standing, Start } from '../../domain/nouns';
import { connectTemporal, prepareNamespace } from '../../runtime/temporal';
import { failureConverterPath } from '../../runtime/payload-codec';
import { workflowBundle } from '../../worker/bundle';
import { commandSignal, commandUpdate } from '../../workflows/contract';
import { temporalRig, type TemporalRig } from '../temporal-rig';

type Day = Standing<'consultation-day'>;
/** A record in the test's memory: what it is asked, and what it answers; the runs are the real ones. */
type Record = {
  standing: Day;
  readonly performed: Command[];
  readonly told: string[];
  readonly answer: (command: Command, now: Day) => Day;
};

let temporal: TemporalRig;
let client: Client;
let worker: Worker;
let running: Promise<void>;
let close: () => Promise<void>;
const namespace = `dossier-${randomBytes(6).toString('hex')}`;
const taskQueue = 'dossier-tests';
const records = new Map<string, Record>();
const recordOf = (dossier: string): Record => {
  const found = records.get(dossier);
  if (found === undefined) throw new Error(`no record ${dossier}`);
  return found;
};

beforeAll(async () => {
  temporal = await temporalRig();
  await prepareNamespace(temporal.connection, namespace);
  ({ client, close } = await connectTemporal({ address: temporal.address, namespace, converter: temporal.converter }));
  worker = await Worker.create({
    connection: temporal.workerConnection,
    namespace,
    taskQueue,
    workflowBundle: await workflowBundle(),
    dataConverter: { ...temporal.converter, failureConverterPath },
    activities: {
      perform: async (command: Command): Promise<Outcome> => {
        const record = recordOf(command.dossier);
        record.performed.push(command);
        record.standing = record.answer(command, record.standing);
        await pause(5);
        return { refusals: [], standing: record.standing };
      },
      dateStuck: ({ dossier }: Command, dates: readonly string[]): Promise<void> =>
        Promise.resolve(void recordOf(dossier).told.push(...dates)),
      standing: (_noun: string, _collectivity: string, dossier: string): Promise<Standing> => Promise.resolve(recordOf(dossier).standing),
    },
  });
  running = worker.run();
}, 120_000);
afterAll(async () => {
  worker.shutdown();
  await running;
  await close();
  await temporal.stop();
}, 60_000);

const collectivity = collectivityId('c-1');
const standing = (change: Partial<Day> = {}): Day => ({
  version: 1,
  status: 'proposed',
  closed: false,
  card: 'Journée de consultation',
  dues: [],
  ...change,
});

async function begin(
  answer: Record['answer'],
  first = standing(),
  start: Partial<Start<'consultation-day'>> = {},
): Promise<{
  readonly id: string;
  readonly record: Record;
  readonly handle: ReturnType<Client['workflow']['getHandle']>;
  readonly again: () => Promise<void>;
}> {
  const dossier = dossierId(`day-${randomBytes(6).toString('hex')}`);
  const id = `consultation-day/${collectivity}/${dossier}`;
  const record: Record = { standing: first, performed: [], told: [], answer };
  records.set(dossier, record);
  const again = async (): Promise<void> =>
    void (await client.workflow.start('consultationDay', {
      taskQueue,
      workflowId: id,
      args: [
        { collectivity, noun: 'consultation-day', dossier, awaits: 'record', standing: null, ...start } satisfies Start<'consultation-day'>,
      ],
    }));
  await again();
  return { id, record, handle: client.workflow.getHandle(id), again };
}
const act = (dossier: string, name: string): Command => ({
  id: commandId(name),
  collectivity,
  noun: 'consultation-day',
  dossier: dossierId(dossier),
  by: { kind: 'clock' },
  received: wallTime(Date.now()),
  action: { type: 'refresh' },
});
const dossierOf = (id: string): string => id.split('/')[2] ?? '';
const counted: Record['answer'] = (_command, now) => ({ ...now, version: now.version + 1 });

async function until(what: string, holds: () => boolean | Promise<boolean>): Promise<void> {
  for (let tries = 0; tries < 200; tries += 1) {
    if (await holds()) return;
    await pause(50);
  }
  throw new Error(`waited in vain for ${what}`);
}

test('R-43: a run that grew long goes on in a new one, and nothing that was sent meanwhile is lost or done twice', async () => {
  const { id, record, handle } = await begin(counted, standing(), { longest: 30 });
  const first = (await handle.describe()).runId;
  const names = Array.from({ length: 60 }, (_, n) => `signal-${n}`);
  for (const [n, name] of names.entries()) {
    await handle.signal(commandSignal, act(dossierOf(id), name));
    if (n % 10 === 9) await pause(200);
  }
  await until('all of them', () => record.performed.length >= names.length);
  expect(record.performed.map((command) => command.id)).toEqual(names);
  await until('a new run', async () => (await handle.describe()).runId !== first);
  const { events = [] } = await client.workflow.getHandle(id, first).fetchHistory();
  expect(events?.at(-1)?.workflowExecutionContinuedAsNewEventAttributes).toBeTruthy();
  const outcome = await handle.executeUpdate<Outcome, [Command]>(commandUpdate, {
    args: [act(dossierOf(id), 'update-1')],
    updateId: 'update-1',
  });
  expect(outcome.standing?.version).toBe(names.length + 2);
  await handle.terminate();
}, 60_000);

test('a date that fell due and stayed in the list is not asked again, and a later one does not wait for it', async () => {
  const stuck = { what: 'answer-lapse', label: 'fin du délai de réponse', at: wallTime(Date.now() - 1_000) } as const;
  const later = { what: 'answer-reminder', label: 'relance', at: wallTime(Date.now() + 1_000) } as const;
  const { id, record, handle } = await begin(
    (command, now) =>
      command.action.type === 'fall-due' && command.action.due === 'answer-reminder'
        ? { ...now, version: now.version + 1, dues: [stuck] }
        : now,
    standing({ dues: [stuck, later] }),
  );
  await until('both dates', () => record.performed.length >= 2);
  await pause(1_000);
  expect(record.performed.map((command) => command.id)).toEqual([
    `consultation-day/${dossierOf(id)}/answer-lapse/${stuck.at}`,
    `consultation-day/${dossierOf(id)}/answer-reminder/${later.at}`,
  ]);
  expect((await handle.describe()).historyLength).toBeLessThan(80);
  expect(new Set(record.told)).toEqual(new Set(['answer-lapse']));
  await handle.terminate();
}, 60_000);

test('a date that comes back as it fell does not spin: it is told and waits a day, while other dates and acts are taken', async () => {
  const fallen = (): Day['dues'][number] => ({ what: 'day-reminder', item: '7', label: 'rappel', at: wallTime(Date.now() - 1) });
  const later = { what: 'answer-reminder', label: 'relance', at: wallTime(Date.now() + 3_000) } as const;
  const isLater = ({ action }: Command): boolean => action.type === 'fall-due' && action.due === 'answer-reminder';
  const { id, record, handle } = await begin(
    (command, now) => ({
      ...now,
      version: now.version + 1,
      dues: [fallen(), ...now.dues.filter(({ what }) => what === 'answer-reminder' && !isLater(command))],
    }),
    standing({ dues: [fallen(), later] }),
  );
  const ofReminder = (): number => record.performed.filter(({ id: name }) => name.includes('/day-reminder/7/')).length;
  await until('twenty times', () => ofReminder() === 20);
  await until('the other date', () => record.performed.some(isLater));
  await handle.signal(commandSignal, act(dossierOf(id), 'an-act'));
  await until('the act', () => record.performed.at(-1)?.id === 'an-act');
  await pause(500);
  expect(ofReminder()).toBe(20);
  expect(new Set(record.told)).toEqual(new Set(['day-reminder/7']));
  await handle.terminate();
}, 60_000);

test('a date to come is waited for, however often it came back: months of missed reminders are taken one after the other', async () => {
  const late = (n: number): Day['dues'][number] => ({
    what: 'answer-reminder',
    label: 'relance',
    at: wallTime(n < 14 ? Date.now() - 100_000 + n : Date.now() + 500),
  });
  const { record, handle } = await begin(
    (_command, now) => ({ ...now, version: now.version + 1, dues: now.version < 24 ? [late(now.version)] : [] }),
    standing({ dues: [late(0)] }),
  );
  await until('all of them', () => record.performed.length === 24);
  expect(record.told).toEqual([]);
  await handle.terminate();
}, 60_000);

test('R-43: a run that was ended by force begins anew from the record, wherever it stands', async () => {
  const { id, record, handle, again } = await begin(counted);
  await until('its start', async () => (await handle.describe()).historyLength > 5);
  await handle.terminate('lost');
  record.standing = standing({
    version: 7,
    status: 'confirmed',
    dues: [{ what: 'answer-lapse', label: 'fin du délai de réponse', at: wallTime(Date.now() + 300) }],
  });
  await again();
  await until('its date', () => record.performed.length === 1);
  expect(record.performed[0]?.id).toMatch(new RegExp(`^consultation-day/${dossierOf(id)}/answer-lapse/`));
  await handle.terminate();
}, 60_000);

test('an answer that tells an older standing changes nothing: the run keeps the newest that it heard', async () => {
  const { id, handle } = await begin(
    (_command, now) => ({ ...now, version: 3, status: 'attested', closed: true }),
    standing({ version: 5 }),
  );
  await until('its start', async () => (await handle.describe()).historyLength > 5);
  await handle.signal(commandSignal, act(dossierOf(id), 'old'));
  await until('the answer', () => recordOf(dossierOf(id)).performed.length === 1);
  await pause(300);
  expect((await handle.describe()).status.name).toBe('RUNNING');
  await handle.terminate();
}, 60_000);

test('a run on a closed dossier performs its command and ends, unless that reopens it', async () => {
  const closed = standing({ status: 'attested', closed: true });
  const stays = await begin((_command, now) => now, closed, { awaits: 'command' });
  await stays.handle.signal(commandSignal, act(dossierOf(stays.id), 'one'));
  await until('its end', async () => (await stays.handle.describe()).status.name === 'COMPLETED');
  const reopened = await begin((_command, now) => ({ ...now, version: 2, status: 'held', closed: false }), closed, { awaits: 'command' });
  await reopened.handle.signal(commandSignal, act(dossierOf(reopened.id), 'one'));
  await until('the act', () => reopened.record.performed.length === 1);
  await pause(300);
  expect((await reopened.handle.describe()).status.name).toBe('RUNNING');
  await reopened.handle.terminate();
}, 60_000);

test('R-43: the history of a whole day replays, and one that the stories would not have written does not', async () => {
  const next = { proposed: 'confirmed', confirmed: 'held', held: 'attested' } as Readonly<{ [status: string]: Day['status'] }>;
  const { id, handle } = await begin((_command, now) => {
    const status = next[now.status] ?? now.status;
    return {
      ...now,
      version: now.version + 1,
      status,
      closed: status === 'attested',
      dues: status === 'attested' ? [] : [{ what: 'answer-lapse', label: 'fin du délai de réponse', at: wallTime(Date.now() + 150) }],
    };
  });
  await handle.signal(commandSignal, act(dossierOf(id), 'accepted'));
  await handle.result();
  const history = await handle.fetchHistory();
  const replayed: (string | null)[] = [];
  // A replay has no namespace of its own: the payloads’ owner cannot be compared.
  const codecs = (temporal.converter.payloadCodecs ?? []).map((codec): PayloadCodec => ({
    encode: (payloads) => codec.encode(payloads),
    decode: (payloads) => codec.decode(payloads),
  }));
  const options = { workflowBundle: await workflowBundle(), dataConverter: { failureConverterPath, payloadCodecs: codecs } };
  for await (const { error } of Worker.runReplayHistories(options, [{ workflowId: id, history }]))
    replayed.push(error === undefined ? null : error.name);
  expect(replayed).toEqual([null]);

  const other = structuredClone(history);
  for (const event of other.events ?? [])
    if (event.activityTaskScheduledEventAttributes?.activityType?.name === 'perform')
      event.activityTaskScheduledEventAttributes.activityType = { name: 'standing' };
  const refused: boolean[] = [];
  for await (const { error } of Worker.runReplayHistories(options, [{ workflowId: id, history: other }])) refused.push(error !== undefined);
  expect(refused).toEqual([true]);
}, 60_000);
