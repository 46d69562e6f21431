import type { Convention } from './convention';
import { coversDay } from './convention-dates';
import { plusMonths, weekday, type CivilDate, type Half } from './dates';
import type { Refusal } from './decision';
import type { Authorisation, Engagement } from './engagement';
import { notAsked } from './engagement-record';
import { dayOff } from './holidays';
import type { SiteId } from './ids';
import { parameters, valueOn } from './parameters';
import { holdsOn, type Person } from './person';
import type { CertificateKind, Programme } from './programme';
import type { Site } from './site';
import { isListed, type Zone } from './zone';

export type Eligibility = {
  readonly engagement: Engagement;
  readonly programme: Programme;
  readonly convention: Convention;
  readonly zone: Zone | null;
  readonly siteId: SiteId;
  readonly site: Site;
  readonly doctor: Person;
};

/** Every gate of law or of the programme that forbids this doctor a day at this site on this date; empty when nothing does. */
export function eligibilityRefusals(
  known: Eligibility,
  { date, halves }: { readonly date: CivilDate; readonly halves: readonly Half[] },
): readonly Refusal[] {
  return [
    engagementRefusal(known, date),
    programmeRefusal(known, date),
    coversDay(known.convention, { date, epci: known.site.epci }),
    zoneRefusal(known, date),
    siteCdomRefusal(known, date),
    ...certificateRefusals(known, date),
    ...openingRefusals(known.site, { date, halves }),
    dayOffRefusal(known.site, date),
  ].filter((refusal) => refusal !== null);
}

function engagementRefusal({ engagement, doctor }: Eligibility, date: CivilDate): Refusal | null {
  if (doctor.status === 'struck-off') return { code: 'doctor-struck-off', field: '/engagement' };
  if (engagement.status !== 'active') return { code: 'engagement-not-active', field: '/engagement', detail: { status: engagement.status } };
  return date < engagement.from || date > engagement.to
    ? { code: 'outside-engagement', field: '/date', detail: { from: engagement.from, to: engagement.to } }
    : null;
}

function programmeRefusal({ programme }: Eligibility, date: CivilDate): Refusal | null {
  const outside = date < programme.from || (programme.to !== null && date > programme.to);
  return outside ? { code: 'outside-programme', field: '/date', detail: { from: programme.from } } : null;
}

/** leaving the list stops new days, not past ones. */
function zoneRefusal({ programme, zone, site }: Eligibility, date: CivilDate): Refusal | null {
  if (!programme.gates.includes('zone-listed')) return null;
  return zone !== null && isListed(zone, date) ? null : { code: 'zone-not-listed', field: '/site', detail: { epci: site.epci } };
}

/** R-23, R.4127-85 CSP: the CDOM of the site agreed, or two months have passed since its proof of receipt without opposition. */
function siteCdomRefusal({ programme, engagement, siteId }: Eligibility, date: CivilDate): Refusal | null {
  if (!programme.gates.includes('cdom-site')) return null;
  const said = engagement.cdom.sites[siteId] ?? notAsked;
  if (said.status === 'opposed') return { code: 'cdom-opposed', field: '/site' };
  const from = cdomSilenceEnds(said);
  return said.status === 'authorised' || (from !== null && date >= from)
    ? null
    : { code: 'cdom-not-answered', field: '/site', detail: from === null ? {} : { from } };
}

/** E-22, E-23: silence counts from the proof of receipt only; without it the clock never started. */
export function cdomSilenceEnds({ status, receivedOn }: Authorisation): CivilDate | null {
  return status !== 'asked' || receivedOn === null ? null : plusMonths(receivedOn, valueOn(parameters.cdomOppositionMonths, receivedOn));
}

/** what the programme asks of this doctor; a licence lets somebody replace a doctor, and nobody volunteer. */
export function certificatesAsked(programme: Programme, doctor: Person): readonly CertificateKind[] {
  return programme.certificates.filter(
    (kind) => kind !== 'locum-licence' && (kind !== 'employer-clearance' || doctor.practice === 'salaried'),
  );
}

/** each certificate that the programme asks for covers the day. */
function certificateRefusals({ programme, doctor }: Eligibility, date: CivilDate): readonly Refusal[] {
  return certificatesAsked(programme, doctor)
    .filter((kind) => !holdsOn(doctor, kind, date))
    .map((certificate) => ({ code: 'certificate-missing', field: '/date', detail: { certificate, date } }));
}

function openingRefusals(
  { status, opening }: Site,
  { date, halves }: { readonly date: CivilDate; readonly halves: readonly Half[] },
): readonly Refusal[] {
  if (status === 'closed') return [{ code: 'site-closed', field: '/site' }];
  const shut = halves.filter((half) => !opening.some((each) => each.half === half && each.weekday === weekday(date)));
  return shut.map((half) => ({ code: 'site-not-open', field: '/halves', detail: { date, half }, override: 'administrator' }));
}

/** holidays are those of the site's territory. */
function dayOffRefusal({ territory, goodFriday }: Site, date: CivilDate): Refusal | null {
  const off = dayOff(date, territory, { goodFriday });
  if (off === null) return null;
  return {
    code: off.kind === 'sunday' ? 'sunday' : 'holiday',
    field: '/date',
    detail: { date, ...(off.kind === 'holiday' ? { name: off.name } : {}) },
    override: 'administrator',
  };
}
