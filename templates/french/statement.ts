import { civilDate, frenchDate } from '../../domain/dates';
import type { Words } from '../french';

export const statementWords: Words<'statement'> = {
  name: 'État liquidatif',
  statuses: {
    issued: 'émis',
    acknowledged: 'pris en charge',
    rejected: 'rejeté',
    replaced: 'remplacé',
    contested: 'contesté',
  },
  dues: {},
  refusals: {
    'closing-only': () => 'Action réservée à la clôture.',
    'already-acknowledged': ({ paymentOrder }) => `Cet état est déjà pris en charge (mandat ou titre ${paymentOrder ?? ''}).`,
    'statement-replaced': ({ number }) => `Cet état est remplacé par le n° ${number ?? ''}.`,
    'content-wrong': () => 'Contenu erroné : il faut un nouveau numéro.',
    'already-contested': () => 'Une contestation est déjà ouverte.',
    'not-contested': () => 'Aucune contestation n’est ouverte.',
    'contest-late': ({ until }) =>
      `Le délai pour signaler une erreur par ce lien est passé depuis le ${until === undefined ? '' : frenchDate(civilDate(String(until)))}. Appelez ou écrivez au service\u00a0: votre demande sera examinée.`,
    'piece-not-pdf': () => 'Le fichier joint doit être un PDF.',
    'text-missing': () => 'Ce champ est obligatoire.',
    'date-future': () => 'Date dans le futur.',
    'date-before-issue': () => 'Date antérieure à l’émission.',
  },
  tasks: {
    'statement-complete': ({ number, reason }) => `Compléter l’état ${number ?? ''}, rejeté : ${reason ?? ''}`,
    'statement-replace': ({ number, reason }) => `Remplacer l’état ${number ?? ''}, rejeté : ${reason ?? ''}`,
    'statement-contested': ({ number, reason }) => `Répondre à la contestation de ${number ?? ''} : ${reason ?? ''}`,
  },
};
