import { civilDate, frenchDate } from '../../domain/dates';
import type { Sentence } from '../french';

/** A date that a refusal names. */
export function frenchDetail(value: string | number | undefined): string {
  return value === undefined ? '' : frenchDate(civilDate(String(value)));
}

/** « de Paul », « d’Élise »: an h may be aspirated, and stays apart. */
export const ofNamed = (name: string): string => (/^[aeiouy]/i.test(name.normalize('NFD')) ? `d’${name}` : `de ${name}`);

/** Refusals that any dossier may give. */
export const commonRefusals: Readonly<Record<string, Sentence>> = {
  'unknown-dossier': () => 'Ce dossier n’existe pas.',
  'unknown-collectivity': () => 'Cette collectivité n’existe pas.',
  'already-exists': () => 'Ce dossier existe déjà.',
  'command-reused': () => 'Cette clé d’idempotence a déjà servi à une autre demande.',
  'version-changed': () => 'Le dossier a changé entre-temps\u00A0: relisez-le avant d’agir.',
  'wrong-status': () => 'Cet acte n’est pas possible à cette étape du dossier.',
  'unknown-link': () => 'Ce lien n’existe pas.',
  'link-moot': () => 'Le dossier a avancé depuis l’envoi de ce lien\u00A0: il n’y a plus rien à faire.',
  'link-still-valid': () => 'Ce lien fonctionne encore.',
  'unknown-task': () => 'Cette tâche n’existe pas ou plus.',
  'document-not-failed': () => 'Ce document n’a pas à être produit à nouveau.',
  'too-late': () => 'Il est trop tard\u00A0: le dossier a déjà avancé.',
  'convention-over': ({ to }) => `Cette convention est échue depuis le ${frenchDetail(to)}.`,
  'convention-not-in-force': () => 'La convention n’est pas encore signée et exécutoire.',
  'outside-convention': ({ from, to }) => `La convention ne couvre que la période du ${frenchDetail(from)} au ${frenchDetail(to)}.`,
  'epci-outside-convention': () => 'L’intercommunalité de ce lieu ne figure pas dans la convention.',
};
