import { z } from 'zod';
import type { Noun } from '../domain/nouns';
import type { Tx } from '../store/db';
import type { NounTable } from '../store/tables';
import { words } from '../templates/french';

/** What GET answers for a dossier: its id, version, status and state. */
export type Resource = {
  readonly id: string;
  readonly noun: Noun;
  readonly version: number;
  readonly status: string;
  readonly closed: boolean;
  readonly nextDue: string | null;
  readonly [key: string]: unknown;
};

/** What every dossier's resource holds; its noun's own fields come beside. */
export function resourceSchema(noun: Noun): z.ZodType {
  return z.looseObject({
    id: z.string(),
    noun: z.literal(noun),
    version: z.int().positive(),
    status: z.enum(Object.keys(words[noun].statuses)),
    closed: z.boolean(),
    nextDue: z.string().nullable().describe('Prochaine échéance, au temps de la collectivité'),
  });
}

export const tables = {
  collectivity: 'collectivities',
  programme: 'programmes',
  zone: 'zones',
  site: 'sites',
  person: 'people',
  'data-import': 'data_imports',
  convention: 'conventions',
  'signature-round': 'signature_rounds',
  campaign: 'campaigns',
  engagement: 'engagements',
  creditor: 'creditors',
  'consultation-day': 'consultation_days',
  cover: 'covers',
  'month-closing': 'month_closings',
  statement: 'statements',
  digest: 'digests',
} as const satisfies Record<Noun, NounTable>;

type Row = {
  readonly id: string;
  readonly version: number;
  readonly status: string;
  readonly closed: boolean;
  readonly next_due: string | null;
  readonly body: unknown;
};

function present(noun: Noun, { id, version, status, closed, next_due: nextDue, body }: Row): Resource {
  const state = typeof body === 'object' && body !== null ? body : {};
  return { id, noun, version, closed, nextDue, ...state, status };
}

export async function resourceOf(tx: Tx, noun: Noun, id: string): Promise<Resource | null> {
  const row = await tx
    .selectFrom(tables[noun])
    .select(['id', 'version', 'status', 'closed', 'next_due', 'body'])
    .where('id', '=', id)
    .executeTakeFirst();
  return row === undefined ? null : present(noun, row);
}

export const pageSize = 200;

/** A page of dossiers in order of id; `after` is the last id of the page before. */
export async function resourcesOf(
  tx: Tx,
  noun: Noun,
  {
    after,
    status,
    limit = pageSize,
  }: { readonly after?: string | undefined; readonly status?: string | undefined; readonly limit?: number },
): Promise<{ readonly items: readonly Resource[]; readonly next: string | null }> {
  let query = tx
    .selectFrom(tables[noun])
    .select(['id', 'version', 'status', 'closed', 'next_due', 'body'])
    .orderBy('id')
    .limit(limit + 1);
  if (after !== undefined) query = query.where('id', '>', after);
  if (status !== undefined) query = query.where('status', '=', status);
  const rows = await query.execute();
  const items = rows.slice(0, limit).map((row) => present(noun, row));
  return { items, next: rows.length > limit ? (items.at(-1)?.id ?? null) : null };
}

export function isNoun(text: string): text is Noun {
  return Object.hasOwn(tables, text);
}
