import { epciSiren } from '../domain/identifiers';
import { dossierId } from '../domain/ids';
import type { Zone } from '../domain/zone';
import type { Tx } from './db';
import type { Records } from './records';
import { stored } from './stored';

export const zones: Records<'zone'> = {
  table: 'zones',
  columns: ({ siren }) => ({ siren }),
  facts: async (tx, base, state, action) => {
    const siren = action.type === 'list' ? epciSiren(action.zone.siren) : null;
    if (siren === null || !siren.ok) return { sameSiren: null };
    const other = await tx
      .selectFrom('zones')
      .select('id')
      .where('siren', '=', siren.value)
      .where('id', '!=', base.dossier)
      .executeTakeFirst();
    return { sameSiren: other === undefined ? null : dossierId(other.id) };
  },
};

/** The zone of an EPCI, listed or removed, that the collectivity knows. */
export async function zoneOf(tx: Tx, siren: string): Promise<Zone | null> {
  const row = await tx.selectFrom('zones').select('body').where('siren', '=', siren).executeTakeFirst();
  return row === undefined ? null : stored<Zone>(row.body);
}

export async function knownZones(tx: Tx): Promise<readonly Zone[]> {
  const rows = await tx.selectFrom('zones').select('body').orderBy('id').execute();
  return rows.map(({ body }) => stored<Zone>(body));
}
