import { sql } from 'kysely';
import { rpps } from '../domain/identifiers';
import { dossierId, type DossierId, type EngagementId, type PersonId } from '../domain/ids';
import type { Tx } from './db';
import type { Records } from './records';

export const people: Records<'person'> = {
  table: 'people',
  columns: (person) => ({ rpps: person.rpps }),
  facts: async (tx, base, state, action) => {
    const number = action.type === 'set' ? rpps(action.person.rpps) : null;
    return {
      sameRpps: number === null || !number.ok ? null : await bearerOf(tx, number.value, base.dossier),
      engagements: state === null ? [] : await engagementsOf(tx, base.dossier),
      covers: state === null ? [] : await replacementsOf(tx, base.dossier),
    };
  },
};

async function bearerOf(tx: Tx, number: string, except: PersonId): Promise<PersonId | null> {
  const other = await tx.selectFrom('people').select('id').where('rpps', '=', number).where('id', '!=', except).executeTakeFirst();
  return other === undefined ? null : dossierId(other.id);
}

async function engagementsOf(tx: Tx, doctor: PersonId): Promise<readonly EngagementId[]> {
  const rows = await tx
    .selectFrom('engagements')
    .select('id')
    .where(sql<string>`body ->> 'doctor'`, '=', doctor)
    .where('status', 'not in', ['withdrawn', 'ended'])
    .orderBy('id')
    .execute();
  return rows.map(({ id }) => dossierId(id));
}

async function replacementsOf(tx: Tx, locum: PersonId): Promise<readonly DossierId[]> {
  const rows = await tx
    .selectFrom('covers')
    .select('id')
    .where(sql<string>`body #>> '{accepted,ref}'`, '=', locum)
    .where(sql<string>`body ->> 'track'`, '=', 'practice')
    .where(sql<string>`body ->> 'over'`, '=', 'false')
    .orderBy('id')
    .execute();
  return rows.map(({ id }) => dossierId(id));
}

export async function knownRpps(tx: Tx): Promise<readonly string[]> {
  const rows = await tx.selectFrom('people').select('rpps').execute();
  return rows.map((row) => row.rpps);
}
