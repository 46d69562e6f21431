import { rpps } from '../domain/identifiers';
import { dossierId } from '../domain/ids';
import type { Tx } from './db';
import type { Records } from './records';

export const people: Records<'person'> = {
  table: 'people',
  columns: (person) => ({ rpps: person.rpps }),
  facts: async (tx, base, _state, action) => {
    const number = action.type === 'set' ? rpps(action.person.rpps) : null;
    if (number === null || !number.ok) return { sameRpps: null };
    const other = await tx
      .selectFrom('people')
      .select('id')
      .where('rpps', '=', number.value)
      .where('id', '!=', base.dossier)
      .executeTakeFirst();
    return { sameRpps: other === undefined ? null : dossierId(other.id) };
  },
};

export async function knownRpps(tx: Tx): Promise<readonly string[]> {
  const rows = await tx.selectFrom('people').select('rpps').execute();
  return rows.map((row) => row.rpps);
}
