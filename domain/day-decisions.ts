import type { Day, DayAction, DayFactsOf, Side } from './consultation-day';
import type { DayEvent } from './day-event';
import { isBefore } from './dates';
import { foreignReason, keptReason } from './day-reasons';
import { evolve } from './day-record';
import { answerBy, clashes, entryOf, isSameSlot, judge, noticeDays, parties, siteOf, startOf } from './day-slot';
import { accept, actorRef, refuse, unless, type Decision, type Refusal } from './decision';
import { isReady } from './site';

type Action<T extends DayAction['type']> = Extract<DayAction, { type: T }>;
export const otherSide = (side: Side): Side => (side === 'doctor' ? 'site' : 'doctor');

export function wrongStatus(state: Day, code = 'wrong-status'): Decision<never> {
  return refuse({ code, detail: { status: state.status } });
}

export function decidePropose(state: Day | null, action: Action<'propose'>, facts: DayFactsOf): Decision<DayEvent> {
  if (state !== null) return refuse({ code: 'already-exists' });
  const { slot, room, refusals } = judge(action, facts, null);
  const { engagement, site } = facts;
  return unless(facts, refusals, () => {
    if (engagement === null || site === null || room === null) throw new Error('a day was judged without its engagement, site or room');
    const { doctor } = engagement;
    return [
      {
        type: 'proposed',
        engagement: action.engagement,
        doctor,
        site: action.site,
        ...slot,
        room,
        tentative: !isReady(site),
        at: facts.now,
        answerBy: answerBy(slot, facts),
      },
    ];
  });
}

/** The time to answer starts when the doctor was told; told again with a reminder, it does not start anew. */
export function decideAnnounced(state: Day, facts: DayFactsOf): Decision<DayEvent> {
  if (state.status !== 'proposed' || state.announcedOn !== null) return accept();
  return accept<DayEvent>({ type: 'announced', at: facts.now, answerBy: answerBy(state, facts) });
}

/** The cover checked caps and booked doctor and room in its own transaction: nothing is asked again. */
export function decideOpenCovered(state: Day | null, action: Action<'open-covered'>, facts: DayFactsOf): Decision<DayEvent> {
  if (state !== null) return accept();
  const { engagement, site } = facts;
  if (engagement === null) return refuse({ code: 'unknown-engagement', field: '/engagement' });
  if (site === null) return refuse({ code: 'unknown-site', field: '/site' });
  const { date, halves, room, from } = action;
  const opened: DayEvent = {
    type: 'opened-covered',
    engagement: action.engagement,
    doctor: engagement.doctor,
    site: action.site,
    date,
    halves,
    room,
    tentative: !isReady(site),
    at: facts.now,
    from,
  };
  return accept<DayEvent>(opened, confirmation(evolve(null, opened), facts));
}

/** only a practice of one's own must be looked after while its doctor is away. */
function confirmation(state: Day, facts: DayFactsOf): DayEvent {
  const site = siteOf(facts);
  const entry = entryOf(state, state.site, site, !isReady(site));
  const practice = facts.doctor?.practice === 'own-practice' ? 'asked' : 'none-needed';
  return { type: 'confirmed', at: facts.now, invited: parties(facts).map(({ ref }) => ref), entry, before: state.entry, practice };
}

export function decideAnswer(state: Day, action: Action<'answer'>, facts: DayFactsOf): Decision<DayEvent> {
  const { side } = action;
  if (state.answers[side] === 'accepted') return refuse({ code: 'already-answered' });
  if (state.status !== 'proposed' || !isBefore(facts.now, startOf(state, siteOf(facts)))) return wrongStatus(state, 'too-late');
  const by = actorRef(facts.by);
  if (action.answer === 'refuse')
    return unless<DayEvent, Refusal>(facts, [foreignReason(side, 'refuse', action.reason)], () => [
      {
        type: 'declined',
        side,
        by,
        ...keptReason(action.reason),
        at: facts.now,
        noticeDays: noticeDays(state, facts),
        cancelled: Object.keys(state.invited),
      },
    ]);
  const answered: DayEvent = { type: 'answered', side, by };
  if (state.answers[otherSide(side)] === 'awaited') return accept(answered);
  return unless<DayEvent, Refusal>(facts, clashes(state, facts), () => [answered, confirmation(state, facts)]);
}

/** the same day elsewhere or at another time: id and UID stay, and those who did not ask are asked. */
export function decideMove(state: Day, action: Action<'move'>, facts: DayFactsOf): Decision<DayEvent> {
  if (state.status !== 'proposed' && state.status !== 'confirmed') return wrongStatus(state, 'too-late');
  const site = action.site ?? state.site;
  const { slot, room, refusals } = judge(action, facts, state);
  const unmoved = isSameSlot({ ...slot, site }, state) ? [{ code: 'nothing-moved', field: '/date' }] : [];
  const running = facts.formerSite?.site ?? siteOf(facts);
  if (state.entry !== null && !isBefore(facts.now, startOf(state, running))) return wrongStatus(state, 'too-late');
  return unless<DayEvent, Refusal>(facts, [...unmoved, foreignReason(action.side, 'cancel', action.reason), ...refusals], () => {
    if (room === null) throw new Error('a day was judged without its room');
    const leaves = site === state.site ? [] : Object.keys(state.invited).filter((ref) => ref !== state.doctor);
    const { side, reason } = action;
    const before = { site: state.site, date: state.date, halves: state.halves };
    return [
      {
        type: 'moved',
        side,
        by: actorRef(facts.by),
        ...keptReason(reason),
        site,
        ...slot,
        room,
        tentative: !isReady(siteOf(facts)),
        at: facts.now,
        answerBy: answerBy(slot, facts),
        before,
        withdraws: state.practice !== 'none-needed',
        cancelled: leaves,
      },
    ];
  });
}
