import { sql } from 'kysely';
import type { Closing } from '../domain/closing-state';
import type { StatementStatus } from '../domain/issued-statement';
import { inForce } from '../domain/month-totals';
import type { InformationLine } from '../domain/statement-draft';
import type { Tx } from './db';

export type ToldLine = Pick<InformationLine, 'engagement' | 'payer' | 'date' | 'amount'>;

/** D7: what statements in force carry, and what the mail of a closing told where no statement did; of one doctor, or of all. */
export async function toldLines(tx: Tx, doctor: string | null): Promise<readonly ToldLine[]> {
  const statements = await tx
    .selectFrom('statements')
    .select([
      'number',
      'replaces',
      sql<StatementStatus>`status`.as('status'),
      sql<readonly ToldLine[]>`body -> 'lines'`.as('lines'),
      sql<readonly ToldLine[]>`body -> 'information'`.as('information'),
    ])
    .$if(doctor !== null, (query) => query.where('doctor', '=', doctor ?? ''))
    .execute();
  const closings = await tx
    .selectFrom('month_closings')
    .select(sql<Closing['information']>`body -> 'information'`.as('information'))
    .execute();
  const told = closings.flatMap(({ information }) => information.filter((entry) => doctor === null || entry.doctor === doctor));
  return [
    ...inForce(statements).flatMap((row) => [...row.lines, ...row.information]),
    ...told.flatMap((entry): readonly ToldLine[] => entry.lines),
  ];
}
