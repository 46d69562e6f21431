import type { Collectivity } from '../domain/collectivity';
import { frenchMonth, isCivilDate, isMonth, type CivilDate } from '../domain/dates';
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
  /** what the dossier is called; R-53: a letter to a doctor bears his name */
  readonly title?: DossierTitle | null;
  /** the dossier that has a page of its own, where the task's has none */
  readonly shownAt?: DossierAt | null;
};
export type DossierTitle = { readonly text: string; readonly isPersonal: boolean };
type DossierAt = { readonly noun: string; readonly dossier: string };
/** What a reader recognises a dossier by. */
export type Subject = Pick<BoardTask, 'date' | 'about' | 'site' | 'title' | 'shownAt'>;

type Body = {
  readonly date?: unknown;
  readonly site?: unknown;
  readonly doctor?: unknown;
  readonly number?: unknown;
  readonly title?: unknown;
  readonly month?: unknown;
  readonly subject?: unknown;
};

const tables = {
  'consultation-day': 'consultation_days',
  cover: 'covers',
  engagement: 'engagements',
  creditor: 'creditors',
  statement: 'statements',
  convention: 'conventions',
  campaign: 'campaigns',
  'signature-round': 'signature_rounds',
  'month-closing': 'month_closings',
} as const;

function placeOf({ noun, dossier }: Pick<Task, 'noun' | 'dossier'>): Place | null {
  const found = Object.entries(tables).find(([name]) => name === noun);
  return found === undefined ? null : { table: found[1], id: dossier };
}

const textOf = (value: unknown): string | null => (typeof value === 'string' && value !== '' ? value : null);

function titleOf(body: Body | null): DossierTitle | null {
  const called = [textOf(body?.number), textOf(body?.title)].filter((each) => each !== null);
  const month = textOf(body?.month);
  const text = called.length > 0 ? called.join(', ') : month !== null && isMonth(month) ? frenchMonth(month) : null;
  return text === null ? null : { text, isPersonal: signedOf(body)?.noun === 'engagement' };
}

/** A round of signatures is shown on the page of what is signed. */
function signedOf(body: Body | null): DossierAt | null {
  const { subject } = body ?? {};
  if (typeof subject !== 'object' || subject === null || !('noun' in subject) || !('dossier' in subject)) return null;
  return { noun: String(subject.noun), dossier: String(subject.dossier) };
}

type About = Pick<Task, 'noun' | 'dossier'> & { readonly ref: string | null };

/** By what each dossier is recognised, in a few statements whatever their number. */
export async function subjectsOf(tx: Tx, collectivity: Collectivity, asked: readonly About[]): Promise<readonly Subject[]> {
  const bodyOf = await statesAt(tx, unique(asked.flatMap((each) => placeOf(each) ?? [])));
  const bodies = asked.map((each) => {
    const place = placeOf(each);
    return place === null ? null : bodyOf<Body>(place.table, place.id);
  });
  const named = [...asked.map(({ ref }) => ref), ...bodies.flatMap((body) => [textOf(body?.doctor), textOf(body?.site)])];
  const partyOf = await partiesOf(
    tx,
    collectivity,
    named.filter((ref) => ref !== null),
  );
  return asked.map(({ ref }, n) => {
    const body = bodies[n] ?? null;
    const on = textOf(body?.date);
    const about = textOf(body?.doctor) ?? ref;
    const place = textOf(body?.site);
    return {
      date: on !== null && isCivilDate(on) ? on : null,
      about: about === null ? null : partyOf(about),
      site: place === null ? null : (partyOf(place)?.name ?? null),
      title: titleOf(body),
      shownAt: signedOf(body),
    };
  });
}

/** Everything that waits, soonest first. */
export async function boardTasks(
  tx: Tx,
  collectivity: Collectivity,
  isAsked: (task: Task) => boolean = () => true,
): Promise<readonly BoardTask[]> {
  const all = (await tasks(tx)).filter(isAsked);
  const subjects = await subjectsOf(
    tx,
    collectivity,
    all.map(({ noun, dossier, detail }) => ({ noun, dossier, ref: textOf(detail['ref']) })),
  );
  const owners = all.flatMap(({ owner, ownerKind }) => (ownerKind === 'party' ? [owner] : []));
  const partyOf = await partiesOf(tx, collectivity, owners);
  return all.map((task, n) => ({
    ...task,
    party: task.ownerKind === 'party' ? partyOf(task.owner) : null,
    date: null,
    about: null,
    site: null,
    ...subjects[n],
  }));
}

/** What waits in one dossier; the round that signs it has no page of its own, and waits there too. */
export async function waitingIn(tx: Tx, collectivity: Collectivity, at: DossierAt): Promise<readonly BoardTask[]> {
  const isIt = (shown: DossierAt | null | undefined): boolean => shown?.noun === at.noun && shown.dossier === at.dossier;
  const near = await boardTasks(tx, collectivity, (task) => isIt(task) || task.noun === 'signature-round');
  return near.filter((task) => isIt(task) || isIt(task.shownAt));
}

function unique(places: readonly Place[]): readonly Place[] {
  return [...new Map(places.map((place) => [`${place.table}/${place.id}`, place])).values()];
}
