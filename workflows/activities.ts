import { proxyActivities } from '@temporalio/workflow';
import type { Activities } from '../activities';

/** Few classes of retry. A record's change is tried until the database is back. */
export const { perform, standing } = proxyActivities<Pick<Activities, 'perform' | 'standing'>>({
  startToCloseTimeout: '1 minute',
  retry: { initialInterval: '200ms', backoffCoefficient: 2, maximumInterval: '1 minute' },
});

export const { undelivered, draw, documentFailed, tell, giveUp, announceMonth, dateStuck } = proxyActivities<
  Pick<Activities, 'undelivered' | 'draw' | 'documentFailed' | 'tell' | 'giveUp' | 'announceMonth' | 'dateStuck'>
>({
  startToCloseTimeout: '1 minute',
  retry: { initialInterval: '500ms', backoffCoefficient: 2, maximumInterval: '5 minutes' },
});

/** Five days of pauses between tries. What counts is what was tried: while no worker runs, nothing is given up. */
export const { deliver } = proxyActivities<Pick<Activities, 'deliver'>>({
  taskQueue: 'relais-delivery',
  startToCloseTimeout: '1 minute',
  retry: { initialInterval: '1s', backoffCoefficient: 2, maximumInterval: '30 minutes', maximumAttempts: 252 },
});
