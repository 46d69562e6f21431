import { civilDate, frenchDate } from '../../domain/dates';
import type { Words } from '../french';

const date = (value: string | number | undefined): string => frenchDate(civilDate(String(value)));

export const consultationDayWords: Words<'consultation-day'> = {
  name: 'Journée de consultation',
  statuses: {
    proposed: 'proposée',
    confirmed: 'confirmée',
    held: 'tenue, présence à attester',
    attested: 'attestée',
    declined: 'refusée',
    lapsed: 'sans réponse',
    cancelled: 'annulée',
  },
  dues: {
    'answer-reminder': 'relance de la proposition',
    'answer-lapse': 'fin du délai de réponse',
    'week-before': 'rappel à J-7',
    'day-before': 'rappel à J-1',
    'presence-ask': 'demande de présence',
  },
  refusals: {
    'unknown-engagement': () => 'Cet engagement n’existe pas.',
    'unknown-site': () => 'Ce lieu d’accueil n’existe pas.',
    'date-past': () => 'La date doit être à venir.',
    'doctor-already-held': ({ date: on }) => `Ce médecin est déjà retenu le ${date(on)} sur cette demi-journée.`,
    'room-already-held': ({ date: on }) => `Aucune salle n’est libre dans ce lieu le ${date(on)}.`,
    'already-answered': () => 'Vous avez déjà accepté cette proposition.',
    'already-declared': () => 'La présence a déjà été déclarée.',
  },
  tasks: {
    'day-answer': () => 'Répondre à la proposition de journée',
  },
};
