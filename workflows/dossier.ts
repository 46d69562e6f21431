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

type Story<N extends Noun> = (dossier: Dossier<N>) => Promise<void>;

/** A workflow from a story. It may always begin anew from the record: after continue-as-new, a reset, lost Temporal data. */
export function story<N extends Noun>(noun: N, tellIt: Story<N>): (start: Start<N>) => Promise<void> {
  return async (start) => {
    const run = open({ ...start, noun });                          // handlers, before the first await
    const first = await run.begin();
    if (first !== null && !first.closed) await tellIt(run as Dossier<N>);
    await run.end();
  };
}

type Run = { readonly until: (reached: (standing: Standing) => boolean) => Promise<Standing>; readonly begin: () => Promise<Standing | null>; readonly end: () => Promise<void> };

const command = defineUpdate<Outcome, [Command]>(commandUpdate);
const told = defineSignal<[Command]>(commandSignal);

function open(start: Start): Run {
  let standing: Standing | null = start.standing;
  let turn: Promise<unknown> = Promise.resolve();
  let answered = 0;
  let waiting = 0;
  let closing = false;

  const take = (next: Standing | null): void => {
    if (next === null || (standing !== null && next.version < standing.version)) return; // a replayed outcome is old
    const moved = standing === null || standing.status !== next.status;
    standing = next;
    if (moved) show(next);
  };
  const inTurn = (each: Command): Promise<Outcome> => {
    waiting += 1;
    const mine = turn.then(async () => {
      const outcome = await perform(each);
      take(outcome.standing);
      return outcome;
    });
    const settle = (): void => {
      waiting -= 1;
      answered += 1;
    };
    turn = mine.then(settle, settle);
    return mine;
  };

  setHandler(command, inTurn, {
    validator: (_each: Command) => {
      if (closing) throw new Error('this run is closing: send again');
    },
  });
  setHandler(told, async (each) => {
    await inTurn(each);
  });

  const renew = async (): Promise<void> => {
    if (!workflowInfo().continueAsNewSuggested) return;
    closing = true;
    await condition(() => waiting === 0 && allHandlersFinished());
    await continueAsNew<(next: Start) => Promise<void>>({ ...start, awaits: 'record', standing });
  };

  const until = async (reached: (now: Standing) => boolean): Promise<Standing> => {
    for (;;) {
      await condition(() => waiting === 0);
      if (standing === null) throw new Error('a story needs a record');
      if (reached(standing)) return standing;
      await renew();
      await next(standing);
    }
  };

  /** Waits for a command or for the nearest date, which is a command too. */
  const next = async (known: Standing): Promise<void> => {
    const seen = answered;
    const due = known.dues.toSorted((a, b) => a.at - b.at)[0];
    const changed = (): boolean => answered !== seen;
    if (due === undefined) return condition(changed);
    const left = due.at - Date.now();
    if (left > 0 && (await condition(changed, left, { summary: due.item === undefined ? due.what : `${due.what} (${due.item})` }))) return;
    if (!changed() && waiting === 0) await inTurn(fallDue(start, due));
  };

  const begin = async (): Promise<Standing | null> => {
    if (standing !== null) show(standing);
    else if (start.awaits === 'command') await condition(() => answered > 0 && waiting === 0);
    if (standing === null) take(await recorded(start.noun, start.collectivity, start.dossier));
    return standing;
  };
  const end = async (): Promise<void> => {
    await condition(() => waiting === 0);
    closing = true;
    await condition(allHandlersFinished);
  };
  return { until, begin, end };
}

/** The id of a date's command is the dossier, the due and its instant: a date falls due once, whatever restarts. */
function fallDue(start: Start, due: Standing['dues'][number]): Command {
  const item = due.item === undefined ? '' : `/${due.item}`;
  const action = { type: 'fall-due', due: due.what, ...(due.item === undefined ? {} : { item: due.item }) } as Command['action'];
  return { id: commandId(`${start.noun}/${start.dossier}/${due.what}${item}/${due.at}`), collectivity: start.collectivity, noun: start.noun, dossier: start.dossier, by: { kind: 'clock' }, received: due.at, action };
}

/** What the Temporal UI shows: the status as a search attribute, the card in French. */
function show(standing: Standing): void {
  const next = standing.dues.toSorted((a, b) => a.at - b.at)[0];
  upsertSearchAttributes({ RelaisStatus: [standing.status], RelaisClosed: [standing.closed], ...(next === undefined ? {} : { RelaisNextDue: [new Date(next.at)] }) });
  setCurrentDetails(standing.card);
}
