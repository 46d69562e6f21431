import type { DayMail } from '../../domain/day-mail';
import { frenchDay } from '../../domain/dates';
import { dayLines, halvesWords } from '../day-lines';
import { typeset } from '../typography';
import type { Letters } from './letters';

type PresenceMail = Extract<DayMail, { kind: 'presence-asked' | 'presence-reminder' | 'presence-disputed' | 'presence-result' }>;

const oneSuffices = 'Une seule réponse du lieu d’accueil suffit.';
const ask = 'Merci d’indiquer, demi-journée par demi-journée, si la consultation a eu lieu.';

/** the doctor and the site each say what took place; what both say is what counts. */
export const presenceLetters: Letters<PresenceMail> = {
  'presence-asked': (data) => ({
    subject: `Présence à déclarer : ${frenchDay(data.date)}, ${data.site}`,
    paragraphs: [ask, ...(data.side === 'site' ? [oneSuffices] : [])],
    facts: dayLines(data),
    action: 'Déclarer la présence',
  }),
  'presence-reminder': (data) => ({
    subject: `Rappel : présence à déclarer, ${frenchDay(data.date)}`,
    paragraphs: [
      'La présence de cette journée n’est pas encore déclarée de votre côté.',
      ask,
      ...(data.side === 'site' ? [oneSuffices] : []),
    ],
    facts: dayLines(data),
    action: 'Déclarer la présence',
    closing: ['Sans déclaration des deux côtés, un administrateur devra décider.'],
  }),
  'presence-disputed': (data) => ({
    subject: `Présence contestée : ${frenchDay(data.date)}, ${data.site}`,
    paragraphs: [
      'Les deux déclarations diffèrent. Rien n’est retenu pour l’instant : un administrateur prendra contact avec vous, puis tranchera.',
    ],
    facts: [...dayLines(data), ['Déclaré par le médecin', said(data.said.doctor)], ['Déclaré par le lieu d’accueil', said(data.said.site)]],
  }),
  'presence-result': (data) => ({
    subject: `Service fait : ${frenchDay(data.date)}, ${data.site}`,
    paragraphs: [
      data.held.length === 0
        ? 'Aucune demi-journée n’est retenue pour cette journée.'
        : `Le service fait est attesté : ${halvesWords(data.held)}.`,
      ...(data.ruled === null ? [] : [`Un administrateur a décidé, pour la raison suivante : « ${typeset(data.ruled.reason)} ».`]),
    ],
    facts: dayLines(data),
    closing: ['Si ce n’est pas ce que vous avez vécu, appelez-nous.'],
  }),
};

function said(halves: Parameters<typeof halvesWords>[0]): string {
  return halves.length === 0 ? 'pas de consultation' : halvesWords(halves);
}
