import type { ConventionNoun } from '../../domain/convention';
import { frenchDate } from '../../domain/dates';
import { digestGroups } from '../signing';
import type { Letters } from './letters';

export const conventionLetters: Letters<ConventionNoun['mail']> = {
  'convention-signed-outside': ({ title, sha256, signatures }) => ({
    subject: `Signée hors de Relais : ${title}`,
    paragraphs: [
      `«\u00a0${title}\u00a0», signée hors de Relais par toutes ses parties, est enregistrée avec son exemplaire signé. Un courriel vous préviendra quand elle sera en vigueur.`,
    ],
    facts: [
      ...signatures.map(({ name, capacity, on }) => [`${name}, ${capacity}`, `signature hors de Relais, le ${frenchDate(on)}`] as const),
      ['Empreinte SHA-256 de l’exemplaire signé', digestGroups(sha256)],
    ],
  }),
  'convention-in-force': ({ title, organisations, effectiveOn, to, epci, outside }) => ({
    subject: `En vigueur : ${title}`,
    paragraphs: [
      `«\u00a0${title}\u00a0» est en vigueur depuis le ${frenchDate(effectiveOn)}.`,
      'Des journées de consultation peuvent désormais y être organisées, jusqu’à son échéance et dans son seul territoire.',
    ],
    facts: [
      ['Parties', organisations.join(', ')],
      ['Prise d’effet', frenchDate(effectiveOn)],
      ['Échéance', frenchDate(to)],
      ['Territoire', epci > 1 ? `${epci} intercommunalités` : 'une intercommunalité'],
      ...(outside === null
        ? []
        : [['Signature', `hors de Relais ; empreinte SHA-256 de l’exemplaire signé : ${digestGroups(outside)}`] as const]),
    ],
  }),
};
