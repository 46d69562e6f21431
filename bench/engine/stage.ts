import { randomBytes } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import type { Client } from '@temporalio/client';
import type { DataConverter } from '@temporalio/common';
import type { NativeConnection } from '@temporalio/worker';
import { mailTransport, relaySettings } from '../../activities/adapters/mail-transports';
import type { Context } from '../../activities/context';
import { perform } from '../../activities/perform';
import { submit } from '../../api/submit';
import { collectivityId, commandId, dossierId, type CollectivityId } from '../../domain/ids';
import { wallTime } from '../../domain/dates';
import type { Command, Noun, Outcome } from '../../domain/nouns';
import { projectRoot } from '../../runtime/config';
import { guarded } from '../../runtime/guard';
import { openLog } from '../../runtime/log';
import { dataConverter } from '../../runtime/payload-codec';
import { connectTemporal, connectWorker, prepareNamespace } from '../../runtime/temporal';
import { startTemporalServer } from '../../runtime/temporal-server';
import { answerTo } from '../../store/commands';
import { openDatabase, type Database } from '../../store/db';
import { installRuntime, startWorkers } from '../../worker/main';
import { settings } from './month';

/** The product's worker in this process, on the embedded database and the server that `npm start` runs, with nothing else beside. */
export type Stage = {
  readonly context: Context;
  readonly client: Client;
  readonly connection: NativeConnection;
  readonly namespace: string;
  readonly converter: DataConverter;
  /** the act, by the API's own way */
  readonly act: <N extends Noun>(of: Of<N>, action: Command<N>['action'], by?: Command['by']) => Promise<Outcome>;
  readonly collectivity: () => Promise<CollectivityId>;
  readonly stop: () => Promise<void>;
};
type Of<N extends Noun> = { readonly collectivity: CollectivityId; readonly noun: N; readonly dossier: string };

export const administrator = { kind: 'user', user: 'administrator-2', role: 'administrator' } as const;

export async function openStage(say: (line: string) => void): Promise<Stage> {
  const folder = mkdtempSync(join(tmpdir(), 'relais-bench-'));
  const stops: (() => Promise<unknown>)[] = [async () => rmSync(folder, { recursive: true, force: true, maxRetries: 5, retryDelay: 200 })];
  const stop = async (): Promise<void> => {
    for (const each of stops.toReversed()) await each();
  };
  try {
    const db = await openDatabase(`pglite:${folder}`, {
      guarded,
      log: join(folder, 'database.log'),
      migrations: join(projectRoot(), 'store', 'migrations'),
    });
    stops.push(() => db.close());
    const env = { temporalCli: process.env['TEMPORAL_CLI'] };
    const server = await startTemporalServer({ dataFolder: folder, durable: true, headless: true, progress: say, env });
    stops.push(() => server.stop());
    const keyring = { current: 'bench', keys: new Map([['bench', randomBytes(32)]]) };
    const converter = dataConverter(keyring);
    const namespace = 'bench';
    const { client, connection: admin, close } = await connectTemporal({ address: server.address, namespace, converter });
    stops.push(close);
    await prepareNamespace(admin, namespace);
    const log = openLog({ level: 'warn', program: 'bench', file: join(folder, 'log') });
    installRuntime(log);
    const mails = `file://${join(folder, 'mails')}`;
    const transport = mailTransport(mails, relaySettings(mails, 60_000));
    const common = { db, client, keyring, log, publicUrl: 'http://127.0.0.1', mailFrom: 'rdv@relais.invalid' };
    const context: Context = { ...common, documents: join(folder, 'documents'), transportOf: () => transport };
    const connection = await connectWorker({ address: server.address });
    stops.push(() => connection.close());
    const workers = await startWorkers({ connection, namespace, converter, context });
    stops.push(workers.stop);
    return {
      context,
      client,
      connection,
      namespace,
      converter,
      act: acting({ client, db }),
      collectivity: () => aCollectivity(context),
      stop,
    };
  } catch (error) {
    await stop();
    throw error;
  }
}

async function aCollectivity(context: Context): Promise<CollectivityId> {
  const collectivity = collectivityId(`place-${randomBytes(6).toString('hex')}`);
  const of = { id: commandId(`set.${collectivity}`), collectivity, noun: 'collectivity', dossier: dossierId(collectivity) } as const;
  await perform<'collectivity'>(context, { ...of, by: administrator, received: wallTime(Date.now()), action: { type: 'set', settings } });
  return collectivity;
}

function acting(service: Parameters<typeof submit>[0]): Stage['act'] {
  return async ({ collectivity, noun, dossier }, action, by = administrator) => {
    const id = commandId(`bench.${randomBytes(8).toString('hex')}`);
    const of = { collectivity, noun, dossier: dossierId(dossier) };
    const command = { id, ...of, by, received: wallTime(Date.now()), action };
    const outcome = await submit(service, command);
    return outcome ?? (await performed(service.db, command));
  };
}

/** A large month may take longer than the API waits. */
async function performed(db: Database, command: Command): Promise<Outcome> {
  for (const deadline = Date.now() + 300_000; Date.now() < deadline; await pause(100)) {
    const outcome = await db.read(command.collectivity, (tx) => answerTo(tx, command));
    if (outcome !== null) return outcome;
  }
  throw new Error(`${command.noun} ${command.dossier}: not performed in time`);
}
