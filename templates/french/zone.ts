import { civilDate, frenchDate } from '../../domain/dates';
import type { Words } from '../french';
import { identifierRefusals } from './identifiers';

export const zoneWords: Words<'zone'> = {
  name: 'Zone prioritaire',
  statuses: { listed: 'inscrite', removed: 'retirée de la liste' },
  dues: {},
  refusals: {
    ...identifierRefusals,
    'departement-missing': () => 'Indiquez au moins un département.',
    'population-malformed': () => 'La population est un nombre entier d’habitants, supérieur à zéro.',
    'siren-known': () => 'Cette intercommunalité figure déjà dans la liste.',
    'siren-fixed': () => 'Le SIREN d’une zone ne change pas : retirez celle-ci et inscrivez l’autre.',
    'listing-overlap': ({ date }) =>
      `Cette zone a été inscrite jusqu’au ${frenchDate(civilDate(String(date)))} : son retour est postérieur.`,
  },
  tasks: {},
};
