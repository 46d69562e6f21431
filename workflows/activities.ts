import { proxyActivities } from '@temporalio/workflow';
import type { Activities } from '../activities';

/** Few classes of retry. A record's change is tried until the database is back; a mail is tried for days. */
export const { perform, standing } = proxyActivities<Pick<Activities, 'perform' | 'standing'>>({
  startToCloseTimeout: '1 minute',
  retry: { initialInterval: '200ms', backoffCoefficient: 2, maximumInterval: '1 minute' },
});

export const { undelivered, draw, tell, giveUp, announceMonth } = proxyActivities<
  Pick<Activities, 'undelivered' | 'draw' | 'tell' | 'giveUp' | 'announceMonth'>
>({
  startToCloseTimeout: '1 minute',
  retry: { initialInterval: '500ms', backoffCoefficient: 2, maximumInterval: '5 minutes' },
});

export const { deliver } = proxyActivities<Pick<Activities, 'deliver'>>({
  taskQueue: 'relais-delivery',
  startToCloseTimeout: '1 minute',
  scheduleToCloseTimeout: '5 days',
  retry: { initialInterval: '1s', backoffCoefficient: 2, maximumInterval: '30 minutes' },
});
