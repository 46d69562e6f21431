import type { Records } from './records';

export const collectivities: Records<'collectivity'> = {
  table: 'collectivities',
  facts: () => Promise.resolve({}),
  rows: async (tx, base, event) => {
    if (event.type === 'key-issued') await tx.insertInto('api_keys').values({ collectivity: base.collectivityId, ...event.key }).execute();
    if (event.type === 'key-revoked') await tx.updateTable('api_keys').set({ revoked: true }).where('id', '=', event.key).execute();
  },
};
