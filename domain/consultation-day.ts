import { at, compareHalfDays, plus, plusDays, type CivilDate, type Half, type HalfDay, type Instant } from './dates';
import { accept, actorRef, refuse, unless, type Addressed, type Decision, type Due, type FactsOf, type FallDue, type InviteSpec, type Mail, type NextAction, type Party, type Refusal, type Rules, type Tell } from './decision';
import type { Engagement } from './engagement';
import type { DayId, EngagementId, PersonId, SiteId } from './ids';
import { personParty, type Person } from './person';
import { contactParties, isReady, type Site } from './site';

export const dayStatuses = ['proposed', 'confirmed', 'held', 'attested', 'declined', 'lapsed', 'cancelled'] as const;
export type DayStatus = (typeof dayStatuses)[number];

/** who cancels says why, from a closed list. */
export const cancelReasons = ['illness', 'family', 'practice-uncovered', 'site-closed', 'room-unavailable', 'weather', 'administrative', 'other'] as const;
export type CancelReason = (typeof cancelReasons)[number];
export const refusalReasons = ['date', 'distance', 'workload', 'health', 'other'] as const;
export type RefusalReason = (typeof refusalReasons)[number];

export type Side = 'doctor' | 'site';
export type Attestation = { readonly half: Half; readonly doctor: string; readonly site: string; readonly on: Instant };

export type Day = {
  readonly status: DayStatus;
  readonly engagement: EngagementId;
  readonly doctor: PersonId;
  readonly site: SiteId;
  readonly date: CivilDate;
  readonly halves: readonly Half[];
  readonly proposedOn: Instant;
  readonly answers: Readonly<Record<Side, 'awaited' | 'accepted'>>;
  readonly tentative: boolean;
  /** invitations in people's calendars: recipient ref -> last SEQUENCE sent */
  readonly invited: Readonly<Record<string, number>>;
  readonly reminded: readonly DayDue[];
  readonly declared: Readonly<Partial<Record<Side, { readonly halves: readonly Half[]; readonly by: string }>>>;
  readonly attested: readonly Attestation[];
  readonly ending: { readonly by: string; readonly reason: string; readonly at: Instant } | null;
};

export type DayAction =
  | { readonly type: 'propose'; readonly engagement: EngagementId; readonly site: SiteId; readonly date: CivilDate; readonly halves: readonly Half[] }
  | { readonly type: 'answer'; readonly side: Side; readonly answer: 'accept' }
  | { readonly type: 'answer'; readonly side: Side; readonly answer: 'refuse'; readonly reason: RefusalReason }
  | { readonly type: 'cancel'; readonly side: Side | 'collectivity'; readonly reason: CancelReason }
  | { readonly type: 'declare'; readonly side: Side; readonly halves: readonly Half[] }
  | FallDue<DayDue>;

export type DayDue = 'answer-reminder' | 'answer-lapse' | 'week-before' | 'day-before' | 'presence-ask';

export type DayEvent =
  | { readonly type: 'proposed'; readonly engagement: EngagementId; readonly doctor: PersonId; readonly site: SiteId; readonly date: CivilDate; readonly halves: readonly Half[]; readonly tentative: boolean; readonly at: Instant }
  | { readonly type: 'answered'; readonly side: Side }
  | { readonly type: 'confirmed'; readonly invited: readonly string[] }
  | { readonly type: 'declined'; readonly by: string; readonly reason: RefusalReason; readonly at: Instant }
  | { readonly type: 'lapsed'; readonly at: Instant }
  | { readonly type: 'cancelled'; readonly by: string; readonly reason: CancelReason; readonly at: Instant; readonly cancelled: readonly string[] }
  | { readonly type: 'reminded'; readonly due: DayDue }
  | { readonly type: 'declared'; readonly side: Side; readonly halves: readonly Half[]; readonly by: string }
  | { readonly type: 'attested'; readonly attestations: readonly Attestation[] };

type DayText = { readonly doctor: string; readonly site: string; readonly address: string; readonly date: CivilDate; readonly halves: readonly Half[]; readonly hours: string };
export type DayMail =
  | Mail<'day-proposed' | 'day-answer-reminder' | 'day-confirmed' | 'day-reminder', DayText & { readonly side: Side }>
  | Mail<'day-cancelled', DayText & { readonly side: Side; readonly reason: CancelReason }>
  | Mail<'presence-asked', DayText & { readonly side: Side }>;

export type DayFacts = {
  readonly engagementId: EngagementId;
  readonly engagement: Engagement | null;
  readonly doctor: Person | null;
  readonly siteId: SiteId;
  readonly site: Site | null;
  /** half-days of this doctor in the month, and of this site on the date, held by other dossiers */
  readonly held: readonly (HalfDay & { readonly holder: 'doctor' | 'room'; readonly dossier: DayId })[];
};

export type ConsultationDay = {
  readonly state: Day;
  readonly action: DayAction;
  readonly event: DayEvent;
  readonly due: DayDue;
  readonly mail: DayMail;
  readonly facts: DayFacts;
};
type Facts = FactsOf<'consultation-day'>;

function decidePropose(state: Day | null, action: Extract<DayAction, { type: 'propose' }>, facts: Facts): Decision<DayEvent> {
  if (state !== null) return refuse({ code: 'already-exists' });
  const { engagement, site } = facts;
  if (engagement === null) return refuse({ code: 'unknown-engagement', field: '/engagement' });
  if (site === null) return refuse({ code: 'unknown-site', field: '/site' });
  return unless(
    facts,
    [
      action.date <= facts.today ? { code: 'date-past', field: '/date' } : null,
      conflict(action, facts),
    ],
    () => [{ type: 'proposed', engagement: action.engagement, doctor: engagement.doctor, site: action.site, date: action.date, halves: action.halves, tentative: !isReady(site), at: facts.now }],
  );
}

/** one doctor and one room cannot be in two places in the same half-day. */
function conflict(slot: { readonly date: CivilDate; readonly halves: readonly Half[] }, facts: Facts): Refusal | null {
  const clash = facts.held.find((held) => held.holder === 'doctor' && held.date === slot.date && slot.halves.includes(held.half));
  if (clash !== undefined) return { code: 'doctor-already-held', field: '/date', detail: { date: clash.date, dossier: clash.dossier } };
  const full = slot.halves.find((half) => facts.held.filter((held) => held.holder === 'room' && held.date === slot.date && held.half === half).length >= (facts.site?.rooms ?? 0));
  return full === undefined ? null : { code: 'room-already-held', field: '/date', detail: { date: slot.date, half: full } };
}

function decideAnswer(state: Day, action: Extract<DayAction, { type: 'answer' }>, facts: Facts): Decision<DayEvent> {
  if (state.status !== 'proposed') return refuse({ code: 'too-late', detail: { status: state.status } });
  const by = actorRef(facts.by);
  if (action.answer === 'refuse') return accept({ type: 'declined', by, reason: action.reason, at: facts.now });
  if (state.answers[action.side] === 'accepted') return refuse({ code: 'already-answered' });
  const other: Side = action.side === 'doctor' ? 'site' : 'doctor';
  if (state.answers[other] === 'awaited') return accept({ type: 'answered', side: action.side });
  return accept({ type: 'answered', side: action.side }, { type: 'confirmed', invited: parties(facts).map(({ ref }) => ref) });
}

function decideDeclare(state: Day, action: Extract<DayAction, { type: 'declare' }>, facts: Facts): Decision<DayEvent> {
  if (state.status !== 'held') return refuse({ code: 'wrong-status', detail: { status: state.status } });
  if (state.declared[action.side] !== undefined) return refuse({ code: 'already-declared' });
  const by = actorRef(facts.by);
  const declared: DayEvent = { type: 'declared', side: action.side, halves: action.halves, by };
  const other = state.declared[action.side === 'doctor' ? 'site' : 'doctor'];
  if (other === undefined) return accept(declared);
  const agreed = action.halves.filter((half) => other.halves.includes(half));
  const [doctor, site] = action.side === 'doctor' ? [by, other.by] : [other.by, by];
  return accept<DayEvent>(declared, { type: 'attested', attestations: agreed.map((half) => ({ half, doctor, site, on: facts.now })) });
}

function decideFallDue(state: Day, due: DayDue, facts: Facts): Decision<DayEvent> {
  if (!dues(state, facts).some((each) => each.what === due)) return accept();
  return due === 'answer-lapse' ? accept({ type: 'lapsed', at: facts.now }) : accept({ type: 'reminded', due });
}

function decide(state: Day | null, action: DayAction, facts: Facts): Decision<DayEvent> {
  if (action.type === 'propose') return decidePropose(state, action, facts);
  if (state === null) return refuse({ code: 'unknown-dossier' });
  switch (action.type) {
    case 'answer':
      return decideAnswer(state, action, facts);
    case 'cancel':
      if (state.status !== 'proposed' && state.status !== 'confirmed') return refuse({ code: 'too-late', detail: { status: state.status } });
      return accept({ type: 'cancelled', by: actorRef(facts.by), reason: action.reason, at: facts.now, cancelled: Object.keys(state.invited) });
    case 'declare':
      return decideDeclare(state, action, facts);
    case 'fall-due':
      return decideFallDue(state, action.due, facts);
  }
}

function evolve(state: Day | null, event: DayEvent): Day {
  if (event.type === 'proposed') {
    const { engagement, doctor, site, date, halves, tentative } = event;
    return { status: 'proposed', engagement, doctor, site, date, halves, tentative, proposedOn: event.at, answers: { doctor: 'awaited', site: 'awaited' }, invited: {}, reminded: [], declared: {}, attested: [], ending: null };
  }
  if (state === null) throw new Error(`a day cannot begin with ${event.type}`);
  switch (event.type) {
    case 'answered':
      return { ...state, answers: { ...state.answers, [event.side]: 'accepted' } };
    case 'confirmed':
      return { ...state, status: 'confirmed', invited: Object.fromEntries(event.invited.map((ref) => [ref, 0])) };
    case 'declined':
      return { ...state, status: 'declined', ending: { by: event.by, reason: event.reason, at: event.at } };
    case 'lapsed':
      return { ...state, status: 'lapsed', ending: { by: 'clock', reason: 'silence', at: event.at } };
    case 'cancelled':
      return { ...state, status: 'cancelled', ending: { by: event.by, reason: event.reason, at: event.at }, invited: Object.fromEntries(event.cancelled.map((ref) => [ref, (state.invited[ref] ?? 0) + 1])) };
    case 'reminded':
      return { ...state, reminded: [...state.reminded, event.due], status: event.due === 'presence-ask' ? 'held' : state.status };
    case 'declared':
      return { ...state, declared: { ...state.declared, [event.side]: { halves: event.halves, by: event.by } } };
    case 'attested':
      return { ...state, status: 'attested', attested: event.attestations };
  }
}

function siteOf(facts: Facts): Site {
  if (facts.site === null) throw new Error(`site ${facts.siteId} is gone`);
  return facts.site;
}

function startOf(state: Day, facts: Facts): Instant {
  const site = siteOf(facts);
  const first = state.halves.toSorted((a, b) => compareHalfDays({ date: state.date, half: a }, { date: state.date, half: b }))[0] ?? 'morning';
  return at(state.date, site.hours[first].start, site.zone);
}

function dues(state: Day, facts: Facts): readonly Due<DayDue>[] {
  const site = siteOf(facts);
  const start = startOf(state, facts);
  const asked: readonly Due<DayDue>[] =
    state.status === 'proposed'
      ? [
          { what: 'answer-reminder', at: plus(state.proposedOn, { days: 3 }) },
          { what: 'answer-lapse', at: plus(state.proposedOn, { days: 6 }) },
        ]
      : state.status === 'confirmed'
        ? [
            { what: 'week-before', at: plus(start, { days: -7 }) },
            { what: 'day-before', at: plus(start, { days: -1 }) },
            { what: 'presence-ask', at: at(state.date, '19:00', site.zone) },
          ]
        : [];
  return asked.filter(({ what }) => !state.reminded.includes(what));
}

function nextActions(state: Day, facts: Facts): readonly NextAction[] {
  if (state.status !== 'proposed') return [];
  const until = plus(state.proposedOn, { days: 6 });
  const waiting = (['doctor', 'site'] as const).filter((side) => state.answers[side] === 'awaited');
  return waiting.map((side) => ({ key: `answer-${side}`, owner: { kind: 'party', ref: side === 'doctor' ? state.doctor : facts.siteId }, what: 'day-answer', until }));
}

function parties(facts: Facts): readonly (Party & { readonly side: Side })[] {
  const doctor = facts.doctor === null || facts.engagement === null ? [] : [{ ...personParty(facts.engagement.doctor, facts.doctor), side: 'doctor' as const }];
  return [...doctor, ...contactParties(facts.siteId, siteOf(facts)).map((party) => ({ ...party, side: 'site' as const }))];
}

function text(state: Day, facts: Facts): DayText {
  const site = siteOf(facts);
  const hours = state.halves.map((half) => `${site.hours[half].start}-${site.hours[half].end}`).join(',');
  const doctor = facts.doctor === null ? '' : `Dr ${facts.doctor.givenName} ${facts.doctor.familyName}`;
  return { doctor, site: site.name, address: site.address, date: state.date, halves: state.halves, hours };
}

function invite(ref: string, method: InviteSpec['method'], state: Day, facts: Facts): InviteSpec {
  const site = siteOf(facts);
  const half = state.halves.length === 1 ? state.halves[0] : undefined;
  return {
    key: `${facts.dossier}/${ref}`,
    sequence: state.invited[ref] ?? 0,
    method,
    date: state.date,
    start: site.hours[half ?? 'morning'].start,
    end: site.hours[half ?? 'afternoon'].end,
    zone: site.zone,
    location: `${site.name}, ${site.address}`,
    summary: `Consultation, ${site.name}`,
    tentative: state.tentative,
  };
}

function messages(event: DayEvent, state: Day, facts: Facts): readonly Addressed<DayMail>[] {
  const data = text(state, facts);
  const all = parties(facts);
  switch (event.type) {
    case 'proposed':
      return all.map(({ side, ...to }) => ({ kind: 'day-proposed', data: { ...data, side }, to, link: { purpose: `answer-${side}`, until: plus(state.proposedOn, { days: 6 }) } }));
    case 'confirmed':
      return all.map(({ side, ...to }) => ({ kind: 'day-confirmed', data: { ...data, side }, to, link: { purpose: `cancel-${side}`, until: startOf(state, facts) }, invite: invite(to.ref, 'REQUEST', state, facts) }));
    case 'cancelled':
      return all
        .filter(({ ref }) => event.cancelled.includes(ref))
        .map(({ side, ...to }) => ({ kind: 'day-cancelled', data: { ...data, side, reason: event.reason }, to, invite: invite(to.ref, 'CANCEL', state, facts) }));
    case 'reminded':
      return reminders(event.due, state, facts);
    case 'answered':
    case 'declined':
    case 'lapsed':
    case 'declared':
    case 'attested':
      return [];
  }
}

function reminders(due: DayDue, state: Day, facts: Facts): readonly Addressed<DayMail>[] {
  const data = text(state, facts);
  const all = parties(facts);
  switch (due) {
    case 'answer-reminder':
      return all.filter(({ side }) => state.answers[side] === 'awaited').map(({ side, ...to }) => ({ kind: 'day-answer-reminder', data: { ...data, side }, to, link: { purpose: `answer-${side}`, until: plus(state.proposedOn, { days: 6 }) } }));
    case 'week-before':
    case 'day-before':
      return all.map(({ side, ...to }) => ({ kind: 'day-reminder', data: { ...data, side }, to }));
    case 'presence-ask':
      return all.map(({ side, ...to }) => ({ kind: 'presence-asked', data: { ...data, side }, to, link: { purpose: `declare-${side}`, until: at(plusDays(state.date, 30), '19:00', siteOf(facts).zone) } }));
    case 'answer-lapse':
      return [];
  }
}

function tells(): readonly Tell[] {
  return [];
}

export const consultationDay: Rules<'consultation-day'> = {
  decide,
  evolve,
  dues,
  nextActions,
  messages,
  tells,
  closed: ({ status }) => status === 'declined' || status === 'lapsed' || status === 'cancelled' || status === 'attested',
};
