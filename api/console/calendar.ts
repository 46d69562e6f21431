import { firstDay, lastDay, nextMonth, previousMonth, type Month } from '../../domain/dates';
import { personParty, type Person } from '../../domain/person';
import type { Engagement } from '../../domain/engagement';
import type { Programme } from '../../domain/programme';
import type { Site } from '../../domain/site';
import type { Zone } from '../../domain/zone';
import { daysFrom, rowsOf, statesByIdOf } from '../../store/console-dossiers';
import type { Tx } from '../../store/db';
import { statesOf } from '../../store/records';
import { calendarPage, type CalendarDay, type CalendarModel } from '../../templates/pages/console/calendar';
import type { Choice } from '../../templates/pages/console/form';
import { page, readers, type ConsoleEntry, type Visit } from '../console-page';
import { maySeeNames, monthAsked, monthTyped } from './visit';

const byLabel = (a: Choice, b: Choice): number => a.label.localeCompare(b.label, 'fr');

/** doctors are named to administrators; to others the calendar shows places and half-days. */
async function loadCalendar(tx: Tx, visit: Visit): Promise<CalendarModel> {
  const month = monthAsked(visit);
  const chosen = { zone: visit.query['zone'] ?? '', site: visit.query['site'] ?? '', programme: visit.query['programme'] ?? '' };
  const sites = await statesByIdOf<Site>(tx, 'sites');
  const zones = new Map((await rowsOf<Zone>(tx, 'zones')).map(({ state: { siren, name } }) => [siren, name]));
  const programmes = await rowsOf<Programme>(tx, 'programmes');
  const rows = await daysFrom(tx, firstDay(month), lastDay(month));
  const engagements = await statesOf<Engagement>(tx, 'engagements', [...new Set(rows.map(({ state }) => state.engagement))]);
  const people = maySeeNames(visit)
    ? await statesOf<Person>(tx, 'people', [...new Set(rows.map(({ state }) => state.doctor))])
    : new Map<string, Person>();
  const kept = rows.filter(
    ({ state }) =>
      (chosen.site === '' || state.site === chosen.site) &&
      (chosen.zone === '' || sites.get(state.site)?.epci === chosen.zone) &&
      (chosen.programme === '' || engagements.get(state.engagement)?.programme === chosen.programme),
  );
  const days = kept.map(({ id, state }): CalendarDay => {
    const { date, halves, status, tentative, site, doctor } = state;
    const place = sites.get(site);
    const person = people.get(doctor);
    return {
      id,
      date,
      halves,
      status,
      tentative,
      site: place?.name ?? site,
      zone: place === undefined ? '' : (zones.get(place.epci) ?? place.epci),
      doctor: person === undefined ? null : personParty(doctor, person).name,
    };
  });
  const href = (of: Month): string => `/console/calendar?${new URLSearchParams({ month: of, ...chosen })}`;
  return {
    month,
    typed: monthTyped(visit),
    today: visit.today,
    days,
    chosen,
    zones: [...zones].map(([value, label]) => ({ value, label })).toSorted(byLabel),
    sites: [...sites].map(([value, { name }]) => ({ value, label: name })).toSorted(byLabel),
    programmes: programmes.map(({ id, state: { label } }) => ({ value: id, label })).toSorted(byLabel),
    before: href(previousMonth(month)),
    after: href(nextMonth(month)),
  };
}

export const calendarEntries: readonly ConsoleEntry[] = [
  page({ path: '/calendar', menu: 'Calendrier', roles: readers, load: loadCalendar, render: (model, { kit }) => calendarPage(model, kit) }),
];
