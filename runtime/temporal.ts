import { Client, Connection } from '@temporalio/client';
import type { DataConverter } from '@temporalio/common';
// oxlint-disable-next-line no-restricted-imports -- the API's durations hold 64-bit numbers, and the SDK makes them nowhere else
import { msToTs } from '@temporalio/common/lib/time';
import { NativeConnection } from '@temporalio/worker';
import { hasCode } from './error-code';
import { searchAttributes } from './search-attributes';

export type TemporalAccess = {
  readonly address: string;
  /** Sent as a bearer token, and turns TLS on unless `tls` says otherwise. */
  readonly apiKey?: string | undefined;
  readonly tls?: boolean | undefined;
};

export type TemporalClient = {
  readonly connection: Connection;
  readonly client: Client;
  readonly close: () => Promise<void>;
};

/** Closed runs stay readable this long; the lasting record is the database's. */
export const RETENTION_DAYS = 90;
const DAY_SECONDS = 86_400;
const RETENTION = msToTs(RETENTION_DAYS * DAY_SECONDS * 1_000);
const CONNECT_MS = 10_000;
const USABLE_MS = 60_000;
const PAUSE_MS = 100;

/** One connection serves the whole process: each holds its own channel and keep-alive. */
export async function connectTemporal(
  access: TemporalAccess & { readonly namespace: string; readonly converter: DataConverter },
): Promise<TemporalClient> {
  const connection = await Connection.connect({ ...options(access), connectTimeout: CONNECT_MS });
  const client = new Client({ connection, namespace: access.namespace, dataConverter: access.converter });
  return { connection, client, close: () => connection.close() };
}

/** The worker's connection. Close it only once every worker that holds it has ended. */
export async function connectWorker(access: TemporalAccess): Promise<NativeConnection> {
  return NativeConnection.connect(options(access));
}

function options({ address, apiKey, tls = Boolean(apiKey) }: TemporalAccess): { address: string; apiKey?: string; tls: boolean } {
  return { address, tls, ...(apiKey ? { apiKey } : {}) };
}

/** Safe to repeat at every start: makes what lacks, never shortens a retention that someone lengthened, and returns once all is usable. */
export async function prepareNamespace(connection: Connection, namespace: string): Promise<void> {
  await register(connection, namespace);
  await retry(() => retain(connection, namespace));
  await retry(() => declare(connection, namespace));
  await retry(() => tryOut(connection, namespace));
}

async function register(connection: Connection, namespace: string): Promise<void> {
  try {
    await connection.workflowService.registerNamespace({ namespace, workflowExecutionRetentionPeriod: RETENTION });
  } catch (error) {
    if (!hasCode(error, ALREADY_EXISTS)) throw error;
  }
}

async function retain(connection: Connection, namespace: string): Promise<void> {
  const { config } = await connection.workflowService.describeNamespace({ namespace });
  const kept = Number(config?.workflowExecutionRetentionTtl?.seconds ?? 0);
  if (kept >= RETENTION_DAYS * DAY_SECONDS) return;
  await connection.workflowService.updateNamespace({ namespace, config: { workflowExecutionRetentionTtl: RETENTION } });
}

async function declare(connection: Connection, namespace: string): Promise<void> {
  const { customAttributes } = await connection.operatorService.listSearchAttributes({ namespace });
  const missing: Record<string, number> = {};
  for (const [name, type] of Object.entries(searchAttributes)) {
    const known = customAttributes?.[name];
    if (known === undefined) missing[name] = indexedTypes[type];
    else if (known !== indexedTypes[type]) throw new Error(`search attribute ${name} of namespace ${namespace} has another type`);
  }
  if (Object.keys(missing).length === 0) return;
  await connection.operatorService.addSearchAttributes({ namespace, searchAttributes: missing });
}

/** Frontends learn of a namespace and of its attributes with a delay; a query on each attribute fails until they have. */
async function tryOut(connection: Connection, namespace: string): Promise<void> {
  const query = Object.keys(searchAttributes)
    .map((name) => `${name} IS NULL`)
    .join(' AND ');
  await connection.workflowService.countWorkflowExecutions({ namespace, query });
}

/** Numbers of the API's enum IndexedValueType, which the SDK packages do not export. */
const indexedTypes = { KEYWORD: 2, BOOL: 5, DATETIME: 6 } as const;

/** Codes of gRPC itself. */
const INVALID_ARGUMENT = 3;
const NOT_FOUND = 5;
const ALREADY_EXISTS = 6;
const UNAVAILABLE = 14;
const UNTIL_USABLE: readonly number[] = [INVALID_ARGUMENT, NOT_FOUND, ALREADY_EXISTS, UNAVAILABLE];

async function retry(step: () => Promise<void>): Promise<void> {
  const deadline = performance.now() + USABLE_MS;
  for (;;) {
    try {
      return await step();
    } catch (error) {
      const passing = UNTIL_USABLE.some((code) => hasCode(error, code));
      if (!passing || performance.now() > deadline) throw error;
      await new Promise((resolve) => setTimeout(resolve, PAUSE_MS));
    }
  }
}
