import type { DayMail } from '../../domain/day-mail';
import { frenchDay } from '../../domain/dates';
import { askerLabels, changeLines, dayLines, frenchPhone, reasonWords, refusalLabels } from '../day-lines';
import type { Letters } from './letters';
import { presenceLetters } from './presence';

const withdrawn = 'L’entrée de votre agenda est retirée.';
const tellPatients = 'Merci de prévenir les patients déjà inscrits.';
const reserve = (tentative: boolean): string => (tentative ? ', sous réserve' : '');
const report = 'Signaler un empêchement';
const unready = 'Elle reste sous réserve : le lieu d’accueil n’est pas encore prêt. Nous vous écrirons dès qu’elle sera ferme.';
const upon = (tentative: boolean): readonly string[] => (tentative ? [unready] : []);

export const consultationDayLetters: Letters<DayMail> = {
  ...presenceLetters,
  'day-proposed': (data) => ({
    subject: `Journée proposée : ${frenchDay(data.date)}, ${data.site}`,
    paragraphs: [
      data.side === 'doctor'
        ? 'Une journée de consultation vous est proposée.'
        : 'Une journée de consultation est proposée dans votre lieu d’accueil.',
      ...upon(data.tentative),
    ],
    facts: dayLines(data),
    action: 'Répondre à la proposition',
    closing: ['Sans réponse dans le délai, la proposition tombe.'],
  }),
  'day-answer-reminder': (data) => ({
    subject: `Rappel : réponse attendue pour le ${frenchDay(data.date)}`,
    paragraphs: ['Nous n’avons pas encore votre réponse à cette proposition.'],
    facts: dayLines(data),
    action: 'Répondre à la proposition',
    closing: ['Sans réponse dans le délai, la proposition tombe.'],
  }),
  'day-move-asked': (data) => ({
    subject: `Changement proposé : ${frenchDay(data.date)}, ${data.site}`,
    paragraphs: [
      `La journée prévue ne peut pas avoir lieu comme convenu (${reasonWords(data.reason)}) : ${askerLabels[data.asker]} propose un changement.`,
      'La journée n’a lieu qu’avec votre accord. Si vous refusez, elle est annulée.',
    ],
    facts: [...changeLines(data.before, data), ...dayLines(data)],
    action: 'Répondre au changement',
  }),
  'day-move-noted': (data) => ({
    subject: `Changement demandé : ${frenchDay(data.date)}, ${data.site}`,
    paragraphs: ['Votre demande de changement est transmise. Nous vous écrirons dès que la réponse sera connue.', tellPatients],
    facts: [...changeLines(data.before, data), ...dayLines(data)],
  }),
  'day-moved-away': (data) => ({
    subject: `Journée déplacée dans un autre lieu : ${frenchDay(data.date)}`,
    paragraphs: ['La journée prévue chez vous aura lieu ailleurs.', ...(data.invited ? [withdrawn] : []), tellPatients],
    facts: dayLines(data),
  }),
  'day-declined': (data) => ({
    subject: `Journée refusée : ${frenchDay(data.date)}, ${data.site}`,
    paragraphs: [
      `${data.refusedBy === 'doctor' ? 'Le médecin' : 'Le lieu d’accueil'} a refusé cette journée (${refusalLabels[data.reason]}). Elle n’aura pas lieu.`,
      ...(data.invited ? [withdrawn] : []),
      ...(data.invited && data.side === 'site' ? [tellPatients] : []),
    ],
    facts: dayLines(data),
  }),
  'day-lapsed': (data) => ({
    subject: `Journée sans suite : ${frenchDay(data.date)}, ${data.site}`,
    paragraphs: [
      'Faute de réponse dans le délai, cette journée n’aura pas lieu.',
      ...(data.invited ? [withdrawn] : []),
      ...(data.invited && data.side === 'site' ? [tellPatients] : []),
    ],
    facts: dayLines(data),
  }),
  'day-confirmed': (data) => ({
    subject: `Journée confirmée${reserve(data.tentative)} : ${frenchDay(data.date)}, ${data.site}`,
    paragraphs: ['La journée est confirmée. L’invitation ci-jointe l’inscrit dans votre agenda.', ...upon(data.tentative)],
    facts: dayLines(data),
    action: report,
  }),
  'day-updated': (data) => ({
    subject: `Journée modifiée${reserve(data.tentative)} : ${frenchDay(data.date)}, ${data.site}`,
    paragraphs: ['La journée change. L’invitation ci-jointe met à jour votre agenda.', ...upon(data.tentative)],
    facts: [...changeLines(data.before, data), ...dayLines(data)],
    action: report,
  }),
  'day-reminder': (data) => ({
    subject: `Rappel : ${frenchDay(data.date)}, ${data.site}`,
    paragraphs: [`Cette journée de consultation a lieu dans ${data.days} jours.`, ...upon(data.tentative)],
    facts: dayLines(data),
    action: report,
  }),
  'day-sheet': (data) => ({
    subject: `Fiche pratique : ${frenchDay(data.date)}, ${data.site}`,
    paragraphs: [
      data.side === 'doctor' ? 'Voici ce qu’il faut savoir avant d’arriver.' : 'Voici ce qui est prévu chez vous.',
      ...upon(data.tentative),
    ],
    facts: [
      ...dayLines(data),
      ...data.contacts.map(({ name, phone }) => ['Sur place', `${name}, ${frenchPhone(phone)}`] as const),
      ['Assistant', assistantWords[data.assistant]],
    ],
    action: report,
  }),
  'day-cancelled': (data) => ({
    subject: `Journée annulée : ${frenchDay(data.date)}, ${data.site}`,
    paragraphs: [
      `La journée est annulée par ${askerLabels[data.by]} (${reasonWords(data.reason)}).`,
      ...(data.invited ? [withdrawn] : []),
      ...(data.side === 'site' ? [tellPatients] : []),
      ...(data.cover
        ? [
            data.side === 'site'
              ? 'Nous cherchons un autre médecin pour ce créneau ; vous recevrez une nouvelle invitation si nous en trouvons un.'
              : 'Nous cherchons un autre médecin pour ce créneau.',
          ]
        : []),
      ...(data.side === 'doctor' ? ['Vous n’avez rien d’autre à faire.'] : []),
    ],
    facts: dayLines(data),
  }),
  'assistant-asked': (data) => ({
    subject: `Assistant sur place : ${frenchDay(data.date)}, ${data.site}`,
    paragraphs: [
      'Une personne assistera-t-elle le médecin ce jour-là (accueil des patients, secrétariat) ? Une seule réponse du lieu d’accueil suffit.',
    ],
    facts: dayLines(data),
    action: 'Répondre au sujet de l’assistant',
  }),
};

const assistantWords = { awaited: 'pas encore connu', confirmed: 'présent', waived: 'pas d’assistant ce jour-là' } as const;
