import type { Words } from '../french';
import { identifierRefusals } from './identifiers';

export const siteWords: Words<'site'> = {
  name: 'Lieu d’accueil',
  statuses: { active: 'ouvert', closed: 'fermé' },
  dues: {},
  refusals: {
    ...identifierRefusals,
    'zone-unknown': () => 'Cette intercommunalité n’est pas dans les zones de la collectivité : inscrivez-la d’abord, avec sa source.',
    'departement-outside-zone': ({ departement }) => `Cette intercommunalité ne s’étend pas sur le département ${departement ?? ''}.`,
    'territory-differs': () => 'Le régime des jours fériés indiqué n’est pas celui de ce département.',
    'good-friday-elsewhere': () => 'Le Vendredi saint n’est férié que dans certaines communes d’Alsace-Moselle.',
    'rooms-malformed': ({ max }) => `Le nombre de salles va de 1 à ${max ?? ''}.`,
    'opening-missing': () => 'Indiquez au moins une demi-journée d’ouverture.',
    'weekday-malformed': () => 'Le jour de la semaine va de 1 (lundi) à 7 (dimanche).',
    'time-malformed': () => 'L’heure s’écrit sous la forme 09:00.',
    'hours-at-night': ({ from }) => `Une consultation ne commence pas avant ${from ?? ''}.`,
    'hours-reversed': () => 'L’heure de fin précède l’heure de début.',
    'hours-overlap': () => 'L’après-midi commence avant la fin de la matinée.',
    'contacts-too-few': ({ min }) => `Un lieu d’accueil a au moins ${min ?? ''} contacts, pour que l’absence de l’un n’arrête rien.`,
    'contact-duplicate': () => 'Deux contacts ont la même adresse électronique.',
  },
  tasks: {},
};
