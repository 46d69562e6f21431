import type { DigestMail, WaitingLine } from '../../domain/digest';
import { frenchDay, frenchInstant, type TimeZone } from '../../domain/dates';
import { whenWords } from '../day-lines';
import { taskSentence } from '../french';
import { councilGreeting, type LetterBody, type Letters } from './letters';

type Lines = { readonly lines: readonly WaitingLine[]; readonly zone: TimeZone };
type Facts = NonNullable<LetterBody['facts']>;

const counted = (n: number, one: string, many: string): string => (n === 1 ? one : `${n} ${many}`);
const of = (lines: readonly WaitingLine[], what: string): readonly WaitingLine[] => lines.filter((line) => line.what === what);

function whenOf({ date, halves }: WaitingLine): string {
  if (date === null) return '';
  return halves.length === 0 ? frenchDay(date) : whenWords({ date, halves });
}

function doctorFacts(lines: readonly WaitingLine[]): Facts {
  const labels: Readonly<Record<string, string>> = {
    'day-answer': 'Proposition',
    'day-presence': 'Présence à déclarer',
    'practice-choice': 'Votre cabinet ce jour-là',
    'cover-answer': 'Remplacement proposé',
  };
  return lines.map((line) => [labels[line.what] ?? 'À faire', [whenOf(line), line.site].filter(Boolean).join(', ')]);
}

function siteFacts(lines: readonly WaitingLine[]): Facts {
  const labels: Readonly<Record<string, string>> = {
    'day-answer': 'Journée proposée',
    'day-presence': 'Présence à pointer',
    'day-assistant': 'Assistant à confirmer',
  };
  return lines.map((line) => [labels[line.what] ?? 'À faire', [whenOf(line), line.doctor].filter(Boolean).join(', ')]);
}

/** What a desk does first is what ends first. */
function deskFacts({ lines, zone }: Lines): Facts {
  return lines.map(({ noun, what, detail, until, doctor, site }) => [
    until === null ? 'Sans échéance' : `Avant le ${frenchInstant(until, zone)}`,
    [taskSentence(noun, what, detail), doctor, site].filter(Boolean).join(' – '),
  ]);
}

export const digestLetters: Letters<DigestMail> = {
  'doctor-waiting': ({ lines }) => {
    const proposed = of(lines, 'day-answer').length;
    return {
      subject:
        proposed === 0
          ? `${counted(lines.length, 'Une réponse attendue', 'réponses attendues')} de votre part`
          : counted(proposed, 'Une journée vous est proposée', 'journées vous sont proposées'),
      paragraphs: [
        'Voici ce qui attend votre réponse. Une seule page suffit : vous répondez ligne par ligne, et vous pouvez revenir plus tard pour le reste.',
      ],
      facts: doctorFacts(lines),
      action: 'Répondre',
      ...(proposed === 0 ? {} : { closing: ['Une proposition laissée sans réponse finit par tomber ; rien ne vous est reproché.'] }),
    };
  },
  'site-waiting': ({ lines }) => {
    const present = of(lines, 'day-presence').length;
    return {
      subject: present === 0 ? 'Ce qui attend votre réponse' : counted(present, 'Une présence à pointer', 'présences à pointer'),
      paragraphs: [
        'Une seule page suffit pour votre lieu d’accueil : pointez chaque demi-journée. L’un ou l’autre de vos contacts peut le faire.',
      ],
      facts: siteFacts(lines),
      action: 'Ouvrir la page du jour',
    };
  },
  'council-waiting': ({ lines }) => ({
    greeting: councilGreeting,
    subject: counted(lines.length, 'Une demande attend le conseil', 'demandes attendent le conseil'),
    paragraphs: ['Voici les demandes en cours auprès de votre conseil. La page permet de répondre à chacune.'],
    facts: lines.map((line) => [line.doctor ?? 'Médecin', taskSentence(line.noun, line.what, line.detail)]),
    action: 'Ouvrir la page du conseil',
  }),
  'desk-waiting': (data) => ({
    subject: counted(data.lines.length, 'Une tâche en attente', 'tâches en attente'),
    paragraphs: ['Voici ce qui attend la cellule ce matin, du plus pressé au moins pressé. Une tâche disparaît dès qu’elle est faite.'],
    facts: deskFacts(data),
    action: 'Ouvrir la console',
  }),
};
