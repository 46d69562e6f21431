import { sql } from 'kysely';
import type { Month } from '../domain/dates';
import { cents, type Cents, subtract, sum, zero } from '../domain/money';
import { groupBy, order } from '../domain/lists';
import type { StatementDraft } from '../domain/statement-draft';
import type { Tx } from './db';

export type Difference = {
  readonly doctor: string;
  readonly netCents: Cents;
  readonly beforeCents: Cents;
  readonly differenceCents: Cents;
};

/** What an approver looks at first: whose month is not like the one before. */
export async function differences(tx: Tx, drafts: readonly StatementDraft[], before: Month): Promise<readonly Difference[]> {
  const rows = await tx
    .selectFrom('statements')
    .select(['doctor', sql<string>`sum((body ->> 'net')::bigint)`.as('net')])
    .where('month', '=', before)
    .where('status', '!=', 'replaced')
    .groupBy('doctor')
    .execute();
  const earlier = new Map(rows.map(({ doctor, net }) => [doctor, cents(Number(net))]));
  const now = groupBy(drafts, ({ doctor }) => doctor);
  return [...new Set<string>([...earlier.keys(), ...now.keys()])].toSorted(order).map((doctor) => {
    const netCents = sum((now.get(doctor) ?? []).map(({ net }) => net));
    const beforeCents = earlier.get(doctor) ?? zero;
    return { doctor, netCents, beforeCents, differenceCents: subtract(netCents, beforeCents) };
  });
}
