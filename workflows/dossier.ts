import { allHandlersFinished, condition, continueAsNew, defineSignal, defineUpdate, setCurrentDetails, setHandler, upsertSearchAttributes, workflowInfo } from '@temporalio/workflow';
import { commandId } from '../domain/ids';
import type { Command, Noun, Outcome, Standing, Start } from '../domain/nouns';
import { perform, standing as recorded } from './activities';
import { commandSignal, commandUpdate } from './contract';

/** A dossier as its story sees it: it waits for people and dates, and holds no state but the last standing. */
export type Dossier<N extends Noun> = {
  /** waits until the record stands so; dates fall due meanwhile, commands are performed one at a time */
  readonly until: (reached: (standing: Standing<N>) => boolean) => Promise<Standing<N>>;
};

const update = defineUpdate<Outcome, [Command]>(commandUpdate);
const signal = defineSignal<[Command]>(commandSignal);

/** Reference data has no long life, whatever its noun: a run performs the commands that it was sent and ends. */
export async function oneShot(start: Start): Promise<void> {
  const run = open(start);
  await run.begin();
  await run.end();
}

/** A workflow from a story. It may always begin anew from the record: after continue-as-new, a reset, lost Temporal data. */
export function story<N extends Noun>(noun: N, tellIt: (dossier: Dossier<N>) => Promise<void>): (start: Start<N>) => Promise<void> {
  return async (start) => {
    const run = open({ ...start, noun });                        // handlers, before the first await
    const first = await run.begin();
    if (first !== null && !first.closed) await tellIt(run);
    await run.end();
  };
}

/** Commands one at a time, in order of arrival; the last standing that a record gave. */
type Turns = {
  standing: Standing | null;
  waiting: number;
  answered: number;
  closing: boolean;
  /** the date that fell due last: one that stayed in the list must not turn the run into a spinning loop */
  fell: string;
  readonly take: (command: Command) => Promise<Outcome>;
};

function turns(known: Standing | null): Turns {
  let last: Promise<unknown> = Promise.resolve();
  const state: Turns = {
    standing: null,
    waiting: 0,
    answered: 0,
    closing: false,
    fell: '',
    take: (command) => {
      state.waiting += 1;
      const mine = last.then(async () => {
        const outcome = await perform(command);
        hear(state, outcome.standing);
        return outcome;
      });
      const settle = (): void => {
        state.waiting -= 1;
        state.answered += 1;
      };
      last = mine.then(settle, settle);
      return mine;
    },
  };
  hear(state, known);
  return state;
}

/** A replayed outcome is old: a run never takes a standing of a lower version. */
function hear(state: Turns, next: Standing | null): void {
  if (next === null || (state.standing !== null && next.version < state.standing.version)) return;
  const shown = state.standing;
  state.standing = next;
  show(next, shown);
}

type Run = { readonly until: (reached: (now: Standing) => boolean) => Promise<never>; readonly begin: () => Promise<Standing | null>; readonly end: () => Promise<void> };

function open(start: Start): Run {
  const state = turns(start.standing);
  setHandler(update, state.take, {
    validator: (_command: Command) => {
      if (state.closing) throw new Error('this run is closing: send again');
    },
  });
  setHandler(signal, async (command) => void (await state.take(command)));
  const begin = async (): Promise<Standing | null> => {
    if (state.standing === null && start.awaits === 'command') await condition(() => state.answered > 0 && state.waiting === 0);
    if (state.standing === null) hear(state, await recorded(start.noun, start.collectivity, start.dossier));
    return state.standing;
  };
  const until = async (reached: (now: Standing) => boolean): Promise<Standing> => {
    for (;;) {
      await condition(() => state.waiting === 0);
      const now = state.standing;
      if (now === null) throw new Error('a story needs a record');
      if (reached(now)) return now;
      if (workflowInfo().continueAsNewSuggested) await renew(start, state);
      await next(start, state, now);
    }
  };
  const end = async (): Promise<void> => {
    await condition(() => state.waiting === 0);
    state.closing = true;
    await condition(allHandlersFinished);
  };
  return { until: until as Run['until'], begin, end };
}

/** A long file goes on in a new run before its history grows heavy; nothing that was sent is left behind. */
async function renew(start: Start, state: Turns): Promise<void> {
  state.closing = true;
  await condition(() => state.waiting === 0 && allHandlersFinished());
  await continueAsNew<(next: Start) => Promise<void>>({ ...start, awaits: 'record', standing: state.standing });
}

/** Waits for a command or for the nearest date, which is a command too. */
async function next(start: Start, state: Turns, known: Standing): Promise<void> {
  const seen = state.answered;
  const changed = (): boolean => state.answered !== seen;
  const due = known.dues.toSorted((a, b) => a.at - b.at)[0];
  if (due === undefined || fallDue(start, due).id === state.fell) return condition(changed);
  const left = due.at - Date.now();
  const name = due.item === undefined ? due.label : `${due.label} (${due.item})`;
  if (left > 0 && (await condition(changed, left, { summary: name }))) return;
  if (changed() || state.waiting > 0) return;
  const command = fallDue(start, due);
  state.fell = command.id;
  await state.take(command);
}

/** The id of a date's command is the dossier, the due and its instant: a date falls due once, whatever restarts. */
function fallDue(start: Start, { what, item, at }: Standing['dues'][number]): Command {
  const { noun, dossier, collectivity } = start;
  const action = { type: 'fall-due', due: what, ...(item === undefined ? {} : { item }) } as Command['action'];
  return { id: commandId(`${noun}/${dossier}/${what}${item === undefined ? '' : `/${item}`}/${at}`), collectivity, noun, dossier, by: { kind: 'clock' }, received: at, action };
}

/** What the Temporal UI shows: what one filters by as search attributes, written when they change; the card in French. */
function show(now: Standing, before: Standing | null): void {
  setCurrentDetails(now.card);
  const dueAt = soonest(now);
  if (before !== null && before.status === now.status && before.closed === now.closed && soonest(before) === dueAt) return;
  upsertSearchAttributes({ RelaisStatus: [now.status], RelaisClosed: [now.closed], RelaisNextDue: dueAt === null ? [] : [new Date(dueAt)] });
}

function soonest({ dues }: Standing): number | null {
  return dues.length === 0 ? null : Math.min(...dues.map(({ at }) => at));
}
