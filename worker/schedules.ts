import { keepSchedule } from '../activities/closing-schedule';
import type { Context } from '../activities/context';

/** At each start: a Schedule that was lost, or whose collectivity changed meanwhile, is as it should be again. */
export async function keepSchedules(context: Context): Promise<void> {
  const rows = await context.db.operator((tx) => tx.selectFrom('collectivities').select('id').orderBy('id').execute());
  for (const { id } of rows) await keepSchedule(context, id);
}
