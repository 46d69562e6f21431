import { proxyActivities } from '@temporalio/workflow';
import type { Activities } from '../activities';

/** Beaten by the worker's interceptor: what a killed worker left is taken up within seconds. */
const attempt = { startToCloseTimeout: '1 minute', heartbeatTimeout: '6 seconds' } as const;

/** A mail waits for its turn at the relay behind forty others at most (ten activities, four at once each), at the slowest pace three seconds a mail. */
const waited = { ...attempt, startToCloseTimeout: '3 minutes' } as const;

/** Few classes of retry. A record's change is tried until the database is back. */
export const { perform, standing } = proxyActivities<Pick<Activities, 'perform' | 'standing'>>({
  ...attempt,
  retry: { initialInterval: '200ms', backoffCoefficient: 2, maximumInterval: '1 minute' },
});

export const { undelivered, tell, giveUp, announceMonth, dateStuck } = proxyActivities<
  Pick<Activities, 'undelivered' | 'tell' | 'giveUp' | 'announceMonth' | 'dateStuck'>
>({
  ...attempt,
  retry: { initialInterval: '500ms', backoffCoefficient: 2, maximumInterval: '5 minutes' },
});

/** Many at a time: each beat says how far it is. */
export const { draw } = proxyActivities<Pick<Activities, 'draw'>>({
  startToCloseTimeout: '10 minutes',
  heartbeatTimeout: '12 seconds',
  retry: { initialInterval: '500ms', backoffCoefficient: 2, maximumInterval: '5 minutes' },
});

/** Five days of pauses between tries. What counts is what was tried: while no worker runs, nothing is given up. */
export const { deliver } = proxyActivities<Pick<Activities, 'deliver'>>({
  taskQueue: 'relais-delivery',
  ...waited,
  retry: { initialInterval: '1s', backoffCoefficient: 2, maximumInterval: '30 minutes', maximumAttempts: 252 },
});

/** One try for each of many mails; those that fail are then tried one by one, as above. */
export const { deliverMany } = proxyActivities<Pick<Activities, 'deliverMany'>>({
  taskQueue: 'relais-delivery',
  ...waited,
  retry: { initialInterval: '1s', backoffCoefficient: 2, maximumInterval: '5 minutes' },
});
