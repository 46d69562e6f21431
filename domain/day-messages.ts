import type { Day, DayFactsOf, Side } from './consultation-day';
import type { DayEvent } from './day-event';
import type { DayMail } from './day-mail';
import { isBefore, type Instant } from './dates';
import { isSheet } from './day-dues';
import { startOf, siteOf } from './day-slot';
import { beforeOf, dayText, formerContacts, invite, recipients, retirement, siteNamed, type Recipient } from './day-text';
import type { Addressed, InviteSpec, LinkSpec } from './decision';
import { askPresence, disputeMails, resultMails } from './presence-messages';

type Mails = readonly Addressed<DayMail>[];
type Event<T extends DayEvent['type']> = Extract<DayEvent, { type: T }>;

export function messages(event: DayEvent, state: Day, facts: DayFactsOf): Mails {
  switch (event.type) {
    case 'proposed':
      return recipients(facts).map(({ to, side }) => ({
        kind: 'day-proposed',
        data: { ...dayText(state, facts), side },
        to,
        link: answerLink(side, state),
      }));
    case 'confirmed':
      return confirmedMails(event, state, facts);
    case 'moved':
      return movedMails(event, state, facts);
    case 'reviewed':
      return updateMails(event.invited, event.before, state, facts);
    case 'declined':
    case 'lapsed':
    case 'cancelled':
      return endMails(event, state, facts);
    case 'reminded':
      return reminderMails(event, state, facts);
    case 'disputed':
      return disputeMails(state, facts);
    case 'attested':
    case 'ruled':
      return resultMails(event, state, facts);
    default:
      return [];
  }
}

function answerLink(side: Side, state: Day): LinkSpec {
  return { purpose: `answer-${side}`, until: state.answerBy };
}

/** « Je ne peux pas venir »: the doctor's ends in a search, the site's in a move or a cancellation. */
function changeLink(side: Side, state: Day, facts: DayFactsOf): { readonly link?: LinkSpec } {
  const until: Instant = startOf(state, siteOf(facts));
  return isBefore(facts.now, until) ? { link: { purpose: side === 'doctor' ? 'cancel-doctor' : 'change-site', until } } : {};
}

function withInvite(spec: InviteSpec | null): { readonly invite?: InviteSpec } {
  return spec === null ? {} : { invite: spec };
}

function confirmedMails(event: Event<'confirmed'>, state: Day, facts: DayFactsOf): Mails {
  return [...updateMails(event.invited, event.before, state, facts), ...assistantMails(state, facts)];
}

/** Who sees the day for the first time is told that it is confirmed; who knew it, what changes. */
function updateMails(invited: readonly string[], before: Event<'confirmed'>['before'], state: Day, facts: DayFactsOf): Mails {
  return recipients(facts)
    .filter(({ to }) => invited.includes(to.ref))
    .map(({ to, side }) => {
      const data = { ...dayText(state, facts), side };
      const rest = { to, ...changeLink(side, state, facts), ...withInvite(invite(to.ref, side, 'REQUEST', state, facts)) };
      if (before === null || state.invited[to.ref] === 0) return { kind: 'day-confirmed', data, ...rest };
      return { kind: 'day-updated', data: { ...data, before: beforeOf(before, before.tentative, facts) }, ...rest };
    });
}

function assistantMails(state: Day, facts: DayFactsOf): Mails {
  const until = startOf(state, siteOf(facts));
  if (state.assistant.status !== 'awaited' || !isBefore(facts.now, until)) return [];
  return recipients(facts)
    .filter(({ side }) => side === 'site')
    .map(({ to, side }) => ({
      kind: 'assistant-asked',
      data: { ...dayText(state, facts), side },
      to,
      link: { purpose: 'assistant', until },
    }));
}

function movedMails(event: Event<'moved'>, state: Day, facts: DayFactsOf): Mails {
  const { side: asker, reason, before } = event;
  const data = { ...dayText(state, facts), asker, reason, before: beforeOf(before, state.tentative, facts) };
  const told: Mails = recipients(facts).map(({ to, side }) =>
    state.answers[side] === 'awaited'
      ? { kind: 'day-move-asked', data: { ...data, side }, to, link: answerLink(side, state) }
      : { kind: 'day-move-noted', data: { ...data, side }, to },
  );
  return before.site === event.site ? told : [...told, ...formerContacts(facts).map((contact) => movedAway(contact, event, state, facts))];
}

/** The site that the day leaves: its calendars lose the entry, and it must know what to cancel. */
function movedAway({ to, side }: Recipient, { before }: Event<'moved'>, state: Day, facts: DayFactsOf): Addressed<DayMail> {
  const { entry } = state;
  const cancel = entry === null ? null : retirement(to.ref, entry, state, facts);
  const text = dayText({ date: before.date, halves: before.halves, tentative: false }, facts, siteNamed(before.site, facts));
  return { kind: 'day-moved-away', data: { ...text, side, invited: cancel !== null }, to, ...withInvite(cancel) };
}

function endMails(event: Event<'declined' | 'lapsed' | 'cancelled'>, state: Day, facts: DayFactsOf): Mails {
  return recipients(facts)
    .filter(({ to }) => event.type !== 'declined' || to.ref !== event.by || event.cancelled.includes(to.ref))
    .map(({ to, side }): Addressed<DayMail> => {
      const cancel = event.cancelled.includes(to.ref) ? invite(to.ref, side, 'CANCEL', state, facts) : null;
      const data = { ...dayText(state, facts), side, invited: cancel !== null };
      const rest = { to, ...withInvite(cancel) };
      if (event.type === 'lapsed') return { kind: 'day-lapsed', data, ...rest };
      if (event.type === 'declined')
        return { kind: 'day-declined', data: { ...data, refusedBy: event.side, reason: event.reason }, ...rest };
      return { kind: 'day-cancelled', data: { ...data, by: event.side, reason: event.reason, cover: event.cover !== null }, ...rest };
    });
}

function reminderMails({ due, item }: Event<'reminded'>, state: Day, facts: DayFactsOf): Mails {
  switch (due) {
    case 'answer-reminder':
      return recipients(facts)
        .filter(({ side }) => state.answers[side] === 'awaited')
        .map(({ to, side }) => ({
          kind: 'day-answer-reminder',
          data: { ...dayText(state, facts), side },
          to,
          link: answerLink(side, state),
        }));
    case 'day-reminder':
      if (!isBefore(facts.now, startOf(state, siteOf(facts)))) return [];
      return isSheet(state, item)
        ? sheetMails(state, facts)
        : [...comingMails(Number(item), state, facts), ...assistantMails(state, facts)];
    case 'presence-ask':
    case 'presence-reminder':
      return askPresence(due === 'presence-ask' ? 'presence-asked' : 'presence-reminder', state, facts);
    case 'presence-escalation':
      return [];
  }
}

function comingMails(days: number, state: Day, facts: DayFactsOf): Mails {
  return recipients(facts).map(({ to, side }) => ({
    kind: 'day-reminder',
    data: { ...dayText(state, facts), side, days },
    to,
    ...changeLink(side, state, facts),
  }));
}

/** The eve: where, when, whom to call at the door. The phone of a doctor is not for the site's whole staff. */
function sheetMails(state: Day, facts: DayFactsOf): Mails {
  const site = siteOf(facts);
  const contacts = site.contacts.map(({ name, phone }) => ({ name, phone }));
  return recipients(facts).map(({ to, side }) => ({
    kind: 'day-sheet',
    data: { ...dayText(state, facts), side, contacts: side === 'doctor' ? contacts : [], assistant: state.assistant.status },
    to,
    ...changeLink(side, state, facts),
  }));
}
