import { randomBytes } from 'node:crypto';
import { setTimeout as pause } from 'node:timers/promises';
import { submit } from '../../api/submit';
import type { Service } from '../../api/service';
import type { Context } from '../../activities/context';
import type { Command } from '../../domain/nouns';
import { connectTemporal, prepareNamespace, type TemporalClient } from '../../runtime/temporal';
import { outcomeOf } from '../../store/commands';
import { journalOf } from '../../store/journal';
import { startWorkers, type Workers } from '../../worker/main';
import { command, engineSetting, zoneAction, type EngineSetting } from '../activities/engine-setting';
import { openTestDatabase, type TestDatabase } from '../databases';
import { temporalRig, type TemporalRig } from '../temporal-rig';

let base: TestDatabase;
let temporal: TemporalRig;
let connected: TemporalClient;
let setting: EngineSetting;
let service: Service;
let workers: Workers | null = null;
const namespace = `submit-${randomBytes(6).toString('hex')}`;

beforeAll(async () => {
  [base, temporal] = await Promise.all([openTestDatabase(), temporalRig()]);
  await prepareNamespace(temporal.connection, namespace);
  connected = await connectTemporal({ address: temporal.address, namespace, converter: temporal.converter });
  setting = await engineSetting(base.db);
  service = { db: base.db, client: connected.client } as unknown as Service;
}, 120_000);
afterAll(async () => {
  await workers?.stop();
  await connected.close();
  await temporal.stop();
  await base.close();
}, 60_000);

const startWorker = async (): Promise<void> => {
  const context: Context = { ...setting.context, client: connected.client };
  workers = await startWorkers({ connection: temporal.workerConnection, namespace, converter: temporal.converter, context });
};
const known = ({ id, collectivity }: Command) => base.db.read(collectivity, (tx) => outcomeOf(tx, id));
/** A machine under load may answer 202: the act is performed all the same. */
const performed = async (asked: Command) => {
  for (let tries = 0; tries < 200 && (await known(asked)) === null; tries += 1) await pause(100);
  return known(asked);
};
const journaled = (dossier: string) => base.db.read(setting.collectivity, (tx) => journalOf(tx, 'zone', dossier));

test('without a worker an act is taken within seconds, and performed once when one comes', async () => {
  const asked = command(setting.collectivity, 'zone', 'zone-1', zoneAction());
  const from = Date.now();
  expect(await submit(service, asked)).toBeNull();
  expect(Date.now() - from).toBeLessThan(10_000);
  expect(await submit(service, asked)).toBeNull();
  expect(await known(asked)).toBeNull();
  await startWorker();
  expect(await performed(asked)).toMatchObject({ outcome: { refusals: [], standing: { version: 1 } } });
  expect(await submit(service, asked)).toMatchObject({ refusals: [], standing: { version: 1 } });
  expect(await journaled('zone-1')).toHaveLength(1);
}, 60_000);

test('twenty acts on one dossier at once, whose runs end under their feet, are all performed, one after the other', async () => {
  const acts = Array.from({ length: 20 }, (_, n) =>
    command(setting.collectivity, 'zone', 'zone-2', zoneAction(`CC numéro ${n}`, '200071090')),
  );
  await Promise.all(acts.map((each) => submit(service, each)));
  for (const each of acts) expect(await performed(each)).not.toBeNull();
  const rows = await journaled('zone-2');
  expect(rows).toHaveLength(acts.length);
  expect(rows.map(({ version }) => version)).toEqual(rows.map((_, n) => n + 1));
  expect(new Set(rows.map(({ command: cause }) => cause)).size).toBe(rows.length);
}, 60_000);

test('another collectivity’s dossier of the same name has a run of its own', async () => {
  const other = await engineSetting(base.db);
  const [mine, theirs] = [
    command(setting.collectivity, 'zone', 'zone-3', zoneAction('Ici', '200071108')),
    command(other.collectivity, 'zone', 'zone-3', zoneAction('Ailleurs', '200071108')),
  ];
  await Promise.all([submit(service, mine), submit(service, theirs)]);
  for (const each of [mine, theirs]) expect(await performed(each)).toMatchObject({ outcome: { refusals: [], standing: { version: 1 } } });
}, 60_000);
