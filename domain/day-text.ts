import type { Day, DayFactsOf, Entry, Side } from './consultation-day';
import type { DayBefore, DayText } from './day-mail';
import { parties, siteOf, spanOf } from './day-slot';
import type { InviteSpec, LinkSpec, Party } from './decision';
import type { SiteId } from './ids';
import { personParty } from './person';
import { contactParties, type Site } from './site';

/** What a mail, a page or an invitation may know of a day. */
export function dayText(
  { date, halves, tentative }: Pick<Day, 'date' | 'halves' | 'tentative'>,
  facts: DayFactsOf,
  site: Site = siteOf(facts),
): DayText {
  const { doctor, engagement } = facts;
  const name = doctor === null || engagement === null ? '' : personParty(engagement.doctor, doctor).name;
  return {
    doctor: name,
    site: site.name,
    address: site.address,
    zone: site.zone,
    date,
    halves,
    hours: halves.map((half) => site.hours[half]),
    tentative,
  };
}

/** The site of that id among those that the facts hold: where the day is, or the one that it left. */
export function siteNamed(id: SiteId, facts: DayFactsOf): Site {
  return facts.formerSite?.id === id ? facts.formerSite.site : siteOf(facts);
}

export function beforeOf(slot: Pick<Entry, 'site' | 'date' | 'halves'> & Partial<Entry>, tentative: boolean, facts: DayFactsOf): DayBefore {
  const site = siteNamed(slot.site, facts);
  const { start, end } = spanOf(slot.halves, site);
  return {
    site: site.name,
    date: slot.date,
    halves: slot.halves,
    tentative: slot.tentative ?? tentative,
    start: slot.start ?? start,
    end: slot.end ?? end,
  };
}

/** R-38: a deadline about a day is read where the day takes place. */
export function linkHere(link: LinkSpec, facts: DayFactsOf): LinkSpec {
  const { zone } = siteOf(facts);
  return zone === facts.collectivity.zone ? link : { ...link, zone };
}

export type Recipient = { readonly to: Party; readonly side: Side };

export function recipients(facts: DayFactsOf): readonly Recipient[] {
  return parties(facts).map(({ side, ...to }) => ({ to, side }));
}

/** The contacts of the site that the day left. */
export function formerContacts(facts: DayFactsOf): readonly Recipient[] {
  const { formerSite } = facts;
  return formerSite === null ? [] : contactParties(formerSite.id, formerSite.site).map((to) => ({ to, side: 'site' }));
}

/** R-37: an entry of each one's own; its UID follows from the day and the recipient. */
export function invite(ref: string, side: Side, method: InviteSpec['method'], state: Day, facts: DayFactsOf): InviteSpec | null {
  const { entry } = state;
  const sequence = state.invited[ref];
  return entry === null || sequence === undefined
    ? null
    : written(entry, { ref, side, method, sequence, life: livesOf(state, ref) }, facts);
}

/** Takes back the entry of a contact whose site the day left. */
export function retirement(ref: string, entry: Entry, state: Day, facts: DayFactsOf): InviteSpec | null {
  const last = state.retired.findLast((each) => each.ref === ref);
  return last === undefined
    ? null
    : written(entry, { ref, side: 'site', method: 'CANCEL', sequence: last.sequence, life: livesOf(state, ref) - 1 }, facts);
}

/** A UID is never used again after a CANCEL: one life per time that the entry was taken back. */
function livesOf(state: Day, ref: string): number {
  return state.retired.filter((each) => each.ref === ref).length;
}

type Version = {
  readonly ref: string;
  readonly side: Side;
  readonly method: InviteSpec['method'];
  readonly sequence: number;
  readonly life: number;
};

function written(entry: Entry, { ref, side, method, sequence, life }: Version, facts: DayFactsOf): InviteSpec {
  const site = siteNamed(entry.site, facts);
  const { date, start, end, tentative } = entry;
  const { doctor } = dayText(entry, facts, site);
  const title = side === 'site' ? `Consultation du ${doctor}, ${site.name}` : `Consultation, ${site.name}`;
  return {
    key: `${facts.dossier}/${ref}${life === 0 ? '' : `/${life}`}`,
    sequence,
    method,
    date,
    start,
    end,
    tentative,
    zone: site.zone,
    location: `${site.name}, ${site.address}`,
    summary: tentative ? `Sous réserve : ${title}` : title,
  };
}
