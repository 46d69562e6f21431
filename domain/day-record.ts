import type { Day, DayStatus } from './consultation-day';
import type { DayEvent } from './day-event';
import { givenReason } from './day-reasons';
import { canMove, type Transitions } from './decision';

/** From confirmed back to proposed by a move. What an administrator decided on a presence may be decided again: both ends stay open to that. */
export const dayTransitions = {
  proposed: ['proposed', 'confirmed', 'declined', 'lapsed', 'cancelled'],
  confirmed: ['proposed', 'held', 'cancelled'],
  held: ['attested', 'disputed', 'no-show'],
  disputed: ['attested', 'no-show'],
  attested: ['attested', 'no-show'],
  'no-show': ['attested', 'no-show'],
  declined: [],
  lapsed: [],
  cancelled: [],
} as const satisfies Transitions<DayStatus>;

const over: readonly DayStatus[] = ['attested', 'no-show', 'declined', 'lapsed', 'cancelled'];

export function isOver(status: DayStatus): boolean {
  return over.includes(status);
}

/** a doctor and a room are taken by what may still take place or did. */
export function keepsSlot(status: DayStatus): boolean {
  return status === 'proposed' || status === 'confirmed' || status === 'held' || status === 'disputed' || status === 'attested';
}

function moved(state: Day, status: DayStatus): Day {
  if (!canMove(dayTransitions, state.status, status)) throw new Error(`a day cannot go from ${state.status} to ${status}`);
  return { ...state, status };
}

/** each version that is sent, a cancellation included, raises the SEQUENCE by one. */
function raised(invited: Day['invited'], refs: readonly string[]): Day['invited'] {
  return { ...invited, ...Object.fromEntries(refs.map((ref) => [ref, (invited[ref] ?? -1) + 1])) };
}

type Born = Extract<DayEvent, { type: 'proposed' | 'opened-covered' }>;
const fresh = {
  answers: { doctor: 'awaited', site: 'awaited' },
  answeredBy: {},
  announcedOn: null,
  confirmedOn: null,
  entry: null,
  invited: {},
  retired: [],
  assistant: { status: 'awaited', by: null },
  practice: 'none-needed',
  host: null,
  reminded: [],
  declared: {},
  attested: [],
  ruling: null,
  ending: null,
} as const satisfies Partial<Day>;

function born(event: Born): Day {
  const { engagement, doctor, site, date, halves, room, tentative, at } = event;
  const slot = { status: 'proposed', engagement, doctor, site, date, halves, room, tentative, proposedOn: at } as const;
  if (event.type === 'proposed') return { ...fresh, ...slot, answerBy: event.answerBy, from: null };
  return { ...fresh, ...slot, answerBy: at, announcedOn: at, from: event.from, answers: { doctor: 'accepted', site: 'accepted' } };
}

function relocated(state: Day, event: Extract<DayEvent, { type: 'moved' }>): Day {
  const { site, date, halves, room, tentative, at, answerBy, side, by, cancelled } = event;
  const kept = Object.fromEntries(Object.entries(state.invited).filter(([ref]) => !cancelled.includes(ref)));
  return {
    ...moved(state, 'proposed'),
    site,
    date,
    halves,
    room,
    tentative,
    answerBy,
    proposedOn: at,
    announcedOn: at,
    confirmedOn: null,
    reminded: [],
    practice: 'none-needed',
    answers: { doctor: side === 'doctor' ? 'accepted' : 'awaited', site: side === 'site' ? 'accepted' : 'awaited' },
    answeredBy: side === 'collectivity' ? {} : { [side]: by },
    assistant: fresh.assistant,
    invited: kept,
    retired: [...state.retired, ...cancelled.map((ref) => ({ ref, sequence: (state.invited[ref] ?? -1) + 1 }))],
  };
}

type EndEvent = Extract<DayEvent, { type: 'declined' | 'lapsed' | 'cancelled' }>;

function isEnd(event: DayEvent): event is EndEvent {
  return event.type === 'declined' || event.type === 'lapsed' || event.type === 'cancelled';
}

function ended(state: Day, event: EndEvent): Day {
  const { type, by, at, noticeDays, cancelled } = event;
  const side = event.type === 'lapsed' ? 'clock' : event.side;
  const reason = event.type === 'lapsed' ? 'silence' : givenReason<string>(event);
  const host = event.type === 'cancelled' && event.cover !== null ? { cover: event.cover, outcome: 'searching' as const } : null;
  return { ...moved(state, type), host, ending: { by, side, reason, at, noticeDays }, invited: raised(state.invited, cancelled) };
}

function settled(state: Day, event: Extract<DayEvent, { type: 'cover-settled' }>): Day {
  if (event.track === 'practice') return { ...state, practice: event.outcome };
  return state.host === null ? state : { ...state, host: { ...state.host, outcome: event.outcome } };
}

type PresenceEvent = Extract<DayEvent, { type: 'declared' | 'disputed' | 'attested' | 'ruled' }>;

function isOfPresence(event: DayEvent): event is PresenceEvent {
  return event.type === 'declared' || event.type === 'disputed' || event.type === 'attested' || event.type === 'ruled';
}

function withPresence(state: Day, event: PresenceEvent): Day {
  switch (event.type) {
    case 'declared':
      return { ...state, declared: { ...state.declared, [event.side]: { halves: event.halves, by: event.by } } };
    case 'disputed':
      return moved(state, 'disputed');
    case 'attested':
      return { ...moved(state, event.attestations.length > 0 ? 'attested' : 'no-show'), attested: event.attestations };
    case 'ruled': {
      const { by, at, halves, attestations } = event;
      const status = attestations.length > 0 ? 'attested' : 'no-show';
      return { ...moved(state, status), attested: attestations, ruling: { by, at, halves, reason: event.state.reason } };
    }
  }
}

export function evolve(state: Day | null, event: DayEvent): Day {
  if (event.type === 'proposed' || event.type === 'opened-covered') return born(event);
  if (state === null) throw new Error(`a day cannot begin with ${event.type}`);
  if (isOfPresence(event)) return withPresence(state, event);
  return isEnd(event) ? ended(state, event) : planned(state, event);
}

function planned(state: Day, event: Exclude<DayEvent, Born | PresenceEvent | EndEvent>): Day {
  switch (event.type) {
    case 'announced':
      return { ...state, announcedOn: event.at, answerBy: event.answerBy };
    case 'answered':
      return {
        ...state,
        answers: { ...state.answers, [event.side]: 'accepted' },
        answeredBy: { ...state.answeredBy, [event.side]: event.by },
      };
    case 'confirmed': {
      const { at, entry, invited, practice } = event;
      return {
        ...moved(state, 'confirmed'),
        confirmedOn: at,
        entry,
        tentative: entry.tentative,
        practice,
        invited: raised(state.invited, invited),
      };
    }
    case 'moved':
      return relocated(state, event);
    case 'reviewed':
      return { ...state, tentative: event.tentative, entry: event.entry, invited: raised(state.invited, event.invited) };
    case 'assistant-settled':
      return { ...state, assistant: { status: event.answer, by: event.by } };
    case 'cover-settled':
      return settled(state, event);
    case 'reminded':
      return { ...(event.due === 'presence-ask' ? moved(state, 'held') : state), reminded: [...state.reminded, ...event.keys] };
  }
}
