import { stateOf, type Records } from './records';
import type { Person } from '../domain/person';
import { personParty } from '../domain/person';

/** A statement is born of its closing, whose transaction writes this row; its own acts change it afterwards. */
export const statements: Records<'statement'> = {
  table: 'statements',
  columns: ({ number, kind, doctor, month, closing, replaces }) => ({ number, kind, doctor, month, closing, replaces }),
  facts: async (tx, _base, state) => {
    if (state === null) return { doctor: null, replacedBy: [] };
    const doctor = await stateOf<Person>(tx, 'people', state.doctor);
    const rows = await tx.selectFrom('statements').select('number').where('replaces', '=', state.number).orderBy('number').execute();
    return { doctor: doctor === null ? null : personParty(state.doctor, doctor), replacedBy: rows.map(({ number }) => number) };
  },
};
