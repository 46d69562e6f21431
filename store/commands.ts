import { createHash } from 'node:crypto';
import type { Command, Noun, Outcome } from '../domain/nouns';
import type { Tx } from './db';

/** The only idempotency: a command's id is performed once; its outcome, refusals too, lives as long as the dossier. */
export type Earlier<N extends Noun> = { readonly kind: 'new' } | { readonly kind: 'same'; readonly outcome: Outcome<N> } | { readonly kind: 'other-body' };

export const digestOf = (text: string): string => createHash('sha256').update(text).digest('hex');

export function bodyHash(command: Command): string {
  return digestOf(JSON.stringify([command.noun, command.dossier, command.action]));
}

export async function earlier<N extends Noun>(tx: Tx, command: Command<N>): Promise<Earlier<N>> {
  const row = await tx.selectFrom('commands').select(['body_hash', 'outcome']).where('id', '=', command.id).executeTakeFirst();
  if (row === undefined) return { kind: 'new' };
  return row.body_hash === bodyHash(command) ? { kind: 'same', outcome: row.outcome as Outcome<N> } : { kind: 'other-body' };
}

export async function keep<N extends Noun>(tx: Tx, command: Command<N>, outcome: Outcome<N>): Promise<Outcome<N>> {
  const { collectivity, id, noun, dossier } = command;
  await tx.insertInto('commands').values({ collectivity, id, noun, dossier, body_hash: bodyHash(command), outcome: JSON.stringify(outcome) }).execute();
  return outcome;
}

/** What was answered to a command, for GET /commands/:id. */
export async function outcomeOf(tx: Tx, id: string): Promise<{ readonly noun: string; readonly dossier: string; readonly outcome: Outcome } | null> {
  const row = await tx.selectFrom('commands').select(['noun', 'dossier', 'outcome']).where('id', '=', id).executeTakeFirst();
  return row === undefined ? null : { noun: row.noun, dossier: row.dossier, outcome: row.outcome as Outcome };
}
