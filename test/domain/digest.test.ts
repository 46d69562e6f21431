import { civilDate, instant, plus, type Instant } from '../../domain/dates';
import { digest, type Digest, type DigestFacts, type DigestNoun, type WaitingLine } from '../../domain/digest';
import { sendAt } from '../../domain/digest-dates';
import { consultationDay, type Day } from '../../domain/consultation-day';
import { dossierId } from '../../domain/ids';
import { after, confirmed, dayFacts, doctorId, evening, propose, siteId, unannounced } from './day-builders';
import { eventsOf } from './reference-data';

const tuesdayMorning = instant('2026-09-01T08:00:00.000Z');
const line = (what = 'day-answer'): WaitingLine => ({
  noun: 'consultation-day',
  dossier: dossierId('day-1'),
  what,
  until: null,
  detail: {},
  date: null,
  halves: [],
  site: 'Maison de santé',
  doctor: 'Dr Test',
});
const facts = (more: Partial<DigestFacts> = {}): DigestFacts => ({
  ...dayFacts(),
  now: tuesdayMorning,
  recipients: [{ ref: doctorId, name: 'Dr Test', email: 'dr@test.example' }],
  waiting: [line()],
  mailed: [],
  ...more,
});
const waiting = (audience: Digest['audience'] = 'doctor', more: Partial<Digest> = {}): Digest => ({
  status: 'waiting',
  audience,
  owner: doctorId,
  since: tuesdayMorning,
  urgent: false,
  ...more,
});
const send: DigestNoun['action'] = { type: 'fall-due', due: 'send' };
const notice = (urgent = false): DigestNoun['action'] => ({ type: 'notice', audience: 'doctor', owner: doctorId, urgent });
const daysAgo = (days: number): Instant => plus(tuesdayMorning, { days: -days });

describe('one mail carries what waits for a recipient', () => {
  it.each<[string, Digest, Partial<DigestFacts>, string]>([
    ['a doctor’s proposals leave together in the evening', waiting(), {}, '2026-09-01T16:00:00.000Z'],
    [
      'what is proposed after that hour waits for the next one',
      waiting('doctor', { since: instant('2026-09-01T17:00:00.000Z') }),
      {},
      '2026-09-02T16:00:00.000Z',
    ],
    [
      'what is urgent leaves at once, whatever was mailed',
      waiting('doctor', { urgent: true }),
      { mailed: [1, 2, 3, 4].map(daysAgo) },
      tuesdayMorning,
    ],
    [
      'beyond the weekly allowance it waits until the oldest mail is a week old',
      waiting(),
      { mailed: [6, 4, 3, 1].map(daysAgo) },
      '2026-09-02T08:00:00.000Z',
    ],
    ['below the allowance it does not wait', waiting(), { mailed: [6, 4, 3].map(daysAgo) }, '2026-09-01T16:00:00.000Z'],
    [
      'the allowance is a setting of the collectivity',
      waiting(),
      { mailed: [2].map(daysAgo), collectivity: { ...dayFacts().collectivity, doctorMailsPerWeek: 1 } },
      '2026-09-06T08:00:00.000Z',
    ],
    [
      'what waited for the allowance leaves when its day comes near',
      waiting(),
      { mailed: [6, 4, 3, 1].map(daysAgo), waiting: [{ ...line(), date: civilDate('2026-09-11') }] },
      '2026-09-01T08:00:00.000Z',
    ],
    [
      'mails that leave while it waits put it off no further',
      waiting(),
      { mailed: [daysAgo(6), daysAgo(4), daysAgo(3), daysAgo(1), plus(tuesdayMorning, { days: 1 })] },
      '2026-09-02T08:00:00.000Z',
    ],
    ['a site’s evening is half an hour after its last consultation', waiting('site'), {}, '2026-09-01T08:30:00.000Z'],
    ['a council reads on Monday morning', waiting('council'), {}, '2026-09-07T05:30:00.000Z'],
    [
      'a Monday off puts it to the next working day',
      waiting('council', { since: instant('2027-03-24T08:00:00.000Z') }),
      {},
      '2027-03-30T05:30:00.000Z',
    ],
    [
      'the desk reads in the morning of a working day',
      waiting('desk', { since: instant('2026-09-04T08:00:00.000Z') }),
      {},
      '2026-09-07T05:30:00.000Z',
    ],
    [
      'the desk’s mail of a missed morning serves the one that it comes before',
      waiting('desk', { since: instant('2026-09-02T04:00:00.000Z'), listed: ['cover/cover-1/settle-cover'] }),
      {},
      '2026-09-03T05:30:00.000Z',
    ],
    [
      'a desk that had nothing to read is told of what came since',
      waiting('desk', { since: instant('2026-09-02T04:00:00.000Z'), listed: [] }),
      {},
      '2026-09-02T05:30:00.000Z',
    ],
  ])('%s', (_, state, more, expected) => expect(sendAt(state, facts(more))).toBe(expected));

  it('is sent at its hour with all that stands, and the days hear that they were announced', () => {
    const now = instant('2026-09-01T16:00:00.000Z');
    const events = eventsOf(digest.decide(waiting(), send, facts({ now })));
    expect(events.map(({ type }) => type)).toEqual(['sent']);
    const [event] = events;
    if (event === undefined) throw new Error('nothing was sent');
    const next = digest.evolve(waiting(), event);
    expect(next.status).toBe('quiet');
    expect(digest.messages(event, next, facts({ now })).map(({ kind, to, link }) => [kind, to.ref, link?.purpose])).toEqual([
      ['doctor-waiting', doctorId, 'waiting'],
    ]);
    expect(digest.tells(event, next, facts({ now }))).toEqual([
      { noun: 'consultation-day', dossier: 'day-1', action: { type: 'announced' } },
    ]);
  });

  it('is not sent before its hour, nor when nothing waits any more', () => {
    expect(eventsOf(digest.decide(waiting(), send, facts()))).toEqual([]);
    const late = facts({ now: instant('2026-09-01T16:00:00.000Z'), waiting: [] });
    expect(eventsOf(digest.decide(waiting(), send, late)).map(({ type }) => type)).toEqual(['passed']);
  });

  it('a second notice changes nothing, unless it is urgent', () => {
    expect(eventsOf(digest.decide(waiting(), notice(), facts()))).toEqual([]);
    expect(eventsOf(digest.decide(waiting(), notice(true), facts()))).toMatchObject([{ type: 'noticed', urgent: true }]);
    expect(eventsOf(digest.decide(waiting('doctor', { urgent: true }), notice(true), facts()))).toEqual([]);
  });

  describe.each(['doctor', 'site', 'council'] as const)('a second mail to a %s', (audience) => {
    const another = { ...line(), dossier: dossierId('day-2') };
    const folded = (state: Digest, action: DigestNoun['action'], known: DigestFacts): readonly [Digest, readonly string[]] => {
      const events = eventsOf(digest.decide(state, action, known));
      return [events.reduce<Digest>(digest.evolve, state), events.map(({ type }) => type)];
    };
    const soon = plus(tuesdayMorning, { days: 30 });
    const later = plus(soon, { days: 30 });
    const both = [line(), another];
    const [first] = folded(waiting(audience), send, facts({ now: soon, waiting: both }));
    const said = (more: object, known: readonly WaitingLine[]): readonly string[] => {
      const told: DigestNoun['action'] = { type: 'notice', audience, owner: doctorId, urgent: false, ...more };
      const [noticed] = folded(first, told, facts({ now: soon, waiting: known }));
      return folded(noticed, send, facts({ now: later, waiting: known }))[1];
    };

    it('is not sent when the first one listed all that waits, urgent or not', () => {
      expect(said({}, both)).toEqual(['passed']);
      expect(said({ urgent: true }, both)).toEqual(['passed']);
      expect(said({ urgent: true }, [another])).toEqual(['passed']);
    });

    it('is sent for something new, and for a reminder', () => {
      expect(said({}, [...both, line('practice-choice')])).toEqual(['sent']);
      expect(said({ again: true }, both)).toEqual(['sent']);
    });

    it('what was known before is known after a hour that passed, and a reminder is over once it left', () => {
      const notices = (more: object): DigestNoun['action'] => ({ type: 'notice', audience, owner: doctorId, urgent: false, ...more });
      const at = facts({ now: later, waiting: both });
      const [passed] = folded(folded(first, notices({}), facts({ now: soon }))[0], send, at);
      expect(passed).toMatchObject({ status: 'quiet', listed: first.listed });
      const [reminded] = folded(folded(first, notices({ again: true }), facts({ now: soon }))[0], send, at);
      expect(reminded).toEqual({ ...first, since: later });
    });
  });

  it('a reminder raises a notice that waits already, and keeps its urgency', () => {
    const again: DigestNoun['action'] = { type: 'notice', audience: 'doctor', owner: doctorId, urgent: false, again: true };
    const [event] = eventsOf(digest.decide(waiting('doctor', { urgent: true }), again, facts()));
    if (event === undefined) throw new Error('nothing was noticed');
    expect(digest.evolve(waiting('doctor', { urgent: true }), event)).toMatchObject({ urgent: true, again: true, since: tuesdayMorning });
  });

  it('every date listed is accepted and disappears; the desk’s comes back the next working morning', () => {
    for (const audience of ['doctor', 'site', 'council', 'desk'] as const) {
      const state = waiting(audience);
      const now = sendAt(state, facts());
      const next = eventsOf(digest.decide(state, send, facts({ now }))).reduce<Digest>(digest.evolve, state);
      const left = digest.dues(next, facts({ now })).map(({ at }) => at);
      expect(left.every((at) => at > now)).toBe(true);
      expect(left).toHaveLength(audience === 'desk' ? 1 : 0);
    }
  });
});

describe('the desk’s morning mail says what is new', () => {
  const morning = instant('2026-09-02T05:30:00.000Z');
  const sent = (
    state: Digest,
    at: Instant,
    ...lines: readonly WaitingLine[]
  ): readonly [Digest, readonly (readonly [string, boolean])[], Instant | null] => {
    const known = facts({ now: at, waiting: lines });
    const [event] = eventsOf(digest.decide(state, send, known));
    if (event === undefined) throw new Error('nothing happened');
    const next = digest.evolve(state, event);
    const [mail] = digest.messages(event, next, known);
    if (mail?.kind !== 'desk-waiting') return [next, [], null];
    return [next, mail.data.lines.map(({ what, isNew }) => [what, isNew]), mail.data.last];
  };
  const desk = waiting('desk', { owner: 'desk' });
  const tomorrow = plus(morning, { days: 1 });

  it('everything is, the first time', () => {
    expect(sent(desk, morning, line('cdom-record'), line('cdom-receipt')).slice(1)).toEqual([
      [
        ['cdom-record', true],
        ['cdom-receipt', true],
      ],
      null,
    ]);
  });

  it('then only what its last mail did not list', () => {
    const [first] = sent(desk, morning, line('cdom-record'));
    expect(sent(first, tomorrow, line('day-dispute'), line('cdom-record')).slice(1)).toEqual([
      [
        ['day-dispute', true],
        ['cdom-record', false],
      ],
      morning,
    ]);
  });

  it('a second task of one kind in one dossier is new, although the first one was listed', () => {
    const [first] = sent(desk, morning, line('undelivered'));
    const [, lines] = sent(first, tomorrow, line('undelivered'), line('undelivered'));
    expect(lines.map(([, isNew]) => isNew)).toEqual([false, true]);
  });

  it('what was done and comes back is new again, a morning without a mail included', () => {
    const [first] = sent(desk, morning, line('cdom-record'));
    const [empty, none] = sent(first, tomorrow);
    expect(none).toEqual([]);
    const [, lines, last] = sent(empty, plus(tomorrow, { days: 1 }), line('cdom-record'));
    expect([lines, last]).toEqual([[['cdom-record', true]], tomorrow]);
  });

  it('an urgent notice in between forgets nothing', () => {
    const [first] = sent(desk, morning, line('cdom-record'));
    const noticed = digest.evolve(first, { type: 'noticed', audience: 'desk', owner: 'desk', urgent: true, at: morning });
    expect(noticed.listed).toEqual(first.listed);
  });
});

describe('a day is announced by the digests', () => {
  const told = (before: Day | null, action: Parameters<typeof consultationDay.decide>[1], at = dayFacts()): unknown[] => {
    const events = eventsOf(consultationDay.decide(before, action, at));
    let state = before;
    for (const event of events) state = consultationDay.evolve(state, event);
    if (state === null) throw new Error('no day');
    const { ...last } = state;
    return events
      .flatMap((event) => consultationDay.tells(event, last, at))
      .filter(({ noun }) => noun === 'digest')
      .map(({ action: said }) => said);
  };

  it('a proposal waits for the doctor’s hour; one that is near does not', () => {
    expect(told(null, propose)).toEqual([{ type: 'notice', audience: 'doctor', owner: doctorId, urgent: false }]);
    const near = dayFacts({ now: instant('2026-09-28T08:00:00.000Z'), today: civilDate('2026-09-28') });
    expect(told(null, propose, near)).toEqual([{ type: 'notice', audience: 'doctor', owner: doctorId, urgent: true }]);
  });

  it('the doctor’s time to answer starts when he was told, once', () => {
    const later = dayFacts({ now: plus(dayFacts().now, { days: 2 }) });
    const day = after(unannounced(), { type: 'announced' }, later);
    expect(day.answerBy).toBe(plus(unannounced().answerBy, { days: 2 }));
    expect(after(day, { type: 'announced' }, dayFacts({ now: plus(later.now, { days: 1 }) }))).toEqual(day);
    expect(consultationDay.dues(unannounced(), dayFacts()).map(({ what }) => what)).toEqual(['answer-lapse']);
  });

  it('the evening’s presence goes to the site’s mail while the site is silent', () => {
    const tonight = dayFacts({ now: evening, by: { kind: 'clock' } });
    expect(told(confirmed(), { type: 'fall-due', due: 'presence-ask' }, tonight)).toEqual([
      { type: 'notice', audience: 'site', owner: siteId, urgent: false },
    ]);
  });
});
