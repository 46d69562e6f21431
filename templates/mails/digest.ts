import type { DeskLine, DigestMail, WaitingLine } from '../../domain/digest';
import { dateIn, daysBetween, frenchDay, type Instant, type TimeZone } from '../../domain/dates';
import { whenWords } from '../day-lines';
import { taskSentence } from '../french';
import { frenchDeadline, lateWords } from '../lateness';
import { councilGreeting, type LetterBody, type Letters } from './letters';

type Facts = NonNullable<LetterBody['facts']>;
type Lines = { readonly lines: readonly WaitingLine[]; readonly zone: TimeZone };

/** What matters is when each line ends; a page that is opened later gives what is left. */
const ownDeadlines = { words: 'La page montre ce qui reste à faire au moment où vous l’ouvrez.' };

const counted = (n: number): string => (n === 1 ? 'une' : String(n));
const of = (lines: readonly WaitingLine[], what: string): readonly WaitingLine[] => lines.filter((line) => line.what === what);

function whenOf({ date, halves }: WaitingLine): string {
  if (date === null) return '';
  return halves.length === 0 ? frenchDay(date) : whenWords({ date, halves });
}

/** Each line has its own deadline; the link of the page outlives them. */
function untilOf({ until }: WaitingLine, zone: TimeZone): string {
  return until === null ? '' : `Réponse attendue avant le ${frenchDeadline(until, zone)}`;
}

/** « Propositions : 3, la première le lundi 5 octobre 2026 »: the same words first, then the date. */
function subjectOf(one: string, many: string, lines: readonly WaitingLine[], who: 'doctor' | 'site'): string {
  const [first] = lines;
  if (first === undefined || first.date === null) return lines.length < 2 ? one : `${many} : ${lines.length}`;
  if (lines.length === 1) return [`${one} : ${frenchDay(first.date)}`, first[who]].filter(Boolean).join(', ');
  const isOneDay = lines.every(({ date }) => date === first.date);
  return `${many} : ${lines.length}, ${isOneDay ? 'le' : 'dès le'} ${frenchDay(first.date)}`;
}

function doctorFacts({ lines, zone }: Lines): Facts {
  const labels: Readonly<Record<string, string>> = {
    'day-answer': 'Proposition',
    'day-presence': 'Présence à déclarer',
    'practice-choice': 'Votre cabinet ce jour-là',
    'cover-answer': 'Remplacement proposé',
  };
  return lines.map((line) => [
    labels[line.what] ?? 'À faire',
    [[whenOf(line), line.site].filter(Boolean).join(', '), untilOf(line, zone)].filter(Boolean).join('\n'),
  ]);
}

function siteFacts({ lines, zone }: Lines): Facts {
  const labels: Readonly<Record<string, string>> = {
    'day-answer': 'Proposition',
    'day-presence': 'Présence à déclarer',
    'day-assistant': 'Assistant à confirmer',
  };
  return lines.map((line) => [
    labels[line.what] ?? 'À faire',
    [[whenOf(line), line.doctor].filter(Boolean).join(', '), untilOf(line, zone)].filter(Boolean).join('\n'),
  ]);
}

/** A council knows which council it is. */
const councilWords: Readonly<Record<string, string>> = {
  'cdom-registration': 'Répondre à la demande d’autorisation',
  'cdom-site': 'Répondre à la déclaration de lieu d’exercice',
};

type Desk = Extract<DigestMail, { readonly kind: 'desk-waiting' }>['data'];

const isLate = ({ until }: DeskLine, now: Instant): boolean => until !== null && until < now;

/** The desk reads what it did not know, then what waits too long; the rest by its date. */
function deskFacts({ lines, zone, now, last }: Desk): Facts {
  const known = lines.filter(({ isNew }) => !isNew);
  const groups = [
    [newsTitle({ last, now, zone }), lines.filter(({ isNew }) => isNew)],
    ['En retard', known.filter((line) => isLate(line, now))],
    ['À venir', known.filter((line) => !isLate(line, now))],
  ] as const;
  return groups.flatMap(([title, found]) =>
    found.length === 0 ? [] : [[title, found.map((line) => `– ${deskLine(line, now, zone)}`).join('\n')] as const],
  );
}

function deskLine(line: DeskLine, now: Instant, zone: TimeZone): string {
  const { noun, what, detail, until, doctor, site, title } = line;
  const when = until === null ? null : isLate(line, now) ? lateWords(until, now, zone) : `avant le ${frenchDeadline(until, zone)}`;
  return [taskSentence(noun, what, detail), title, doctor, site, when].filter(Boolean).join(', ');
}

function newsTitle({ last, now, zone }: Pick<Desk, 'last' | 'now' | 'zone'>): string {
  if (last === null) return 'Nouveau';
  const date = dateIn(last, zone);
  return daysBetween(date, dateIn(now, zone)) === 1 ? 'Nouveau depuis hier' : `Nouveau depuis le ${frenchDay(date)}`;
}

/** The same word first, whatever waits: a mailbox sorted by subject keeps these mails together. */
function deskSubject({ lines, now }: Desk): string {
  const late = lines.filter((line) => isLate(line, now)).length;
  if (late === lines.length) return `Tâches : ${counted(late)} en retard`;
  const all = `Tâches : ${counted(lines.length)} en attente`;
  return late === 0 ? all : `${all}, dont ${counted(late)} en retard`;
}

export const digestLetters: Letters<DigestMail> = {
  'doctor-waiting': (data) => {
    const proposed = of(data.lines, 'day-answer');
    return {
      subject:
        proposed.length === 0
          ? subjectOf('Réponse attendue', 'Réponses attendues', data.lines, 'site')
          : subjectOf('Proposition', 'Propositions', proposed, 'site'),
      paragraphs: [
        data.lines.length === 1
          ? 'Voici ce qui attend votre réponse.'
          : 'Voici ce qui attend votre réponse. Une seule page suffit : vous répondez à ce que vous pouvez, et vous revenez plus tard pour le reste.',
      ],
      facts: doctorFacts(data),
      action: 'Répondre',
      limit: ownDeadlines,
      ...(proposed.length === 0 ? {} : { closing: ['Une proposition laissée sans réponse finit par tomber ; rien ne vous est reproché.'] }),
    };
  },
  'site-waiting': (data) => {
    const present = of(data.lines, 'day-presence');
    return {
      subject:
        present.length === 0
          ? subjectOf('Réponse attendue', 'Réponses attendues', data.lines, 'doctor')
          : subjectOf('Présence à déclarer', 'Présences à déclarer', present, 'doctor'),
      paragraphs: [
        `${present.length === 0 ? 'Une seule page suffit pour y répondre.' : 'Une seule page suffit : indiquez pour chaque demi-journée si le médecin est venu.'} Une seule personne de votre lieu d’accueil répond : la première réponse compte.`,
      ],
      facts: siteFacts(data),
      action: present.length === 0 ? 'Répondre' : 'Déclarer les présences',
      limit: ownDeadlines,
    };
  },
  'council-waiting': ({ lines, zone }) => ({
    greeting: councilGreeting,
    subject: `Demandes au conseil : ${lines.length} en attente`,
    paragraphs: [
      'Voici les demandes en cours auprès de votre conseil, de la plus pressée à la moins pressée. La page permet de répondre à chacune.',
    ],
    facts: lines.map((line) => [
      line.doctor ?? 'Médecin',
      [councilWords[line.what] ?? taskSentence(line.noun, line.what, line.detail), untilOf(line, zone)].filter(Boolean).join('\n'),
    ]),
    action: 'Ouvrir la page du conseil',
    limit: ownDeadlines,
  }),
  'desk-waiting': (data) => ({
    subject: deskSubject(data),
    paragraphs: ['Voici ce qui attend la cellule ce matin. Une tâche disparaît dès qu’elle est faite.'],
    facts: deskFacts(data),
    action: 'Ouvrir la console',
  }),
};
