import { setTimeout as pause } from 'node:timers/promises';
import { type Client, WorkflowFailedError } from '@temporalio/client';
import { timeZone } from '../../domain/dates';
import { moreSignal, scheduledClosing, taskQueue } from '../../workflows/contract';
import { lifecycles, storyNouns, walks } from './lifecycles';
import { begin, collectivity, due, standing, type Answer } from './scripted-record';

type Scene = (client: Client) => Promise<void>;
/** A scene that does not end is a fault of its own, and is told by its place in the list. */
const longest = 30_000;

/** Every way through every lifecycle, a move by an act that waits, by one that is told, by a date, in turn. */
const lives: readonly Scene[] = storyNouns.flatMap((noun) =>
  walks(lifecycles[noun]).map((walk): Scene => async (client) => {
    const { over } = lifecycles[noun];
    const at = (n: number): ReturnType<typeof standing> => {
      const closed = n > 0 ? n === walk.length - 1 : over.includes(walk[0] ?? '');
      const dues = !closed && n % 3 === 2 ? [due(200)] : [];
      return standing(walk[n] ?? '', n + 1, { closed, dues });
    };
    const reopens = at(0).closed;
    const answer: Answer = (_command, now) => at(now?.version ?? 0);
    const stage = await begin(client, noun, at(0), answer, reopens ? { awaits: 'command' } : {});
    for (let n = reopens ? 1 : 0; n < walk.length - 1; n += 1) {
      await pause(400);
      if (n % 3 === 0) await stage.signal();
      if (n % 3 === 1) await stage.update();
      await stage.at(n + 2);
    }
    await stage.ended();
  }),
);

const day = 'consultation-day';
const lapsed = (version: number): ReturnType<typeof standing> => standing('lapsed', version, { closed: true });

const longFile: Scene = async (client) => {
  const last = 14;
  const stage = await begin(
    client,
    day,
    standing('proposed', 1),
    (_command, now) => (now?.version === last ? lapsed(last + 1) : standing('proposed', (now?.version ?? 0) + 1)),
    { longest: 30 },
  );
  for (let n = 1; n <= last; n += 1) {
    await stage.signal();
    await pause(300);
  }
  await stage.ended();
};

/** Acts so heavy that the server itself suggests a new run. */
const heavyFile: Scene = async (client) => {
  const reason = 'x'.repeat(450_000);
  const stage = await begin(client, day, standing('proposed', 1), (_command, now, times) =>
    times === 7 ? lapsed(8) : standing('proposed', (now?.version ?? 0) + 1),
  );
  for (let n = 0; n < 6; n += 1) await stage.signal({ type: 'settle-undelivered', message: 'mail-1', reason });
  await pause(500);
  await stage.signal();
  await stage.ended();
};

/** A date that an act leaves as it is, then another that takes its place, then none. */
const dateToCome: Scene = async (client) => {
  const [first, second] = [due(60_000), due(90_000)];
  const dues = [[first], [first], [second], []] as const;
  const stage = await begin(client, day, standing('proposed', 1, { dues: [first] }), (_command, now) => {
    const version = (now?.version ?? 0) + 1;
    return version > dues.length ? lapsed(version) : standing('proposed', version, { dues: dues[version - 1] ?? [] });
  });
  for (let n = 0; n < dues.length; n += 1) {
    await pause(700);
    await stage.signal();
  }
  await stage.ended();
};

/** A date that stays in the list, and one that returns as it fell; while the task is written a date passes and an act comes. */
const stuckDates: Scene = async (client) => {
  const fallen = due(-1_000);
  let acts = 0;
  const staying = await begin(client, day, standing('proposed', 1, { dues: [fallen, due(500, '7')] }), (command, now) => {
    const version = (now?.version ?? 0) + 1;
    if (command.action.type === 'fall-due')
      return standing('proposed', version - 1, { dues: [fallen, ...(acts === 0 ? [due(500, '7')] : [])] });
    acts += 1;
    return acts < 3 ? standing('proposed', version, { dues: [fallen, ...(acts === 1 ? [due(300, '8')] : [])] }) : lapsed(version);
  });
  await pause(2_500);
  await staying.signal();
  await pause(350);
  await staying.signal();
  await pause(1_500);
  await staying.update();
  await staying.ended();
  const returning = await begin(client, day, standing('proposed', 1, { dues: [due(-1)] }), (command, now) =>
    command.action.type === 'refresh'
      ? lapsed((now?.version ?? 0) + 1)
      : standing('proposed', (now?.version ?? 0) + 1, { dues: [due(-1)] }),
  );
  await pause(4_000);
  await returning.signal();
  await returning.ended();
};

const odd: readonly Scene[] = [
  longFile,
  heavyFile,
  dateToCome,
  stuckDates,
  async (client) => (await begin(client, 'cover', null, () => null, { awaits: 'command' })).ended(), // refused: nothing was made
  async (client) => (await begin(client, 'person', standing('active', 4), () => 'refused', { awaits: 'command' })).ended(),
  // an answer older than what the run knows; a try that failed
  async (client) => {
    const stage = await begin(client, day, standing('proposed', 5), (_command, _now, times) => {
      if (times === 1) throw new Error('try again');
      return times === 2 ? standing('confirmed', 3) : lapsed(6);
    });
    await stage.signal();
    await pause(600);
    await stage.update();
    await stage.ended();
  },
  // a closed dossier is asked, and stays closed; two acts at once
  async (client) => {
    const stage = await begin(client, day, lapsed(4), (_command, now) => lapsed((now?.version ?? 0) + 1), { awaits: 'command' });
    await stage.ended();
    const both = await begin(client, day, standing('proposed', 1, { dues: [due(60_000)] }), async (_command, _now, times) => {
      await pause(100);
      return times === 1 ? standing('proposed', 2) : lapsed(3);
    });
    await Promise.all([both.signal(), both.signal()]);
    await both.ended();
  },
];

const mail = (n: number): string => `mail-${n}`;
const tells = (count: number, type: 'announced' | 'refresh'): readonly object[] =>
  Array.from({ length: count }, (_, n) => ({
    id: `tell-${n}`,
    noun: day,
    dossier: 'day-1',
    action: { type },
    fromNoun: 'cover',
    fromDossier: 'cover-1',
  }));

function delivery(id: string, left: object | null, cancelled = false): Scene {
  return async (client) => {
    const args = [{ collectivity, command: id, left }];
    const handle = await client.workflow.start('delivery', { taskQueue, workflowId: `delivery/${collectivity}/${id}`, args });
    if (cancelled) {
      await pause(500);
      await handle.cancel();
    }
    await handle.result().catch((error: unknown) => {
      if (!(cancelled && error instanceof WorkflowFailedError)) throw error;
    });
  };
}

/** Begun with a signal that is its own, then told of more while a mail leaves. */
const toldOfMore: Scene = async (client) => {
  const left = { documents: [], messages: [['endless-1']], tells: [] };
  const args = [{ collectivity, command: 'told-of-more', left, by: 'start' }];
  const start = { taskQueue, workflowId: `delivery/${collectivity}/told-of-more`, args };
  const handle = await client.workflow.signalWithStart('delivery', { ...start, signal: moreSignal, signalArgs: ['start'] });
  await handle.signal(moreSignal, 'chain');
  await handle.result();
};

/** More people than have activities of their own. */
const crowd = Array.from({ length: 21 }, (_, n) => [mail(n)]);

const deliveries: readonly Scene[] = [
  delivery('left', { documents: [], messages: [[mail(1), mail(2)], [mail(3)]], tells: [...tells(1, 'announced'), ...tells(1, 'refresh')] }),
  delivery('taken-up', null),
  toldOfMore,
  delivery('many', { documents: [], messages: [], tells: tells(101, 'refresh') }),
  delivery('undrawn', { documents: ['document-1', 'failing-1'], messages: [], tells: tells(1, 'refresh') }),
  delivery('crowd', {
    documents: [],
    messages: [...crowd, [mail(90), mail(91)], ['failing-1'], ['later-1']],
    tells: tells(1, 'announced'),
  }),
  delivery('crowd-served', { documents: [], messages: crowd, tells: tells(1, 'announced') }),
  delivery('unsent', { documents: [], messages: [['failing-1', mail(1)]], tells: tells(1, 'announced') }),
  delivery('cancelled-mail', { documents: [], messages: [['endless-1']], tells: [] }, true),
];

const zone = timeZone('Europe/Paris');
const dated: readonly Scene[] = [
  async (client) => {
    const { scheduleId, workflowId, workflowType } = scheduledClosing(collectivity);
    const args = [{ collectivity, zone }];
    await client.workflow.execute(workflowType, { taskQueue, workflowId: `${workflowId}-by-hand`, args });
    const schedule = await client.schedule.create({
      scheduleId,
      spec: {},
      action: { type: 'startWorkflow', workflowType, workflowId, taskQueue, args },
    });
    await schedule.trigger();
    await pause(1_500);
    await schedule.delete();
  },
  async (client) => void (await client.workflow.execute('timedTimer', { taskQueue, workflowId: 'timer', args: [50] })),
];

export async function playScenes(client: Client): Promise<void> {
  const all = [...lives, ...odd, ...deliveries, ...dated];
  for (let n = 0; n < all.length; n += 8) await Promise.all(all.slice(n, n + 8).map((scene, k) => bounded(scene(client), n + k)));
}

async function bounded(played: Promise<void>, n: number): Promise<void> {
  const over = new AbortController();
  const late = pause(longest, undefined, { signal: over.signal }).then(
    () => Promise.reject(new Error(`scene ${n} does not end`)),
    () => undefined,
  );
  await Promise.race([played, late]);
  over.abort();
}
