import { sql } from 'kysely';
import { operatorUser } from '../domain/collectivity';
import type { BaseFacts } from '../domain/decision';
import type { Tx } from './db';
import type { Records } from './records';

export const collectivities: Records<'collectivity'> = {
  table: 'collectivities',
  facts: async (tx, base, _state, action) => ({ acted: action.type === 'issue-key' && (await hasActed(tx, base)) }),
  rows: async (tx, base, event) => {
    if (event.type === 'key-issued')
      await tx
        .insertInto('api_keys')
        .values({ collectivity: base.collectivityId, ...event.key })
        .execute();
    if (event.type === 'key-revoked') await tx.updateTable('api_keys').set({ revoked: true }).where('id', '=', event.key).execute();
  },
};

export type IssuedKey = { readonly id: string; readonly user: string; readonly role: string; readonly expires: string | null };

/** The key that a command issued, if it did: what a repeated request is answered, and whose secret its caller may show. */
export async function keyIssuedBy(tx: Tx, command: string): Promise<IssuedKey | null> {
  const issued = await tx
    .selectFrom('journal')
    .select(sql<string>`event #>> '{key,id}'`.as('key'))
    .where('command', '=', command)
    .where(sql<string>`event ->> 'type'`, '=', 'key-issued')
    .executeTakeFirst();
  if (issued === undefined) return null;
  return (
    (await tx.selectFrom('api_keys').select(['id', 'user', 'role', 'expires']).where('id', '=', issued.key).executeTakeFirst()) ?? null
  );
}

/** Whether a key of the collectivity has served yet. Every act locks the head of the chain last: while it is held here, none comes in between. */
async function hasActed(tx: Tx, { collectivityId }: BaseFacts): Promise<boolean> {
  await tx.selectFrom('chain_heads').select('seq').where('collectivity', '=', collectivityId).forUpdate().execute();
  const row = await tx
    .selectFrom('journal')
    .select('seq')
    .where('actor', 'like', 'user:%')
    .where('actor', '!=', `user:${operatorUser}`)
    .limit(1)
    .executeTakeFirst();
  return row !== undefined;
}
