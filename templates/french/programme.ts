import { civilDate, frenchDate } from '../../domain/dates';
import { cents, formatEuros } from '../../domain/money';
import type { Words } from '../french';
import { identifierRefusals } from './identifiers';

const date = (value: string | number | undefined): string => frenchDate(civilDate(String(value)));

export const programmeWords: Words<'programme'> = {
  name: 'Dispositif',
  statuses: { active: 'en vigueur' },
  dues: {},
  refusals: {
    ...identifierRefusals,
    'components-missing': () => 'Un dispositif comporte au moins une composante de rémunération.',
    'imputation-missing': () => 'Ce que la collectivité paie porte une imputation : chapitre, article et engagement comptable.',
    'rates-missing': () => 'Indiquez au moins un tarif daté.',
    'rate-not-positive': () => 'Le tarif d’une demi-journée est supérieur à zéro.',
    'rate-too-high': ({ max }) => `Le tarif d’une demi-journée ne dépasse pas ${formatEuros(cents(Number(max ?? 0)))}.`,
    'rates-overlap': ({ date: on }) => `Deux tarifs s’appliquent le même jour, à partir du ${date(on)}.`,
    'rates-hole': ({ date: on }) => `Aucun tarif ne s’applique le ${date(on)}, alors que le dispositif est en vigueur ce jour-là.`,
    'cap-not-positive': () => 'Un plafond est un nombre entier de demi-journées, supérieur à zéro.',
    'cap-over-month': ({ max }) => `Un mois compte au plus ${max ?? ''} demi-journées.`,
    'cap-soft-over-hard': ({ hard }) => `Le seuil d’alerte ne dépasse pas le plafond (${hard ?? ''} demi-journées).`,
  },
  tasks: {},
};
