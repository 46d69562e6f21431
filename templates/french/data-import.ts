import type { Words } from '../french';
import { personWords } from './person';
import { siteWords } from './site';
import { zoneWords } from './zone';

/** A line of a table is refused in the words of what it would have become. */
export const dataImportWords: Words<'data-import'> = {
  name: 'Import de données',
  statuses: { imported: 'importé' },
  dues: {},
  refusals: {
    ...zoneWords.refusals,
    ...siteWords.refusals,
    ...personWords.refusals,
    'already-exists': () => 'Cet import a déjà été fait.',
    'file-empty': () => 'Le fichier ne contient aucune ligne après l’en-tête.',
    'too-many-lines': ({ max, lines }) => `Le fichier compte ${lines ?? ''} lignes : ${max ?? ''} au plus par import.`,
    'column-missing': ({ column }) => `La colonne « ${column ?? ''} » manque.`,
    'column-unknown': ({ column }) => `La colonne « ${column ?? ''} » n’est pas attendue.`,
    'column-duplicate': ({ column }) => `La colonne « ${column ?? ''} » figure deux fois.`,
    'separator-missing': () =>
      'Les colonnes sont séparées par des points-virgules : enregistrez le fichier en « CSV (séparateur : point-virgule) ».',
    'quote-misplaced': () => 'Un guillemet ouvre ou ferme une cellule au mauvais endroit : vérifiez les guillemets de cette ligne.',
    'too-many-cells': ({ cells, columns }) =>
      `Cette ligne compte ${cells ?? ''} cellules pour ${columns ?? ''} colonnes : un point-virgule est de trop, ou la cellule devrait être entre guillemets.`,
    'encoding-broken': () => 'Cette ligne contient des caractères abîmés : enregistrez le fichier en « CSV UTF-8 ».',
    'duplicate-line': ({ first }) => `Cette ligne répète la ligne ${first ?? ''}.`,
    'already-known': ({ line }) =>
      `Cette ligne décrit un dossier qui existe déjà\u00A0: retirez la ligne ${line ?? ''} du fichier, ou modifiez ce dossier sur sa page.`,
    'cell-empty': () => 'Cette cellule est obligatoire.',
    'date-malformed': () => 'La date s’écrit 15/03/2026 ou 2026-03-15.',
    'unknown-word': ({ value, words }) => `« ${value ?? ''} » n’est pas un mot attendu. Mots possibles : ${words ?? ''}.`,
    'time-zone-unknown': () => 'Ce fuseau n’est pas celui d’un territoire français : écrivez par exemple Europe/Paris ou Indian/Mayotte.',
  },
  tasks: {},
};
