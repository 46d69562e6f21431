import { workflowInfo } from '@temporalio/workflow';
import { defineSearchAttributeKey } from '@temporalio/common';
import { dateIn, instantFromMs, monthOf, previousMonth, type TimeZone } from '../domain/dates';
import { announceMonth } from './activities';
import { story } from './dossier';

export const monthClosing = story('month-closing', async (month) => {
  await month.until(({ status }) => status !== 'announced'); // 1. presences are completed, or the day given for it is over
  for (;;) {
    await month.until(({ status }) => status !== 'draft'); // 2. PROJET: somebody who attested nothing approves it
    const now = await month.until(({ status }) => status !== 'approved'); // 3. numbers are taken, or the PROJET is reopened
    if (now.status === 'draft') continue;
    await month.until(({ status }) => status !== 'issued'); // 4. documents are drawn and sealed, then told to everybody
    const end = await month.until(({ status }) => status !== 'published'); // 5. the accountant answers for each document
    if (end.closed) return;
  } // a wrong document is replaced: back to 2
});

export type ScheduledClosing = { readonly collectivity: string; readonly zone: TimeZone };

const scheduledFor = defineSearchAttributeKey('TemporalScheduledStartTime', 'DATETIME');

/** Started by a collectivity's Schedule: closes the month before the one it was scheduled in, however late it runs. */
export async function closeMonth({ collectivity, zone }: ScheduledClosing): Promise<void> {
  const { typedSearchAttributes, startTime } = workflowInfo();
  const nominal = typedSearchAttributes.get(scheduledFor) ?? startTime;
  await announceMonth(collectivity, previousMonth(monthOf(dateIn(instantFromMs(nominal.getTime()), zone))));
}
