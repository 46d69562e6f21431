import type { Sentence } from '../french';

/** Refusals that any dossier may give. */
export const commonRefusals: Readonly<Record<string, Sentence>> = {
  'unknown-dossier': () => 'Ce dossier n’existe pas.',
  'unknown-collectivity': () => 'Cette collectivité n’existe pas.',
  'already-exists': () => 'Ce dossier existe déjà.',
  'command-reused': () => 'Cette clé d’idempotence a déjà servi à une autre demande.',
  'version-changed': () => 'Le dossier a changé entre-temps : relisez-le avant d’agir.',
  'wrong-status': () => 'Cet acte n’est pas possible à cette étape du dossier.',
  'too-late': () => 'Il est trop tard : le dossier a déjà avancé.',
};
