import type { Engagement } from '../domain/engagement';
import { personParty, recentEmails, type Person } from '../domain/person';
import { stateOf, type Records } from './records';

/** The address is the one of the person's own row, which a declaration of bank details cannot change. */
export const creditors: Records<'creditor'> = {
  table: 'creditors',
  facts: async (tx, { today }, state, action) => {
    const id = state?.engagement ?? (action.type === 'declare' ? action.engagement : null);
    const engagement = id === null ? null : await stateOf<Engagement>(tx, 'engagements', id);
    const doctorId = engagement?.doctor ?? null;
    const doctor = doctorId === null ? null : await stateOf<Person>(tx, 'people', doctorId);
    if (doctorId === null || doctor === null) return { doctorId, doctor: null };
    const party = personParty(doctorId, doctor);
    return { doctorId, doctor: party, former: recentEmails(doctor, today).map(({ email }) => ({ ...party, email })) };
  },
};
