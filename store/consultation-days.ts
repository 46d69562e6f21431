import type { Day } from '../domain/consultation-day';
import { civilDate, firstDay, lastDay, monthOf, type CivilDate } from '../domain/dates';
import type { Engagement } from '../domain/engagement';
import { dossierId, type DossierId } from '../domain/ids';
import type { Command } from '../domain/nouns';
import type { Person } from '../domain/person';
import type { Site } from '../domain/site';
import { heldBy, stateOf, type Records } from './records';

type Action = Command<'consultation-day'>['action'];

/** Who and where a command is about: the proposal says it first, then the record. */
function slot(state: Day | null, action: Action): { readonly engagement: DossierId; readonly site: DossierId; readonly date: CivilDate } | null {
  if (action.type === 'propose') return action;
  return state;
}

export const consultationDays: Records<'consultation-day'> = {
  table: 'consultation_days',
  locks: (state, action) => {
    const at = slot(state, action);
    return { people: state === null ? [] : [state.doctor], sites: at === null ? [] : [at.site] };
  },
  holdings: (day) =>
    day.status === 'proposed' || day.status === 'confirmed' || day.status === 'held' || day.status === 'attested'
      ? day.halves.flatMap((half) => [
          { holder: day.doctor, slot: 0, date: day.date, half },
          { holder: day.site, slot: 1, date: day.date, half },
        ])
      : [],
  facts: async (tx, base, state, action) => {
    const at = slot(state, action);
    if (at === null) return { engagementId: base.dossier, engagement: null, doctor: null, siteId: base.dossier, site: null, held: [] };
    const engagement = await stateOf<Engagement>(tx, 'engagements', at.engagement);
    const doctor = engagement === null ? null : await stateOf<Person>(tx, 'people', engagement.doctor);
    const site = await stateOf<Site>(tx, 'sites', at.site);
    const holders = [at.site, ...(engagement === null ? [] : [engagement.doctor])];
    const held = await heldBy(tx, holders, firstDay(monthOf(at.date)), lastDay(monthOf(at.date)), base.dossier);
    return {
      engagementId: at.engagement,
      engagement,
      doctor,
      siteId: at.site,
      site,
      held: held.map((row) => ({ date: civilDate(row.date), half: row.half === 'morning' ? 'morning' : 'afternoon', holder: row.holder === at.site ? 'room' : 'doctor', dossier: dossierId(row.dossier) })),
    };
  },
};
