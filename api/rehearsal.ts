import { randomUUID } from 'node:crypto';
import type { Client } from '@temporalio/client';
import type { Clock } from '../domain/collectivity';
import { frenchFigure } from '../runtime/measure';
import { rehearsalSpeed, timerLateness, type RehearsalSpeed } from '../runtime/temporal-server/rehearsal-speed';
import { taskQueue } from '../workflows/contract';

/** D17: the fastest rehearsal that this server's timers allow, in simulated days per second; null while no worker answers. */
export type RehearsalCeiling = () => Promise<RehearsalSpeed | null>;

const DAY_SECONDS = 86_400;
const FASTEST = 1;

/** Times real timers on a server that is not ours. Measured once; tried again as long as it gave nothing. */
export function rehearsalCeiling(client: Client): RehearsalCeiling {
  let known: Promise<RehearsalSpeed | null> | null = null;
  const measure = async (): Promise<RehearsalSpeed | null> => {
    const lateness = await timerLateness((ms) =>
      client.workflow.execute<(ms: number) => Promise<number>>('timedTimer', {
        taskQueue,
        workflowId: `timer/${randomUUID()}`,
        args: [ms],
        workflowExecutionTimeout: '10s',
        staticSummary: 'Mesure des minuteries',
      }),
    ).catch(() => null);
    if (lateness === null) known = null;
    return lateness === null ? null : rehearsalSpeed(FASTEST, lateness);
  };
  return () => (known ??= measure());
}

export type Slowed = { readonly clock: Clock; readonly note: string | null };

/** Lowers a rehearsal to the ceiling. A speed that this same creation was given before stays, so that a retry is the same command. */
export async function slowed(clock: Clock, stored: Clock | null, ceiling: RehearsalCeiling | undefined): Promise<Slowed> {
  if (clock.kind === 'real' || ceiling === undefined) return { clock, note: null };
  const allowed = stored?.kind === 'rehearsal' ? stored.speed : ((await ceiling())?.speed ?? FASTEST) * DAY_SECONDS;
  if (clock.speed <= allowed) return { clock, note: null };
  return {
    clock: { ...clock, speed: allowed },
    note: `La répétition ira à ${shown(allowed)} jour par seconde au lieu de ${shown(clock.speed)}\u00A0: les minuteries du serveur Temporal sont en retard.`,
  };
}

const shown = (speed: number): string => frenchFigure(speed / DAY_SECONDS, 3);
