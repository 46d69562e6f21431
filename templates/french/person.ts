import { civilDate, frenchDate } from '../../domain/dates';
import type { Words } from '../french';
import { identifierRefusals } from './identifiers';

export const personWords: Words<'person'> = {
  name: 'Médecin',
  statuses: { active: 'en exercice', 'struck-off': 'ne peut plus exercer' },
  dues: {},
  refusals: {
    ...identifierRefusals,
    'rpps-known': () => 'Un médecin de la collectivité porte déjà ce numéro RPPS.',
    'title-in-name': () => 'Le titre (Dr, Pr) ne fait pas partie du nom : il est ajouté à l’impression.',
    'student-volunteer': () => 'Un étudiant titulaire d’une licence de remplacement peut remplacer, mais non consulter comme volontaire.',
    'role-missing': () => 'Indiquez si ce médecin est volontaire, remplaçant, ou les deux.',
    'unknown-certificate': () => 'Aucune attestation de ce type ne commence à cette date.',
    'certificate-shorter': () => 'Cette attestation prend fin avant cette date : ajoutez plutôt la nouvelle attestation.',
    'licence-beyond-november': ({ date }) =>
      `Une licence de remplacement vaut au plus tard jusqu’au ${frenchDate(civilDate(String(date)))} (article L. 4131-2 du code de la santé publique).`,
    'date-too-old': ({ date }) =>
      `Relais ne connaît aucune règle d’avant le ${frenchDate(civilDate(String(date)))}\u00a0: vérifiez le début de cette licence.`,
  },
  tasks: {},
};
