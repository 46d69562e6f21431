import { tasks } from '../store/next-actions';
import { isNoun } from './resources';
import { taskSentence } from '../templates/french';
import { read, type Route } from './act';

/** What waits, for whom, until when, next step. */
export const taskRoutes: readonly Route[] = [
  read({
    path: '/tasks',
    roles: ['administrator', 'approver', 'accountant', 'auditor'],
    title: 'Ce qui attend, de qui, jusqu’à quand',
    tag: 'tasks',
    load: async (tx) => ({
      items: (await tasks(tx)).map(({ noun, dossier, key, ownerKind, owner, what, until, detail }) => ({
        id: `${noun}/${dossier}/${key}`, noun, dossier, owner: { kind: ownerKind, ref: owner }, what, until, detail,
        nextStep: isNoun(noun) ? taskSentence(noun, what, detail) : what,
      })),
    }),
  }),
];
