import type { Words } from '../french';

export const collectivityWords: Words<'collectivity'> = {
  name: 'Collectivité',
  statuses: { active: 'active' },
  dues: {},
  refusals: {},
  tasks: {},
};
