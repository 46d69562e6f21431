import type { Words } from '../french';

export const digestWords: Words<'digest'> = {
  name: 'Courriel groupé',
  statuses: { quiet: 'rien à annoncer', waiting: 'prochain courriel en attente' },
  dues: { send: 'envoi du courriel groupé' },
  refusals: {},
  tasks: {},
};
