import type { ClosingMail } from '../../domain/closing-mail';
import { frenchDate, frenchMonth, ofMonth, shortDate } from '../../domain/dates';
import type { HeldReason } from '../../domain/liquidation-facts';
import { cents, formatEuros } from '../../domain/money';
import { payerNames, totalRows } from '../month-totals';
import { nbsp, typeset } from '../typography';
import type { Letters } from './letters';

type Draft = Extract<ClosingMail, { kind: 'closing-draft-ready' }>['data'];
type Published = Extract<ClosingMail, { kind: 'statements-published' }>['data'];
type Payers = Pick<Extract<ClosingMail, { kind: 'month-information' }>['data'], 'payers' | 'label' | 'payBy' | 'contestUntil'>;

const heldReasons: Readonly<Record<HeldReason, string>> = {
  'creditor-missing': 'coordonnées bancaires manquantes',
  'creditor-pending': 'coordonnées bancaires en cours de changement',
  'component-incomplete': 'base juridique ou imputation incomplète',
};
const halfDays = (quantity: number): string => `${quantity} demi-journée${Math.abs(quantity) > 1 ? 's' : ''}`;

function draftSubject({ month, replaces, reminder }: Draft): string {
  const what = replaces === null ? `projet ${ofMonth(month)} à approuver` : `remplacement de l’état ${replaces} à approuver`;
  return reminder ? `Rappel : ${what}` : what.charAt(0).toUpperCase() + what.slice(1);
}

function draftParagraphs({ reopened, replaces }: Draft): readonly string[] {
  return [
    ...(reopened ? ['Les documents ont changé depuis l’approbation : aucun numéro n’a été pris, et le projet est à relire.'] : []),
    ...(replaces === null ? [] : [`Le nouveau document annulera et remplacera l’état n° ${replaces}.`]),
    'Le projet est prêt. Une personne qui n’a attesté aucune présence ni traité de coordonnées bancaires peut l’approuver avec sa clé ; les numéros sont pris après l’approbation.',
  ];
}

function publishedSubject({ month, numbers, replaces }: Published): string {
  if (replaces !== null) return `L’état ${replaces} est annulé${numbers.length === 0 ? '' : ' et remplacé'}`;
  return `${numbers.length === 0 ? 'Aucun état liquidatif' : 'États liquidatifs'} ${ofMonth(month)}`;
}

function publishedParagraph({ month, numbers, replaces }: Published): string {
  if (replaces !== null)
    return numbers.length === 0
      ? `L’état n° ${replaces} est annulé, sans nouveau document.`
      : `Le nouveau document annule et remplace l’état n° ${replaces}.`;
  return numbers.length === 0
    ? `La clôture ${ofMonth(month)} est faite\u00a0: aucun document n’est émis, et rien n’est à prendre en charge.`
    : 'Les documents du mois sont prêts. La page donne chaque PDF, un PDF de tout le mois, l’archive, le tableau et les pièces de chaque ligne, et permet de prendre en charge ou de rejeter chaque document.';
}

/** D7: in one sentence, who pays what. */
function whoPays(month: string, { payers, label }: Payers): readonly string[] {
  if (payers.length === 0) return [];
  const sums = payers.map(
    ({ payer, amountCents }) => `${payer === 'collectivity' ? label : payerNames[payer]}, ${formatEuros(amountCents)}`,
  );
  return [`Qui vous paie quoi pour ${month}${nbsp}: ${sums.join(`${nbsp}; `)}.`];
}

function contestable({ contestUntil }: Payers): string {
  return `Une demi-journée ou un montant est faux\u00a0? La page permet de le signaler jusqu’au ${frenchDate(contestUntil)}.`;
}

/** Each payer at its own pace. A negative sum is not paid. */
function whenPaid({ payers, label, payBy }: Payers): readonly (readonly [string, string])[] {
  return payers
    .filter(({ amountCents }) => amountCents > 0)
    .map(({ payer, amountCents }) => [
      `Versement${nbsp}: ${payer === 'collectivity' ? label : payerNames[payer]}`,
      payer === 'collectivity'
        ? `${formatEuros(amountCents)}, par virement du comptable public, en principe avant le ${frenchDate(payBy)}`
        : `${formatEuros(amountCents)}, directement, selon le calendrier de cet organisme`,
    ]);
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
    subject: publishedSubject(data),
    paragraphs: [publishedParagraph(data)],
    facts: [
      ['Mois', frenchMonth(data.month)],
      ['Nouveaux documents', data.numbers.length === 0 ? 'aucun' : data.numbers.join(', ')],
      ...totalRows(data.totals).map(({ label, count, amount }): readonly [string, string] => [
        label,
        count === null ? formatEuros(amount) : `${count}, soit ${formatEuros(amount)}`,
      ]),
    ],
    action: 'Ouvrir les documents du mois',
  }),
  'statements-reminder': (data) => ({
    subject: `Rappel : ${data.waiting} document${data.waiting > 1 ? 's' : ''} ${ofMonth(data.month)} à prendre en charge`,
    paragraphs: ['Ces documents attendent leur prise en charge ou leur rejet.'],
    facts: [
      ['Mois', frenchMonth(data.month)],
      ['En attente', String(data.waiting)],
    ],
    action: 'Ouvrir les documents du mois',
  }),
  'statement-copy': (data) => ({
    subject: data.kind === 'statement' ? `Votre état liquidatif ${ofMonth(data.month)}` : `Votre état de trop-perçu ${ofMonth(data.month)}`,
    paragraphs: [
      ...whoPays(frenchMonth(data.month), data),
      data.kind === 'statement'
        ? 'Votre état liquidatif est transmis au comptable. La page en donne une copie, coordonnées bancaires masquées.'
        : 'Un trop-perçu a été constaté\u00a0: le comptable vous adressera un titre de recettes. La page donne une copie du document.',
      ...(data.replaces === null ? [] : [`Ce document annule et remplace le n° ${data.replaces}.`]),
      contestable(data),
    ],
    facts: [
      ['Document', data.number],
      ['Mois', frenchMonth(data.month)],
      [data.kind === 'statement' ? 'Net à payer' : 'À rembourser', formatEuros(cents(Math.abs(data.netCents)))],
      ...whenPaid(data),
    ],
    action: 'Voir ma copie',
  }),
  'month-information': (data) => ({
    subject: `Vos demi-journées ${ofMonth(data.month)}`,
    paragraphs: [
      ...whoPays(frenchMonth(data.month), data),
      ...(data.lines.length === 0 ? [] : ['Ces sommes vous sont versées directement\u00a0; la collectivité n’a rien à y ajouter.']),
      ...(data.held.length === 0
        ? []
        : ['Une partie de votre mois ne peut pas être payée aujourd’hui\u00a0; elle le sera en rappel dès que possible.']),
      contestable(data),
    ],
    facts: [
      ...data.lines.map((line): readonly [string, string] => [
        `${shortDate(line.date)}, ${typeset(line.site)}`,
        `${typeset(line.label)}, ${payerNames[line.payer]} : ${halfDays(line.quantity)} à ${formatEuros(line.unit)}, soit ${formatEuros(line.amount)}`,
      ]),
      ...whenPaid(data),
      ...data.held.map(({ reason, quantity, amountCents }): readonly [string, string] => [
        'Paiement suspendu',
        `${halfDays(quantity)}, ${formatEuros(amountCents)} : ${heldReasons[reason]}`,
      ]),
    ],
    action: 'Signaler une erreur',
  }),
  'month-contested': (data) => ({
    subject: `Contestation du mois ${ofMonth(data.month)} à traiter`,
    paragraphs: [
      `Le ${typeset(data.doctor)} conteste les demi-journées ${ofMonth(data.month)}, qu’aucun état liquidatif ne porte. La tâche reste ouverte jusqu’à votre réponse, qui est envoyée au médecin.`,
    ],
    facts: [['Motif', typeset(data.reason)]],
  }),
  'month-contest-answered': (data) => ({
    subject: `Réponse à votre contestation ${ofMonth(data.month)}`,
    paragraphs: ['Votre contestation a été examinée.', `Réponse\u00a0: ${typeset(data.reason)}`],
  }),
};
