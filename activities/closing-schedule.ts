import { ScheduleNotFoundError, ScheduleOverlapPolicy, type ScheduleOptions } from '@temporalio/client';
import { closingId } from '../domain/closing-state';
import { isRehearsal, type Collectivity } from '../domain/collectivity';
import { month as monthFrom, wallTime } from '../domain/dates';
import { collectivityId, commandId } from '../domain/ids';
import { stateOf } from '../store/records';
import { scheduledClosing, taskQueue } from '../workflows/contract';
import type { Context } from './context';
import { signalCommand } from './tell';

/** a real collectivity's closing begins by its own calendar, a rehearsal's on demand (D17). */
export async function keepSchedule(context: Context, collectivity: string): Promise<void> {
  const settings = await context.db.read(collectivity, (tx) => stateOf<Collectivity>(tx, 'collectivities', collectivity));
  if (settings === null || isRehearsal(settings)) return;
  const wanted = scheduleOf(collectivity, settings);
  try {
    await context.client.schedule.getHandle(wanted.scheduleId).update(({ state }) => ({ ...wanted, state }));
  } catch (error) {
    if (!(error instanceof ScheduleNotFoundError)) throw error;
    await context.client.schedule.create(wanted);
  }
}

/** A machine that was off catches up: a closing that comes late still closes its own month. */
function scheduleOf(
  collectivity: string,
  { closing, zone }: Collectivity,
): ScheduleOptions & { readonly action: { readonly type: 'startWorkflow' } } {
  const { scheduleId, workflowId, workflowType } = scheduledClosing(collectivity);
  return {
    scheduleId,
    spec: { calendars: [{ dayOfMonth: closing.dayOfMonth, hour: closing.hour, comment: 'Clôture du mois précédent' }], timezone: zone },
    policies: { overlap: ScheduleOverlapPolicy.BUFFER_ONE, catchupWindow: '20 days' },
    action: {
      type: 'startWorkflow',
      workflowType,
      workflowId,
      taskQueue,
      args: [{ collectivity, zone }],
      staticSummary: 'Ouverture de la clôture du mois précédent',
    },
  };
}

/** One closing per month: fired twice, by hand or by a machine that catches up, it finds the first. */
export async function announceMonth(context: Context, collectivity: string, month: string): Promise<void> {
  const owner = collectivityId(collectivity);
  const dossier = closingId(owner, monthFrom(month));
  await signalCommand(context, {
    id: commandId(`schedule/${dossier}`),
    collectivity: owner,
    noun: 'month-closing',
    dossier,
    by: { kind: 'clock' },
    received: wallTime(Date.now()),
    action: { type: 'announce', month: monthFrom(month) },
  });
}
