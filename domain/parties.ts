import type { Collectivity } from './collectivity';
import type { ConventionTerms } from './convention-terms';
import { fullName, type Person } from './person';
import type { Site } from './site';

/** As whom somebody is written to, or waited for. */
export const partyRoles = ['doctor', 'locum', 'host', 'council', 'signatory', 'accountant', 'approver', 'escalation', 'desk'] as const;
export type PartyRole = (typeof partyRoles)[number];
export type KnownParty = { readonly role: PartyRole; readonly name: string };

export function doctorParty(person: Person): KnownParty {
  return { role: person.locum && !person.volunteer ? 'locum' : 'doctor', name: `Dr ${fullName(person)}` };
}

/** Whom a party may be named after, the longest id first: an id and a key may each hold dots. */
export function parentsOf(ref: string): readonly string[] {
  const words = ref.split('.');
  return words.slice(1).map((_, n) => words.slice(0, -1 - n).join('.'));
}

/** A contact of a site is named after it, `<site>.<key>`; the site itself answers for the others. */
export function hostParty(site: string, { name, contacts }: Pick<Site, 'name' | 'contacts'>, ref: string): KnownParty {
  const contact = contacts.find(({ key }) => ref === `${site}.${key}`);
  return { role: 'host', name: contact === undefined ? name : `${contact.name}, ${name}` };
}

/** A party of a convention is named after it in the same way. */
export function conventionParty(convention: string, { parties }: Pick<ConventionTerms, 'parties'>, ref: string): KnownParty | null {
  const party = parties.find(({ key }) => ref === `${convention}.${key}`);
  return party === undefined ? null : { role: 'signatory', name: `${party.signatory.name}, ${party.organisation}` };
}

type Settings = Pick<Collectivity, 'contact' | 'accountant' | 'approvers' | 'signatories' | 'escalation' | 'cdoms'>;

/** Those whom the settings of the collectivity name. */
export function ownParty(
  { contact, accountant, approvers = [], signatories = [], escalation, cdoms }: Settings,
  ref: string,
): KnownParty | null {
  const named = [
    { role: 'desk', parties: [{ ref: 'contact', name: contact.name }] },
    { role: 'accountant', parties: [accountant] },
    { role: 'approver', parties: approvers },
    { role: 'signatory', parties: signatories },
    { role: 'escalation', parties: escalation },
    { role: 'council', parties: Object.values(cdoms) },
  ] as const;
  for (const { role, parties } of named) {
    const found = parties.find((party) => party.ref === ref);
    if (found !== undefined) return { role, name: found.name };
  }
  return null;
}
