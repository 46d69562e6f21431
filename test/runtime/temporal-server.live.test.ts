import { existsSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { randomBytes } from 'node:crypto';
import { WorkflowNotFoundError } from '@temporalio/client';
import { dataConverter } from '../../runtime/payload-codec';
import { searchAttributeKeys, searchAttributes } from '../../runtime/search-attributes';
import { connectTemporal, prepareNamespace } from '../../runtime/temporal';
import type { TemporalClient } from '../../runtime/temporal';
import { startTemporalServer } from '../../runtime/temporal-server';
import type { TemporalServer } from '../../runtime/temporal-server';
import { isAlive } from './programs';

const folder = mkdtempSync(join(tmpdir(), 'relais-server-'));
const converter = dataConverter({ current: 'a', keys: new Map([['a', randomBytes(32)]]) });
const NAMESPACE = 'relais';
let server: TemporalServer | null = null;

async function aServer(): Promise<TemporalServer> {
  server = await startTemporalServer({
    dataFolder: folder,
    durable: false,
    progress: (line) => process.stderr.write(`${line}\n`),
    env: { temporalCli: process.env['TEMPORAL_CLI'] },
  });
  return server;
}

async function aClient({ address }: TemporalServer): Promise<TemporalClient> {
  return connectTemporal({ address, namespace: NAMESPACE, converter });
}

async function startAndFilter({ client }: TemporalClient, workflowId: string): Promise<number> {
  await client.workflow.start('day', {
    workflowId,
    taskQueue: 'nobody',
    args: [{ doctor: 'p-12' }],
    typedSearchAttributes: [
      { key: searchAttributeKeys.status, value: 'proposed' },
      { key: searchAttributeKeys.closed, value: false },
      { key: searchAttributeKeys.nextDue, value: new Date('2026-10-01T06:00:00Z') },
    ],
  });
  const query = `RelaisStatus = 'proposed' AND RelaisClosed = false AND RelaisNextDue < '2026-10-02T00:00:00Z' AND WorkflowId = '${workflowId}'`;
  for (let turn = 0; turn < 50; turn += 1) {
    const { count } = await client.workflow.count(query);
    if (count > 0) return count;
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
  return 0;
}

afterEach(async () => {
  await server?.stop();
  server = null;
});
afterAll(() => rmSync(folder, { recursive: true }));

describe('our Temporal server', () => {
  it('has a namespace that is usable as soon as it is prepared, and preparing it again changes nothing', async () => {
    const started = await aServer();
    const records = await aClient(started);
    await prepareNamespace(records.connection, NAMESPACE);
    expect(await startAndFilter(records, 'day/1')).toBe(1);

    await prepareNamespace(records.connection, NAMESPACE);
    const { config } = await records.connection.workflowService.describeNamespace({ namespace: NAMESPACE });
    expect(Number(config?.workflowExecutionRetentionTtl?.seconds)).toBe(90 * 86_400);
    const { customAttributes } = await records.connection.operatorService.listSearchAttributes({ namespace: NAMESPACE });
    expect(Object.keys(customAttributes)).toEqual(expect.arrayContaining(Object.keys(searchAttributes)));
    expect(readdirSync(folder)).toContain('temporal-1.8.2.sqlite-wal');
    expect(started.uiAddress).not.toBeNull();
    expect((await fetch(started.uiAddress ?? '')).status).toBe(200);
    await records.close();
  }, 60_000);

  it('keeps its workflows across a stop and across a kill -9', async () => {
    for (const halt of ['stop', 'kill'] as const) {
      const before = await aServer();
      const pid = before.child?.pid ?? 0;
      const records = await aClient(before);
      expect((await records.client.workflow.getHandle('day/1').describe()).status.name).toBe('RUNNING');
      expect(await startAndFilter(records, `day/${halt}`)).toBe(1);
      await records.close();
      if (halt === 'kill') before.child?.kill('SIGKILL');
      await before.stop();
      expect(isAlive(pid)).toBe(false);
    }
    const after = await aServer();
    const records = await aClient(after);
    for (const id of ['day/1', 'day/stop', 'day/kill']) {
      expect((await records.client.workflow.getHandle(id).describe()).status.name).toBe('RUNNING');
    }
    await expect(records.client.workflow.getHandle('day/none').describe()).rejects.toThrow(WorkflowNotFoundError);
    await records.close();
    expect(readdirSync(folder)).toContain('temporal-1.8.2.sqlite');
    expect(readdirSync(folder)).not.toContain('temporal-1.8.2.sqlite.laying');
  }, 60_000);

  it('makes anew a file whose schema a kill left half laid', async () => {
    const elsewhere = mkdtempSync(join(tmpdir(), 'relais-server-'));
    const file = join(elsewhere, 'temporal-1.8.2.sqlite');
    writeFileSync(file, 'half a schema');
    writeFileSync(`${file}.laying`, '');
    server = await startTemporalServer({ dataFolder: elsewhere, durable: true, headless: true, progress: () => undefined, env: {} });
    expect(existsSync(`${file}.laying`)).toBe(false);
    await server.stop();
    rmSync(elsewhere, { recursive: true });
  }, 60_000);

  it('is used and left running when its address is given', async () => {
    const ours = await aServer();
    const given = await startTemporalServer({
      dataFolder: folder,
      durable: false,
      progress: () => undefined,
      env: { temporalAddress: ours.address },
    });
    expect([given.source, given.child]).toEqual(['running', null]);
    await given.stop();
    expect(isAlive(ours.child?.pid ?? 0)).toBe(true);
  }, 60_000);

  it('says which port is taken instead of talking to whoever holds it', async () => {
    const ours = await aServer();
    const grpc = Number(ours.address.split(':')[1]);
    const second = startTemporalServer({
      dataFolder: null,
      durable: false,
      headless: true,
      ports: { grpc },
      progress: () => undefined,
      env: {},
    });
    await expect(second).rejects.toThrow(`le port ${grpc} est déjà pris`);
  }, 60_000);
});
