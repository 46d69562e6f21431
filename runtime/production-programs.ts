import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import { buildProgram, onPath, type Source } from './temporal-server/build';
import { cached, cacheFolder, fillCache, type Kept } from './temporal-server/cache';
import { findServer } from './temporal-server/find';
import { findersOf } from './temporal-server/finders';
import { withProgress, type Progress } from './temporal-server/steps';
import { SERVER_VERSION } from './temporal-server/versions';

export { isPortTaken } from './instance';

/** What the production stack runs of Temporal, where it lies on this machine. */
export type ProductionPrograms = { readonly server: string; readonly schemaTool: string; readonly commandLine: string };

type Built = Kept & Source;
const stripped = '-s -w';
const server: Built = {
  file: 'temporal-server',
  states: 'temporal',
  version: SERVER_VERSION,
  main: 'go.temporal.io/server/cmd/server',
  linked: stripped,
};
const schemaTool: Built = {
  file: 'temporal-sql-tool',
  states: 'temporal-sql-tool',
  version: SERVER_VERSION,
  main: 'go.temporal.io/server/cmd/tools/sql',
  linked: stripped,
};

/** The server for production has no archive of its vendor for a bare machine: it is built, once per user, from the pinned module. */
export async function productionPrograms(progress: Progress, env: NodeJS.ProcessEnv): Promise<ProductionPrograms> {
  const folder = cacheFolder(env, `temporal-server-${SERVER_VERSION}`);
  return {
    schemaTool: await program(schemaTool, folder, progress, env),
    server: await program(server, folder, progress, env),
    commandLine: (await findServer(findersOf({ temporalCli: env['TEMPORAL_CLI'] }, progress, env))).at,
  };
}

async function program(built: Built, folder: string, progress: Progress, env: NodeJS.ProcessEnv): Promise<string> {
  const there = await cached(folder, built);
  if (there !== null) return there;
  const go = onPath('go', env);
  if (go === null)
    throw new Error(`${built.file} se compile avec Go 1.26.4 ou plus récent\u00A0: la commande «\u00A0go\u00A0» est introuvable.`);
  const log = join(folder, `${built.file}.log`);
  const make = async (into: string): Promise<void> => {
    await rm(log, { force: true });
    await withProgress(progress, `${built.file}\u00A0: compilation, une seule fois sur ce poste, quelques minutes`, () =>
      buildProgram(go, built, into, log, env),
    );
  };
  return fillCache(folder, progress, make, built);
}
