import { civilDate, frenchDate } from '../../domain/dates';
import type { Words } from '../french';
import { eligibilityWords } from './eligibility';
import { creditRefusals } from './credits';

const date = (value: string | number | undefined): string => (value === undefined ? '' : frenchDate(civilDate(String(value))));

export const consultationDayWords: Words<'consultation-day'> = {
  name: 'Journée de consultation',
  statuses: {
    proposed: 'proposée',
    confirmed: 'confirmée',
    held: 'tenue, présence à attester',
    disputed: 'présence contestée',
    attested: 'attestée',
    'no-show': 'sans service fait',
    declined: 'refusée',
    lapsed: 'sans réponse',
    cancelled: 'annulée',
  },
  dues: {
    'answer-reminder': 'relance de la proposition',
    'answer-lapse': 'fin du délai de réponse',
    'day-reminder': 'rappel avant la journée',
    'presence-ask': 'demande de présence',
    'presence-reminder': 'relance de la présence',
    'presence-escalation': 'présence à décider par un administrateur',
  },
  refusals: {
    ...eligibilityWords,
    ...creditRefusals,
    'halves-missing': () => 'Choisissez au moins une demi-journée.',
    'date-past': () => 'La date doit être à venir.',
    'date-too-near': () => 'La date doit laisser au moins deux jours pour répondre et se préparer.',
    'nothing-moved': () => 'La nouvelle date est celle déjà prévue.',
    'already-answered': () => 'Cette proposition a déjà été acceptée de votre côté : une seule réponse suffit.',
    'reason-of-another-side': () => 'Cette raison n’est pas de celles que ce demandeur peut donner.',
    'assistant-already-settled': () =>
      'Une autre personne du lieu d’accueil a déjà répondu au sujet de l’assistant : une seule réponse suffit.',
    'already-declared': () => 'La présence a déjà été déclarée de votre côté : une seule déclaration suffit.',
    'half-not-planned': () => 'Cette demi-journée ne fait pas partie de la journée prévue.',
    'presence-still-awaited': ({ from }) =>
      `Le médecin et le lieu d’accueil peuvent encore déclarer la présence ; un administrateur décide à partir du ${date(from)}.`,
    'reason-missing': () => 'Indiquez la raison de la décision, en 500 caractères au plus.',
    'administrator-only': () => 'Seul un administrateur peut décider.',
  },
  tasks: {
    'day-answer': ({ date: on }) => `Répondre à la proposition de journée du ${date(on)}`,
    'day-assistant': ({ date: on }) => `Dire si un assistant sera présent le ${date(on)}`,
    'day-assistant-missing': ({ date: on }) => `Demander au lieu d’accueil si un assistant sera présent le ${date(on)}`,
    'day-readiness': ({ date: on }) => `Journée du ${date(on)} sous réserve : vérifier que le lieu d’accueil est prêt`,
    'day-site-closed': ({ date: on }) => `Lieu d’accueil fermé : déplacer ou annuler la journée du ${date(on)}`,
    'day-presence': ({ date: on }) => `Déclarer la présence du ${date(on)}`,
    'day-presence-silent': ({ date: on }) => `Présence du ${date(on)} toujours pas déclarée : décider avec une raison`,
    'day-dispute': ({ date: on }) => `Présence du ${date(on)} contestée : entendre les deux parties et trancher avec une raison`,
  },
};
