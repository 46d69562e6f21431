import type { Collectivity } from '../domain/collectivity';
import type { Party } from '../domain/decision';
import { parentsOf } from '../domain/parties';
import { personParty, type Person } from '../domain/person';
import { contactParties, type Site } from '../domain/site';
import { dossierId } from '../domain/ids';
import type { Tx } from './db';
import { stateOf, statesOf } from './records';

/** What is mailed to the collectivity's own parties alone: its councils, its accountant, whom it calls upon for a cover. */
const ofCollectivity: readonly string[] = ['cdom-answer', 'contract-receipt', 'accountant-month', 'settle-cover'];

/** Name and address of a link's party as they are known now; 'gone' for one whom the site or the collectivity no longer names, null for one whom only a dossier names. */
export async function knownParty(
  tx: Tx,
  collectivity: Collectivity,
  { ref, purpose }: { readonly ref: string; readonly purpose: string },
): Promise<Party | 'gone' | null> {
  const own = [collectivity.accountant, ...collectivity.escalation, ...Object.values(collectivity.cdoms)].find(
    (party) => party.ref === ref,
  );
  if (own !== undefined) return own;
  if (ofCollectivity.includes(purpose)) return 'gone';
  const person = await stateOf<Person>(tx, 'people', ref);
  if (person !== null) return personParty(dossierId(ref), person);
  const sites = await statesOf<Site>(tx, 'sites', parentsOf(ref));
  const contacts = [...sites].flatMap(([id, site]) => contactParties(dossierId(id), site));
  return contacts.find((contact) => contact.ref === ref) ?? (sites.size > 0 ? 'gone' : null);
}
