import type { Convention } from './convention';
import { earlier, later, type CivilDate } from './dates';
import type { BaseFacts, Refusal } from './decision';
import { dossierId, type ConventionId, type EngagementId, type PersonId, type ProgrammeId, type SiteId } from './ids';
import type { Person } from './person';
import type { Programme } from './programme';
import type { Site } from './site';

/** One engagement per person, programme and convention: the id says so, and stays short in the ids born of it. */
export function engagementIdOf(
  digestOf: BaseFacts['digestOf'],
  of: { readonly programme: ProgrammeId; readonly convention: ConventionId; readonly doctor: PersonId },
): EngagementId {
  return dossierId(`eng_${digestOf([of.programme, of.convention, of.doctor].join('\n')).slice(0, 24)}`);
}

/** Who may volunteer: a licence lets somebody replace a doctor, and nobody volunteer. */
export function volunteerRefusal(person: Person | null, field: string): Refusal | null {
  if (person === null) return { code: 'unknown-person', field };
  if (person.status === 'struck-off') return { code: 'doctor-struck-off', field };
  if (person.practice === 'student-licensed') return { code: 'student-volunteer', field };
  return person.volunteer ? null : { code: 'not-a-volunteer', field };
}

type Frame = { readonly programme: Programme | null; readonly convention: Convention | null };

/** Volunteers may be sought before a convention is in force, never once it is over. */
export function conventionRefusals(id: ProgrammeId, { programme, convention }: Frame): readonly (Refusal | null)[] {
  const unknown: Refusal | null = programme === null ? { code: 'unknown-programme', field: '/programme' } : null;
  if (convention === null) return [unknown, { code: 'unknown-convention', field: '/convention' }];
  const isOver = convention.status === 'ended' || convention.status === 'archived' || convention.status === 'refused';
  return [
    unknown,
    isOver ? { code: 'convention-over', field: '/convention', detail: { to: convention.to } } : null,
    convention.programmes.includes(id) ? null : { code: 'programme-outside-convention', field: '/programme' },
  ];
}

export function siteRefusals(
  sites: readonly SiteId[],
  { convention, places }: { readonly convention: Convention | null; readonly places: Readonly<Record<string, Site>> },
): readonly (Refusal | null)[] {
  if (sites.length === 0) return [{ code: 'sites-missing', field: '/sites' }];
  return sites.map((id, n) => {
    const field = `/sites/${n}`;
    const site = places[id];
    if (site === undefined) return { code: 'unknown-site', field };
    if (sites.indexOf(id) !== n) return { code: 'duplicate-item', field };
    if (site.status === 'closed') return { code: 'site-closed', field };
    return convention?.epci.includes(site.epci) === false ? { code: 'epci-outside-convention', field, detail: { epci: site.epci } } : null;
  });
}

type Period = { readonly from: CivilDate; readonly to: CivilDate };

/** From the day on which it is opened, for as long as both the convention and the programme last. */
export function periodOf({ convention, programme, today }: Frame & { readonly today: CivilDate }): Period | null {
  if (convention === null || programme === null) return null;
  const to = programme.to === null ? convention.to : earlier(convention.to, programme.to);
  return { from: later(later(convention.from, programme.from), today), to };
}

type Asked = { readonly programme: ProgrammeId; readonly sites: readonly SiteId[] };
type Known = Frame & { readonly doctor: Person | null; readonly places: Readonly<Record<string, Site>>; readonly today: CivilDate };

export function periodRefusal(facts: Frame & { readonly today: CivilDate }): Refusal | null {
  const period = periodOf(facts);
  return period !== null && period.from > period.to ? { code: 'period-over', field: '/convention', detail: { to: period.to } } : null;
}

/** Why no engagement can begin today: said to whoever opens one, and to a volunteer before his yes. */
export function openingRefusals({ programme, sites }: Asked, facts: Known): readonly (Refusal | null)[] {
  return [
    ...conventionRefusals(programme, facts),
    periodRefusal(facts),
    volunteerRefusal(facts.doctor, '/doctor'),
    ...siteRefusals(sites, facts),
  ];
}
