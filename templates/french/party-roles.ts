import type { KnownParty, PartyRole } from '../../domain/parties';

export const partyRoleNames: Readonly<Record<PartyRole, string>> = {
  doctor: 'médecin',
  locum: 'remplaçant',
  host: 'lieu d’accueil',
  council: 'conseil de l’Ordre',
  signatory: 'signataire',
  accountant: 'comptable',
  approver: 'approbateur',
  escalation: 'responsable à prévenir',
  desk: 'cellule',
};

export function partyWords({ role, name }: KnownParty): string {
  return `${name} (${partyRoleNames[role]})`;
}
