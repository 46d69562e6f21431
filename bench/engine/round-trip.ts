import { join } from 'node:path';
import { bundleWorkflowCode, DefaultLogger, Worker } from '@temporalio/worker';
import { quantile, timed } from './figures';
import { attestedMonth } from './month';
import type { Stage } from './stage';

export type BareActivities = { readonly writeRow: (text: string) => Promise<number> };
export type RoundTrips = { readonly product: readonly number[]; readonly bare: readonly number[] };

const queue = 'bench-bare';
const warmUp = 30;

/** An act of ours and a bare update, in turn: the same server, the same database, the same moment. */
export async function roundTrips(stage: Stage, count: number): Promise<RoundTrips> {
  const { context, client, connection, namespace, converter } = stage;
  const { pool } = context.db;
  await pool.query('CREATE TABLE bench_rows (id bigserial PRIMARY KEY, body text NOT NULL)');
  const activities: BareActivities = {
    writeRow: async (text) => (await pool.query('INSERT INTO bench_rows (body) VALUES ($1)', [text])).rowCount ?? 0,
  };
  const worker = await Worker.create({
    connection,
    namespace,
    dataConverter: converter,
    taskQueue: queue,
    workflowBundle: await bundleWorkflowCode({ workflowsPath: join(__dirname, 'bare-workflow.js'), logger: new DefaultLogger('ERROR') }),
    activities,
    maxCachedWorkflows: 500,
  });
  return worker.runUntil(async () => {
    const handle = await client.workflow.start('bare', { taskQueue: queue, workflowId: 'bare' });
    const act = await anAct(stage);
    const found = { product: [] as number[], bare: [] as number[] };
    for (let n = -warmUp; n < count; n += 1) {
      const turns = [
        async () => found.product.push(await timed(() => act(n))),
        async () => found.bare.push(await timed(() => handle.executeUpdate('write', { args: [`Vote n° ${n}`] }))),
      ];
      for (const turn of n % 2 === 0 ? turns : turns.toReversed()) await turn();
    }
    await handle.executeUpdate('end');
    return { product: found.product.slice(warmUp), bare: found.bare.slice(warmUp) };
  });
}

/** One event of an open dossier: its record, its journal, its tasks, its dates and its answer, in one transaction. */
async function anAct(stage: Stage): Promise<(n: number) => Promise<void>> {
  const collectivity = await stage.collectivity();
  await attestedMonth(stage.context.db, collectivity, stage.context.keyring, 1);
  return async (n) => {
    const budget = { year: 2026, credits: null, mode: 'warn', source: `Vote n° ${n}`, takenUntil: null } as const;
    const of = { collectivity, noun: 'convention', dossier: 'convention-1' } as const;
    const { refusals } = await stage.act(of, { type: 'set-budgets', budgets: [budget] });
    if (refusals.length > 0) throw new Error(`refused: ${refusals.map(({ code }) => code).join(', ')}`);
  };
}

export const atMost = { p50: 1.3, p95: 1.5 } as const;

export function ratios({ product, bare }: RoundTrips): { readonly p50: number; readonly p95: number } {
  const of = (p: number): number => quantile(product, p) / quantile(bare, p);
  return { p50: of(0.5), p95: of(0.95) };
}
