import type { DayMail, DayText } from '../../domain/day-mail';
import { frenchDay } from '../../domain/dates';
import type { Side } from '../../domain/consultation-day';
import { askerLabels, changeLines, dayLines, forReason } from '../day-lines';
import { assistantWords, doorLines, entryLines, missingSentences, practiceLines } from '../day-sheet';
import { callIfWrong, notedByPhone, type LetterBody, type Letters } from './letters';
import { presenceLetters } from './presence';

type Said = DayText & { readonly side: Side };

const withdrawn = 'L’entrée de votre agenda est retirée.';
const tellPatients = 'Merci de prévenir les patients déjà inscrits.';
const oneSuffices = 'Une seule réponse du lieu d’accueil suffit : la première compte.';
const unready = 'La journée reste sous réserve : le lieu d’accueil n’est pas encore prêt. Nous vous écrirons dès qu’elle sera ferme.';
const upon = (tentative: boolean): readonly string[] => (tentative ? [unready] : []);
const wayOut = (side: Side): Pick<LetterBody, 'action' | 'quiet'> => ({ action: report[side], quiet: true });
const report: Readonly<Record<Side, string>> = { doctor: 'Je ne peux pas venir', site: 'Signaler un empêchement' };

/** What it is first, then the date and the place: a mailbox sorted by subject keeps a day together. */
const about = (what: string, { date, site }: DayText): string => `${what} : ${frenchDay(date)}, ${site}`;
const lines = (data: Said): NonNullable<LetterBody['facts']> => dayLines(data, data.side);
/** A day that is off is neither firm nor uncertain. */
const endedLines = (data: Said): NonNullable<LetterBody['facts']> => lines({ ...data, tentative: false });
const placeOf = ({ site, address }: DayText): string => `${site}, ${address}`;

/** What a calendar shows once the day is off: its mail says why. */
const offEntry = (data: { readonly invited: boolean }): { readonly entry?: readonly string[] } =>
  data.invited ? { entry: ['Cette journée n’a plus lieu ici. Le courriel qui accompagne cette mise à jour vous en donne le détail.'] } : {};

/** The consequences of an end, for who has the entry and for who knows the patients. */
function afterEnd({ invited, side }: { readonly invited: boolean; readonly side: Side }): readonly string[] {
  return [...(invited ? [withdrawn] : []), ...(invited && side === 'site' ? [tellPatients] : [])];
}

function refusalSentence({ side, refusedBy, actedBy, reason }: Extract<DayMail, { kind: 'day-declined' }>['data']): string {
  if (actedBy === 'reader' || (side === 'doctor' && refusedBy === 'doctor')) return 'Vous avez refusé cette journée. Elle n’aura pas lieu.';
  const who = actedBy === 'own-side' ? 'Votre lieu d’accueil' : refusedBy === 'doctor' ? 'Le médecin' : 'Le lieu d’accueil';
  return `${who} a refusé cette journée${forReason(reason)}. La journée n’aura pas lieu.`;
}

function cancelSentence({ side, by, actedBy, reason }: Extract<DayMail, { kind: 'day-cancelled' }>['data']): string {
  if (side === 'doctor' && actedBy === 'own-side')
    return `Nous avons noté au téléphone que vous ne pouvez pas venir\u00a0: cette journée est annulée. ${callIfWrong}`;
  if (actedBy === 'reader' || (side === 'doctor' && by === 'doctor')) return 'Vous avez annulé cette journée.';
  return actedBy === 'own-side'
    ? `Votre lieu d’accueil a annulé cette journée${forReason(reason)}.`
    : `La journée est annulée par ${askerLabels[by]}${forReason(reason)}.`;
}

/** The site learns at once who comes instead, or that its patients must be told. */
function cancelConsequences({ side, cover, invited }: Extract<DayMail, { kind: 'day-cancelled' }>['data']): readonly string[] {
  const entry = invited ? [withdrawn] : [];
  if (side === 'doctor')
    return [...entry, ...(cover ? ['Nous cherchons un autre médecin pour cette consultation.'] : []), 'Vous n’avez rien d’autre à faire.'];
  return cover
    ? [
        ...entry,
        `Aucun remplaçant n’est encore connu. ${tellPatients}`,
        'Nous cherchons un autre médecin pour cette consultation : dès qu’il est trouvé, vous recevrez son nom et une nouvelle invitation.',
      ]
    : [...entry, tellPatients];
}

function moveSentence({ side, asker, reason }: Extract<DayMail, { kind: 'day-move-asked' }>['data']): string {
  const who = askerLabels[asker];
  return `La journée prévue ne peut pas avoir lieu comme convenu${forReason(reason)}. ${who.slice(0, 1).toUpperCase()}${who.slice(1)} ${side === 'doctor' ? 'vous propose' : 'propose'} un changement.`;
}

export const consultationDayLetters: Letters<DayMail> = {
  ...presenceLetters,
  'day-proposed': (data) => ({
    subject: about('Proposition', data),
    paragraphs: [
      data.side === 'doctor'
        ? 'Une journée de consultation vous est proposée.'
        : `Une journée de consultation est proposée dans votre lieu d’accueil. ${oneSuffices}`,
      ...upon(data.tentative),
    ],
    facts: lines(data),
    action: 'Répondre à la proposition',
    limit: 'answer',
    closing: ['Sans réponse dans le délai, la proposition tombe.'],
  }),
  'day-answer-reminder': (data) => ({
    subject: about('Proposition, rappel', data),
    paragraphs: [`Nous n’avons pas encore votre réponse à cette proposition.${data.side === 'site' ? ` ${oneSuffices}` : ''}`],
    facts: lines(data),
    action: 'Répondre à la proposition',
    limit: 'answer',
    closing: ['Sans réponse dans le délai, la proposition tombe.'],
  }),
  'day-move-asked': (data) => ({
    subject: about('Changement proposé', data),
    paragraphs: [
      moveSentence(data),
      `La journée n’a lieu qu’avec votre accord. Si vous refusez, elle est annulée.${data.side === 'site' ? ` ${oneSuffices}` : ''}`,
    ],
    facts: [...changeLines(data.before, data), ...lines(data)],
    action: 'Répondre au changement',
    limit: 'answer',
  }),
  'day-move-noted': (data) => ({
    subject: about('Changement demandé', data),
    paragraphs: [
      `${data.asker === data.side ? 'Votre' : 'Une'} demande de changement est transmise. Nous vous écrirons dès que la réponse sera connue.`,
      ...(data.side === 'site' ? ['Merci de prévenir les patients déjà inscrits à l’ancienne date.'] : []),
    ],
    facts: [...changeLines(data.before, data), ...lines(data)],
  }),
  'day-moved-away': (data) => ({
    subject: about('Journée déplacée', data),
    paragraphs: ['La journée prévue chez vous aura lieu dans un autre lieu d’accueil.', ...(data.invited ? [withdrawn] : []), tellPatients],
    facts: endedLines(data),
    ...offEntry(data),
  }),
  'day-declined': (data) => ({
    subject: about('Journée refusée', data),
    paragraphs: [refusalSentence(data), ...afterEnd(data)],
    facts: endedLines(data),
    ...offEntry(data),
  }),
  'noted-by-phone': (data) => ({
    subject: about(data.answer === 'accepted' ? 'Accord par téléphone' : 'Refus par téléphone', data),
    paragraphs: [
      data.answer === 'accepted'
        ? notedByPhone(data.by, 'votre accord pour cette journée. Elle sera confirmée dès que le lieu d’accueil l’acceptera aussi')
        : notedByPhone(data.by, 'votre refus de cette journée. Elle n’aura pas lieu'),
      ...afterEnd(data),
      callIfWrong,
    ],
    facts: lines(data),
    ...offEntry(data),
  }),
  'day-lapsed': (data) => ({
    subject: about('Journée sans suite', data),
    paragraphs: ['Faute de réponse dans le délai, cette journée n’aura pas lieu.', ...afterEnd(data)],
    facts: endedLines(data),
    ...offEntry(data),
  }),
  'day-confirmed': (data) => ({
    subject: about(data.tentative ? 'Journée sous réserve' : 'Journée confirmée', data),
    paragraphs: [
      ...(data.substitute && data.side === 'site'
        ? [`Un remplaçant est trouvé : le ${data.doctor} consultera chez vous. Les rendez-vous des patients peuvent être maintenus.`]
        : []),
      'La journée est confirmée. L’invitation ci-jointe l’inscrit dans votre agenda.',
      ...upon(data.tentative),
    ],
    facts: [...lines(data), ...doorLines(data)],
    ...wayOut(data.side),
    entry: entryLines(placeOf(data), data),
  }),
  'day-updated': (data) => ({
    subject: about(data.tentative ? 'Journée modifiée, sous réserve' : 'Journée modifiée', data),
    paragraphs: ['La journée change. L’invitation ci-jointe met à jour votre agenda.', ...upon(data.tentative)],
    facts: [...changeLines(data.before, data), ...lines(data), ...doorLines(data)],
    ...wayOut(data.side),
    entry: entryLines(placeOf(data), data),
  }),
  'day-reminder': (data) => ({
    subject: about(data.missing === null ? 'Journée à venir' : 'Journée à compléter', data),
    paragraphs: [`Cette journée de consultation a lieu dans ${data.days} jours.`, ...missingSentences(data.missing)],
    facts: lines(data),
    ...wayOut(data.side),
  }),
  'day-sheet': (data) => ({
    subject: about('Fiche pratique', data),
    paragraphs: [
      data.side === 'doctor' ? 'Voici ce qu’il faut savoir avant d’arriver.' : 'Voici ce qui est prévu chez vous.',
      ...upon(data.tentative),
    ],
    facts: [...lines(data), ...doorLines(data), ['Assistant', assistantWords[data.assistant]], ...practiceLines(data.practice)],
    ...wayOut(data.side),
  }),
  'day-cancelled': (data) => ({
    subject: about('Journée annulée', data),
    paragraphs: [cancelSentence(data), ...cancelConsequences(data)],
    facts: endedLines(data),
    ...offEntry(data),
  }),
  'assistant-asked': (data) => ({
    subject: about('Assistant sur place', data),
    paragraphs: [`Une personne assistera-t-elle le médecin ce jour-là (accueil des patients, secrétariat) ? ${oneSuffices}`],
    facts: lines(data),
    action: 'Répondre au sujet de l’assistant',
    limit: 'answer',
  }),
};
