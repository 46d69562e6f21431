import { isMonth, month, monthOf, type Month } from '../../domain/dates';
import type { CollectivityRecord } from '../../domain/collectivity';
import type { BaseFacts, Role } from '../../domain/decision';
import { dossierId, isId } from '../../domain/ids';
import type { Noun } from '../../domain/nouns';
import { personParty, type Person } from '../../domain/person';
import { contactParties, type Site } from '../../domain/site';
import { digestOf } from '../../store/commands';
import { waitingIn } from '../../store/board';
import type { Tx } from '../../store/db';
import { statesOf } from '../../store/records';
import { taskSentence } from '../../templates/french';
import type { Waits } from '../../templates/pages/console/dossier';
import { roleNames } from '../../templates/pages/console/roles';
import { isNoun } from '../resources';
import { ownerWords } from '../task-words';
import type { MonthTyped } from '../../templates/pages/console/form';
import type { Visit } from '../console-page';
import { thingsOf, type Thing } from './board-things';
import { speltMonth } from './typed-date';
import { notAMonth } from './typed-faults';

/** What a rule would know if it were asked now by this visitor; nothing is locked, nothing is written. */
export function baseOf({ call, collectivity, now, today }: Visit, dossier: string, overrides: BaseFacts['overrides'] = []): BaseFacts {
  return {
    now,
    today,
    by: { kind: 'user', user: call.user, role: call.role },
    overrides,
    collectivityId: call.collectivity,
    collectivity,
    dossier: dossierId(dossier),
    digestOf,
  };
}

export function idOf({ call: { params } }: Visit): string | null {
  const { id = '' } = params;
  return isId(id) ? id : null;
}

/** A month that is asked for by its address, or the current one. */
export function monthAsked({ query, today }: Visit): Month {
  const asked = speltMonth(query['month'] ?? '');
  return isMonth(asked) ? month(asked) : monthOf(today);
}

/** The month's field as it was typed, with what is wrong with it: the page then shows the current month. */
export function monthTyped(visit: Visit): MonthTyped {
  const asked = visit.query['month'] ?? '';
  const isRead = asked === '' || isMonth(speltMonth(asked));
  return isRead ? { value: monthAsked(visit), fault: null } : { value: asked, fault: notAMonth(asked.trim()) };
}

/** doctors are named to administrators. */
export function maySeeNames({ call: { role } }: Visit): boolean {
  return role === 'administrator';
}

export type Names = (ref: string) => string;

/** Who a ref is, in words: a doctor, a contact of a site, a user, or the software itself. */
export async function namesOf(
  tx: Tx,
  visit: Visit,
  people: readonly string[],
  sites: readonly (readonly [string, Site])[],
): Promise<Names> {
  const shown = maySeeNames(visit) ? await statesOf<Person>(tx, 'people', [...new Set(people)].filter(isId)) : new Map<string, Person>();
  const known = new Map<string, string>([
    ...[...shown].map(([id, person]) => [id, personParty(dossierId(id), person).name] as const),
    ...sites.flatMap(([id, site]) => contactParties(dossierId(id), site).map(({ ref, name }) => [ref, `${name} (${site.name})`] as const)),
  ]);
  return (ref) => {
    if (ref === 'clock') return 'échéance automatique';
    if (ref.startsWith('user:')) return userWords(ref, visit.collectivity);
    return known.get(ref) ?? (people.includes(ref) ? 'un médecin' : 'le logiciel, d’après un autre dossier');
  };
}

/** A user is known by the name on the key, with what that key is for: « claire (administration) ». */
export function userWords(ref: string, { keys }: Pick<CollectivityRecord, 'keys'>): string {
  const user = ref.slice('user:'.length);
  const held = new Set(keys.filter((key) => key.user === user).map(({ role }) => roleNames[role]));
  return held.size === 0 ? user : `${user} (${[...held].join(', ')})`;
}

/** What is waited for, by when and of whom, as the board says it: once where several persons are asked the same. */
export async function waitsOf(tx: Tx, { collectivity, call }: Visit, noun: Noun, dossier: string): Promise<readonly Waits[]> {
  return waitsIn(thingsOf(await waitingIn(tx, collectivity, { noun, dossier })), call.role);
}

export function waitsIn(things: readonly Thing[], reader: Role): readonly Waits[] {
  return things.map(({ task: { noun, what, detail, until }, owners }) => {
    const who = [...new Set(owners.map((owner) => ownerWords(owner, reader)))].join('\u00A0; ');
    return { text: `${isNoun(noun) ? taskSentence(noun, what, detail) : what} (${who})`, until };
  });
}
