import { collectivity } from '../domain/collectivity';
import { consultationDay } from '../domain/consultation-day';
import type { Rules } from '../domain/decision';
import type { Noun, Nouns } from '../domain/nouns';
import { collectivities } from '../store/collectivities';
import { consultationDays } from '../store/consultation-days';
import type { Records } from '../store/records';
import { words, type Words } from '../templates/french';
import { consultationDayLetters } from '../templates/mails/consultation-day';
import type { Letters } from '../templates/mails/letters';

/** Everything that the one writer must know of a noun. */
export type Entry<N extends Noun> = { readonly rules: Rules<N>; readonly records: Records<N>; readonly letters: Letters<Nouns[N]['mail']>; readonly words: Words<N> };

export const nouns: { readonly [N in Noun]: Entry<N> } = {
  collectivity: { rules: collectivity, records: collectivities, letters: {}, words: words.collectivity },
  'consultation-day': { rules: consultationDay, records: consultationDays, letters: consultationDayLetters, words: words['consultation-day'] },
};
