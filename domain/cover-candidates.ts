import { capRefusals, countedInMonth, dailyRefusal, freeRoom, type Taken } from './caps';
import type { Candidate, CoverRecord, CoverSlot } from './cover-record';
import type { HalfDay } from './dates';
import type { Refusal } from './decision';
import { eligibilityRefusals, type Eligibility } from './eligibility';
import type { DossierId, EngagementId, PersonId } from './ids';
import { locumLicenceEnd } from './parameters';
import type { Person } from './person';

export type Held = readonly (Taken & { readonly dossier: DossierId })[];
/** A doctor of the same convention, with all that forbids a day. */
export type Volunteer = { readonly engagement: EngagementId; readonly known: Eligibility; readonly held: Held };
export type Locum = { readonly id: PersonId; readonly person: Person; readonly held: Held };
type Slot = Pick<CoverSlot, 'date' | 'halves'>;

/** Said of the place and the date, not of the doctor: an administrator passed them when the day was proposed. */
const ofTheDay: readonly string[] = ['site-not-open', 'sunday', 'holiday'];

/** and every gate of eligibility, for this doctor on this date. */
export function volunteerRefusals({ known, held }: Volunteer, slot: Slot): readonly Refusal[] {
  const daily = dailyRefusal(slot, held);
  const gates = eligibilityRefusals(known, slot).filter(({ code }) => !ofTheDay.includes(code));
  return [
    ...gates,
    ...(daily === null ? [] : [daily]),
    ...capRefusals(known.programme.caps, countedInMonth(held, slot.date), slot.halves.length),
  ];
}

/** Those who wished for this site first, then the others; a doctor with two engagements is asked once. */
export function volunteerTiers(slot: CoverSlot, volunteers: readonly Volunteer[]): CoverRecord['tiers'] {
  const able = volunteers
    .filter(({ known }) => known.engagement.doctor !== slot.doctor)
    .filter((volunteer) => volunteerRefusals(volunteer, slot).length === 0)
    .toSorted((a, b) => (a.engagement < b.engagement ? -1 : 1));
  const once = able.filter(({ known }, n) => able.findIndex((other) => other.known.engagement.doctor === known.engagement.doctor) === n);
  const wished = (volunteer: Volunteer): boolean => volunteer.known.engagement.sites.includes(slot.site);
  return tiersOf(once, wished, ({ engagement, known }) => ({ person: known.engagement.doctor, engagement }));
}

/** R-26, E-24, art. L.4131-2 CSP: a registered doctor, or a licence valid on the date, never past 15 November. */
export function locumRefusals({ person, held }: Locum, slot: Slot): readonly Refusal[] {
  const daily = dailyRefusal(slot, held);
  return [
    ...(mayReplace(person, slot) ? [] : [{ code: 'locum-not-licensed', detail: { date: slot.date } }]),
    ...(daily === null ? [] : [daily]),
  ];
}

function mayReplace(person: Person, { date }: Slot): boolean {
  if (person.status !== 'active' || !person.locum) return false;
  if (person.practice !== 'student-licensed') return true;
  return person.certificates.some(
    ({ kind, from, to }) => kind === 'locum-licence' && from <= date && date <= to && date <= locumLicenceEnd(from),
  );
}

/** Registered doctors first, then licensed students; of the same specialty, never one who said no or failed. */
export function locumTiers(slot: CoverSlot, locums: readonly Locum[], replaced: Person, gone: readonly PersonId[]): CoverRecord['tiers'] {
  const able = locums
    .filter(({ id, person }) => id !== slot.doctor && !gone.includes(id) && person.specialty === replaced.specialty)
    .filter((locum) => locumRefusals(locum, slot).length === 0)
    .toSorted((a, b) => (a.id < b.id ? -1 : 1));
  return tiersOf(
    able,
    ({ person }) => person.practice !== 'student-licensed',
    ({ id }) => ({ person: id, engagement: null }),
  );
}

function tiersOf<T>(able: readonly T[], first: (each: T) => boolean, candidate: (each: T) => Candidate): CoverRecord['tiers'] {
  return [able.filter(first), able.filter((each) => !first(each))].filter((tier) => tier.length > 0).map((tier) => tier.map(candidate));
}

/** the room kept for the cover, or another that is free on those half-days. */
export function roomFor(slot: CoverSlot, rooms: number, taken: readonly (HalfDay & { readonly slot: number })[]): number | null {
  const isTaken = taken.some((each) => each.slot === slot.room && each.date === slot.date && slot.halves.includes(each.half));
  return slot.room !== null && !isTaken ? slot.room : freeRoom(rooms, slot, taken);
}
