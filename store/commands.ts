import { createHash } from 'node:crypto';
import { canonical } from '../domain/canonical';
import type { Command, Noun, Outcome } from '../domain/nouns';
import type { Tx } from './db';
import { stored } from './stored';
import type { Row } from './together';

/** The only idempotency: a command's id is performed once; its outcome, refusals too, lives as long as the dossier. */
export type Earlier<N extends Noun> =
  | { readonly kind: 'new' }
  | { readonly kind: 'same'; readonly outcome: Outcome<N> }
  | { readonly kind: 'other-body' };

/** The answer to an id that another request took. */
export const reused = { refusals: [{ code: 'command-reused' }], standing: null } as const;

export const digestOf = (text: string): string => createHash('sha256').update(text).digest('hex');

/** What was asked, without when: a retry is received later, and a row gives an action's keys back in another order. */
export function bodyHash({ noun, dossier, action, overrides }: Command): string {
  return digestOf(canonical([noun, dossier, action, overrides ?? []]));
}

export function earlier<N extends Noun>(command: Command<N>, hash: string, outcome: unknown): Earlier<N> {
  return hash === bodyHash(command) ? { kind: 'same', outcome: stored<Outcome<N>>(outcome) } : { kind: 'other-body' };
}

export function outcomeWrite<N extends Noun>(tx: Tx, command: Command<N>, outcome: Outcome<N>): Row {
  const { collectivity, id, noun, dossier } = command;
  return tx
    .insertInto('commands')
    .values({ collectivity, id, noun, dossier, body_hash: bodyHash(command), outcome: JSON.stringify(outcome) });
}

/** What was answered to a command, for GET /commands/:id. */
export async function outcomeOf(
  tx: Tx,
  id: string,
): Promise<{ readonly noun: string; readonly dossier: string; readonly outcome: Outcome } | null> {
  const row = await tx.selectFrom('commands').select(['noun', 'dossier', 'outcome']).where('id', '=', id).executeTakeFirst();
  return row === undefined ? null : { noun: row.noun, dossier: row.dossier, outcome: stored<Outcome>(row.outcome) };
}

/** What this very command was answered; null while nobody performed it. */
export async function answerTo<N extends Noun>(tx: Tx, command: Command<N>): Promise<Outcome<N> | null> {
  const row = await tx.selectFrom('commands').select(['body_hash', 'outcome']).where('id', '=', command.id).executeTakeFirst();
  if (row === undefined) return null;
  const before = earlier(command, row.body_hash, row.outcome);
  return before.kind === 'same' ? before.outcome : reused;
}
