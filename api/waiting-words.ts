import { frenchDay } from '../domain/dates';
import type { Audience, WaitingLine } from '../domain/digest';
import { whenWords } from '../templates/day-lines';
import type { Shown } from './link-form';

/** What a line is about, in front of its date. */
const kinds: Readonly<Record<string, string>> = {
  'day-answer': 'Proposition du',
  'day-presence': 'Présence du',
  'day-assistant': 'Assistant du',
  'practice-choice': 'Votre cabinet, le',
  'cover-answer': 'Remplacement du',
};

/** Told apart at a glance: for who comes or receives by date and place, for a council by doctor. */
export function headingOf({ date, halves, site, doctor, what }: WaitingLine, title: string, audience: Audience): string {
  const when = date === null ? null : halves.length === 0 ? frenchDay(date) : whenWords({ date, halves });
  if (audience === 'council') return [doctor, title, when].filter((part) => part !== null).join(' – ');
  const kind = kinds[what];
  return when === null || kind === undefined ? title : [`${kind} ${when}`, site].filter((part) => part !== null).join(', ');
}

/** What every line would say is said once, above them. */
export function commonParagraphs(all: readonly Pick<Shown, 'paragraphs'>[]): readonly string[] {
  const [first, ...others] = all;
  if (first === undefined || others.length === 0) return [];
  return first.paragraphs.filter((paragraph) => others.every(({ paragraphs }) => paragraphs.includes(paragraph)));
}
