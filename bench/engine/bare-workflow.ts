import { condition, defineUpdate, proxyActivities, setHandler } from '@temporalio/workflow';
import type { BareActivities } from './round-trip';

const { writeRow } = proxyActivities<BareActivities>({ startToCloseTimeout: '1 minute' });

/** What anybody would write who only wanted an update that is recorded. */
export async function bare(): Promise<void> {
  let ended = false;
  setHandler(defineUpdate<number, [string]>('write'), (text) => writeRow(text));
  setHandler(defineUpdate('end'), () => {
    ended = true;
  });
  await condition(() => ended);
}
