import type { Party } from '../domain/decision';
import { dossierId } from '../domain/ids';
import { personParty, type Person } from '../domain/person';
import { contactParties, type Site } from '../domain/site';
import type { StatementDraft } from '../domain/statement-draft';
import type { DocumentNames } from '../domain/statement-document-data';
import type { Tx } from './db';
import { statesOf } from './records';

/** The people and places of some documents, as they are named now. */
export async function documentNames(tx: Tx, drafts: readonly StatementDraft[]): Promise<DocumentNames> {
  const lines = drafts.flatMap((draft) => [...draft.lines, ...draft.information]);
  const refs = lines.flatMap(({ evidence }) => evidence.flatMap(({ attestedBy }) => attestedBy));
  const people = await statesOf<Person>(tx, 'people', distinct([...drafts.map(({ doctor }) => doctor), ...refs]));
  const sites = await statesOf<Site>(tx, 'sites', distinct(lines.map(({ site }) => site)));
  const contacts = [...sites].flatMap(([id, site]) => contactParties(dossierId(id), site));
  return {
    doctors: Object.fromEntries([...people].map(([id, person]) => [id, { name: nameOf(id, person), rpps: person.rpps }])),
    sites: Object.fromEntries([...sites].map(([id, { name, zone }]) => [id, { name, zone }])),
    attesters: Object.fromEntries([
      ...[...people].map(([id, person]) => [id, nameOf(id, person)]),
      ...contacts.map(({ ref, name }) => [ref, name]),
    ]),
  };
}

export async function partiesOf(tx: Tx, doctors: readonly string[]): Promise<Readonly<Record<string, Party>>> {
  const people = await statesOf<Person>(tx, 'people', distinct(doctors));
  return Object.fromEntries([...people].map(([id, person]) => [id, personParty(dossierId(id), person)]));
}

export async function siteNamesOf(tx: Tx, ids: readonly string[]): Promise<Readonly<Record<string, string>>> {
  const sites = await statesOf<Site>(tx, 'sites', distinct(ids));
  return Object.fromEntries([...sites].map(([id, { name }]) => [id, name]));
}

function nameOf(id: string, person: Person): string {
  return personParty(dossierId(id), person).name;
}

function distinct(ids: readonly string[]): readonly string[] {
  return [...new Set(ids)];
}
