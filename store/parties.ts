import type { Collectivity } from '../domain/collectivity';
import type { Party } from '../domain/decision';
import type { Person } from '../domain/person';
import { contactParties, type Site } from '../domain/site';
import { dossierId, isId } from '../domain/ids';
import type { Tx } from './db';
import { stateOf } from './records';

/** Name and address of a party as they are known now; 'gone' for a contact that its site no longer names, null for one whom only a dossier names. */
export async function knownParty(tx: Tx, collectivity: Collectivity, ref: string): Promise<Party | 'gone' | null> {
  const own = [collectivity.accountant, ...collectivity.escalation, ...Object.values(collectivity.cdoms)].find(
    (party) => party.ref === ref,
  );
  if (own !== undefined) return own;
  const person = await stateOf<Person>(tx, 'people', ref);
  if (person !== null) return { ref, name: `${person.givenName} ${person.familyName}`, email: person.email };
  const id = ref.slice(0, ref.lastIndexOf('.'));
  const site = isId(id) ? await stateOf<Site>(tx, 'sites', id) : null;
  return site === null ? null : (contactParties(dossierId(id), site).find((contact) => contact.ref === ref) ?? 'gone');
}
