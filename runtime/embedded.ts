import { mkdirSync, openSync } from 'node:fs';
import { join } from 'node:path';
import { mailTransport } from '../activities/adapters/mail-transports';
import type { Context } from '../activities/context';
import { resume } from '../activities/resume';
import type { MailTransport } from '../activities/ports';
import { startApi } from '../api/main';
import { openDatabase } from '../store/db';
import { installRuntime, startWorkers } from '../worker/main';
import { projectRoot, readConfig, type Config } from './config';
import { guarded } from './guard';
import { instanceKey, keptPorts } from './instance';
import { openKeyring } from './keyring';
import { openLog } from './log';
import { dataConverter } from './payload-codec';
import { onStop } from './shutdown';
import { connectTemporal, connectWorker, prepareNamespace } from './temporal';
import { startTemporalServer } from './temporal-server';

const say = (line: string): void => void process.stderr.write(`${line}\n`);

/** Everything on one machine, one command: Temporal server, database, workers, API. Parts stop in the reverse order. */
async function main(): Promise<void> {
  const reading = readConfig();
  if (!reading.ok) {
    say(['La configuration est refusée :', ...reading.faults.map((fault) => `  - ${fault}`)].join('\n'));
    process.exitCode = 2;
    return;
  }
  const parts: (() => Promise<void>)[] = [];
  const stopping = onStop(async () => {
    for (const stop of parts.toReversed()) await stop();
    say('Relais est arrêté.');
  });
  try {
    await start(reading.config, parts);
  } catch (error) {
    say(`Relais n’a pas pu démarrer : ${error instanceof Error ? error.message : String(error)}`);
    process.exitCode = 1;
    stopping.stop();
  }
}

async function start(config: Config, parts: (() => Promise<void>)[]): Promise<void> {
  mkdirSync(config.data, { recursive: true });
  const log = openLog({ level: config.log.level, file: config.log.file ?? join(config.data, 'relais.log'), program: 'relais' });
  installRuntime(log);
  const ports = await keptPorts(config.data);
  const instance = instanceKey(config.data);
  const keyring = openKeyring(join(config.data, 'keyring.json'));

  const db = await openDatabase(config.databaseUrl, { guarded, log: openSync(join(config.data, 'database.log'), 'a'), say, migrations: join(projectRoot(), 'store', 'migrations') });
  parts.push(() => db.close());
  const { address, apiKey, cli, port, uiPort, namespace } = config.temporal;
  const server = await startTemporalServer({ dataFolder: config.data, durable: true, ports: { grpc: port ?? ports.grpc, ui: uiPort ?? ports.ui }, progress: say, env: { temporalAddress: address, temporalCli: cli } });
  parts.push(() => server.stop());
  const access = { address: server.address, ...(apiKey === undefined ? {} : { apiKey }) };
  const converter = dataConverter(keyring);
  const temporal = await connectTemporal({ ...access, namespace, converter });
  parts.push(() => temporal.close());
  await prepareNamespace(temporal.connection, namespace);

  const httpPort = config.port ?? ports.http;
  const publicUrl = config.publicUrl ?? `http://${config.host}:${httpPort}`;
  const documents = join(config.data, 'documents');
  const context: Context = { db, client: temporal.client, keyring, log, publicUrl, mailFrom: config.mail.from, transportOf: transports(config), documents };
  const connection = await connectWorker(access);
  parts.push(() => connection.close());
  const workers = await startWorkers({ connection, namespace, converter, context });
  parts.push(() => workers.stop());
  workers.failed.catch((error: unknown) => {
    log.error('a worker failed', {}, error);
    process.kill(process.pid, 'SIGTERM');
  });
  const taken = await resume(context);
  log.info('resumed', taken);
  const api = await startApi({ db, client: temporal.client, keyring, log, publicUrl, operatorHash: instance.hash, documents }, { host: config.host, port: httpPort });
  parts.push(() => api.stop());

  say(`API et liens        ${publicUrl}`);
  say(`Documentation       ${publicUrl}/openapi.json`);
  if (server.uiAddress !== null) say(`Interface Temporal  ${server.uiAddress}`);
  say(`Clé d’instance      ${instance.file}${instance.made ? ' (créée à l’instant)' : ''}`);
  say('Relais est prêt.');
}

/** A collectivity's mail goes where its settings say; those without an address of their own use the instance's relay, else a folder. */
function transports(config: Config): Context['transportOf'] {
  const open = new Map<string, MailTransport>();
  return ({ mail }) => {
    const url = mail.kind === 'url' ? mail.url : (config.mail.smtpUrl ?? `file://${join(config.data, 'mails')}`);
    const known = open.get(url);
    if (known !== undefined) return known;
    const made = mailTransport(url, { requireTls: url.startsWith('smtps:'), mailsPerMinute: 6_000 });
    open.set(url, made);
    return made;
  };
}

void main();
