import type { Words } from '../french';
import { identifierRefusals } from './identifiers';

export const collectivityWords: Words<'collectivity'> = {
  name: 'Collectivité',
  statuses: { active: 'active' },
  dues: {},
  refusals: {
    ...identifierRefusals,
    'address-missing': () => 'Indiquez au moins une ligne d’adresse.',
    'escalation-missing': () => 'Nommez au moins une personne à prévenir quand un dossier reste sans issue.',
    'doctor-mails': () => 'Le nombre de courriels par semaine et par médecin va de 1 à 20.',
    'closing-day': () => 'Le jour de clôture va de 1 à 28.',
    'closing-hour': () => 'L’heure de clôture va de 0 à 23.',
    'statement-prefix': () => 'Le préfixe des numéros compte de 2 à 9 chiffres ou majuscules, par exemple 03.',
    'rehearsal-speed': ({ min, max }) => `La vitesse d’une répétition va de ${min ?? ''} à ${max ?? ''}.`,
    'rehearsal-mail': () =>
      'Les courriels d’une répétition vont dans un dossier (file:///…) ou vers cette machine (smtp://127.0.0.1:…), nulle part ailleurs.',
    'mail-url': () =>
      'L’adresse d’envoi des courriels est mal formée : écrivez smtp://serveur:port ou smtps://utilisateur:mot-de-passe@serveur:port (caractères spéciaux codés, par exemple %40 pour @), ou le dossier file:///….',
    'clock-fixed': () => 'Une collectivité réelle ne devient pas une répétition, ni l’inverse.',
    'keys-by-administrators': () => 'Les administrateurs de cette collectivité créent désormais ses clés.',
    'key-already-issued': () => 'Cette clé existe déjà.',
    'key-hash': () => 'L’empreinte de la clé est mal formée.',
    'key-expired': () => 'La date de fin de la clé doit être à venir.',
    'unknown-key': () => 'Cette clé n’existe pas.',
    'last-administrator-key': () => 'C’est la dernière clé d’administrateur en vigueur : créez-en une autre avant de la révoquer.',
  },
  tasks: {},
};
