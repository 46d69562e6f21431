import type { Command, Noun, Outcome } from '../domain/nouns';
import type { Undelivered } from '../store/outbox';
import { dueId, fallDue } from '../workflows/contract';
import type { Context } from './context';
import { perform, recorded } from './perform';
import { beginDelivery, startDelivery } from './start-delivery';

/** Few enough, and soon enough, for an activity's minute and for whoever waits behind it. */
const mostInTurn = 10;
const longestMs = 30_000;

/**
 * A date that gives way at once to the next of its kind (a month is numbered, and told, batch after batch) is followed here: what a month costs the
 * history hardly grows with it. What the chain writes is the first command's to deliver, and its rows say so: a restart in the middle of it begins
 * that very delivery, and the end of the chain tells it that there is more.
 */
export async function performInTurn<N extends Noun>(
  context: Context,
  command: Command<N>,
  attempt = 1,
  signal?: AbortSignal,
): Promise<Outcome<N>> {
  if (command.action.type !== 'fall-due') return perform(context, command);
  const began = Date.now();
  let { outcome, left } = await recorded(context, command);
  const done = new Set<string>([command.id]);
  const isOver = (): boolean => done.size >= mostInTurn || Date.now() - began > longestMs || signal?.aborted === true;
  for (;;) {
    const next = isOver() ? null : following(command, outcome, done);
    if (next === null) break;
    const performed = await recorded(context, { ...next, delivery: command.id });
    done.add(next.id);
    outcome = performed.outcome;
    left = joined(left, performed.left);
  }
  if (done.size === 1 && attempt === 1) await startDelivery(context, command, left);
  // an earlier attempt may have ended before its delivery began, or after it did; or it may still be writing what only the record then tells
  else if (done.size > 1 || !isNothing(left)) await beginDelivery(context, command, attempt === 1 ? left : null);
  return outcome;
}

function joined(one: Undelivered, other: Undelivered): Undelivered {
  return {
    documents: [...one.documents, ...other.documents],
    messages: [...one.messages, ...other.messages],
    tells: [...one.tells, ...other.tells],
  };
}

const isNothing = ({ documents, messages, tells }: Undelivered): boolean => documents.length + messages.length + tells.length === 0;

function following<N extends Noun>(command: Command<N>, { refusals, standing }: Outcome<N>, done: ReadonlySet<string>): Command<N> | null {
  const { action } = command;
  if (refusals.length > 0 || standing === null || !('due' in action)) return null;
  const due = standing.dues.find((each) => each.what === action.due && each.at <= Date.now() && !done.has(dueId(command, each)));
  return due === undefined ? null : fallDue(command, due);
}
