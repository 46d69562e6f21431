import { budgetOf, costOf, creditRefusal } from './convention-budget';
import { capRefusals, countedInMonth, dailyRefusal, freeRoom } from './caps';
import type { Day, DayFactsOf, Entry, Side, Slot } from './consultation-day';
import {
  at,
  compareHalfDays,
  dateIn,
  daysBetween,
  earlier,
  halves,
  isBefore,
  later,
  monthOf,
  plus,
  yearOf,
  type CivilDate,
  type Half,
  type Instant,
} from './dates';
import type { Party, Refusal } from './decision';
import { eligibilityRefusals, type Eligibility } from './eligibility';
import type { SiteId } from './ids';
import { parameters, valueOn } from './parameters';
import { personParty } from './person';
import { contactParties, type Site } from './site';

export function siteOf(facts: DayFactsOf): Site {
  if (facts.site === null) throw new Error(`site ${facts.siteId} is gone`);
  return facts.site;
}

/** The morning first, each half once. */
export function inOrder(asked: readonly Half[]): readonly Half[] {
  return halves.filter((half) => asked.includes(half));
}

export function spanOf(asked: readonly Half[], site: Site): { readonly start: string; readonly end: string } {
  const [first = 'morning'] = asked;
  return { start: site.hours[first].start, end: site.hours[asked.at(-1) ?? first].end };
}

/** hours are the site's. */
export function startOf({ date, halves: asked }: Slot, site: Site): Instant {
  return at(date, spanOf(asked, site).start, site.zone);
}

/** the evening of the day, once the last hour of consultation is over. */
export function eveningOf({ date, halves: asked }: Slot, site: Site): Instant {
  return later(at(date, '19:00', site.zone), at(date, spanOf(asked, site).end, site.zone));
}

export function entryOf({ date, halves: asked }: Slot, siteId: SiteId, site: Site, tentative: boolean): Entry {
  return { site: siteId, date, halves: asked, ...spanOf(asked, site), tentative };
}

export function parties(facts: DayFactsOf): readonly (Party & { readonly side: Side })[] {
  const { doctor, engagement } = facts;
  const one = doctor === null || engagement === null ? [] : [{ ...personParty(engagement.doctor, doctor), side: 'doctor' as const }];
  return [...one, ...contactParties(facts.siteId, siteOf(facts)).map((party) => ({ ...party, side: 'site' as const }))];
}

/** full days between the act and the day, at the site. */
export function noticeDays(state: Slot, facts: DayFactsOf): number {
  return daysBetween(dateIn(facts.now, siteOf(facts).zone), state.date);
}

/** Silence closes the question before the eve of the day, and never within a day of asking. */
export function answerBy(slot: Slot, facts: DayFactsOf): Instant {
  const { closedAfterDays } = valueOn(parameters.dayProposal, facts.today);
  return earlier(plus(facts.now, { days: closedAfterDays }), plus(startOf(slot, siteOf(facts)), { days: -1 }));
}

/** by others than this day; a proposal counts. */
export function clashes(slot: Slot & { readonly room: number }, facts: DayFactsOf): readonly Refusal[] {
  const daily = dailyRefusal(
    slot,
    facts.held.filter(({ holder }) => holder === 'doctor'),
  );
  const taken = facts.held.find(
    (held) => held.holder === 'room' && held.slot === slot.room && held.date === slot.date && slot.halves.includes(held.half),
  );
  return [...(daily === null ? [] : [daily]), ...(taken === undefined ? [] : [fullRefusal(slot.date, taken.half)])];
}

function fullRefusal(date: CivilDate, half: Half): Refusal {
  return { code: 'room-already-held', field: '/date', detail: { date, half } };
}

type Asked = { readonly slot: Slot; readonly room: number | null; readonly refusals: readonly Refusal[] };
type Known = Eligibility & { readonly facts: DayFactsOf; readonly before: Day | null };

/** Every reason at once why this doctor may not have this slot at the site of the facts, and the room that it would take. */
export function judge(asked: Slot, facts: DayFactsOf, before: Day | null): Asked {
  const slot: Slot = { date: asked.date, halves: inOrder(asked.halves) };
  const halfless: readonly Refusal[] = slot.halves.length === 0 ? [{ code: 'halves-missing', field: '/halves' }] : [];
  const parties = knownParties(facts);
  const { site, siteId, siteZone: zone } = facts;
  const siteless: readonly Refusal[] = site === null ? [{ code: 'unknown-site', field: '/site' }] : [];
  const nobody: readonly Refusal[] = parties === null ? [{ code: 'unknown-engagement', field: '/engagement' }] : [];
  if (parties === null || site === null || halfless.length > 0)
    return { slot, room: null, refusals: [...nobody, ...siteless, ...halfless] };
  const room = freeRoom(
    site.rooms,
    slot,
    facts.held.filter(({ holder }) => holder === 'room'),
  );
  return {
    slot,
    room,
    refusals: [
      ...slotRefusals(slot, { ...parties, zone, siteId, site, facts, before }),
      ...(room === null ? [fullRefusal(slot.date, firstFull(slot, site, facts))] : []),
    ],
  };
}

function knownParties({
  engagement,
  programme,
  convention,
  doctor,
}: DayFactsOf): Pick<Eligibility, 'engagement' | 'programme' | 'convention' | 'doctor'> | null {
  return engagement === null || programme === null || convention === null || doctor === null
    ? null
    : { engagement, programme, convention, doctor };
}

function slotRefusals(slot: Slot, { facts, before, ...known }: Known): readonly Refusal[] {
  const ofDoctor = facts.held.filter(({ holder }) => holder === 'doctor');
  const daily = dailyRefusal(slot, ofDoctor);
  const inMonth = countedInMonth(ofDoctor, slot.date);
  const caps = capRefusals(known.programme.caps, inMonth, slot.halves.length);
  return [
    ...nearRefusals(slot, known.site, facts),
    ...eligibilityRefusals(known, slot),
    ...(daily === null ? [] : [daily]),
    ...creditRefusals(slot, known, facts),
    ...caps.filter((refusal) => refusal.override === undefined || !isNoMore(slot, before)),
  ];
}

/** what the collectivity would pay for it, with all that its convention's year holds already. */
function creditRefusals(slot: Slot, { convention, programme }: Eligibility, { committed = null }: DayFactsOf): readonly Refusal[] {
  if (committed === null) return [];
  const asked = costOf({ ...slot, components: programme.components });
  const refusal = creditRefusal(budgetOf(convention.budgets, yearOf(slot.date)), { committed, asked }, 'administrator');
  return refusal === null ? [] : [{ ...refusal, field: '/date' }];
}

/** Two days ahead at least: one to answer, and one to prepare. */
function nearRefusals(slot: Slot, site: Site, facts: DayFactsOf): readonly Refusal[] {
  if (slot.date <= dateIn(facts.now, site.zone)) return [{ code: 'date-past', field: '/date' }];
  return isBefore(startOf(slot, site), plus(facts.now, { days: 2 })) ? [{ code: 'date-too-near', field: '/date' }] : [];
}

/** a move inside its month adds nothing to what was let pass with a reason. */
function isNoMore(slot: Slot, before: Day | null): boolean {
  return before !== null && monthOf(before.date) === monthOf(slot.date) && slot.halves.length <= before.halves.length;
}

function firstFull(slot: Slot, site: Site, facts: DayFactsOf): Half {
  const used = (half: Half): number =>
    facts.held.filter((held) => held.holder === 'room' && held.date === slot.date && held.half === half).length;
  return slot.halves.find((half) => used(half) >= site.rooms) ?? slot.halves[0] ?? 'morning';
}

export function isSameSlot(a: Slot & { readonly site: SiteId }, b: Slot & { readonly site: SiteId }): boolean {
  return (
    a.site === b.site &&
    a.date === b.date &&
    a.halves.length === b.halves.length &&
    a.halves.every((half, n) => compareHalfDays({ date: a.date, half }, { date: b.date, half: b.halves[n] ?? half }) === 0)
  );
}
