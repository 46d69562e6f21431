import { civilDate, frenchDate, ofMonth, month } from '../../domain/dates';
import { cents, formatEuros } from '../../domain/money';
import type { Words } from '../french';
import { creditRefusals } from './credits';

const ofMonthNamed = (value: string | number | undefined): string => ofMonth(month(String(value)));
const counted = (n: string | number | undefined, word: string): string => `${n ?? 0} ${word}${Number(n ?? 0) > 1 ? 's' : ''}`;
const euros = (value: string | number | undefined): string => formatEuros(cents(Number(value)));

export const monthClosingWords: Words<'month-closing'> = {
  name: 'Clôture mensuelle',
  statuses: {
    announced: 'annoncée, présences à compléter',
    draft: 'projet à approuver',
    approved: 'approuvée, émission en cours',
    issued: 'états numérotés, documents en cours de scellement',
    published: 'publiée, prise en charge attendue',
    settled: 'soldée',
  },
  dues: {
    freeze: 'arrêt du projet',
    'approval-reminder': 'relance de l’approbation',
    issue: 'émission des états',
    publish: 'envoi des états aux médecins',
    'acknowledgement-reminder': 'relance de la prise en charge',
  },
  refusals: {
    'month-future': () => 'Ce mois n’a pas commencé.',
    'month-unopened': () => 'Aucun dispositif n’était ouvert ce mois-là.',
    'month-not-over': () => 'Ce mois n’est pas terminé.',
    'approver-only': () => 'Seul un approbateur peut approuver.',
    'self-approval': () => 'Qui a attesté ou traité des coordonnées bancaires ne peut pas approuver.',
    'draft-changed': ({ count, netCents }) =>
      `Le projet a changé : relisez-le (il compte maintenant ${counted(count, 'document')}, net ${euros(netCents)}).`,
    'documents-missing': ({ count }) =>
      `${counted(count, 'document')} ${Number(count ?? 0) > 1 ? 'ne sont pas encore scellés' : 'n’est pas encore scellé'}.`,
    'unknown-statement': () => 'État inconnu.',
    'replacement-held': () => 'Remplacement impossible : paiement suspendu.',
    'statement-only': () => 'Action réservée à l’état.',
    'already-acknowledged': () => 'Cet état est déjà pris en charge.',
    'statement-replaced': ({ number }) => `Cet état est déjà remplacé (n° ${number ?? ''}).`,
    'contest-late': ({ until }) =>
      `Le délai pour signaler une erreur par ce lien est passé depuis le ${until === undefined ? '' : frenchDate(civilDate(String(until)))}. Appelez ou écrivez au service\u00a0: votre demande sera examinée.`,
    'already-contested': () => 'Une contestation est déjà ouverte.',
    'not-contested': () => 'Aucune contestation n’est ouverte.',
    'nothing-told': () => 'Aucune information de ce mois n’a été envoyée à cette personne.',
    'text-missing': () => 'Ce champ est obligatoire.',
    ...creditRefusals,
    'administrator-only': () => 'Réservé à un administrateur.',
  },
  tasks: {
    'closing-attestations': ({ month: of }) => `Compléter les présences ${ofMonthNamed(of)}`,
    'closing-approve': ({ month: of, count, netCents }) =>
      `Approuver le projet ${ofMonthNamed(of)} (${counted(count, 'document')}, net ${euros(netCents)})`,
    'closing-contested': ({ month: of, reason }) => `Répondre à la contestation ${ofMonthNamed(of)}\u00a0: ${reason ?? ''}`,
    'statements-acknowledge': ({ month: of, waiting }) => `Prendre en charge ${counted(waiting, 'état')} ${ofMonthNamed(of)}`,
  },
};
