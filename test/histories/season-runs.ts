import { once } from 'node:events';
import { openSync } from 'node:fs';
import { join } from 'node:path';
import type { Client } from '@temporalio/client';
import type { PayloadCodec } from '@temporalio/common';
import { projectRoot } from '../../runtime/config';
import { guarded } from '../../runtime/guard';
import { openKeyring } from '../../runtime/keyring';
import { dataConverter, payloadCodec } from '../../runtime/payload-codec';
import { connectTemporal } from '../../runtime/temporal';
import { opened, plain, type HistoryJson, isFields } from './history-file';
import { isClosed } from './shown';

/** Plays a season of the product in a folder of its own. What it judges of itself is its own bar; here its runs are wanted. */
export async function playSeason(data: string): Promise<void> {
  const program = join(projectRoot(), 'dist', 'season', 'main.js');
  const child = guarded(process.execPath, [program, '--check', '--out', join(data, 'season')], {
    log: openSync(join(data, 'season.log'), 'a', 0o600),
    env: { ...process.env, RELAIS_DATA: data },
  });
  await once(child, 'exit');
}

/** The closed runs that a data folder's Temporal server holds; a collectivity's own commands carry its keys and stay out. */
export async function seasonRuns(data: string, address: string): Promise<readonly HistoryJson[]> {
  const keyring = openKeyring(join(data, 'secrets.json'));
  const { client, close } = await connectTemporal({ address, namespace: 'relais', converter: dataConverter(keyring) });
  try {
    return await closedRuns(client, payloadCodec(keyring), "WorkflowId NOT STARTS_WITH 'collectivity/'");
  } finally {
    await close();
  }
}

export async function closedRuns(client: Client, codec: PayloadCodec | null, query?: string): Promise<readonly HistoryJson[]> {
  const found: HistoryJson[] = [];
  const closed = `ExecutionStatus IN ('Completed', 'ContinuedAsNew', 'Canceled')`;
  for await (const { workflowId, runId } of client.workflow.list({ query: query === undefined ? closed : `${closed} AND ${query}` })) {
    const history = await client.workflow.getHandle(workflowId, runId).fetchHistory();
    const events = await Promise.all((history.events ?? []).map((event) => opened(plain(event), codec)));
    const kept = { events: events.filter(isFields) };
    if (isClosed(kept)) found.push(kept);
  }
  return found;
}
