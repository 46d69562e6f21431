import type { Day, DayFactsOf, Side } from '../domain/consultation-day';
import { frenchDay } from '../domain/dates';
import { dayText } from '../domain/day-text';
import { fullName } from '../domain/person';
import { dayLines, halvesWords, reasonWords, type Line } from '../templates/day-lines';
import type { Choice, Field } from '../templates/pages/link-page';

export type DayPage = { readonly day: Day; readonly facts: DayFactsOf; readonly lines: readonly Line[] };
export type Holder = { readonly ref: string };

export const pageOfDay = (day: Day, facts: DayFactsOf): DayPage => ({ day, facts, lines: dayLines(dayText(day, facts)) });
export const linesFor = (side: Side, { day, facts }: DayPage): readonly Line[] => dayLines(dayText(day, facts), side);

export const capital = (text: string): string => `${text.slice(0, 1).toUpperCase()}${text.slice(1)}`;
export const choicesOf = (labels: Readonly<Record<string, string>>): readonly Choice[] =>
  Object.entries(labels).map(([value, label]) => ({ value, label: capital(label) }));
export const reasonChoices = (reasons: readonly Parameters<typeof reasonWords>[0][]): readonly Choice[] =>
  reasons.map((value) => ({ value, label: capital(reasonWords(value)) }));

/** Yes, or no with a reason from the answering side's own list. */
export const answerFields = (reasons: Parameters<typeof reasonChoices>[0]): readonly Field[] => [
  {
    kind: 'radio',
    name: 'answer',
    label: 'Votre réponse',
    choices: [
      { value: 'accept', label: 'J’accepte' },
      { value: 'refuse', label: 'Je refuse' },
    ],
  },
  { kind: 'select', name: 'reason', label: 'Si vous refusez, la raison', choices: reasonChoices(reasons), required: false },
];

/** Either contact of a site may act: the page says in whose name this one does. */
export function acting({ ref }: Holder, side: Side, { facts }: DayPage): string {
  const name = nameOf(ref, facts);
  return side === 'doctor'
    ? `Vous répondez en tant que ${name}.`
    : `Vous répondez en tant que ${name}, pour le lieu d’accueil « ${facts.site?.name ?? ''} ».`;
}

export function nameOf(ref: string, { doctor, engagement, site, siteId }: DayFactsOf): string {
  if (doctor !== null && engagement !== null && ref === engagement.doctor) return `Dr ${fullName(doctor)}`;
  const contact = site?.contacts.find(({ key }) => ref === `${siteId}.${key}`);
  return contact?.name ?? 'un administrateur';
}

/** « Vous avez accepté… », « Odile Perrin a accepté… »: the reader is never told of himself by name. */
export function byWhom(ref: string | null | undefined, { ref: reader }: Holder, { facts }: DayPage, past: string): string {
  return ref === reader ? `Vous avez ${past}` : `${capital(nameOf(ref ?? '', facts))} a ${past}`;
}

/** « la journée du lundi 5 octobre 2026 (matin), Maison de santé » */
export const theDay = ({ day, facts }: DayPage): string =>
  `la journée du ${frenchDay(day.date)} (${halvesWords(day.halves)}), ${facts.site?.name ?? ''}`;
