import type { DayMail } from '../../domain/day-mail';
import { frenchDay } from '../../domain/dates';
import { dayLines, halvesWords } from '../day-lines';
import { quoted } from '../typography';
import type { LetterBody, Letters } from './letters';

type PresenceMail = Extract<DayMail, { kind: 'presence-asked' | 'presence-reminder' | 'presence-disputed' | 'presence-result' }>;
type Asked = Extract<PresenceMail, { kind: 'presence-asked' }>['data'];

const oneSuffices = 'Une seule réponse du lieu d’accueil suffit.';
const ask = 'Merci d’indiquer, demi-journée par demi-journée, si la consultation a eu lieu.';

/** the link lasts longer than the time that is given, since a late answer still helps who decides. */
const until = ({ decidedOn }: Asked): Pick<LetterBody, 'limit'> =>
  decidedOn === null
    ? {}
    : {
        limit: {
          words: `Merci de répondre avant le ${frenchDay(decidedOn)} : passé ce jour, un administrateur décide avec ce qu’il sait.`,
        },
      };

/** the doctor and the site each say what took place; what both say is what counts. */
export const presenceLetters: Letters<PresenceMail> = {
  'presence-asked': (data) => ({
    subject: `Présence à déclarer : ${frenchDay(data.date)}, ${data.site}`,
    paragraphs: [ask, ...(data.side === 'site' ? [oneSuffices] : [])],
    facts: dayLines(data, data.side),
    action: 'Déclarer la présence',
    ...until(data),
  }),
  'presence-reminder': (data) => ({
    subject: `Présence, rappel : ${frenchDay(data.date)}, ${data.site}`,
    paragraphs: [
      'La présence de cette journée n’est pas encore déclarée de votre côté.',
      ask,
      ...(data.side === 'site' ? [oneSuffices] : []),
    ],
    facts: dayLines(data, data.side),
    action: 'Déclarer la présence',
    ...until(data),
  }),
  'presence-disputed': (data) => ({
    subject: `Présence contestée : ${frenchDay(data.date)}, ${data.site}`,
    paragraphs: [
      'Les deux déclarations diffèrent. Rien n’est retenu pour l’instant : un administrateur prendra contact avec vous, puis tranchera.',
    ],
    facts: [
      ...dayLines(data, data.side),
      [data.side === 'doctor' ? 'Vous avez déclaré' : 'Le médecin a déclaré', said(data.said.doctor)],
      [data.side === 'site' ? 'Votre lieu d’accueil a déclaré' : 'Le lieu d’accueil a déclaré', said(data.said.site)],
    ],
  }),
  'presence-result': (data) => ({
    subject: `${data.held.length === 0 ? 'Présence non retenue' : 'Présence attestée'} : ${frenchDay(data.date)}, ${data.site}`,
    paragraphs: [
      data.held.length === 0
        ? 'Aucune demi-journée n’est retenue pour cette journée.'
        : `Le service fait est attesté : ${halvesWords(data.held)}.`,
      ...(data.ruled === null ? [] : [`Un administrateur a décidé, pour la raison suivante : ${quoted(data.ruled.reason)}.`]),
    ],
    facts: dayLines(data, data.side),
    closing: ['Si ce n’est pas ce que vous avez vécu, appelez-nous.'],
  }),
};

function said(halves: Parameters<typeof halvesWords>[0]): string {
  return halves.length === 0 ? 'pas de consultation' : halvesWords(halves);
}
