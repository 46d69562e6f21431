import type { ChildProcess } from 'node:child_process';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { stopChild } from './guard';
import { findServer } from './temporal-server/find';
import type { Found, Source } from './temporal-server/find';
import { findersOf } from './temporal-server/finders';
import type { ServerEnv } from './temporal-server/finders';
import { freePort, launch } from './temporal-server/launch';
import type { Progress } from './temporal-server/steps';
import { isTried } from './temporal-server/versions';

export type TemporalServerOptions = {
  /** Null keeps everything in memory, for tests. */
  readonly dataFolder: string | null;
  /** Whether each commit waits for the disk. */
  readonly durable: boolean;
  readonly ports?: { readonly grpc?: number; readonly ui?: number };
  readonly headless?: boolean;
  /** Where the UI may have payloads decoded. */
  readonly codecEndpoint?: string;
  readonly progress: Progress;
  readonly env: ServerEnv;
};

export type TemporalServer = {
  readonly address: string;
  readonly uiAddress: string | null;
  /** Null when the server was running already: then it is not ours to stop. */
  readonly child: ChildProcess | null;
  readonly source: Source;
  readonly stop: () => Promise<void>;
};

/** A free port may be taken by another program before the server binds it. */
const LAUNCHES = 3;

/** A real Temporal server, found, fetched or built; one message says what was tried when there is none. */
export async function startTemporalServer(options: TemporalServerOptions): Promise<TemporalServer> {
  const found = await findServer(findersOf(options.env, options.progress, process.env));
  if (found.source === 'running') {
    return { address: found.at, uiAddress: null, child: null, source: found.source, stop: async () => undefined };
  }
  if (!isTried(found.version))
    options.progress(`Temporal\u00A0: la version ${found.version} de ${found.at} n’a pas été éprouvée avec Relais.`);
  for (let turn = 1; ; turn += 1) {
    try {
      return await start(found, options);
    } catch (error) {
      if (turn === LAUNCHES || options.ports?.grpc !== undefined || !portTaken(error)) throw error;
    }
  }
}

async function start(found: Found, options: TemporalServerOptions): Promise<TemporalServer> {
  const { dataFolder, ports, headless = false } = options;
  const grpcPort = ports?.grpc ?? (await freePort());
  const uiPort = headless ? null : (ports?.ui ?? (await freePort()));
  const child = await launch({
    program: found.at,
    version: found.version,
    dataFolder,
    durable: options.durable,
    grpcPort,
    uiPort,
    codecEndpoint: options.codecEndpoint ?? null,
    log: join(dataFolder ?? tmpdir(), dataFolder === null ? `relais-temporal-${process.pid}.log` : 'temporal.log'),
  });
  return {
    address: `127.0.0.1:${grpcPort}`,
    uiAddress: uiPort === null ? null : `http://127.0.0.1:${uiPort}`,
    child,
    source: found.source,
    stop: () => stopChild(child),
  };
}

function portTaken(error: unknown): boolean {
  return error instanceof Error && /address already in use|est déjà pris/i.test(error.message);
}
