import { sql } from 'kysely';
import type { NextAction } from '../domain/decision';
import type { Command } from '../domain/nouns';
import type { Tx } from './db';
import { stored } from './stored';
import type { Write } from './together';

/** Tasks are rows saved with the state: one disappears when its act is done. Those of delivery stay until they are settled, whatever the dossier does next. */
const ofDelivery = ['undelivered', 'document-failed'] as const;
/** What the rules know nothing of: a mail, a document, a command or a date that came to nothing. */
export type FaultTask = (typeof ofDelivery)[number] | 'command-stuck' | 'date-stuck';

/** Those that are done go, the others are written as they now stand. */
export function nextActionsWrites(tx: Tx, command: Command, actions: readonly NextAction[], isNew: boolean): readonly Write[] {
  const { collectivity, noun, dossier } = command;
  const keys = actions.map(({ key }) => key);
  const own = tx.deleteFrom('next_actions').where('noun', '=', noun).where('dossier', '=', dossier).where('what', 'not in', ofDelivery);
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
  return [
    isNew ? null : keys.length === 0 ? own : own.where('key', 'not in', keys),
    rows.length === 0
      ? null
      : tx
          .insertInto('next_actions')
          .values(rows)
          .onConflict((conflict) =>
            conflict.columns(['collectivity', 'noun', 'dossier', 'key']).doUpdateSet((row) => ({
              what: row.ref('excluded.what'),
              until: row.ref('excluded.until'),
              owner_kind: row.ref('excluded.owner_kind'),
              owner: row.ref('excluded.owner'),
              detail: row.ref('excluded.detail'),
            })),
          ),
  ];
}

type Of = { readonly noun: string; readonly dossier: string };

const keyOf = (what: FaultTask, about: string): string => `${what}/${about}`;

/** A fault is a task for the administrators, never only a line of a log; the same one twice is one task. */
export async function addFault(
  tx: Tx,
  { collectivity, noun, dossier }: Of & { readonly collectivity: string },
  what: FaultTask,
  about: string,
  detail: Task['detail'],
): Promise<void> {
  await tx
    .insertInto('next_actions')
    .values({
      collectivity,
      noun,
      dossier,
      key: keyOf(what, about),
      owner_kind: 'role',
      owner: 'administrator',
      what,
      until: null,
      detail: JSON.stringify(detail),
    })
    .onConflict((conflict) => conflict.doNothing())
    .execute();
}

/** a mail that was refused for good. */
export async function addUndelivered(
  tx: Tx,
  row: Of & { readonly collectivity: string; readonly id: string; readonly kind: string; readonly ref: string },
): Promise<void> {
  const { id, kind, ref } = row;
  await addFault(tx, row, 'undelivered', id, { kind, ref });
}

/** Puts aside one such task; false when there is none. */
export async function removeFault(tx: Tx, { noun, dossier }: Of, what: FaultTask, about: string): Promise<boolean> {
  const { numDeletedRows } = await tx
    .deleteFrom('next_actions')
    .where('noun', '=', noun)
    .where('dossier', '=', dossier)
    .where('key', '=', keyOf(what, about))
    .executeTakeFirstOrThrow();
  return numDeletedRows === 1n;
}

/** Puts aside those of many documents or mails at once. */
export async function removeFaults(tx: Tx, of: readonly (Of & { readonly id: string })[], what: FaultTask): Promise<void> {
  if (of.length === 0) return;
  const keys = of.map(({ noun, dossier, id }) => sql`(${noun}, ${dossier}, ${keyOf(what, id)})`);
  await sql`DELETE FROM next_actions WHERE (noun, dossier, key) IN (${sql.join(keys)})`.execute(tx);
}

export async function hasFault(tx: Tx, { noun, dossier }: Of, what: FaultTask, about: string): Promise<boolean> {
  const row = await tx
    .selectFrom('next_actions')
    .select('key')
    .where('noun', '=', noun)
    .where('dossier', '=', dossier)
    .where('key', '=', keyOf(what, about))
    .executeTakeFirst();
  return row !== undefined;
}

/** The message that a task is about, or null for a task that goes away by its own act. */
export function undeliveredMessage(key: string): string | null {
  const start = keyOf('undelivered', '');
  return key.startsWith(start) ? key.slice(start.length) : null;
}

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
