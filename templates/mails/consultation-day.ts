import type { DayMail } from '../../domain/consultation-day';
import { frenchDay, frenchTime, type Half } from '../../domain/dates';
import type { Letters } from './letters';

type Text = Extract<DayMail, { kind: 'day-reminder' }>['data'];

const halfWords = (halves: readonly Half[]): string => (halves.length === 2 ? 'journée' : halves[0] === 'morning' ? 'matin' : 'après-midi');
const hoursWords = (hours: string): string =>
  hours
    .split(',')
    .map((span) => span.split('-').map(frenchTime).join(' – '))
    .join(' et ');

function facts({ doctor, site, address, date, halves, hours }: Text): readonly (readonly [string, string])[] {
  return [
    ['Médecin', doctor],
    ['Date', `${frenchDay(date)}, ${halfWords(halves)}`],
    ['Horaires', hoursWords(hours)],
    ['Lieu', `${site}, ${address}`],
  ];
}

const calendar = 'Répondre dans votre agenda ne nous prévient pas : utilisez le lien de ce courriel.';

export const consultationDayLetters: Letters<DayMail> = {
  'day-proposed': (data) => ({
    subject: `Journée proposée : ${frenchDay(data.date)}, ${data.site}`,
    paragraphs: [data.side === 'doctor' ? 'Une journée de consultation vous est proposée.' : 'Une journée de consultation est proposée dans votre lieu d’accueil.'],
    facts: facts(data),
    action: 'Répondre à la proposition',
  }),
  'day-answer-reminder': (data) => ({
    subject: `Rappel : réponse attendue pour le ${frenchDay(data.date)}`,
    paragraphs: ['Nous n’avons pas encore votre réponse à cette proposition.'],
    facts: facts(data),
    action: 'Répondre à la proposition',
  }),
  'day-confirmed': (data) => ({
    subject: `Journée confirmée : ${frenchDay(data.date)}, ${data.site}`,
    paragraphs: ['La journée est confirmée. L’invitation ci-jointe l’inscrit dans votre agenda.', calendar],
    facts: facts(data),
    action: 'Signaler un empêchement',
  }),
  'day-reminder': (data) => ({ subject: `Rappel : ${frenchDay(data.date)}, ${data.site}`, paragraphs: ['Cette journée de consultation approche.'], facts: facts(data) }),
  'day-cancelled': (data) => ({
    subject: `Journée annulée : ${frenchDay(data.date)}, ${data.site}`,
    paragraphs: ['La journée est annulée. L’entrée de votre agenda est retirée.', data.side === 'site' ? 'Merci de prévenir les patients déjà inscrits.' : 'Vous n’avez rien d’autre à faire.'],
    facts: facts(data),
  }),
  'presence-asked': (data) => ({
    subject: `Présence à déclarer : ${frenchDay(data.date)}, ${data.site}`,
    paragraphs: ['Merci d’indiquer, demi-journée par demi-journée, si la consultation a eu lieu.'],
    facts: facts(data),
    action: 'Déclarer la présence',
  }),
};
