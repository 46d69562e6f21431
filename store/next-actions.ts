import type { NextAction } from '../domain/decision';
import type { Command } from '../domain/nouns';
import type { Tx } from './db';
import { stored } from './stored';

/** Tasks are rows saved with the state: one disappears when its act is done. Those of delivery stay until somebody settles them. */
const ofDelivery = 'undelivered/';

export async function replaceNextActions(tx: Tx, command: Command, actions: readonly NextAction[], isNew: boolean): Promise<void> {
  const { collectivity, noun, dossier } = command;
  if (!isNew)
    await tx
      .deleteFrom('next_actions')
      .where('noun', '=', noun)
      .where('dossier', '=', dossier)
      .where('key', 'not like', `${ofDelivery}%`)
      .execute();
  if (actions.length === 0) return;
  const rows = actions.map(({ key, owner, what, until, detail = {} }) => ({
    collectivity,
    noun,
    dossier,
    key,
    what,
    until,
    owner_kind: owner.kind,
    owner: owner.kind === 'role' ? owner.role : owner.ref,
    detail: JSON.stringify(detail),
  }));
  await tx.insertInto('next_actions').values(rows).execute();
}

/** a mail that was refused for good is a task, never a line of a log. */
export async function addUndelivered(
  tx: Tx,
  row: { collectivity: string; noun: string; dossier: string; id: string; kind: string; ref: string },
): Promise<void> {
  const { collectivity, noun, dossier, id, kind, ref } = row;
  await tx
    .insertInto('next_actions')
    .values({
      collectivity,
      noun,
      dossier,
      key: `${ofDelivery}${id}`,
      owner_kind: 'role',
      owner: 'administrator',
      what: 'undelivered',
      until: null,
      detail: JSON.stringify({ kind, ref }),
    })
    .onConflict((conflict) => conflict.doNothing())
    .execute();
}

/** Puts aside the task of one message; false when there is none. */
export async function removeUndelivered(tx: Tx, { noun, dossier }: Pick<Command, 'noun' | 'dossier'>, message: string): Promise<boolean> {
  const { numDeletedRows } = await tx
    .deleteFrom('next_actions')
    .where('noun', '=', noun)
    .where('dossier', '=', dossier)
    .where('key', '=', `${ofDelivery}${message}`)
    .executeTakeFirstOrThrow();
  return numDeletedRows === 1n;
}

/** The message that a task is about, or null for a task that goes away by its own act. */
export const undeliveredMessage = (key: string): string | null => (key.startsWith(ofDelivery) ? key.slice(ofDelivery.length) : null);

export type Task = {
  readonly noun: string;
  readonly dossier: string;
  readonly key: string;
  readonly ownerKind: string;
  readonly owner: string;
  readonly what: string;
  readonly until: string | null;
  readonly detail: Readonly<Record<string, string | number>>;
};

export async function tasks(tx: Tx): Promise<readonly Task[]> {
  const rows = await tx.selectFrom('next_actions').selectAll().orderBy('until').orderBy('dossier').orderBy('key').execute();
  return rows.map(({ noun, dossier, key, owner_kind: ownerKind, owner, what, until, detail }) => ({
    noun,
    dossier,
    key,
    ownerKind,
    owner,
    what,
    until,
    detail: stored<Task['detail']>(detail),
  }));
}
