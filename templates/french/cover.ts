import { civilDate, frenchDate } from '../../domain/dates';
import type { Words } from '../french';

const date = (value: string | number | undefined): string => frenchDate(civilDate(String(value)));

export const coverWords: Words<'cover'> = {
  name: 'Remplacement à trouver',
  statuses: {
    asking: 'choix du médecin attendu',
    searching: 'recherche en cours',
    escalated: 'signalé aux personnes désignées',
    covered: 'remplacement trouvé',
    'closed-practice': 'cabinet fermé',
    partner: 'cabinet assuré par un associé',
    resolved: 'réglé directement',
    waived: 'sans remplaçant',
    withdrawn: 'sans objet',
  },
  dues: {
    tier: 'fin du délai de réponse des médecins sollicités',
    'choice-reminder': 'relance du médecin sur son cabinet',
    'contract-reminder': 'relance de la transmission du contrat à l’Ordre',
    unresolved: 'signalement aux personnes désignées',
    end: 'clôture',
  },
  refusals: {
    'already-covered': () =>
      'Merci de votre réponse. La journée vient d’être couverte : un confrère ou une consœur a répondu juste avant vous. Vous n’avez rien d’autre à faire.',
    'cover-over': () => 'Cette demande n’a plus d’objet : elle est réglée ou la journée a commencé. Merci de votre réponse.',
    'not-asked': () => 'Cette personne n’a pas été sollicitée pour ce remplacement.',
    'already-refused': () => 'Ce refus est déjà enregistré.',
    'already-searching': () => 'La recherche d’un remplaçant est déjà en cours.',
    'engagement-gone': () => 'L’engagement de ce médecin n’est plus actif.',
    'locum-not-licensed': ({ date: on }) =>
      `Ce médecin ne peut pas remplacer le ${date(on)} : il faut être inscrit au tableau, ou avoir une licence de remplacement valable à cette date, et au plus tard jusqu’au 15 novembre (article L. 4131-2 du code de la santé publique).`,
    'no-locum': () => 'Aucun remplacement n’est à retirer sur ce dossier.',
    'wrong-person': () => 'Seule la fiche de ce remplaçant peut le dire.',
    'wrong-cdom': () => 'Ce lien n’est pas celui du conseil de l’Ordre du médecin remplacé.',
    'contract-received': () => 'La réception de ce contrat est déjà enregistrée.',
    'before-conclusion': () => 'Cette date est antérieure à l’accord du remplaçant.',
    'text-empty': () => 'Ce champ est obligatoire.',
    'outcome-not-of-track': () => 'Cette issue ne correspond pas à ce type de remplacement.',
    'reason-missing': () => 'Indiquez la raison de cette décision.',
    'wrong-track': () => 'Cet acte concerne le remplacement au cabinet du médecin.',
    'derogation-recorded': () => 'La dérogation est déjà enregistrée.',
    'date-future': () => 'La date ne peut pas être à venir.',
    'date-past': () => 'La journée a déjà commencé.',
    'unknown-site': () => 'Ce lieu d’accueil n’existe pas.',
    'unknown-doctor': () => 'Ce médecin n’existe pas.',
    'doctor-already-held': ({ date: on }) => `Ce médecin est déjà retenu le ${date(on)} sur cette demi-journée.`,
    'room-already-held': ({ date: on }) => `Aucune salle n’est libre dans ce lieu le ${date(on)}.`,
    'monthly-cap': ({ held, cap }) => `Le plafond de ${cap} demi-journées par mois serait dépassé : ${held} sont déjà retenues.`,
    'monthly-soft-cap': ({ held, cap }) =>
      `Le plafond indicatif de ${cap} demi-journées par mois serait dépassé : ${held} sont déjà retenues.`,
    'doctor-struck-off': () => 'Ce médecin ne peut plus intervenir.',
    'engagement-not-active': () => 'L’engagement de ce médecin n’est pas actif.',
    'outside-engagement': () => 'La date est en dehors de l’engagement de ce médecin.',
    'outside-programme': () => 'La date est en dehors du dispositif.',
    'convention-not-in-force': () => 'La convention n’est pas en vigueur.',
    'outside-convention': () => 'La date est en dehors de la convention.',
    'epci-outside-convention': () => 'Le lieu d’accueil n’est pas dans le périmètre de la convention.',
    'zone-not-listed': () => 'La zone du lieu d’accueil n’est pas listée à cette date.',
    'cdom-opposed': () => 'Le CDOM du lieu d’accueil s’est opposé à cet exercice.',
    'cdom-not-answered': () => 'Le CDOM du lieu d’accueil n’a pas encore répondu.',
    'certificate-missing': ({ date: on }) => `Une attestation exigée manque pour le ${date(on)}.`,
    'site-closed': () => 'Ce lieu d’accueil est fermé.',
  },
  tasks: {
    'practice-choice': ({ date: on }) => `Dire qui assure le cabinet le ${date(on)}`,
    'cover-answer': ({ date: on }) => `Répondre à la demande de remplacement du ${date(on)}`,
    'settle-host': ({ date: on }) => `Personne n’a été trouvé pour la consultation du ${date(on)} : régler ou renoncer`,
    'settle-practice': ({ date: on }) => `Le cabinet du médecin n’est pas assuré le ${date(on)} : régler directement`,
    'locum-failed': ({ date: on }) =>
      `Le remplaçant au cabinet s’est désisté pour le ${date(on)} : trouver un autre remplaçant, fermer le cabinet, déplacer ou annuler la journée`,
    'contract-to-transmit': ({ date: on, departement }) =>
      `Faire parvenir à l’Ordre (${departement ?? ''}) le contrat de remplacement du ${date(on)}, ou enregistrer son envoi`,
    'contract-receipt': ({ date: on }) => `Accuser réception du contrat de remplacement du ${date(on)}`,
    derogation: ({ date: on }) => `Enregistrer la dérogation de l’Ordre (article R. 4127-65) avant le ${date(on)}`,
  },
};
