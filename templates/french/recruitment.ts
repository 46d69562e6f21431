import { civilDate, frenchDate } from '../../domain/dates';
import type { Sentence } from '../french';

export const dateWords = (value: string | number | undefined): string => (value === undefined ? '' : frenchDate(civilDate(String(value))));

/** What a campaign and an engagement refuse alike: who may volunteer, where, under which convention. */
export const recruitmentRefusals: Readonly<Record<string, Sentence>> = {
  'unknown-programme': () => 'Ce dispositif n’existe pas.',
  'unknown-convention': () => 'Cette convention n’existe pas.',
  'unknown-person': () => 'Ce médecin n’existe pas.',
  'unknown-site': () => 'Ce lieu d’accueil n’existe pas.',
  'convention-over': ({ to }) => `Cette convention ne permet plus d’engagement : elle court jusqu’au ${dateWords(to)}.`,
  'period-over': ({ to }) =>
    `Plus aucun engagement ne peut commencer\u00A0: la convention et le dispositif courent ensemble jusqu’au ${dateWords(to)}.`,
  'programme-outside-convention': () => 'Ce dispositif ne fait pas partie de la convention.',
  'epci-outside-convention': () => 'Ce lieu d’accueil est hors du territoire de la convention.',
  'site-closed': () => 'Ce lieu d’accueil est fermé.',
  'sites-missing': () => 'Choisissez au moins un lieu d’accueil.',
  'duplicate-item': () => 'La même valeur figure deux fois.',
  'doctor-struck-off': () => 'Ce médecin ne peut pas exercer : son inscription à l’Ordre n’est pas active.',
  'student-volunteer': () => 'Un étudiant titulaire d’une licence de remplacement peut remplacer un médecin, mais pas être volontaire.',
  'not-a-volunteer': () => 'Ce médecin ne s’est pas porté volontaire.',
  'already-engaged': () => 'Ce médecin a déjà un engagement pour ce dispositif et cette convention.',
  'already-answered': () => 'Cette réponse est déjà enregistrée.',
};
