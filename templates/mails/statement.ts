import { frenchMonth } from '../../domain/dates';
import { formatEuros } from '../../domain/money';
import type { StatementMail } from '../../domain/statement';
import { typeset } from '../typography';
import type { Letters } from './letters';

function facts({
  number,
  kind,
  month,
  netCents,
}: Extract<StatementMail, { kind: 'statement-completed' }>['data']): readonly (readonly [string, string])[] {
  return [
    ['Document', number],
    ['Mois', frenchMonth(month)],
    [kind === 'statement' ? 'Net à payer' : 'Trop-perçu', formatEuros(netCents)],
  ];
}

export const statementLetters: Letters<StatementMail> = {
  'statement-completed': (data) => ({
    subject: `L’état ${data.number} est complété`,
    paragraphs: ['La pièce manquante a été ajoutée. Le document garde son numéro et attend de nouveau votre prise en charge.'],
    facts: facts(data),
    action: 'Ouvrir les documents du mois',
  }),
  'statement-contest-answered': (data) => ({
    subject: `Réponse à votre contestation de ${data.number}`,
    paragraphs: ['Votre contestation a été examinée ; le document est maintenu.', `Motif : ${typeset(data.reason)}`],
    facts: facts(data),
  }),
};
