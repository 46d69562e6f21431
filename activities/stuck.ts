import type { Command } from '../domain/nouns';
import { addFault, removeFault } from '../store/next-actions';
import type { Context } from './context';
import { wordless } from './fault';
import { standing } from './standing';

type Of = Pick<Command, 'collectivity' | 'noun' | 'dossier'>;

/** Below this an outage of a moment is over. */
const shownFrom = 5;

/** A command that no attempt can perform is tried until a deploy mends it (D3), and its dossier's later commands wait behind it: so it must be seen. */
export async function shownWhenStuck<T>(
  context: Pick<Context, 'db' | 'log'>,
  command: Command,
  attempt: number,
  work: () => Promise<T>,
): Promise<T> {
  try {
    const done = await work();
    if (attempt > shownFrom)
      await context.db.transaction(command.collectivity, (tx) => removeFault(tx, command, 'command-stuck', command.id));
    return done;
  } catch (error) {
    if (attempt >= shownFrom) await show(context, command, attempt, error);
    throw error;
  }
}

async function show({ db, log }: Pick<Context, 'db' | 'log'>, command: Command, attempt: number, error: unknown): Promise<void> {
  const { collectivity, noun, dossier, id, action } = command;
  log.error('command cannot be performed', { collectivity, noun, dossier, command: id, code: action.type, attempt }, wordless(error));
  try {
    await db.transaction(collectivity, (tx) => addFault(tx, command, 'command-stuck', id, { action: action.type }));
  } catch {
    // the database itself may be what fails: the log has it, and the next attempt tries again
  }
}

/** A date that the rule accepts and lists again: its run asks no more of it than once a day, and somebody must see it. */
export async function dateStuck(context: Context, of: Of, dates: readonly string[]): Promise<void> {
  const { db, log } = context;
  const { collectivity, noun, dossier } = of;
  const now = await standing(context, noun, collectivity, dossier);
  if (now === null || now.closed) return; // an act closed it meanwhile: nobody would take the task away
  for (const date of dates) {
    log.error('date comes back as it fell', { collectivity, noun, dossier, code: date });
    await db.transaction(collectivity, (tx) => addFault(tx, of, 'date-stuck', date, { date }));
  }
}
