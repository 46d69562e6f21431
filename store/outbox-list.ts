import type { Tx } from './db';
import type { OutboxStatus } from './outbox';
import { stored } from './stored';

export type ListedMessage = {
  readonly ordinal: number;
  readonly id: string;
  readonly kind: string;
  readonly noun: string;
  readonly dossier: string;
  readonly ref: string;
  readonly status: OutboxStatus;
  readonly method: string | null;
  readonly createdAt: string;
  readonly leftAt: string | null;
  readonly response: string | null;
};

const columns = ['ordinal', 'id', 'kind', 'noun', 'dossier', 'ref', 'status', 'method', 'created_at', 'left_at', 'response'] as const;

type Row = Omit<ListedMessage, 'status' | 'createdAt' | 'leftAt'> & {
  readonly status: string;
  readonly created_at: string;
  readonly left_at: string | null;
};

function listed({ status, created_at: createdAt, left_at: leftAt, ...row }: Row): ListedMessage {
  return { ...row, status: stored<OutboxStatus>(status), createdAt, leftAt };
}

export type OutboxFilter = {
  readonly status?: string;
  readonly kind?: string;
  readonly dossier?: string;
  /** the messages written before this one */
  readonly before?: number;
};

/** Newest first. */
export async function listedMessages(
  tx: Tx,
  { status, kind, dossier, before }: OutboxFilter,
  limit: number,
): Promise<readonly ListedMessage[]> {
  let query = tx.selectFrom('outbox').select(columns).orderBy('ordinal', 'desc').limit(limit);
  if (status !== undefined) query = query.where('status', '=', status);
  if (kind !== undefined) query = query.where('kind', '=', kind);
  if (dossier !== undefined) query = query.where('dossier', '=', dossier);
  if (before !== undefined) query = query.where('ordinal', '<', before);
  return (await query.execute()).map(listed);
}

export async function messageKinds(tx: Tx): Promise<readonly string[]> {
  const rows = await tx.selectFrom('outbox').select('kind').distinct().orderBy('kind').execute();
  return rows.map(({ kind }) => kind);
}

export async function messageAt(tx: Tx, ordinal: number): Promise<{ readonly message: ListedMessage; readonly sealed: Buffer } | null> {
  const row = await tx
    .selectFrom('outbox')
    .select([...columns, 'sealed'])
    .where('ordinal', '=', ordinal)
    .executeTakeFirst();
  if (row === undefined) return null;
  const { sealed, ...message } = row;
  return { message: listed(message), sealed };
}
