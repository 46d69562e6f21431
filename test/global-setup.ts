import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { Connection } from '@temporalio/client';
import { prepareNamespace } from '../runtime/temporal';
import { startTemporalServer } from '../runtime/temporal-server';
import { serverForTheRun, TEST_POSTGRES } from './databases';
import { keepForTeardown } from './global-teardown';
import { TEST_NAMESPACE, TEST_TEMPORAL } from './temporal-rig';

type GlobalConfig = {
  readonly rootDir: string;
  readonly testPathPatterns: { toExecutor: (options: { rootDir: string }) => { isMatch: (path: string) => boolean } };
};

/** One server of each kind for the whole run, unless no test that was asked for needs one, or one is given. */
// oxlint-disable-next-line import/no-default-export -- jest takes these modules by their default export
export default async function setUp(global: GlobalConfig): Promise<void> {
  if (process.env['RELAIS_NO_SERVERS'] === '1' || !needsServer(global)) return;
  await Promise.all([temporalForTheRun(), postgresForTheRun()]);
}

async function postgresForTheRun(): Promise<void> {
  const place = await serverForTheRun();
  if (place === null) return;
  keepForTeardown(place.leave);
  process.env[TEST_POSTGRES] = place.url;
}

async function temporalForTheRun(): Promise<void> {
  if (process.env[TEST_TEMPORAL]) return;
  const server = await startTemporalServer({
    dataFolder: null,
    durable: false,
    headless: true,
    progress: (line) => process.stderr.write(`${line}\n`),
    env: { temporalAddress: process.env['TEMPORAL_ADDRESS'], temporalCli: process.env['TEMPORAL_CLI'] },
  });
  keepForTeardown(server.stop);
  const connection = await Connection.connect({ address: server.address });
  await prepareNamespace(connection, TEST_NAMESPACE);
  await connection.close();
  process.env[TEST_TEMPORAL] = server.address;
}

function needsServer({ rootDir, testPathPatterns }: GlobalConfig): boolean {
  const asked = testPathPatterns.toExecutor({ rootDir });
  const files = readdirSync(join(rootDir, 'test'), { recursive: true, encoding: 'utf8' });
  return files.some((file) => /\.live\.test\.tsx?$/.test(file) && asked.isMatch(join(rootDir, 'test', file)));
}
