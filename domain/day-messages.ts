import type { Asker, CancelReason, Day, DayFactsOf, RefusalReason, Side, SuspensionReason } from './consultation-day';
import type { DayEvent } from './day-event';
import type { ActedBy, DayMail, DoorText } from './day-mail';
import { stillMissing } from './day-missing';
import { isBefore, type Instant } from './dates';
import { isSheet } from './day-dues';
import { givenReason, toldReason } from './day-reasons';
import { startOf, siteOf } from './day-slot';
import { beforeOf, dayText, formerContacts, invite, linkHere, recipients, retirement, siteNamed, type Recipient } from './day-text';
import type { Addressed, InviteSpec, LinkSpec } from './decision';
import { askPresence, disputeMails, resultMails } from './presence-messages';

type Mails = readonly Addressed<DayMail>[];
type Event<T extends DayEvent['type']> = Extract<DayEvent, { type: T }>;

export function messages(event: DayEvent, state: Day, facts: DayFactsOf): Mails {
  switch (event.type) {
    case 'proposed':
      return contacts(facts).map(({ to, side }) => ({
        kind: 'day-proposed',
        data: { ...dayText(state, facts), side },
        to,
        link: answerLink(side, state, facts),
      }));
    case 'answered':
      return state.answers.site === 'awaited' ? notedMails(event, 'accepted', state, facts) : [];
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
    default:
      return presenceMails(event, state, facts);
  }
}

function presenceMails(event: DayEvent, state: Day, facts: DayFactsOf): Mails {
  switch (event.type) {
    case 'disputed':
      return disputeMails(state, facts);
    case 'attested':
    case 'ruled':
      return resultMails(event, state, facts);
    default:
      return [];
  }
}

/** The doctor reads his proposals, and the site its presences, in their digests. */
function contacts(facts: DayFactsOf): readonly Recipient[] {
  return recipients(facts).filter(({ side }) => side === 'site');
}

function answerLink(side: Side, state: Day, facts: DayFactsOf): LinkSpec {
  return linkHere({ purpose: `answer-${side}`, until: state.answerBy }, facts);
}

/** « Je ne peux pas venir »: the doctor's ends in a search, the site's in a move or a cancellation. */
function changeLink(side: Side, state: Day, facts: DayFactsOf): { readonly link?: LinkSpec } {
  const until: Instant = startOf(state, siteOf(facts));
  return isBefore(facts.now, until)
    ? { link: linkHere({ purpose: side === 'doctor' ? 'cancel-doctor' : 'change-site', until }, facts) }
    : {};
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
      const door = doorOf(side, facts);
      if (before === null || state.invited[to.ref] === 0)
        return { kind: 'day-confirmed', data: { ...data, ...door, substitute: state.from !== null }, ...rest };
      return { kind: 'day-updated', data: { ...data, ...door, before: beforeOf(before, before.tentative, facts) }, ...rest };
    });
}

function assistantMails(state: Day, facts: DayFactsOf): Mails {
  const until = startOf(state, siteOf(facts));
  if (state.assistant.status !== 'awaited' || !isBefore(facts.now, until)) return [];
  return contacts(facts).map(({ to, side }) => ({
    kind: 'assistant-asked',
    data: { ...dayText(state, facts), side },
    to,
    link: linkHere({ purpose: 'assistant', until }, facts),
  }));
}

function movedMails(event: Event<'moved'>, state: Day, facts: DayFactsOf): Mails {
  const { side: asker, before } = event;
  const data = {
    ...dayText(state, facts),
    asker,
    reason: toldReason(givenReason<CancelReason>(event)),
    before: beforeOf(before, state.tentative, facts),
  };
  const both: Mails = recipients(facts).map(({ to, side }) =>
    state.answers[side] === 'awaited'
      ? { kind: 'day-move-asked', data: { ...data, side }, to, link: answerLink(side, state, facts) }
      : { kind: 'day-move-noted', data: { ...data, side }, to },
  );
  return before.site === event.site ? both : [...both, ...formerContacts(facts).map((contact) => movedAway(contact, event, state, facts))];
}

/** The site that the day leaves: its calendars lose the entry, and it must know what to cancel. */
function movedAway({ to, side }: Recipient, { before }: Event<'moved'>, state: Day, facts: DayFactsOf): Addressed<DayMail> {
  const { entry } = state;
  const cancel = entry === null ? null : retirement(to.ref, entry, state, facts);
  const text = dayText({ date: before.date, halves: before.halves, tentative: false }, facts, siteNamed(before.site, facts));
  return { kind: 'day-moved-away', data: { ...text, side, invited: cancel !== null }, to, ...withInvite(cancel) };
}

function actedFor({ to, side }: Recipient, event: { readonly by: string; readonly side: Asker | 'engagement' }): ActedBy {
  if (event.by === to.ref) return 'reader';
  return event.side === side ? 'own-side' : 'other';
}

/** The phone of a doctor is not for the site's whole staff, and the site knows its own door. */
function doorOf(side: Side, facts: DayFactsOf): DoorText {
  if (side === 'site') return { contacts: [], access: {} };
  const { contacts: known, access = {} } = siteOf(facts);
  return { contacts: known.map(({ name, phone }) => ({ name, phone })), access };
}

/** Said on the telephone and typed by an administrator: who said it reads what was understood. */
function isByPhone({ side }: { readonly side: Asker | 'engagement' }, { by }: DayFactsOf): boolean {
  return side === 'doctor' && by.kind === 'user';
}

function notedMails(event: Event<'answered' | 'declined'>, answer: 'accepted' | 'declined', state: Day, facts: DayFactsOf): Mails {
  if (!isByPhone(event, facts)) return [];
  return recipients(facts)
    .filter(({ side }) => side === 'doctor')
    .map(({ to, side }) => {
      const isInvited = event.type === 'declined' && event.cancelled.includes(to.ref);
      const cancel = isInvited ? invite(to.ref, side, 'CANCEL', state, facts) : null;
      const data = { ...dayText(state, facts), side, by: facts.collectivity.contact.name, answer, invited: cancel !== null };
      return { kind: 'noted-by-phone', data, to, ...withInvite(cancel) };
    });
}

function endMails(event: Event<'declined' | 'lapsed' | 'cancelled'>, state: Day, facts: DayFactsOf): Mails {
  const noted = event.type === 'declined' ? notedMails(event, 'declined', state, facts) : [];
  const others = recipients(facts)
    .filter(({ to }) => !noted.some((mail) => mail.to.ref === to.ref))
    .filter(({ side }) => side === 'site' || state.announcedOn !== null) // nobody is told the end of what he never heard of
    .filter(({ to }) => event.type !== 'declined' || to.ref !== event.by || event.cancelled.includes(to.ref))
    .map(({ to, side }): Addressed<DayMail> => {
      const cancel = event.cancelled.includes(to.ref) ? invite(to.ref, side, 'CANCEL', state, facts) : null;
      const data = { ...dayText(state, facts), side, invited: cancel !== null };
      const rest = { to, ...withInvite(cancel) };
      if (event.type === 'lapsed') return { kind: 'day-lapsed', data, ...rest };
      const actedBy = actedFor({ to, side }, event);
      if (event.type === 'declined')
        return {
          kind: 'day-declined',
          data: { ...data, refusedBy: event.side, actedBy, reason: toldReason(givenReason<RefusalReason>(event)) },
          ...rest,
        };
      const reason =
        event.side === 'engagement' && side === 'site' ? null : toldReason(givenReason<CancelReason | SuspensionReason>(event));
      return { kind: 'day-cancelled', data: { ...data, by: event.side, actedBy, reason, cover: event.cover !== null }, ...rest };
    });
  return [...noted, ...others];
}

function reminderMails({ due, item }: Event<'reminded'>, state: Day, facts: DayFactsOf): Mails {
  switch (due) {
    case 'answer-reminder':
      if (!isBefore(facts.now, state.answerBy)) return []; // it falls late after a long stop, or with its mail
      return contacts(facts)
        .filter(({ side }) => state.answers[side] === 'awaited')
        .map(({ to, side }) => ({
          kind: 'day-answer-reminder',
          data: { ...dayText(state, facts), side },
          to,
          link: answerLink(side, state, facts),
        }));
    case 'day-reminder':
      if (!isBefore(facts.now, startOf(state, siteOf(facts)))) return [];
      return isSheet(state, item) ? sheetMails(state, facts) : comingMails(Number(item), state, facts);
    case 'presence-ask':
    case 'presence-reminder':
      return askPresence(due === 'presence-ask' ? 'presence-asked' : 'presence-reminder', state, facts);
    case 'presence-escalation':
      return [];
  }
}

/** A week before, one thing is asked: of the site the assistant when nobody has said, else the first thing that is missing. */
function comingMails(days: number, state: Day, facts: DayFactsOf): Mails {
  const asked = assistantMails(state, facts);
  const told = recipients(facts)
    .filter(({ side }) => side === 'doctor' || asked.length === 0)
    .map(({ to, side }): Addressed<DayMail> => ({
      kind: 'day-reminder',
      data: { ...dayText(state, facts), side, days, missing: stillMissing(side, state, facts) },
      to,
      ...changeLink(side, state, facts),
    }));
  return [...told, ...asked];
}

/** The eve: where, when, how to get in, whom to call at the door. */
function sheetMails(state: Day, facts: DayFactsOf): Mails {
  return recipients(facts).map(({ to, side }) => ({
    kind: 'day-sheet',
    data: {
      ...dayText(state, facts),
      ...doorOf(side, facts),
      side,
      assistant: state.assistant.status,
      practice: side === 'doctor' ? state.practice : null,
    },
    to,
    ...changeLink(side, state, facts),
  }));
}
