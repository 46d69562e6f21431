import { monitorEventLoopDelay, performance } from 'node:perf_hooks';
import { draw } from '../../activities/documents';
import type { CollectivityId } from '../../domain/ids';
import type { Stage } from './stage';

/** `busy`: the part of the time that the main thread worked, from 0 to 1. */
export type Drawing = { readonly ms: number; readonly p99: number; readonly max: number; readonly busy: number; readonly digests: string };

/** The documents of a closed month once more, on the main thread and off it: how late the main thread was for everything else. */
export async function drawnTwice(stage: Stage, collectivity: CollectivityId): Promise<{ readonly on: Drawing; readonly off: Drawing }> {
  await once(stage, collectivity, 1); // both find the same warm code and files
  return { on: await once(stage, collectivity, Number.POSITIVE_INFINITY), off: await once(stage, collectivity, 1) };
}

async function once({ context }: Stage, collectivity: CollectivityId, many: number): Promise<Drawing> {
  const { pool } = context.db;
  const { rows } = await pool.query<{ id: string }>(
    'UPDATE documents SET sha256 = NULL, size = NULL WHERE collectivity = $1 RETURNING id',
    [collectivity],
  );
  const ids = rows.map(({ id }) => id).toSorted();
  const delay = monitorEventLoopDelay({ resolution: 5 });
  delay.enable();
  const before = performance.eventLoopUtilization();
  const started = performance.now();
  const failed = await draw(context, collectivity, ids, { many });
  const ms = performance.now() - started;
  const { utilization: busy } = performance.eventLoopUtilization(before);
  delay.disable();
  if (failed.length > 0) throw new Error(`${failed.length} documents cannot be drawn`);
  const sums = await pool.query<{ digests: string }>(
    `SELECT md5(string_agg(sha256, ',' ORDER BY id)) AS digests FROM documents WHERE collectivity = $1`,
    [collectivity],
  );
  return { ms, p99: delay.percentile(99) / 1e6, max: delay.max / 1e6, busy, digests: sums.rows[0]?.digests ?? '' };
}
