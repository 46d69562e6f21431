import type { Day, DayDue, DayFactsOf } from './consultation-day';
import type { DayEvent } from './day-event';
import { dateIn, isBefore, plus, type Instant } from './dates';
import { eveningOf, noticeDays, siteOf, startOf } from './day-slot';
import { accept, administrator, type Decision, type Due, type FallDue, type NextAction } from './decision';
import { parameters, valueOn } from './parameters';
import { presenceEscalation, presenceReminders, silentSides, sides } from './presence';

const keyOf = ({ what, item = '' }: Pick<Due<DayDue>, 'what' | 'item'>): string => `${what}/${item}`;

export function dues(state: Day, facts: DayFactsOf): readonly Due<DayDue>[] {
  return all(state, facts).filter((due) => !state.reminded.includes(keyOf(due)));
}

function all(state: Day, facts: DayFactsOf): readonly Due<DayDue>[] {
  switch (state.status) {
    case 'proposed':
      return ofProposal(state, facts);
    case 'confirmed':
      return ofConfirmed(state, facts);
    case 'held':
      return isEscalated(state) ? [] : ofPresence(state, facts);
    default:
      return [];
  }
}

function ofProposal(state: Day, facts: DayFactsOf): readonly Due<DayDue>[] {
  const { announcedOn } = state;
  if (announcedOn === null) return [{ what: 'answer-lapse', at: plus(startOf(state, siteOf(facts)), { days: -1 }) }];
  const { reminderDays } = valueOn(parameters.dayProposal, dateIn(announcedOn, facts.collectivity.zone));
  const purposes = sides.filter((side) => state.answers[side] === 'awaited').map((side) => `answer-${side}`);
  const asked = { purposes, since: state.proposedOn, latest: startOf(state, siteOf(facts)) };
  const reminders = reminderDays.map((days) => ({
    what: 'answer-reminder' as const,
    item: String(days),
    at: plus(announcedOn, { days }),
    asked,
  }));
  return [...reminders.filter(({ at }) => isBefore(at, state.answerBy)), { what: 'answer-lapse', at: state.answerBy, asked }];
}

/** A reminder whose date had passed when the day was confirmed is not sent; the last one, the practical sheet, always is. */
function ofConfirmed(state: Day, facts: DayFactsOf): readonly Due<DayDue>[] {
  const site = siteOf(facts);
  const start = startOf(state, site);
  const since = state.confirmedOn ?? state.proposedOn;
  const reminders = reminderDays(state).map((days) => ({
    what: 'day-reminder' as const,
    item: String(days),
    at: plus(start, { days: -days }),
  }));
  return [
    ...reminders.filter(({ at, item }) => isBefore(since, at) || isSheet(state, item)),
    { what: 'presence-ask', at: eveningOf(state, site) },
  ];
}

function ofPresence(state: Day, facts: DayFactsOf): readonly Due<DayDue>[] {
  const reminders = presenceReminders(state, facts).map(({ item, at }) => ({ what: 'presence-reminder' as const, item, at }));
  return [...reminders, { what: 'presence-escalation', at: presenceEscalation(state, facts) }];
}

function reminderDays(state: Day): readonly number[] {
  return valueOn(parameters.dayReminderDaysBefore, state.date);
}

/** The last reminder before the day is the practical sheet. */
export function isSheet(state: Day, item: string | undefined): boolean {
  return item === String(Math.min(...reminderDays(state)));
}

export function isEscalated(state: Day): boolean {
  return state.reminded.includes(keyOf({ what: 'presence-escalation' }));
}

/** After a long stop one mail goes out, not all those missed; and no reminder once the time to answer is over. */
export function decideFallDue(state: Day, { due, item }: FallDue<DayDue>, facts: DayFactsOf): Decision<DayEvent> {
  const listed = dues(state, facts);
  const fallen = listed.find((each) => each.what === due && each.item === item);
  if (fallen === undefined) return accept();
  if (due === 'answer-lapse') return accept(lapsed(state, facts));
  if (due === 'presence-reminder' && !isBefore(facts.now, presenceEscalation(state, facts)))
    return accept<DayEvent>({ type: 'reminded', due: 'presence-escalation', keys: [keyOf({ what: 'presence-escalation' })] });
  const behind = listed.filter((each) => each.what === due && each.item !== item && !isBefore(facts.now, each.at));
  const last = [fallen, ...behind].reduce((a, b) => (isBefore(a.at, b.at) ? b : a));
  return accept<DayEvent>({
    type: 'reminded',
    due,
    ...(last.item === undefined ? {} : { item: last.item }),
    keys: [fallen, ...behind].map(keyOf),
  });
}

function lapsed(state: Day, facts: DayFactsOf): DayEvent {
  return { type: 'lapsed', by: 'clock', at: facts.now, noticeDays: noticeDays(state, facts), cancelled: Object.keys(state.invited) };
}

export function nextActions(state: Day, facts: DayFactsOf): readonly NextAction[] {
  const date = { date: state.date };
  switch (state.status) {
    case 'proposed':
      return [
        ...sides
          .filter((side) => state.answers[side] === 'awaited')
          .map((side) => ofParty(`answer-${side}`, side === 'doctor' ? state.doctor : state.site, 'day-answer', state.answerBy, date)),
        ...ofSite(state, facts),
      ];
    case 'confirmed':
      return [...ofAssistant(state, facts), ...ofSite(state, facts)];
    case 'held':
      if (isEscalated(state)) return [ofAdministrator('presence-silent', 'day-presence-silent', null, date)];
      return silentSides(state).map((side) =>
        ofParty(`presence-${side}`, side === 'doctor' ? state.doctor : state.site, 'day-presence', presenceEscalation(state, facts), date),
      );
    case 'disputed':
      return [ofAdministrator('dispute', 'day-dispute', null, date)];
    default:
      return [];
  }
}

type Detail = NonNullable<NextAction['detail']>;

function ofParty(key: string, ref: string, what: string, until: Instant, detail: Detail): NextAction {
  return { key, owner: { kind: 'party', ref }, what, until, detail };
}

function ofAdministrator(key: string, what: string, until: Instant | null, detail: Detail): NextAction {
  return { key, owner: administrator, what, until, detail };
}

/** The site says until the eve whether somebody will assist the doctor; then it is for an administrator to find out. */
function ofAssistant(state: Day, facts: DayFactsOf): readonly NextAction[] {
  if (state.assistant.status !== 'awaited') return [];
  const start = startOf(state, siteOf(facts));
  const eve = plus(start, { days: -1 });
  const isEve = state.reminded.some((key) => key === keyOf({ what: 'day-reminder', item: String(Math.min(...reminderDays(state))) }));
  return [
    isEve
      ? ofAdministrator('assistant', 'day-assistant-missing', start, { date: state.date })
      : ofParty('assistant', state.site, 'day-assistant', eve, { date: state.date }),
  ];
}

/** R-31, E-02: a site that is not ready, or that closed, is a task as long as a day is planned there. */
function ofSite(state: Day, facts: DayFactsOf): readonly NextAction[] {
  const site = siteOf(facts);
  const start = startOf(state, site);
  const date = { date: state.date };
  return [
    ...(state.tentative ? [ofAdministrator('readiness', 'day-readiness', start, date)] : []),
    ...(site.status === 'closed' ? [ofAdministrator('site-closed', 'day-site-closed', start, date)] : []),
  ];
}
