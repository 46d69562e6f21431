import type { ClosingMail } from '../../domain/closing-mail';
import { frenchDate, frenchMonth, ofMonth } from '../../domain/dates';
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
  return `Projet ${ofMonth(month)} à approuver${replaces === null ? '' : ' (remplacement)'}${reminder ? ', rappel' : ''}`;
}

function draftParagraphs({ reopened, replaces }: Draft): readonly string[] {
  return [
    ...(reopened ? ['Les documents ont changé depuis l’approbation : aucun numéro n’a été pris, et le projet est à relire.'] : []),
    ...(replaces === null ? [] : [`Le nouveau document annulera et remplacera l’état n° ${replaces}.`]),
    'Le projet est prêt. Une personne qui n’a attesté aucune présence ni traité de coordonnées bancaires peut l’approuver depuis la console ; les documents reçoivent leur numéro après l’approbation.',
  ];
}

function publishedSubject({ month, numbers, replaces }: Published): string {
  if (replaces !== null) return `États ${ofMonth(month)} : ${replaces} annulé${numbers.length === 0 ? '' : ' et remplacé'}`;
  return `États ${ofMonth(month)} : ${numbers.length === 0 ? 'aucun document' : 'à prendre en charge'}`;
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
  return [`Qui vous verse quoi pour ${month}${nbsp}: ${sums.join(`${nbsp}; `)}.`];
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

type Copies = Extract<ClosingMail, { kind: 'statement-copy' }>['data'];
type Unpaid = Pick<Copies, 'lines' | 'held'>;

function copySubject({ documents, month }: Copies): string {
  const [only, ...others] = documents;
  if (only === undefined || others.length > 0) return `Votre mois ${ofMonth(month)} : ${documents.length} documents`;
  return `Votre mois ${ofMonth(month)} : ${only.kind === 'statement' ? 'état liquidatif' : 'état de trop-perçu'}`;
}

function copyParagraphs({ documents }: Copies): readonly string[] {
  const count = (kind: 'statement' | 'overpayment'): number => documents.filter((each) => each.kind === kind).length;
  const statements = count('statement');
  const isOne = documents.length === 1;
  return [
    ...(statements === 0
      ? []
      : [statements === 1 ? 'Votre état liquidatif est transmis au comptable.' : 'Vos états liquidatifs sont transmis au comptable.']),
    ...(count('overpayment') === 0 ? [] : ['Un trop-perçu a été constaté\u00a0: le comptable vous adressera un titre de recettes.']),
    isOne
      ? 'La page en donne une copie, coordonnées bancaires masquées.'
      : 'La page donne une copie de chaque document, coordonnées bancaires masquées.',
  ];
}

function documentFact({ number, kind, netCents }: Copies['documents'][number]): readonly [string, string] {
  const net = formatEuros(cents(Math.abs(netCents)));
  return ['Document', `${number}, ${kind === 'statement' ? 'net à payer' : 'à rembourser'}${nbsp}: ${net}`];
}

function unpaidParagraphs({ lines, held }: Unpaid): readonly string[] {
  return [
    ...(lines.length === 0
      ? []
      : ['Les sommes que paie un autre organisme vous sont versées directement\u00a0; la collectivité n’a rien à y ajouter.']),
    ...(held.length === 0
      ? []
      : ['Une partie de votre mois ne peut pas être payée aujourd’hui\u00a0; elle le sera en rappel dès que possible.']),
  ];
}

function lineFacts({ lines }: Unpaid): readonly (readonly [string, string])[] {
  return lines.map((line) => [
    `${frenchDate(line.date)}, ${typeset(line.site)}`,
    `${typeset(line.label)}, ${payerNames[line.payer]}${nbsp}: ${halfDays(line.quantity)} à ${formatEuros(line.unit)}, soit ${formatEuros(line.amount)}`,
  ]);
}

function heldFacts({ held }: Unpaid): readonly (readonly [string, string])[] {
  return held.map(({ reason, quantity, amountCents }) => [
    'Paiement suspendu',
    `${halfDays(quantity)}, ${formatEuros(amountCents)}${nbsp}: ${heldReasons[reason]}`,
  ]);
}

/** Nobody reads a thousand numbers in a mail: the month’s page has them. */
const numbersInMail = 40;

function numbersLine(numbers: Published['numbers']): string {
  if (numbers.length > numbersInMail) return `${numbers.length}, dont la liste est sur la page du mois`;
  return numbers.length === 0 ? 'aucun' : numbers.join(', ');
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
    action: 'Ouvrir la console',
  }),
  'statements-published': (data) => ({
    subject: publishedSubject(data),
    paragraphs: [publishedParagraph(data)],
    facts: [
      ['Mois', frenchMonth(data.month)],
      ['Nouveaux documents', numbersLine(data.numbers)],
      ...totalRows(data.totals).map(({ label, count, amount }): readonly [string, string] => [
        label,
        count === null ? formatEuros(amount) : `${count} document${count > 1 ? 's' : ''}, soit ${formatEuros(amount)}`,
      ]),
    ],
    action: 'Ouvrir les documents du mois',
  }),
  'statements-reminder': (data) => ({
    subject: `États ${ofMonth(data.month)} : ${data.waiting} à prendre en charge, rappel`,
    paragraphs: ['Ces documents attendent leur prise en charge ou leur rejet.'],
    facts: [
      ['Mois', frenchMonth(data.month)],
      ['En attente', String(data.waiting)],
    ],
    action: 'Ouvrir les documents du mois',
  }),
  'statement-copy': (data) => ({
    subject: copySubject(data),
    paragraphs: [
      ...whoPays(frenchMonth(data.month), data),
      ...copyParagraphs(data),
      ...(data.replaces === null ? [] : [`Ce document annule et remplace le n° ${data.replaces}.`]),
      ...unpaidParagraphs(data),
      contestable(data),
    ],
    facts: [
      ['Mois', frenchMonth(data.month)],
      ...data.documents.map(documentFact),
      ...lineFacts(data),
      ...whenPaid(data),
      ...heldFacts(data),
    ],
    action: data.documents.length === 1 ? 'Voir ma copie' : 'Voir mes copies',
  }),
  'month-information': (data) => ({
    subject: `Votre mois ${ofMonth(data.month)} : qui vous paie`,
    paragraphs: [...whoPays(frenchMonth(data.month), data), ...unpaidParagraphs(data), contestable(data)],
    facts: [...lineFacts(data), ...whenPaid(data), ...heldFacts(data)],
    action: 'Signaler une erreur',
  }),
  'month-contested': (data) => ({
    subject: `Contestation à traiter : mois ${ofMonth(data.month)}, ${typeset(data.doctor)}`,
    paragraphs: [
      `Le ${typeset(data.doctor)} conteste les demi-journées ${ofMonth(data.month)}, qu’aucun état liquidatif ne porte. La tâche reste ouverte jusqu’à votre réponse, qui est envoyée au médecin.`,
    ],
    facts: [['Motif', typeset(data.reason)]],
  }),
  'month-contest-answered': (data) => ({
    subject: `Votre mois ${ofMonth(data.month)} : réponse à votre contestation`,
    paragraphs: ['Votre contestation a été examinée.', `Réponse\u00a0: ${typeset(data.reason)}`],
  }),
};
