import {
  CancellationScope,
  allHandlersFinished,
  condition,
  continueAsNew,
  defineSignal,
  defineUpdate,
  setCurrentDetails,
  setHandler,
  sleep,
  upsertSearchAttributes,
  workflowInfo,
} from '@temporalio/workflow';
import type { Command, Noun, Outcome, Standing, Start } from '../domain/nouns';
import { dateStuck, perform, standing as recorded } from './activities';
import { commandSignal, commandUpdate, dueId, dueName, fallDue } from './contract';

/** A dossier as its story sees it: it waits for people and dates, and holds no state but the last standing. */
export type Dossier<N extends Noun> = {
  /** waits until the record stands so; dates fall due meanwhile, commands are performed one at a time */
  readonly until: (reached: (standing: Standing<N>) => boolean) => Promise<Standing<N>>;
};

/** Reference data has no long life, whatever its noun: a run performs the commands that it was sent and ends. */
export async function oneShot(start: Start): Promise<void> {
  const run = open(start);
  await run.begin();
  await run.end();
}

/** A workflow from a story. It may always begin anew from the record: after continue-as-new, a reset, lost Temporal data. */
export function story<N extends Noun>(noun: N, tellIt: (dossier: Dossier<N>) => Promise<void>): (start: Start<N>) => Promise<void> {
  return async (start) => {
    const run = open({ ...start, noun }); // handlers, before the first await
    const first = await run.begin();
    if (first !== null && !first.closed) await tellIt(run);
    await run.end();
  };
}

/** Commands one at a time, in order of arrival; the last standing that a record gave. */
type Turns<N extends Noun> = {
  standing: Standing<N> | null;
  waiting: number;
  answered: number;
  closing: boolean;
  /** dates that fell due: one that stayed in the list is not asked again, and keeps no later one waiting */
  readonly fallen: Set<string>;
  /** dates that come back as fallen as they went: how often in a row, and until when each then waits */
  readonly returning: Map<string, { readonly times: number; readonly until: number }>;
  timer: Timer | null;
  /** the version whose stuck dates were told */
  told: number | null;
  readonly take: (command: Command<N>) => Promise<Outcome<N>>;
};

function turns<N extends Noun>(known: Standing<N> | null): Turns<N> {
  let last: Promise<unknown> = Promise.resolve();
  const state: Turns<N> = {
    standing: null,
    waiting: 0,
    answered: 0,
    closing: false,
    fallen: new Set(),
    returning: new Map(),
    timer: null,
    told: null,
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
function hear<N extends Noun>(state: Turns<N>, next: Standing<N> | null): void {
  if (next === null || (state.standing !== null && next.version < state.standing.version)) return;
  const { standing } = state;
  state.standing = next;
  if (standing === null || standing.status !== next.status || firstDate(standing) !== firstDate(next)) show(next);
}

type Run<N extends Noun> = Dossier<N> & { readonly begin: () => Promise<Standing<N> | null>; readonly end: () => Promise<void> };

function open<N extends Noun>(start: Start<N>): Run<N> {
  const state = turns(start.standing);
  setHandler(defineUpdate<Outcome<N>, [Command<N>]>(commandUpdate), state.take, {
    validator: (_command: Command<N>) => {
      if (state.closing) throw new Error('this run is closing: send again');
    },
  });
  setHandler(defineSignal<[Command<N>]>(commandSignal), async (command) => void (await state.take(command)));
  const begin = async (): Promise<Standing<N> | null> => {
    if (state.standing === null && start.awaits === 'command') await condition(() => state.answered > 0 && state.waiting === 0);
    if (state.standing === null) hear(state, await recorded(start.noun, start.collectivity, start.dossier));
    return state.standing;
  };
  const until: Dossier<N>['until'] = async (reached) => {
    for (;;) {
      // every promise of a run costs the worker a stack trace: none is made where there is nothing to wait for
      if (state.waiting > 0) await condition(() => state.waiting === 0);
      const now = state.standing;
      if (now === null) throw new Error('a story needs a record');
      if (reached(now)) return now;
      if (isLong(start)) await renew(start, state);
      await next(start, state, now);
    }
  };
  return { until, begin, end: () => end(start, state) };
}

function isLong({ longest }: Start): boolean {
  const { continueAsNewSuggested, historyLength } = workflowInfo();
  return continueAsNewSuggested || (longest !== undefined && historyLength > longest);
}

/** Takes nothing more, and finishes what it took; a command that opens or reopens the dossier meanwhile has it told anew. */
async function end<N extends Noun>(start: Start<N>, state: Turns<N>): Promise<void> {
  await condition(() => state.waiting === 0);
  const was = state.standing;
  state.closing = true;
  await condition(() => state.waiting === 0 && allHandlersFinished());
  const { standing } = state;
  if (was?.closed !== false && standing?.closed === false) await again(start, standing);
}

/** A long file goes on in a new run before its history grows heavy; nothing that was sent is left behind. */
async function renew<N extends Noun>(start: Start<N>, state: Turns<N>): Promise<void> {
  state.closing = true;
  await condition(() => state.waiting === 0 && allHandlersFinished());
  await again(start, state.standing);
}

function again<N extends Noun>(start: Start<N>, standing: Standing<N> | null): Promise<never> {
  return continueAsNew<(next: Start<N>) => Promise<void>>({ ...start, awaits: 'record', standing });
}

type Due = Standing['dues'][number];

/** A fault of a rule must not spin: a date that fell this often at once waits a day each time, and is told. Months of missed reminders are fewer. */
const mostAtOnce = 20;
const day = 24 * 60 * 60 * 1_000;

/** When to take it: a date to come at its moment, one that fell as soon as it may. */
function momentOf<N extends Noun>({ returning }: Turns<N>, due: Due): number {
  return due.at > Date.now() ? due.at : Math.max(due.at, returning.get(dueName(due))?.until ?? 0);
}

function nearest<N extends Noun>(start: Start, state: Turns<N>, dues: readonly Due[]): Due | undefined {
  const open = dues.filter((due) => !state.fallen.has(dueId(start, due)));
  return open.toSorted((a, b) => momentOf(state, a) - momentOf(state, b))[0];
}

function count<N extends Noun>({ returning }: Turns<N>, due: Due, isFallen: boolean): void {
  const times = isFallen ? (returning.get(dueName(due))?.times ?? 0) + 1 : 0;
  returning.set(dueName(due), { times, until: times < mostAtOnce ? 0 : Date.now() + day });
}

/** Dates that fell and are still there, or that come back at once. */
function stuckDates<N extends Noun>(start: Start<N>, state: Turns<N>, { dues }: Standing<N>): readonly Due[] {
  return dues.filter((due) => state.fallen.has(dueId(start, due)) || (due.at <= Date.now() && momentOf(state, due) > Date.now()));
}

/** A timer goes on as long as its moment is the nearest, whatever was decided meanwhile: each one anew would cost the history two events. */
type Timer = { readonly at: number; readonly scope: CancellationScope; fired: boolean };

function timerFor<N extends Noun>(state: Turns<N>, at: number, left: number, summary: string): Timer {
  const known = state.timer;
  if (known?.at === at) return known;
  known?.scope.cancel();
  const timer: Timer = { at, scope: new CancellationScope(), fired: false };
  state.timer = timer;
  timer.scope
    .run(() => sleep(left, { summary }))
    .then(
      () => (timer.fired = true),
      () => undefined, // another date took its place, or the run ends
    );
  return timer;
}

/** Waits for a command or for the nearest date, which is a command too. */
async function next<N extends Noun>(start: Start<N>, state: Turns<N>, known: Standing<N>): Promise<void> {
  const seen = state.answered;
  const changed = (): boolean => state.answered !== seen;
  const stuck = stuckDates(start, state, known);
  if (stuck.length > 0 && state.told !== known.version) {
    // a fault of ours: a task, once for each version of the record
    state.told = known.version;
    await dateStuck({ collectivity: start.collectivity, noun: start.noun, dossier: start.dossier }, stuck.map(dueName));
  }
  const due = nearest(start, state, known.dues);
  if (due === undefined) {
    state.timer?.scope.cancel();
    state.timer = null;
    return condition(changed);
  }
  const isFallen = due.at <= Date.now();
  const left = momentOf(state, due) - Date.now();
  const name = due.item === undefined ? due.label : `${due.label} (${due.item})`;
  if (left > 0) {
    const timer = timerFor(state, momentOf(state, due), left, name);
    await condition(() => changed() || timer.fired);
  }
  if (changed() || state.waiting > 0) return;
  count(state, due, isFallen);
  state.fallen.add(dueId(start, due));
  await state.take(fallDue(start, due));
}

/** What the Temporal UI shows: the status as a search attribute, the card in French. */
function show(standing: Standing): void {
  const date = firstDate(standing);
  upsertSearchAttributes({
    RelaisStatus: [standing.status],
    RelaisClosed: [standing.closed],
    RelaisNextDue: date === null ? [] : [new Date(date)],
  });
  setCurrentDetails(standing.card);
}

function firstDate({ dues }: Standing): number | null {
  return dues.length === 0 ? null : Math.min(...dues.map(({ at }) => at));
}
