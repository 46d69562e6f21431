import fc from 'fast-check';
import { consultationDay, dayStatuses, type Day, type DayAction, type DayFactsOf, type DayStatus } from '../../domain/consultation-day';
import { civilDate, instant, plus } from '../../domain/dates';
import { dayTransitions } from '../../domain/day-record';
import { canMove } from '../../domain/decision';
import {
  after,
  aDoctor,
  aSite,
  by,
  confirmed,
  contact,
  dayFacts,
  declares,
  doctorId,
  heldBy,
  inStatus,
  later,
  otherContact,
  overseas,
  proposed,
  propose,
  weekLater,
  accept,
} from './day-builders';
import { eventsOf, passing, refusalsOf } from './reference-data';

const move = { type: 'move', side: 'site', date: later, halves: ['morning'], reason: 'room-unavailable' } as const satisfies DayAction;
const cancel = (side: 'doctor' | 'site' | 'collectivity'): DayAction => ({ type: 'cancel', side, reason: 'other' });
describe('proposing a day', () => {
  test('it waits for both sides, in the lowest free room, without a name in the events', () => {
    const facts = dayFacts({ site: aSite({ rooms: 2 }), held: [heldBy('room', 'morning')] });
    expect(proposed(facts)).toMatchObject({
      status: 'proposed',
      room: 2,
      answers: { doctor: 'awaited', site: 'awaited' },
      tentative: false,
    });
    expect(JSON.stringify(eventsOf(consultationDay.decide(null, propose, facts)))).not.toMatch(/Aubigné|example|Perrin/);
  });

  test.each<[string, Partial<DayFactsOf>, Partial<typeof propose>, readonly string[]]>([
    ['R-05: a third half-day of that date', { held: [heldBy('doctor', 'morning')] }, {}, ['doctor-already-held /date']],
    [
      'R-06: over the hard cap, proposals counted',
      {
        held: [
          heldBy('doctor', 'morning', { date: later }),
          heldBy('doctor', 'afternoon', { date: later }),
          heldBy('doctor', 'morning', { date: civilDate('2026-10-19') }),
        ],
      },
      {},
      ['monthly-cap /date'],
    ],
    [
      'R-06: over the soft cap',
      { held: [heldBy('doctor', 'morning', { date: later }), heldBy('doctor', 'afternoon', { date: later })] },
      {},
      ['monthly-soft-cap /date'],
    ],
    ['R-40: no free room', { held: [heldBy('room', 'afternoon')] }, {}, ['room-already-held /date']],
    ['R-39: a Sunday', {}, { date: civilDate('2026-10-04') }, ['sunday /date']],
    ['R-39: a holiday of the site’s territory', { site: aSite() }, { date: civilDate('2026-11-11') }, ['holiday /date']],
    [
      'a date that leaves no day to answer',
      { now: instant('2026-10-04T12:00:00.000Z'), today: civilDate('2026-10-04') },
      {},
      ['date-too-near /date'],
    ],
    ['a date that is past', { now: weekLater, today: civilDate('2026-10-20') }, {}, ['date-past /date']],
    [
      'nothing known',
      { engagement: null, site: null },
      { halves: [] as never },
      ['unknown-engagement /engagement', 'unknown-site /site', 'halves-missing /halves'],
    ],
    [
      'R-28 and R-40 at once, each with its field',
      { doctor: aDoctor({ certificates: [] }), held: [heldBy('room', 'morning')] },
      {},
      ['certificate-missing /date', 'room-already-held /date'],
    ],
  ])('is refused: %s', (_title, facts, change, expected) => {
    expect(refusalsOf(consultationDay.decide(null, { ...propose, ...change }, dayFacts(facts)))).toEqual(expected);
  });

  test('R-39, R-06: an administrator passes a holiday or the soft cap with a reason', () => {
    const holiday = dayFacts(passing('holiday'));
    expect(refusalsOf(consultationDay.decide(null, { ...propose, date: civilDate('2026-11-11') }, holiday))).toEqual([]);
    const soft = dayFacts({
      ...passing('monthly-soft-cap'),
      held: [heldBy('doctor', 'morning', { date: later }), heldBy('doctor', 'afternoon', { date: later })],
    });
    expect(refusalsOf(consultationDay.decide(null, propose, soft))).toEqual([]);
  });

  test('R-31: at a site that is not ready the day is tentative until the site says otherwise', () => {
    const unready = dayFacts({ site: aSite({ readiness: ['room'] }) });
    const day = confirmed(unready);
    expect(day).toMatchObject({ tentative: true, entry: { tentative: true } });
    expect(consultationDay.nextActions(day, unready).map(({ what }) => what)).toContain('day-readiness');
    const firm = after(day, { type: 'review' }, dayFacts());
    expect(firm).toMatchObject({ tentative: false, invited: { [doctorId]: 1, [contact]: 1, [otherContact]: 1 } });
    expect(eventsOf(consultationDay.decide(firm, { type: 'review' }, dayFacts()))).toEqual([]);
  });
});

const actions: Readonly<
  Record<
    Exclude<DayAction['type'], 'propose' | 'open-covered' | 'fall-due'>,
    { readonly action: DayAction; readonly facts: DayFactsOf; readonly in: readonly DayStatus[]; readonly silent?: readonly DayStatus[] }
  >
> = {
  announced: {
    action: { type: 'announced' },
    facts: dayFacts(),
    in: [],
    silent: dayStatuses,
  },
  answer: { action: { type: 'answer', side: 'site', answer: 'refuse', reason: 'date' }, facts: by(contact), in: ['proposed'] },
  move: { action: move, facts: by(contact), in: ['proposed', 'confirmed'] },
  cancel: { action: cancel('collectivity'), facts: dayFacts(), in: ['proposed', 'confirmed'] },
  suspend: {
    action: { type: 'suspend', reason: 'suspension' },
    facts: dayFacts(),
    in: ['proposed', 'confirmed'],
    silent: dayStatuses.filter((status) => status !== 'proposed' && status !== 'confirmed'),
  },
  review: {
    action: { type: 'review' },
    facts: dayFacts({ site: aSite({ readiness: [] }) }),
    in: ['proposed', 'confirmed'],
    silent: dayStatuses.filter((status) => status !== 'proposed' && status !== 'confirmed'),
  },
  assistant: { action: { type: 'assistant', answer: 'confirmed' }, facts: by(contact), in: ['confirmed'] },
  'cover-settled': {
    action: { type: 'cover-settled', track: 'practice', outcome: 'locum' },
    facts: dayFacts(),
    in: [],
    silent: dayStatuses,
  },
  declare: { action: declares('doctor', ['morning']), facts: by(doctorId), in: ['held'] },
  'decide-presence': {
    action: { type: 'decide-presence', halves: ['morning'], reason: 'Confirmé par téléphone' },
    facts: dayFacts({ now: weekLater }),
    in: ['held', 'attested', 'no-show'],
  },
  'settle-dispute': {
    action: { type: 'settle-dispute', halves: ['morning'], reason: 'Registre du lieu consulté' },
    facts: dayFacts({ now: weekLater }),
    in: ['disputed'],
  },
};

describe('status by action', () => {
  const rows = Object.entries(actions).flatMap(([type, row]) => dayStatuses.map((status) => ({ type, status, row })));
  test.each(rows)('$type on a day that is $status', ({ status, row }) => {
    const state = inStatus[status]();
    expect(state.status).toBe(status);
    const decision = consultationDay.decide(state, row.action, row.facts);
    expect(decision.ok).toBe(row.in.includes(status) || (row.silent ?? []).includes(status));
    if (!decision.ok) return;
    expect(decision.events.length > 0).toBe(row.in.includes(status));
    const next = decision.events.reduce<Day>(consultationDay.evolve, state);
    expect(next.status === status || canMove(dayTransitions, status, next.status)).toBe(true);
  });

  test.each(dayStatuses)('without a day, or with one already, %s changes nothing', (status) => {
    expect(refusalsOf(consultationDay.decide(null, cancel('site'), dayFacts()))).toEqual(['unknown-dossier']);
    expect(refusalsOf(consultationDay.decide(inStatus[status](), propose, dayFacts()))).toEqual(['already-exists']);
  });
});

describe('dues', () => {
  test('every listed due is accepted and disappears, whatever the day is and however late it falls', () => {
    const facts = dayFacts();
    fc.assert(
      fc.property(fc.constantFrom(...dayStatuses), fc.integer({ min: 0, max: 40 }), (status, days) => {
        let day = inStatus[status]();
        for (let turn = 0; turn < 12; turn += 1) {
          const listed = consultationDay.dues(day, facts);
          const due = listed.toSorted((a, b) => (a.at < b.at ? -1 : 1))[0];
          if (due === undefined) return true;
          const { what, at, item } = due;
          day = after(
            day,
            { type: 'fall-due', due: what, ...(item === undefined ? {} : { item }) },
            { ...facts, now: plus(at, { days }), by: { kind: 'clock' } },
          );
          expect(consultationDay.dues(day, facts)).not.toContainEqual(due);
        }
        return false;
      }),
    );
  });

  test.each<[DayStatus, readonly string[]]>([
    ['proposed', ['answer-reminder 3 2026-09-04T08:00', 'answer-lapse 2026-09-06T08:00']],
    ['confirmed', ['day-reminder 7 2026-09-28T07:00', 'day-reminder 1 2026-10-04T07:00', 'presence-ask 2026-10-05T17:00']],
    ['held', ['presence-reminder 2 2026-10-07T07:00', 'presence-reminder 5 2026-10-12T07:00', 'presence-escalation 2026-10-13T07:00']],
    ['cancelled', []],
  ])('R-45, J-7 and J-1: a day that is %s waits for its dates', (status, expected) => {
    const listed = consultationDay.dues(inStatus[status](), dayFacts());
    expect(listed.map(({ what, item, at }) => [what, item, at.slice(0, 16)].filter(Boolean).join(' '))).toEqual(expected);
  });

  test('R-38: the evening and the hours are those of the site', () => {
    const facts = dayFacts({ site: aSite(overseas), convention: null, now: instant('2026-09-01T08:00:00.000Z') });
    const day = { ...confirmed(), confirmedOn: facts.now };
    expect(consultationDay.dues(day, facts).map(({ at }) => at.slice(11, 16))).toEqual(['06:00', '06:00', '16:00']);
  });
});

test('the assistant is settled by one contact, and corrected by an administrator only', () => {
  const settled = after(confirmed(), { type: 'assistant', answer: 'confirmed' }, by(contact));
  expect(settled.assistant).toEqual({ status: 'confirmed', by: contact });
  expect(refusalsOf(consultationDay.decide(settled, { type: 'assistant', answer: 'waived' }, by(otherContact)))).toEqual([
    'assistant-already-settled',
  ]);
  expect(after(settled, { type: 'assistant', answer: 'waived' }, dayFacts()).assistant.status).toBe('waived');
});

test.each<[DayStatus, readonly string[]]>([
  ['proposed', ['answer-doctor party:doctor-1 day-answer', 'answer-site party:site-1 day-answer']],
  ['confirmed', ['assistant party:site-1 day-assistant']],
  ['held', ['presence-doctor party:doctor-1 day-presence', 'presence-site party:site-1 day-presence']],
  ['disputed', ['dispute role:administrator day-dispute']],
  ...(['attested', 'no-show', 'declined', 'lapsed', 'cancelled'] as const).map((status): [DayStatus, readonly string[]] => [status, []]),
])('what waits on a day that is %s, and for whom', (status, expected) => {
  const waits = consultationDay.nextActions(inStatus[status](), dayFacts());
  expect(waits.map(({ key, owner, what }) => `${key} ${owner.kind}:${owner.kind === 'role' ? owner.role : owner.ref} ${what}`)).toEqual(
    expected,
  );
});

describe('what falls or is answered late', () => {
  test('a reminder that falls after the date to answer is not mailed, and lapses nothing: its date closes the question', () => {
    const late = dayFacts({ now: instant('2026-09-06T17:00:00.000Z'), by: { kind: 'clock' } });
    const day = after(proposed(), { type: 'fall-due', due: 'answer-reminder', item: '3' }, late);
    expect(day.status).toBe('proposed');
    expect(consultationDay.messages({ type: 'reminded', due: 'answer-reminder', item: '3', keys: [] }, day, late)).toEqual([]);
    expect(consultationDay.dues(day, late).map(({ what }) => what)).toEqual(['answer-lapse']);
  });

  test('a day that has begun is accepted by nobody', () => {
    const begun = dayFacts({ now: weekLater, by: { kind: 'link', ref: contact } });
    const past = { ...proposed(), date: dayFacts().today };
    expect(refusalsOf(consultationDay.decide(past, accept('site'), begun))).toEqual(['too-late']);
  });
});
