import type { ClosingMail } from '../../domain/closing-mail';
import { frenchMonth, shortDate } from '../../domain/dates';
import type { HeldReason } from '../../domain/liquidation-facts';
import { formatEuros } from '../../domain/money';
import type { Payer } from '../../domain/programme';
import { typeset } from '../typography';
import type { Letters } from './letters';

type Draft = Extract<ClosingMail, { kind: 'closing-draft-ready' }>['data'];

const payerNames: Readonly<Record<Payer, string>> = { cpam: 'CPAM', collectivity: 'collectivité', ars: 'ARS', epci: 'EPCI' };
const heldReasons: Readonly<Record<HeldReason, string>> = {
  'creditor-missing': 'coordonnées bancaires manquantes',
  'creditor-pending': 'coordonnées bancaires en cours de changement',
  'component-incomplete': 'base juridique ou imputation incomplète',
};
const halfDays = (quantity: number): string => `${quantity} demi-journée${Math.abs(quantity) > 1 ? 's' : ''}`;
/** « de mars », « d’avril » */
export const ofMonth = (name: string): string => (/^[aeiouyàâéèêîôû]/i.test(name) ? `d’${name}` : `de ${name}`);

function draftSubject({ month, replaces, reminder }: Draft): string {
  const what = replaces === null ? `projet ${ofMonth(frenchMonth(month))} à approuver` : `remplacement de l’état ${replaces} à approuver`;
  return reminder ? `Rappel : ${what}` : what.charAt(0).toUpperCase() + what.slice(1);
}

function draftParagraphs({ reopened, replaces }: Draft): readonly string[] {
  return [
    ...(reopened ? ['Les documents ont changé depuis l’approbation : aucun numéro n’a été pris, et le projet est à relire.'] : []),
    ...(replaces === null ? [] : [`Le nouveau document annulera et remplacera l’état n° ${replaces}.`]),
    'Le projet est prêt. Une personne qui n’a attesté aucune présence ni traité de coordonnées bancaires peut l’approuver avec sa clé ; les numéros sont pris après l’approbation.',
  ];
}

export const monthClosingLetters: Letters<ClosingMail> = {
  'closing-draft-ready': (data) => ({
    subject: draftSubject(data),
    paragraphs: draftParagraphs(data),
    facts: [
      ['Mois', frenchMonth(data.month)],
      ['Documents', String(data.totals.count)],
      ['Net à payer', formatEuros(data.totals.netCents)],
      ['Trop-perçus', formatEuros(data.totals.overpaymentCents)],
      ['Pour information (autres payeurs)', formatEuros(data.totals.informationCents)],
      ['Paiements suspendus', String(data.totals.held)],
    ],
  }),
  'statements-published': (data) => ({
    subject:
      data.replaces === null ? `États liquidatifs ${ofMonth(frenchMonth(data.month))}` : `L’état ${data.replaces} est annulé et remplacé`,
    paragraphs: [
      data.replaces === null
        ? 'Les documents du mois sont prêts. La page donne chaque PDF, l’archive du mois et le tableau, et permet de prendre en charge ou de rejeter chaque document.'
        : data.numbers.length === 0
          ? `L’état n° ${data.replaces} est annulé, sans nouveau document.`
          : `Le nouveau document annule et remplace l’état n° ${data.replaces}.`,
    ],
    facts: [
      ['Mois', frenchMonth(data.month)],
      ['Documents', data.numbers.length === 0 ? 'aucun' : data.numbers.join(', ')],
      ['Net à payer', formatEuros(data.netCents)],
      ['Trop-perçus', formatEuros(data.overpaymentCents)],
    ],
    action: 'Ouvrir les documents du mois',
  }),
  'statements-reminder': (data) => ({
    subject: `Rappel : ${data.waiting} document${data.waiting > 1 ? 's' : ''} ${ofMonth(frenchMonth(data.month))} à prendre en charge`,
    paragraphs: ['Ces documents attendent leur prise en charge ou leur rejet.'],
    facts: [
      ['Mois', frenchMonth(data.month)],
      ['En attente', String(data.waiting)],
    ],
    action: 'Ouvrir les documents du mois',
  }),
  'statement-copy': (data) => ({
    subject:
      data.kind === 'statement'
        ? `Votre état liquidatif ${ofMonth(frenchMonth(data.month))}`
        : `Votre état de trop-perçu ${ofMonth(frenchMonth(data.month))}`,
    paragraphs: [
      data.kind === 'statement'
        ? 'Votre état liquidatif est transmis au comptable. La page en donne une copie, coordonnées bancaires masquées, et permet de signaler une erreur.'
        : 'Un trop-perçu a été constaté : le comptable vous adressera un titre de recettes. La page en donne une copie et permet de signaler une erreur.',
      ...(data.replaces === null ? [] : [`Ce document annule et remplace le n° ${data.replaces}.`]),
    ],
    facts: [
      ['Document', data.number],
      ['Mois', frenchMonth(data.month)],
      [data.kind === 'statement' ? 'Net à payer' : 'À rembourser', formatEuros(data.netCents)],
      ['Pour information (autres payeurs)', formatEuros(data.informationCents)],
    ],
    action: 'Voir ma copie',
  }),
  'month-information': (data) => ({
    subject: `Vos demi-journées ${ofMonth(frenchMonth(data.month))}`,
    paragraphs: [
      ...(data.lines.length === 0
        ? []
        : [
            'Pour ces demi-journées, d’autres payeurs vous versent directement les sommes suivantes ; la collectivité n’a rien à y ajouter.',
          ]),
      ...(data.held.length === 0
        ? []
        : ['Une partie de votre mois ne peut pas être payée aujourd’hui ; elle le sera en rappel dès que possible.']),
    ],
    facts: [
      ...data.lines.map((line): readonly [string, string] => [
        `${shortDate(line.date)}, ${typeset(line.site)}`,
        `${typeset(line.label)}, ${payerNames[line.payer]} : ${halfDays(line.quantity)} à ${formatEuros(line.unit)}, soit ${formatEuros(line.amount)}`,
      ]),
      ...(data.lines.length === 0 ? [] : [['Total pour information', formatEuros(data.totalCents)] as const]),
      ...data.held.map(({ reason, quantity, amountCents }): readonly [string, string] => [
        'Paiement suspendu',
        `${halfDays(quantity)}, ${formatEuros(amountCents)} : ${heldReasons[reason]}`,
      ]),
    ],
  }),
};
