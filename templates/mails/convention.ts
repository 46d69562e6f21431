import type { ConventionNoun } from '../../domain/convention';
import { frenchDate } from '../../domain/dates';
import type { Letters } from './letters';

export const conventionLetters: Letters<ConventionNoun['mail']> = {
  'convention-in-force': ({ title, organisations, effectiveOn, to, epci }) => ({
    subject: `En vigueur : ${title}`,
    paragraphs: [
      `La convention « ${title} » est en vigueur depuis le ${frenchDate(effectiveOn)}.`,
      'Des journées de consultation peuvent désormais y être organisées, jusqu’à son échéance et dans son seul territoire.',
    ],
    facts: [
      ['Parties', organisations.join(', ')],
      ['Prise d’effet', frenchDate(effectiveOn)],
      ['Échéance', frenchDate(to)],
      ['Territoire', epci > 1 ? `${epci} intercommunalités` : 'une intercommunalité'],
    ],
  }),
};
