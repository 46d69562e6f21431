import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { rehearsalCeiling, startApi } from '../api/main';
import { openDatabase, type Database } from '../store/db';
import { socketFolderOf } from '../store/pglite/paths';
import { installRuntime, startWorkerPart, workersPoll } from '../worker/main';
import { startCodecEndpoint } from './codec-endpoint';
import { projectRoot, readConfig, type Config } from './config';
import { guarded, stopChild } from './guard';
import { groundOf, joinedTo, reachable, type Ground, type Joined as JoinedBy } from './ground';
import { instanceKey, isPortTaken, keptPorts, movePorts } from './instance';
import { keptAlive, untilReady, type Beside } from './kept-alive';
import { live, type Life } from './life';
import { noRoom, roomOn } from './room';
import { startTemporalServer } from './temporal-server';
import { welcome } from './welcome';

type Joined = JoinedBy<Database>;

const say = (line: string): void => void process.stderr.write(`${line}\n`, () => undefined);

/** `npm start`: everything on one machine. `--part worker`, `--part api`: one process each, beside a database and a Temporal server that run already. */
const programs = {
  all: {
    start: startAll,
    starts: 'Relais démarre\u00A0: quelques dizaines de secondes, davantage la première fois.',
    started: 'Relais est prêt.',
    stopped: 'Relais est arrêté.',
  },
  worker: { start: startWorker, starts: 'Le worker démarre.', started: 'Le worker est prêt.', stopped: 'Le worker est arrêté.' },
  api: { start: startApiAlone, starts: 'L’API démarre.', started: 'L’API est prête.', stopped: 'L’API est arrêtée.' },
} as const;
type Part = keyof typeof programs;

async function main(): Promise<void> {
  const part = partOf(process.argv.slice(2));
  const reading = readConfig();
  const faults = [...(reading.ok ? partFaults(part, reading.config) : reading.faults), ...(part === null ? [USAGE] : [])];
  if (!reading.ok || part === null || faults.length > 0) {
    say(['La configuration est refusée\u00A0:', ...faults.map((fault) => `  – ${fault}`)].join('\n'));
    process.exitCode = 2;
    return;
  }
  // Whatever the program writes (mails, documents, logs, keys) is for its account alone.
  process.umask(0o077);
  const { start, starts, started, stopped } = programs[part];
  say(starts);
  await live((life) => start(life, reading.config), { say, started, stopped });
}

const USAGE = 'arguments refusés\u00A0: n’en donner aucun, ou «\u00A0--part worker\u00A0», ou «\u00A0--part api\u00A0».';

function partOf(args: readonly string[]): Part | null {
  if (args.length === 0) return 'all';
  const [option, wanted] = args;
  return option === '--part' && args.length === 2 && (wanted === 'worker' || wanted === 'api') ? wanted : null;
}

/** Two parts that each started a server of their own would never meet. */
function partFaults(part: Part | null, { temporal, databaseUrl }: Config): readonly string[] {
  if (part === null || part === 'all') return [];
  return [
    ...(temporal.address === undefined ? ['TEMPORAL_ADDRESS\u00A0: il faut l’indiquer avec «\u00A0--part\u00A0».'] : []),
    ...(databaseUrl.startsWith(EMBEDDED) ? ['DATABASE_URL\u00A0: il faut une adresse postgres:// avec «\u00A0--part\u00A0».'] : []),
  ];
}

const EMBEDDED = 'pglite:';
/** Where Relais itself writes. */
const written = ({ data, databaseUrl }: Config): readonly string[] =>
  databaseUrl.startsWith(EMBEDDED) ? [data, databaseUrl.slice(EMBEDDED.length)] : [data];

async function startAll(life: Life, config: Config): Promise<void> {
  mkdirSync(config.data, { recursive: true, mode: 0o700 });
  if (!roomOn(written(config))()) throw new Error(`Démarrage refusé, ${noRoom}.`);
  const ground = groundOf(life, config, await keptPorts(config.data), 'relais');
  const { host } = config;
  const { httpPort, publicUrl } = ground;
  if (await isPortTaken(httpPort, host))
    throw new Error(
      `Le port ${httpPort} de ${host} est déjà pris. Relais tourne-t-il déjà sur ce dossier\u00A0? Sinon, indiquez un autre port (RELAIS_PORT).`,
    );
  const key = instanceKey(config.data);
  const db = await database(life, config);
  const server = await temporalServer(life, ground);
  const joined = await joinedTo(life, ground, db, server.address);
  if (config.processes === 'split') await separateParts(life, ground, joined);
  else {
    await workerPart(life, ground, joined);
    await apiPart(life, ground, joined);
  }
  welcome({ publicUrl, uiAddress: server.uiAddress, key, config }).forEach(say);
}

async function startWorker(life: Life, config: Config): Promise<void> {
  const ground = groundOf(life, config, await keptPorts(config.data), 'worker');
  await workerPart(life, ground, await joinedTo(life, ground, await database(life, config), config.temporal.address ?? ''));
}

async function startApiAlone(life: Life, config: Config): Promise<void> {
  const ground = groundOf(life, config, await keptPorts(config.data), 'api');
  await apiPart(life, ground, await joinedTo(life, ground, await database(life, config), config.temporal.address ?? ''));
}

function database(life: Life, { databaseUrl, data }: Config): Promise<Database> {
  const options = { guarded, say, log: join(data, 'database.log'), migrations: join(projectRoot(), 'store', 'migrations') };
  return life.keep(
    'Base de données',
    () => openDatabase(databaseUrl, options),
    (db) => db.close(),
  );
}

type Server = { readonly address: string; readonly uiAddress: string | null };

/** Ours is started again on the same ports when it dies, and its UI reads what the codec sealed through this process. */
async function temporalServer(life: Life, { config: { data, temporal }, codec }: Ground): Promise<Server> {
  const { address, apiKey, tls, cli, port, uiPort } = temporal;
  const kept = await movePorts(data, isPortTaken);
  const ports = { grpc: port ?? kept.grpc, ui: uiPort ?? kept.ui };
  const origins = [`http://127.0.0.1:${ports.ui}`, `http://localhost:${ports.ui}`];
  const endpoint =
    address === undefined
      ? await life.keep(
          'Décodeur de l’interface Temporal',
          () => startCodecEndpoint(codec, 0, origins),
          (open) => open.close(),
        )
      : null;
  const launch = (): ReturnType<typeof startTemporalServer> =>
    startTemporalServer({
      dataFolder: data,
      durable: true,
      ports,
      progress: say,
      env: { temporalAddress: address, temporalApiKey: apiKey, temporalTls: tls, temporalCli: cli },
      ...(endpoint === null ? {} : { codecEndpoint: endpoint.url }),
    });
  const { first } = await life.keep(
    'Serveur Temporal',
    () => keptAlive(launch, { stopped: 'Le serveur Temporal s’est arrêté', say }),
    ({ stop }) => stop(),
  );
  return first;
}

async function workerPart(
  life: Life,
  { config, publicUrl, keyring, converter, log, documents }: Ground,
  { db, access, temporal }: Joined,
): Promise<void> {
  installRuntime(log);
  const context = { db, client: temporal.client, keyring, log, publicUrl, documents };
  const { failed, resumed } = await life.keep(
    'Worker',
    () => startWorkerPart({ access, converter, config, context }),
    ({ stop }) => stop(),
  );
  failed.catch((error: unknown) => {
    log.error('a worker failed', {}, error);
    life.fail('Le worker s’est arrêté sur une erreur\u00A0: voir le journal technique.');
  });
  if (resumed.dossiers + resumed.deliveries > 0)
    say(`Repris depuis les enregistrements\u00A0: ${resumed.dossiers} dossier(s), ${resumed.deliveries} envoi(s).`);
}

async function apiPart(
  life: Life,
  { config, publicUrl, keyring, log, documents, httpPort }: Ground,
  { db, temporal }: Joined,
): Promise<void> {
  const { client } = temporal;
  // Our own server's timers are known; another's are timed.
  const rehearsal = config.temporal.address === undefined ? {} : { rehearsalCeiling: rehearsalCeiling(client) };
  const service = {
    db,
    client,
    keyring,
    log,
    publicUrl,
    documents,
    hasRoom: roomOn(written(config)),
    trustedProxies: config.trustedProxies,
    operatorHash: instanceKey(config.data).hash,
    ...rehearsal,
  };
  await life.keep(
    'API',
    () => startApi(service, { host: config.host, port: httpPort }),
    (api) => api.stop(),
  );
  void rehearsal.rehearsalCeiling?.().then((measured) => {
    if (measured !== null && measured.reason !== null) say(measured.reason);
  });
}

/** The same code as one process each; a dead one is started again. They meet in the database and in Temporal, as they would on two machines. */
async function separateParts(life: Life, { config, httpPort, publicUrl, logFile }: Ground, { access, temporal }: Joined): Promise<void> {
  const { DATABASE_URL_FILE: _file, ...inherited } = process.env;
  const own = config.databaseUrl.startsWith(EMBEDDED);
  const env: NodeJS.ProcessEnv = {
    ...(own ? { ...inherited, DATABASE_URL: socketUrl(config.databaseUrl.slice(EMBEDDED.length)) } : process.env),
    TEMPORAL_ADDRESS: access.address,
    RELAIS_PORT: String(httpPort),
    PUBLIC_URL: publicUrl,
    LOG_FILE: logFile,
  };
  const part = (name: 'worker' | 'api', ready: () => Promise<boolean>) => async (): Promise<Beside> => {
    const child = guarded(process.execPath, [__filename, '--part', name], { log: 2, env });
    const stop = (): Promise<void> => stopChild(child, 20_000);
    await untilReady(child, ready).catch(async (error: unknown) => {
      await stop();
      throw error;
    });
    return { child, stop };
  };
  const { namespace } = config.temporal;
  const worker = part('worker', () => workersPoll(temporal.connection, namespace).catch(() => false));
  await life.keep(
    'Worker',
    () => keptAlive(worker, { stopped: 'Le worker s’est arrêté', say }),
    ({ stop }) => stop(),
  );
  const api = part('api', () =>
    fetch(`${reachable(config.host, httpPort)}/readyz`).then(
      ({ ok }) => ok,
      () => false,
    ),
  );
  await life.keep(
    'API',
    () => keptAlive(api, { stopped: 'L’API s’est arrêtée', say }),
    ({ stop }) => stop(),
  );
}

function socketUrl(folder: string): string {
  return `postgres://postgres@/postgres?host=${encodeURIComponent(socketFolderOf(folder))}`;
}

void main();
