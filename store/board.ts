import type { Collectivity } from '../domain/collectivity';
import { isCivilDate, type CivilDate } from '../domain/dates';
import type { KnownParty } from '../domain/parties';
import type { Tx } from './db';
import { partiesOf } from './known-parties';
import { tasks, type Task } from './next-actions';
import { statesAt, type Place } from './records';

/** A task with those it is about: what a reader recognises it by. */
export type BoardTask = Task & {
  /** who is waited for, when it is not a role */
  readonly party: KnownParty | null;
  readonly date: CivilDate | null;
  /** the doctor of the dossier, or the one whom the task itself names */
  readonly about: KnownParty | null;
  readonly site: string | null;
};

type Body = {
  readonly date?: unknown;
  readonly site?: unknown;
  readonly doctor?: unknown;
};

const subjects = {
  'consultation-day': 'consultation_days',
  cover: 'covers',
  engagement: 'engagements',
  creditor: 'creditors',
  statement: 'statements',
} as const;

function subjectOf({ noun, dossier }: Task): Place | null {
  const found = Object.entries(subjects).find(([name]) => name === noun);
  return found === undefined ? null : { table: found[1], id: dossier };
}

const textOf = (value: unknown): string | null => (typeof value === 'string' && value !== '' ? value : null);

/** Everything that waits, soonest first, in a few statements whatever their number. */
export async function boardTasks(tx: Tx, collectivity: Collectivity): Promise<readonly BoardTask[]> {
  const all = await tasks(tx);
  const bodyOf = await statesAt(tx, unique(all.flatMap((task) => subjectOf(task) ?? [])));
  const bodies = all.map((task) => {
    const place = subjectOf(task);
    return place === null ? null : bodyOf<Body>(place.table, place.id);
  });
  const ids = bodies.flatMap((body) => [textOf(body?.doctor), textOf(body?.site)]);
  const named = [...all.flatMap(({ owner, ownerKind, detail }) => [ownerKind === 'party' ? owner : null, textOf(detail['ref'])]), ...ids];
  const partyOf = await partiesOf(
    tx,
    collectivity,
    named.filter((ref) => ref !== null),
  );
  return all.map((task, n) => {
    const { date, doctor, site } = bodies[n] ?? {};
    const on = textOf(date);
    const about = textOf(doctor) ?? textOf(task.detail['ref']);
    const place = textOf(site);
    return {
      ...task,
      party: task.ownerKind === 'party' ? partyOf(task.owner) : null,
      date: on !== null && isCivilDate(on) ? on : null,
      about: about === null ? null : partyOf(about),
      site: place === null ? null : (partyOf(place)?.name ?? null),
    };
  });
}

function unique(places: readonly Place[]): readonly Place[] {
  return [...new Map(places.map((place) => [`${place.table}/${place.id}`, place])).values()];
}
