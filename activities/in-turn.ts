import type { Command, Noun, Outcome } from '../domain/nouns';
import { undeliveredOf, type Undelivered } from '../store/outbox';
import { dueId, fallDue } from '../workflows/contract';
import type { Context } from './context';
import { perform, recorded } from './perform';
import { beginDelivery, startDelivery } from './start-delivery';

/** Few enough, and soon enough, for an activity's minute and for whoever waits behind it. */
const mostInTurn = 10;
const longestMs = 30_000;

/**
 * A date that gives way at once to the next of its kind (a month is numbered, and told, batch after batch) is followed here:
 * what a month costs the history hardly grows with it. Each command has a delivery of its own, as after a restart.
 */
export async function performInTurn<N extends Noun>(
  context: Context,
  command: Command<N>,
  attempt = 1,
  signal?: AbortSignal,
): Promise<Outcome<N>> {
  if (command.action.type !== 'fall-due') return perform(context, command);
  if (attempt > 1) await deliverAnew(context, command);
  const began = Date.now();
  const first = await recorded(context, command);
  let { outcome } = first;
  const left: (readonly [Command<N>, Undelivered])[] = [[command, first.left]];
  const done = new Set<string>([command.id]);
  for (;;) {
    const isOver = done.size >= mostInTurn || Date.now() - began > longestMs || signal?.aborted === true;
    const next = isOver ? null : following(command, outcome, done);
    if (next === null) break;
    const performed = await recorded(context, next);
    done.add(next.id);
    outcome = performed.outcome;
    left.push([next, performed.left]);
  }
  for (const [each, wrote] of left) await startDelivery(context, each, wrote);
  return outcome;
}

function following<N extends Noun>(command: Command<N>, { refusals, standing }: Outcome<N>, done: ReadonlySet<string>): Command<N> | null {
  const { action } = command;
  if (refusals.length > 0 || standing === null || !('due' in action)) return null;
  const due = standing.dues.find((each) => each.what === action.due && each.at <= Date.now() && !done.has(dueId(command, each)));
  return due === undefined ? null : fallDue(command, due);
}

/** An attempt that ended before its delivery began may have followed more than its own command: whatever this dossier still has to send is begun again. */
async function deliverAnew(context: Context, command: Command): Promise<void> {
  const left = await context.db.read(command.collectivity, (tx) => undeliveredOf(tx, command));
  for (const each of left) if (each.id !== command.id) await beginDelivery(context, each);
}
