import type { Collectivity } from '../domain/collectivity';
import { isCivilDate, type CivilDate } from '../domain/dates';
import { fullName, type Person } from '../domain/person';
import type { Site } from '../domain/site';
import type { Tx } from './db';
import { tasks, type Task } from './next-actions';
import { statesAt, type Place } from './records';

/** A task with the names of those it is about: what a reader recognises it by. */
export type BoardTask = Task & {
  /** who is waited for, when it is not a role */
  readonly ownerName: string | null;
  readonly date: CivilDate | null;
  readonly doctor: string | null;
  readonly site: string | null;
};

type Body = {
  readonly date?: unknown;
  readonly site?: unknown;
  readonly doctor?: unknown;
  readonly name?: unknown;
  readonly title?: unknown;
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

/** Everything that waits, soonest first, in three statements whatever their number. */
export async function boardTasks(tx: Tx, collectivity: Collectivity): Promise<readonly BoardTask[]> {
  const all = await tasks(tx);
  const bodyOf = await statesAt(tx, unique(all.flatMap((task) => subjectOf(task) ?? [])));
  const bodies = all.map((task) => {
    const place = subjectOf(task);
    return place === null ? null : bodyOf<Body>(place.table, place.id);
  });
  const refs = all.flatMap(({ owner, ownerKind, detail }) => [
    ...(ownerKind === 'party' ? [owner] : []),
    ...(textOf(detail['ref']) === null ? [] : [String(detail['ref'])]),
  ]);
  const ids = bodies.flatMap((body) => [textOf(body?.doctor), textOf(body?.site)]).filter((id) => id !== null);
  const { stateOf, nameOf } = await named(tx, collectivity, [...refs, ...ids]);
  return all.map((task, n) => {
    const { date, doctor, site } = bodies[n] ?? {};
    const on = textOf(date);
    const about = textOf(task.detail['ref']);
    return {
      ...task,
      ownerName: task.ownerKind === 'party' ? (nameOf(task.owner) ?? null) : null,
      date: on !== null && isCivilDate(on) ? on : null,
      doctor: textOf(doctor) === null ? (about === null ? null : nameOf(about)) : nameOf(String(doctor)),
      site: textOf(site) === null ? null : (stateOf<Site>('sites', String(site))?.name ?? null),
    };
  });
}

type Named = {
  readonly stateOf: Awaited<ReturnType<typeof statesAt>>;
  readonly nameOf: (ref: string) => string | null;
};

async function named(tx: Tx, collectivity: Collectivity, refs: readonly string[]): Promise<Named> {
  const places = refs.flatMap((id): readonly Place[] => [
    { table: 'people', id },
    { table: 'sites', id: siteIn(id) },
  ]);
  const stateOf = await statesAt(tx, unique(places));
  return {
    stateOf,
    nameOf: (ref) => {
      const person = stateOf<Person>('people', ref);
      if (person !== null) return `Dr ${fullName(person)}`;
      return partyName(collectivity, ref) ?? contactName(stateOf<Site>('sites', siteIn(ref)), ref);
    },
  };
}

/** How those are called who are known by their reference: doctors, contacts of a site, the collectivity's own parties. */
export async function namesOf(tx: Tx, collectivity: Collectivity, refs: readonly string[]): Promise<Named['nameOf']> {
  return (await named(tx, collectivity, refs)).nameOf;
}

function unique(places: readonly Place[]): readonly Place[] {
  return [...new Map(places.map((place) => [`${place.table}/${place.id}`, place])).values()];
}

/** A contact of a site is named after it: `<site>.<key>`. */
const siteIn = (ref: string): string => (ref.includes('.') ? ref.slice(0, ref.lastIndexOf('.')) : ref);

function contactName(site: Site | null, ref: string): string | null {
  if (site === null) return null;
  const contact = site.contacts.find(({ key }) => ref.endsWith(`.${key}`));
  return contact === undefined ? site.name : `${contact.name}, ${site.name}`;
}

function partyName({ accountant, escalation, cdoms, signatories = [] }: Collectivity, ref: string): string | null {
  return [accountant, ...escalation, ...Object.values(cdoms), ...signatories].find((party) => party.ref === ref)?.name ?? null;
}
