import { Context as Activity } from '@temporalio/activity';
import { collectivityId, dossierId } from '../domain/ids';
import type { Command, Noun, Outcome, Standing } from '../domain/nouns';
import { undelivered as left, type PendingTell, type Undelivered } from '../store/outbox';
import type { Context } from './context';
import { deliver, deliverMany, giveUp } from './deliver';
import { draw } from './documents';
import { performInTurn } from './in-turn';
import { dateStuck, shownWhenStuck } from './stuck';
import { standing } from './standing';
import { tell } from './tell';
import { announceMonth, keepSchedule } from './closing-schedule';

/** The activities of the worker; workflows know their types only. */
// eslint-disable-next-line typescript/explicit-module-boundary-types -- the type of the activities is this very value
export function createActivities(context: Context) {
  return {
    perform: async <N extends Noun>(command: Command<N>): Promise<Outcome<N>> => {
      const { cancellationSignal: signal, info } = Activity.current();
      return shownWhenStuck(context, command, info.attempt, async () => {
        const outcome = await performInTurn(context, command, info.attempt, signal);
        if (command.noun === 'collectivity') await keepSchedule(context, command.collectivity); // its calendar, zone or hour may have changed
        return outcome;
      });
    },
    announceMonth: (collectivity: string, month: string): Promise<void> => announceMonth(context, collectivity, month),
    standing: <N extends Noun>(noun: N, collectivity: string, dossier: string): Promise<Standing<N> | null> =>
      standing(context, noun, collectivityId(collectivity), dossierId(dossier)),
    undelivered: (collectivity: string, command: string): Promise<Undelivered> =>
      context.db.read(collectivityId(collectivity), (tx) => left(tx, command)),
    draw: (collectivity: string, ids: readonly string[]): Promise<readonly string[]> => {
      const { cancellationSignal: signal, heartbeat: beat, info } = Activity.current();
      const { attempt, heartbeatDetails: from } = info;
      return draw(context, collectivity, ids, { attempt, beat, signal, from: typeof from === 'number' ? from : 0 });
    },
    deliver: (collectivity: string, id: string, announcements: readonly PendingTell[]): Promise<void> => {
      const { cancellationSignal: signal, info } = Activity.current();
      return deliver(context, collectivity, id, { signal, attempt: info.attempt, announcements });
    },
    deliverMany: (collectivity: string, ids: readonly string[]): ReturnType<typeof deliverMany> =>
      deliverMany(context, collectivity, ids, Activity.current().cancellationSignal),
    giveUp: (collectivity: string, id: string): Promise<void> => giveUp(context, collectivity, id),
    dateStuck: (of: Pick<Command, 'collectivity' | 'noun' | 'dossier'>, dates: readonly string[]): Promise<void> =>
      dateStuck(context, of, dates),
    tell: (collectivity: string, rows: readonly PendingTell[]): Promise<void> => tell(context, collectivity, rows),
  };
}

export type Activities = ReturnType<typeof createActivities>;
