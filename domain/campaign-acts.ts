import type { Campaign, CampaignAction, CampaignDue, CampaignEvent, CampaignRefusal, VolunteerAnswer } from './campaign';
import { silent } from './campaign-record';
import { keptReason, type KeptReason } from './day-reasons';
import { at, dateIn, plus, plusDays, type CivilDate, type Instant } from './dates';
import { accept, actorRef, refuse, unless, type Decision, type Due, type FactsOf, type FallDue, type Refusal } from './decision';
import { conventionRefusals, openingRefusals, periodRefusal, siteRefusals, volunteerRefusal } from './engagement-opening';
import type { PersonId, SiteId } from './ids';
import { parameters, valueOn, type AnswerDelay } from './parameters';
import { pointer, reader } from './reader';

type Event = CampaignEvent;
type Facts = FactsOf<'campaign'>;
type Launch = Extract<CampaignAction, { type: 'launch' }>;
type Answer = Extract<CampaignAction, { type: 'answer' }>;

/** A call ends in the evening, and leaves at least one whole day to answer. */
const evening = '20:00';
const shortestDays = 2;
const mostVolunteers = 500;

function delay(date: CivilDate): AnswerDelay {
  return valueOn(parameters.campaignAnswer, date);
}

function volunteerRefusals({ volunteers }: Launch, { known, engaged }: Facts): readonly (Refusal | null)[] {
  if (volunteers.length === 0 || volunteers.length > mostVolunteers)
    return [{ code: 'volunteers-count', field: '/volunteers', detail: { max: mostVolunteers } }];
  return volunteers.map((ref, n) => {
    const field = `/volunteers/${n}`;
    if (volunteers.indexOf(ref) !== n) return { code: 'duplicate-item', field };
    return engaged.includes(ref) ? { code: 'already-engaged', field } : volunteerRefusal(known.people[ref] ?? null, field);
  });
}

function untilOf({ until }: Launch, { now, today, collectivity }: Facts): Instant {
  return until === null ? plus(now, { days: delay(today).closedAfterDays }) : at(until, evening, collectivity.zone);
}

function decideLaunch(state: Campaign | null, action: Launch, facts: Facts): Decision<Event> {
  if (state !== null) return refuse({ code: 'already-exists' });
  const read = reader(pointer(''));
  const title = read.text('title', action.title);
  read.check('until', action.until === null || action.until >= plusDays(facts.today, shortestDays), 'until-too-early', {
    date: plusDays(facts.today, shortestDays),
  });
  const refusals = [
    ...read.refusals,
    ...conventionRefusals(action.programme, facts.known),
    periodRefusal({ ...facts.known, today: facts.today }),
    ...volunteerRefusals(action, facts),
    ...siteRefusals(action.sites, facts.known),
  ];
  return unless(facts, refusals, () => {
    const { programme, convention, volunteers, sites } = action;
    return [{ type: 'launched', programme, convention, title, volunteers, sites, at: facts.now, until: untilOf(action, facts) }];
  });
}

function kept(answer: VolunteerAnswer): Extract<VolunteerAnswer, { answer: 'yes' }> | ({ answer: 'no' } & KeptReason<CampaignRefusal>) {
  return answer.answer === 'yes' ? answer : { answer: answer.answer, ...keptReason(answer.reason) };
}

/** A yes opens an engagement: what has changed since the call, and would refuse it, is said to whoever answers. */
function wishRefusals(doctor: PersonId, sites: readonly SiteId[], state: Campaign, facts: Facts): readonly Refusal[] {
  const { known, engaged, today, by } = facts;
  const elsewhere = sites.findIndex((site) => !state.sites.includes(site));
  if (elsewhere >= 0) return [{ code: 'site-not-offered', field: `/sites/${elsewhere}` }];
  const begun: Refusal | null = engaged.includes(doctor) ? { code: 'already-engaged' } : null;
  const opening = openingRefusals({ programme: state.programme, sites }, { ...known, doctor: known.people[doctor] ?? null, today });
  const all = [begun, ...opening].filter((refusal) => refusal !== null);
  const isOfSites = ({ field }: Refusal): boolean => field?.startsWith('/sites') === true;
  if (all.every(isOfSites)) return all;
  // a page does not tell a doctor why he may not practise; the desk's form has no field for a doctor or a convention
  return by.kind === 'link'
    ? [{ code: 'call-outdated' }]
    : all.map(({ code, detail }) => ({ code, ...(detail === undefined ? {} : { detail }) }));
}

/** By the volunteer's own link, or by an administrator who was told by other means. */
function decideAnswer(state: Campaign, action: Answer, facts: Facts): Decision<Event> {
  const { by } = facts;
  if (state.status !== 'open') return refuse({ code: 'campaign-over' }); // a link whose mail was late outlasts the date: the closing alone ends it
  if (by.kind === 'link' && by.ref !== action.ref) return refuse({ code: 'not-the-volunteer' });
  if (!state.volunteers.includes(action.ref)) return refuse({ code: 'not-invited', field: '/volunteer' });
  if (state.answers[action.ref] !== undefined) return refuse({ code: 'already-answered' });
  const { type: _, ref, ...answer } = action;
  const refusals = answer.answer === 'yes' ? wishRefusals(ref, answer.sites, state, facts) : [];
  return unless<Event, Refusal>(facts, refusals, () => {
    const answered: Event = { type: 'answered', ref, at: facts.now, by: actorRef(by), ...kept(answer) };
    const isLast = silent(state).length === 1;
    return isLast ? [answered, { type: 'closed', by: actorRef(by), at: facts.now }] : [answered];
  });
}

/** After a long stop one reminder goes out, not all those missed; and none once the time to answer is over. */
function decideFallDue(state: Campaign, { due, item }: FallDue<CampaignDue>, facts: Facts): Decision<Event> {
  if (!dues(state, facts).some((each) => each.what === due && each.item === item && each.at <= facts.now)) return accept();
  if (due === 'close') return accept<Event>({ type: 'closed', by: 'clock', at: facts.now });
  return accept<Event>({ type: 'reminded', count: reminders(state, facts).filter(({ at: moment }) => moment <= facts.now).length });
}

export function decide(state: Campaign | null, action: CampaignAction, facts: Facts): Decision<Event> {
  if (action.type === 'launch') return decideLaunch(state, action, facts);
  if (state === null) return refuse({ code: 'unknown-dossier' });
  switch (action.type) {
    case 'answer':
      return decideAnswer(state, action, facts);
    case 'close':
      return state.status === 'open'
        ? accept<Event>({ type: 'closed', by: actorRef(facts.by), at: facts.now })
        : refuse({ code: 'campaign-over' });
    case 'fall-due':
      return decideFallDue(state, action, facts);
  }
}

type Reminder = Due<CampaignDue> & { readonly what: 'reminder' };

/** None that would leave less than a day to answer. */
function reminders({ launchedOn, until }: Campaign, { collectivity }: Facts): readonly Reminder[] {
  const days = delay(dateIn(launchedOn, collectivity.zone)).reminderDays.filter((each) => plus(launchedOn, { days: each + 1 }) < until);
  return days.map((each, n) => ({ what: 'reminder', at: plus(launchedOn, { days: each }), item: String(n + 1) }));
}

export function dues(state: Campaign, facts: Facts): readonly Due<CampaignDue>[] {
  if (state.status !== 'open') return [];
  return [...reminders(state, facts).slice(state.reminded), { what: 'close', at: state.until, asked: { purposes: ['answer-campaign'] } }];
}
