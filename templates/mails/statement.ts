import { frenchDate, frenchMonth, ofMonth } from '../../domain/dates';
import { formatEuros } from '../../domain/money';
import type { StatementMail } from '../../domain/statement-mail';
import { typeset } from '../typography';
import type { Letters } from './letters';

function facts({
  number,
  kind,
  month,
  netCents,
}: Pick<StatementMail['data'], 'number' | 'kind' | 'month' | 'netCents'>): readonly (readonly [string, string])[] {
  return [
    ['Document', number],
    ['Mois', frenchMonth(month)],
    [kind === 'statement' ? 'Net à payer' : 'Trop-perçu', formatEuros(netCents)],
  ];
}

export const statementLetters: Letters<StatementMail> = {
  'statement-completed': (data) => ({
    subject: `États ${ofMonth(data.month)} : ${data.number} complété`,
    paragraphs: ['La pièce manquante a été ajoutée. Le document garde son numéro et attend de nouveau votre prise en charge.'],
    facts: [...facts(data), ['Pièce ajoutée', typeset(data.piece)]],
    action: 'Ouvrir les documents du mois',
  }),
  'statement-contested': (data) => ({
    subject: `Contestation à traiter : ${data.number}, ${typeset(data.doctor)}`,
    paragraphs: [
      `Le ${typeset(data.doctor)} conteste ce document. Vérifiez les présences et le tarif, puis répondez\u00a0: la tâche «\u00a0Répondre à la contestation\u00a0» reste ouverte jusque-là, et la réponse est envoyée au médecin.`,
    ],
    facts: [...facts(data), ['Reçue le', frenchDate(data.on)], ['Motif', typeset(data.reason)]],
  }),
  'statement-contest-answered': (data) => ({
    subject: `Votre mois ${ofMonth(data.month)} : réponse à votre contestation`,
    paragraphs: [
      data.granted
        ? 'Votre contestation est fondée. La correction fera l’objet d’un nouveau document, ou d’une ligne de votre prochain état.'
        : 'Votre contestation a été examinée\u00a0; le document est maintenu.',
      `Réponse\u00a0: ${typeset(data.reason)}`,
    ],
    facts: facts(data),
  }),
};
