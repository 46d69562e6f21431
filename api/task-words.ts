import { frenchDate } from '../domain/dates';
import { roles, type Role } from '../domain/decision';
import type { PartyRole } from '../domain/parties';
import type { BoardTask, Subject } from '../store/board';
import { partyRoleNames } from '../templates/french/party-roles';
import { roleNames } from '../templates/pages/console/roles';

const capital = (text: string): string => `${text.slice(0, 1).toUpperCase()}${text.slice(1)}`;

/** persons are named to administrators; the others read what these persons are. */
const personal: readonly PartyRole[] = ['doctor', 'locum', 'host', 'signatory'];

/** Who is waited for, in words. */
export function ownerWords({ ownerKind, owner, party }: Pick<BoardTask, 'ownerKind' | 'owner' | 'party'>, reader: Role): string {
  if (ownerKind === 'role') {
    const role = roles.find((each) => each === owner);
    return role === undefined ? owner : capital(roleNames[role]);
  }
  if (party === null) return 'Une personne du dossier';
  return reader === 'administrator' || !personal.includes(party.role) ? party.name : capital(partyRoleNames[party.role]);
}

/** What the dossier is recognised by. */
export function aboutWords({ about, site, date, title = null }: Subject, reader: Role): string {
  const person = about === null || (reader !== 'administrator' && personal.includes(about.role)) ? null : about.name;
  const called = title === null || (title.isPersonal && reader !== 'administrator') ? null : title.text;
  return [called, person, site, date === null ? null : frenchDate(date)].filter((each) => each !== null).join(', ');
}
