import { outcomeOf } from '../store/commands';
import { read, type Route } from './act';

export const commandRoutes: readonly Route[] = [
  read({
    path: '/commands/:id',
    roles: ['administrator', 'approver', 'accountant', 'operator'],
    title: 'Résultat d’un acte pris en charge',
    tag: 'commands',
    load: async (tx, { params }) => {
      const id = params['id'] ?? '';
      const known = await outcomeOf(tx, id);
      return known === null
        ? { command: id, status: 'pending' }
        : { command: id, status: 'done', noun: known.noun, dossier: known.dossier, refusals: known.outcome.refusals };
    },
  }),
];
