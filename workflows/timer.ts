import { sleep } from '@temporalio/workflow';

/** How long the server took for a timer, in milliseconds: a rehearsal must not run faster than its timers. */
export async function timedTimer(ms: number): Promise<number> {
  const from = Date.now();
  await sleep(ms, { summary: 'Minuterie mesurée' });
  return Date.now() - from;
}
