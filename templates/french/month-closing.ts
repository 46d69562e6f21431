import { civilDate, frenchDate, frenchMonth, month } from '../../domain/dates';
import { cents, formatEuros } from '../../domain/money';
import type { Words } from '../french';
import { creditRefusals } from './credits';

const monthName = (value: string | number | undefined): string => frenchMonth(month(String(value)));
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
    'acknowledgement-reminder': 'relance de la prise en charge',
  },
  refusals: {
    'month-future': () => 'Ce mois n’a pas commencé.',
    'month-not-over': () => 'Ce mois n’est pas terminé.',
    'approver-only': () => 'Seul un valideur peut approuver.',
    'self-approval': () => 'Qui a attesté ou traité des coordonnées bancaires ne peut pas approuver.',
    'draft-changed': ({ count, netCents }) =>
      `Le projet a changé : relisez-le (il compte maintenant ${count ?? 0} document(s), net ${euros(netCents)}).`,
    'documents-missing': ({ count }) => `${count ?? ''} document(s) ne sont pas encore scellés.`,
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
    'closing-attestations': ({ month: of }) => `Compléter les présences de ${monthName(of)}`,
    'closing-approve': ({ month: of, count, netCents }) =>
      `Approuver le projet de ${monthName(of)} (${count ?? 0} document(s), net ${euros(netCents)})`,
    'closing-contested': ({ month: of, reason }) => `Répondre à la contestation de ${monthName(of)}\u00a0: ${reason ?? ''}`,
    'statements-acknowledge': ({ month: of, waiting }) => `Prendre en charge ${waiting ?? ''} état(s) de ${monthName(of)}`,
  },
};
