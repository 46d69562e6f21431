import { randomBytes } from 'node:crypto';
import type { Client, Connection } from '@temporalio/client';
import type { DataConverter } from '@temporalio/common';
import { DefaultLogger, Runtime } from '@temporalio/worker';
import type { NativeConnection } from '@temporalio/worker';
import { dataConverter } from '../runtime/payload-codec';
import { connectTemporal, connectWorker } from '../runtime/temporal';

/** Set by test/global-setup.ts. Set it by hand to keep one server over several runs; its namespace must have been prepared. */
export const TEST_TEMPORAL = 'RELAIS_TEST_TEMPORAL';
export const TEST_NAMESPACE = 'relais-test';

export type TemporalRig = {
  readonly address: string;
  readonly namespace: string;
  readonly connection: Connection;
  readonly client: Client;
  /** For `Worker.create`, and for nothing after the worker's end. */
  readonly workerConnection: NativeConnection;
  readonly converter: DataConverter;
  /** This test file's own: files share one server and run side by side. Prefix workflow ids with it as well. */
  readonly taskQueue: string;
  readonly stop: () => Promise<void>;
};

let runtimeSet = false;

/** The suite's real Temporal server, with the codec on. Call `stop` once every worker has ended. */
export async function temporalRig(): Promise<TemporalRig> {
  const address = process.env[TEST_TEMPORAL];
  if (!address)
    throw new Error(`no Temporal server: ${TEST_TEMPORAL} is not set (is RELAIS_NO_SERVERS=1, or the file not a .live.test.ts?)`);
  // Once per test file: a failed workflow is often what a test wants, and need not be told.
  if (!runtimeSet) Runtime.install({ logger: new DefaultLogger('ERROR'), shutdownSignals: [] });
  runtimeSet = true;
  const converter = dataConverter({ current: 'test', keys: new Map([['test', randomBytes(32)]]) });
  const { connection, client, close } = await connectTemporal({ address, namespace: TEST_NAMESPACE, converter });
  const workerConnection = await connectWorker({ address });
  return {
    address,
    namespace: TEST_NAMESPACE,
    connection,
    client,
    workerConnection,
    converter,
    taskQueue: `test-${randomBytes(6).toString('hex')}`,
    stop: async () => {
      await workerConnection.close();
      await close();
    },
  };
}
