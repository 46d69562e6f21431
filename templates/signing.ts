import { dateIn, frenchDay, type Instant, type TimeZone } from '../domain/dates';
import type { Round, RoundSubject } from '../domain/signature-round';
import { frenchDeadline } from './lateness';

/** A digest that two people can compare by eye or on the phone. */
export function digestGroups(digest: string): string {
  return digest.match(/.{1,4}/g)?.join(' ') ?? '';
}

/** Never shown as more than it is (règlement UE n° 910/2014, art. 3, 10°). */
export const levelWords: Readonly<Record<Round['level'], string>> = { simple: 'signature simple' };

export const subjectWords: Readonly<Record<RoundSubject, string>> = { convention: 'la convention', engagement: 'la lettre d’engagement' };

/** The day alone, which mail and page show alike although the link lasts from the moment its mail left; on that day, the hour. */
export function signBefore(until: Instant, now: Instant, zone: TimeZone): string {
  const day = dateIn(until, zone);
  return day > dateIn(now, zone) ? frenchDay(day) : frenchDeadline(until, zone);
}

/** What a signatory sees of what is signed, alike in the mail and on the page. */
export function signingFacts({
  title,
  capacity,
  digest,
  level,
  hasSigned = false,
}: Pick<Round, 'title' | 'digest' | 'level'> & { readonly capacity: string; readonly hasSigned?: boolean }): readonly (readonly [
  string,
  string,
])[] {
  return [
    ['Document', title],
    [hasSigned ? 'Vous avez signé en qualité de' : 'Vous signez en qualité de', capacity],
    ['Niveau de signature', levelWords[level]],
    ['Empreinte SHA-256', digestGroups(digest)],
  ];
}
