import { join } from 'node:path';
import { rm } from 'node:fs/promises';
import { buildProgram, commandLine, onPath } from './build';
import { cached, cacheFolder, fillCache } from './cache';
import type { Finders, Finding } from './find';
import { answers } from './launch';
import { archiveFor, downloadRelease } from './release';
import type { Progress } from './steps';
import { reasonOf, versionOf, withProgress } from './steps';
import { CLI_VERSION, isTried, triedVersions } from './versions';

export type ServerEnv = {
  readonly temporalAddress?: string | undefined;
  /** Only with an address: sent as a bearer token, over TLS unless told otherwise. */
  readonly temporalApiKey?: string | undefined;
  readonly temporalTls?: boolean | undefined;
  readonly temporalCli?: string | undefined;
};

const RUNNING_MS = 5_000;

/** The six ways on this machine. */
export function findersOf(given: ServerEnv, progress: Progress, env: NodeJS.ProcessEnv): Finders {
  const folder = cacheFolder(env);
  return {
    running: () => running(given),
    given: () => named(given.temporalCli),
    path: () => fromPath(env),
    cache: async () => {
      const at = await cached(folder);
      return at ? found(at) : { outcome: 'absent', reason: `rien d’utilisable dans ${folder}` };
    },
    release: () => fromRelease(folder, progress),
    built: () => fromModule(folder, progress, env),
  };
}

async function running({ temporalAddress: address, temporalApiKey: apiKey, temporalTls: tls }: ServerEnv): Promise<Finding> {
  if (!address) return { outcome: 'absent', reason: 'variable absente' };
  const reason = await answers(address, RUNNING_MS, apiKey, tls);
  return reason === null
    ? { outcome: 'found', at: address, version: '' }
    : { outcome: 'failed', reason: `${address} ne répond pas (${reason})` };
}

async function named(path: string | undefined): Promise<Finding> {
  if (!path) return { outcome: 'absent', reason: 'variable absente' };
  const stated = await versionOf(path);
  return 'version' in stated ? { outcome: 'found', at: path, version: stated.version } : { outcome: 'failed', reason: stated.reason };
}

async function fromPath(env: NodeJS.ProcessEnv): Promise<Finding> {
  const path = onPath('temporal', env);
  if (!path) return { outcome: 'absent', reason: 'aucun' };
  const stated = await versionOf(path);
  if (!('version' in stated)) return { outcome: 'failed', reason: stated.reason };
  if (isTried(stated.version)) return { outcome: 'found', at: path, version: stated.version };
  return {
    outcome: 'absent',
    reason: `${path} est en version ${stated.version}, non éprouvée (éprouvée\u00A0: ${triedVersions.join(', ')})`,
  };
}

async function fromRelease(folder: string, progress: Progress): Promise<Finding> {
  const archive = archiveFor(process);
  if (!archive) return { outcome: 'absent', reason: `aucune archive pour ${process.platform} ${process.arch}` };
  return attempt(() =>
    fillCache(folder, progress, (into) =>
      withProgress(progress, `Temporal\u00A0: téléchargement de la version ${CLI_VERSION}`, (note) => downloadRelease(archive, into, note)),
    ),
  );
}

async function fromModule(folder: string, progress: Progress, env: NodeJS.ProcessEnv): Promise<Finding> {
  const go = onPath('go', env);
  if (!go) return { outcome: 'absent', reason: 'la commande «\u00A0go\u00A0» est introuvable' };
  const log = join(folder, 'build.log');
  return attempt(() =>
    fillCache(folder, progress, async (into) => {
      await rm(log, { force: true });
      await withProgress(progress, 'Temporal\u00A0: compilation, une seule fois sur ce poste, de 3 à 10 minutes', () =>
        buildProgram(go, commandLine, into, log, env),
      );
    }),
  );
}

async function attempt(step: () => Promise<string>): Promise<Finding> {
  try {
    return found(await step());
  } catch (error) {
    return { outcome: 'failed', reason: reasonOf(error) };
  }
}

function found(at: string): Finding {
  return { outcome: 'found', at, version: CLI_VERSION };
}
