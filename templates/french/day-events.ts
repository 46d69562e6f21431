import type { DayEvent } from '../../domain/day-event';
import type { EngagementEvent } from '../../domain/engagement';

type Labels<E extends { readonly type: string }> = Readonly<Partial<Record<E['type'], string>>> &
  Readonly<Record<string, string | undefined>>;

/** what happened to a day, as its history tells it. */
export const dayEventWords: Labels<DayEvent> = {
  proposed: 'Journée proposée',
  announced: 'Proposition envoyée au médecin par courriel',
  'opened-covered': 'Journée ouverte par un remplacement',
  answered: 'Réponse favorable',
  confirmed: 'Journée confirmée, invitations envoyées',
  moved: 'Journée déplacée',
  reviewed: 'Lieu d’accueil modifié, journée revue',
  declined: 'Proposition refusée',
  lapsed: 'Proposition restée sans réponse',
  cancelled: 'Journée annulée',
  'assistant-settled': 'Assistant sur place : réponse donnée',
  'cover-settled': 'Recherche de remplaçant terminée',
  reminded: 'Rappel envoyé',
  declared: 'Présence déclarée',
  disputed: 'Présences différentes : contestation ouverte',
  attested: 'Présence attestée',
  ruled: 'Présence décidée par un administrateur',
};

export const engagementEventWords: Labels<EngagementEvent> = {
  opened: 'Engagement ouvert',
  'letter-sent': 'Lettre d’engagement envoyée',
  'letter-signed': 'Lettre d’engagement signée',
  'letter-refused': 'Lettre d’engagement non signée',
  'bank-details-asked': 'Coordonnées bancaires demandées',
  'bank-details-declared': 'Coordonnées bancaires déclarées',
  'bank-details-effective': 'Coordonnées bancaires confirmées',
  'bank-details-refused': 'Coordonnées bancaires refusées',
  'site-declared': 'Lieu d’exercice ajouté',
  'cdom-asked': 'Ordre saisi',
  'cdom-recorded': 'Réponse ou accusé de réception de l’Ordre enregistré',
  'contract-transmitted': 'Lettre signée transmise à l’Ordre',
  'doctor-changed': 'Fiche du médecin modifiée',
  'certificate-expired': 'Attestation arrivée à son terme',
  reminded: 'Rappel envoyé',
  activated: 'Engagement actif',
  suspended: 'Engagement suspendu',
  resumed: 'Engagement repris',
  withdrawn: 'Retrait du médecin',
  ended: 'Engagement terminé',
};

/** A label for what has none yet: an act, without the program's own word. */
export function eventWords(labels: Readonly<Record<string, string | undefined>>, type: string): string {
  return labels[type] ?? 'Dossier mis à jour';
}
