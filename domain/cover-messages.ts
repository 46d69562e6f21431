import { endsAt, tierDeadline, unresolvedAt } from './cover-dates';
import { siteOf, startOf, type CoverFactsOf } from './cover-slot';
import {
  isOfSearch,
  stillAsked,
  type CoverEvent,
  type CoverRecord,
  type CoverSlot,
  type EscalationCause,
  type SearchEvent,
  type Settlement,
  type Track,
} from './cover-record';
import { plus, type CivilDate, type Half, type TimeZone } from './dates';
import { actorRef, type Addressed, type LinkSpec, type Mail, type Party } from './decision';
import type { PersonId } from './ids';
import { personParty, type Person, type Practice } from './person';
import { contactParties, type Site } from './site';

export type CoverText = {
  readonly track: Track;
  /** who leaves the day, or whose practice is left */
  readonly doctor: string;
  readonly site: string;
  readonly address: string;
  /** hours are the site's */
  readonly zone: TimeZone;
  /** the own practice of that doctor, as far as it is known */
  readonly practice: { readonly address: string | null; readonly specialty: string; readonly departement: string };
  readonly date: CivilDate;
  readonly halves: readonly Half[];
  readonly hours: readonly { readonly start: string; readonly end: string }[];
};
/** What two colleagues need to reach each other. */
type Reach = { readonly name: string; readonly email: string; readonly phone: string };
/** what the CDOM of registration is told of a locum. */
export type Replacement = { readonly name: string; readonly rpps: string; readonly practice: Practice };

export type CoverMail =
  | Mail<'cover-asked' | 'locum-asked', CoverText>
  | Mail<'cover-filled', CoverText>
  | Mail<'cover-withdrawn', CoverText>
  /** to who had accepted */
  | Mail<'locum-cancelled', CoverText>
  | Mail<'practice-asked' | 'practice-reminder', CoverText>
  | Mail<'practice-covered', CoverText & { readonly locum: Reach }>
  | Mail<'locum-confirmed', CoverText & { readonly replaced: Reach }>
  | Mail<'replacement-notice', CoverText & { readonly locum: Replacement; readonly replaced: Replacement; readonly forward: boolean }>
  | Mail<'replacement-withdrawn', CoverText & { readonly locum: string; readonly forward: boolean }>
  /** who had accepted may not replace any more; another is sought */
  | Mail<'practice-locum-lost' | 'locum-released', CoverText>
  | Mail<'replacement-contract-reminder', CoverText & { readonly locum: string | null }>
  | Mail<'practice-unfound' | 'cover-escalated', CoverText & Search>
  | Mail<'cover-unfound' | 'cover-resolved', CoverText>
  | Mail<'practice-settled', CoverText & { readonly outcome: Settlement }>
  | Mail<'cover-concluded', CoverText & { readonly outcome: Settlement | 'covered'; readonly reason: string | null }>;
/** Why somebody is called upon, and how many colleagues were asked and refused. */
type Search = { readonly cause: EscalationCause; readonly asked: number; readonly refused: number };
type Messages = readonly Addressed<CoverMail>[];

function text(slot: Pick<CoverSlot, 'track' | 'date' | 'halves'>, facts: CoverFactsOf): CoverText {
  return coverText(slot, siteOf(facts), facts.doctor);
}

/** What a mail or a page may know of a cover. */
export function coverText(slot: Pick<CoverSlot, 'track' | 'date' | 'halves'>, site: Site, doctor: Person | null): CoverText {
  const { name, address, hours, zone } = site;
  const { track, date, halves } = slot;
  return {
    track,
    doctor: doctor === null ? '' : titled(doctor),
    site: name,
    address,
    zone,
    practice: { address: doctor?.practiceAddress ?? null, specialty: doctor?.specialty ?? '', departement: doctor?.registration ?? '' },
    date,
    halves,
    hours: halves.map((half) => hours[half]),
  };
}

const titled = ({ givenName, familyName }: Person): string => `Dr ${givenName} ${familyName}`;
const reach = (person: Person): Reach => ({ name: titled(person), email: person.email, phone: person.phone });
const replacement = (person: Person): Replacement => ({ name: titled(person), rpps: person.rpps, practice: person.practice });

/** a deadline is read where the day takes place. */
function linkHere(link: LinkSpec, facts: CoverFactsOf): LinkSpec {
  const { zone } = siteOf(facts);
  return zone === facts.collectivity.zone ? link : { ...link, zone };
}

function parties(refs: readonly PersonId[], facts: CoverFactsOf): readonly Party[] {
  return refs.flatMap((ref) => {
    const person = facts.people[ref];
    return person === undefined ? [] : [personParty(ref, person)];
  });
}

function doctorOf(state: CoverRecord, facts: CoverFactsOf): readonly Party[] {
  return facts.doctor === null ? [] : [personParty(state.doctor, facts.doctor)];
}

/** the CDOM of registration; when its address is not known, the collectivity's own cell, which must pass it on. */
function cdomOf({ doctor, collectivity }: CoverFactsOf): { readonly to: Party; readonly forward: boolean } {
  const cdom = doctor === null ? undefined : collectivity.cdoms[doctor.registration];
  return cdom === undefined
    ? { to: { ref: 'contact', name: collectivity.contact.name, email: collectivity.contact.email }, forward: true }
    : { to: cdom, forward: false };
}

function asked(tier: number, state: CoverRecord, facts: CoverFactsOf): Messages {
  const kind = state.track === 'host' ? 'cover-asked' : 'locum-asked';
  const link = linkHere({ purpose: 'answer-cover', until: tierDeadline(state, facts.now, facts) }, facts);
  const refs = (state.tiers[tier] ?? []).map(({ person }) => person);
  return parties(refs, facts).map((to) => ({ kind, data: text(state, facts), to, link }));
}

function practiceQuestion(kind: 'practice-asked' | 'practice-reminder', state: CoverRecord, facts: CoverFactsOf): Messages {
  if (state.track === 'host') return [];
  const link = linkHere({ purpose: 'practice-choice', until: unresolvedAt(state, facts) }, facts);
  return doctorOf(state, facts).map((to) => ({ kind, data: text(state, facts), to, link }));
}

/** First accept wins: the others hear it at once, with thanks. */
function filled(ref: PersonId, state: CoverRecord, facts: CoverFactsOf): Messages {
  const others = stillAsked(state).filter((other) => other !== ref);
  return parties(others, facts).map((to) => ({ kind: 'cover-filled', data: text(state, facts), to }));
}

function locumFound(ref: PersonId, state: CoverRecord, facts: CoverFactsOf): Messages {
  const locum = facts.people[ref];
  const { doctor } = facts;
  if (locum === undefined || doctor === null) return [];
  const data = text(state, facts);
  const { to, forward } = cdomOf(facts);
  return [
    ...doctorOf(state, facts).map((each): Addressed<CoverMail> => ({
      kind: 'practice-covered',
      data: { ...data, locum: reach(locum) },
      to: each,
    })),
    {
      kind: 'locum-confirmed',
      data: { ...data, replaced: reach(doctor) },
      to: personParty(ref, locum),
      link: linkHere({ purpose: 'locum-withdraw', until: startOf(state, facts) }, facts),
    },
    {
      kind: 'replacement-notice',
      data: { ...data, locum: replacement(locum), replaced: replacement(doctor), forward },
      to,
      ...(forward ? {} : { link: { purpose: 'contract-receipt', until: plus(startOf(state, facts), { days: receiptDays }) } }),
    },
  ];
}

/** A receipt may still come once the replacement is over. */
const receiptDays = 60;

function locumLost(ref: PersonId, state: CoverRecord, facts: CoverFactsOf): Messages {
  const told = parties([ref], facts).map((to): Addressed<CoverMail> => ({ kind: 'locum-released', data: text(state, facts), to }));
  if (state.status !== 'searching') return told;
  const doctors = doctorOf(state, facts).map((to): Addressed<CoverMail> => ({ kind: 'practice-locum-lost', data: text(state, facts), to }));
  return [...told, ...doctors];
}

function contractReminder(state: CoverRecord, facts: CoverFactsOf): Messages {
  const { name, email } = facts.collectivity.contact;
  const locum = state.accepted === null ? undefined : facts.people[state.accepted.ref];
  const data = { ...text(state, facts), locum: locum === undefined ? null : titled(locum) };
  return [{ kind: 'replacement-contract-reminder', data, to: { ref: 'contact', name, email } }];
}

function noticeWithdrawn(ref: PersonId, slot: Pick<CoverSlot, 'track' | 'date' | 'halves'>, facts: CoverFactsOf): Messages {
  const locum = facts.people[ref];
  const { to, forward } = cdomOf(facts);
  return locum === undefined ? [] : [{ kind: 'replacement-withdrawn', data: { ...text(slot, facts), locum: titled(locum), forward }, to }];
}

function escalated(cause: EscalationCause, state: CoverRecord, facts: CoverFactsOf): Messages {
  const asked = state.tiers.slice(0, state.tier + 1).flat().length;
  const data = { ...text(state, facts), cause, asked, refused: state.refusals.length };
  const until = endsAt(state, facts);
  const named = facts.collectivity.escalation.map((to): Addressed<CoverMail> => ({
    kind: 'cover-escalated',
    data,
    to,
    link: { purpose: 'settle-cover', until },
  }));
  if (state.track === 'host') return named;
  return [
    ...doctorOf(state, facts).map((to): Addressed<CoverMail> => ({
      kind: 'practice-unfound',
      data,
      to,
      link: { purpose: 'practice-choice', until },
    })),
    ...named,
  ];
}

/** Whoever was called upon hears how it ended, save the one who ended it. */
function concluded(outcome: Settlement | 'covered', reason: string | null, state: CoverRecord, facts: CoverFactsOf): Messages {
  if (state.escalatedOn === null) return [];
  const by = actorRef(facts.by);
  return facts.collectivity.escalation
    .filter(({ ref }) => ref !== by)
    .map((to) => ({ kind: 'cover-concluded', data: { ...text(state, facts), outcome, reason }, to }));
}

function toSite(kind: 'cover-unfound' | 'cover-resolved', state: CoverRecord, facts: CoverFactsOf): Messages {
  return contactParties(state.site, siteOf(facts)).map((to) => ({ kind, data: text(state, facts), to }));
}

function moot(refs: readonly PersonId[], slot: Pick<CoverSlot, 'track' | 'date' | 'halves'>, facts: CoverFactsOf): Messages {
  return parties(refs, facts).map((to) => ({ kind: 'cover-withdrawn', data: text(slot, facts), to }));
}

function settled(outcome: Settlement, reason: string, state: CoverRecord, facts: CoverFactsOf): Messages {
  const ended = concluded(outcome, reason, state, facts);
  const others = moot(stillAsked(state), state, facts);
  if (state.track === 'host')
    return [...toSite(outcome === 'cancelled' ? 'cover-unfound' : 'cover-resolved', state, facts), ...others, ...ended];
  return [
    ...doctorOf(state, facts).map((to): Addressed<CoverMail> => ({
      kind: 'practice-settled',
      data: { ...text(state, facts), outcome },
      to,
    })),
    ...others,
    ...ended,
  ];
}

function whileSearching(event: SearchEvent, state: CoverRecord, facts: CoverFactsOf): Messages {
  switch (event.type) {
    case 'tier-asked':
      return asked(event.tier, state, facts);
    case 'accepted':
      return [
        ...(state.track === 'practice' ? locumFound(event.ref, state, facts) : []),
        ...filled(event.ref, state, facts),
        ...concluded('covered', null, state, facts),
      ];
    case 'failed':
      return [...noticeWithdrawn(event.ref, state, facts), ...(event.reason === 'standing' ? locumLost(event.ref, state, facts) : [])];
    case 'escalated':
      return escalated(event.cause, state, facts);
    case 'search-started':
    case 'tiers-exhausted':
    case 'refused':
      return [];
  }
}

function leftBehind(
  { told, locum, date, halves }: Extract<CoverEvent, { type: 'withdrawn' }>,
  { track }: CoverRecord,
  facts: CoverFactsOf,
): Messages {
  const slot = { track, date, halves };
  const others = moot(
    told.filter((ref) => ref !== locum),
    slot,
    facts,
  );
  if (locum === null) return others;
  const thanked = parties([locum], facts).map((to): Addressed<CoverMail> => ({ kind: 'locum-cancelled', data: text(slot, facts), to }));
  return [...thanked, ...others, ...noticeWithdrawn(locum, slot, facts)];
}

export function messages(event: CoverEvent, state: CoverRecord, facts: CoverFactsOf): Messages {
  if (isOfSearch(event)) return whileSearching(event, state, facts);
  switch (event.type) {
    case 'opened':
      return practiceQuestion('practice-asked', state, facts);
    case 'practice-chosen':
      return [...moot(stillAsked(state), state, facts), ...concluded(event.choice, null, state, facts)];
    case 'choice-reminded':
      return practiceQuestion('practice-reminder', state, facts);
    case 'settled':
      return settled(event.outcome, event.state.reason, state, facts);
    case 'ended':
      return state.track === 'host' && state.status === 'waived' ? toSite('cover-unfound', state, facts) : [];
    case 'withdrawn':
      return leftBehind(event, state, facts);
    case 'contract-reminded':
      return contractReminder(state, facts);
    default:
      return [];
  }
}
