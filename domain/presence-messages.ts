import type { Day, DayFactsOf } from './consultation-day';
import type { DayEvent } from './day-event';
import type { DayMail } from './day-mail';
import { dateIn, isBefore } from './dates';
import { siteOf } from './day-slot';
import { dayText, linkHere, recipients } from './day-text';
import type { Addressed } from './decision';
import { declarableUntil, presenceEscalation, silentSides } from './presence';

type Mails = readonly Addressed<DayMail>[];

/** the doctor declares, and either contact of the site signs off, from the mail of its evening. */
export function askPresence(kind: 'presence-asked' | 'presence-reminder', state: Day, facts: DayFactsOf): Mails {
  const silent = silentSides(state);
  const decided = presenceEscalation(state, facts);
  const decidedOn = isBefore(facts.now, decided) ? dateIn(decided, siteOf(facts).zone) : null;
  return recipients(facts)
    .filter(({ side }) => side === 'doctor' && silent.includes(side))
    .map(({ to, side }) => ({
      kind,
      data: { ...dayText(state, facts), side, decidedOn },
      to,
      link: linkHere({ purpose: `declare-${side}`, until: declarableUntil(state, facts) }, facts),
    }));
}

/** Both sides read what both said: a contradiction is often a slip that one of them corrects by phone. */
export function disputeMails(state: Day, facts: DayFactsOf): Mails {
  const said = { doctor: state.declared.doctor?.halves ?? [], site: state.declared.site?.halves ?? [] };
  return recipients(facts).map(({ to, side }) => ({ kind: 'presence-disputed', data: { ...dayText(state, facts), side, said }, to }));
}

/** The doctor always learns what will count; the site, what was decided in its place. */
export function resultMails(event: Extract<DayEvent, { type: 'attested' | 'ruled' }>, state: Day, facts: DayFactsOf): Mails {
  const held = event.attestations.map(({ half }) => half);
  const ruled = event.type === 'ruled' ? { reason: event.state.reason } : null;
  return recipients(facts)
    .filter(({ side }) => side === 'doctor' || ruled !== null)
    .map(({ to, side }) => ({ kind: 'presence-result', data: { ...dayText(state, facts), side, held, ruled }, to }));
}
