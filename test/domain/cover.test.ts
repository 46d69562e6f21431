import { cover } from '../../domain/cover';
import { coverStatuses, coverTransitions, isClosed, type CoverAction, type CoverRecord, type CoverStatus } from '../../domain/cover-record';
import { civilDate, instant, plus } from '../../domain/dates';
import { canMove } from '../../domain/decision';
import { dossierId } from '../../domain/ids';
import {
  accepting,
  after,
  aVolunteer,
  begins,
  factsAt,
  fallen,
  late,
  locumFound,
  locums,
  mailsOf,
  monday,
  opened,
  practice,
  refusing,
  run,
  searching,
  slotOf,
  start,
  tellsOf,
  theSite,
  volunteers,
  type Facts,
} from './cover-builders';
import { refusalsOf } from './reference-data';

const host = factsAt();

describe('the host track: somebody cannot come', () => {
  test('those who wished for the site are asked first, with a link and a deadline of two days', () => {
    const ran = run(null, { type: 'open', ...slotOf('host') }, host);
    expect(ran.state).toMatchObject({
      status: 'searching',
      tier: 0,
      tiers: [[{ person: 'Berger' }, { person: 'Calvet' }], [{ person: 'Autre', engagement: 'eng-Autre' }]],
    });
    expect(mailsOf(ran, host)).toEqual(['cover-asked Berger answer-cover', 'cover-asked Calvet answer-cover']);
    expect(cover.dues(ran.state, host)).toEqual([
      { what: 'tier', item: '1', at: plus(start, { days: 2 }), asked: { purposes: ['answer-cover'], since: start } },
      { what: 'unresolved', at: instant('2026-10-02T07:00:00.000Z') },
    ]);
  });

  test('silence of a tier passes to the next, and its end calls the named persons', () => {
    const second = run(opened('host'), { type: 'fall-due', due: 'tier', item: '1' }, host);
    expect(mailsOf(second, host)).toEqual(['cover-asked Autre answer-cover']);
    const third = run(second.state, { type: 'fall-due', due: 'tier', item: '2' }, host);
    expect(third.state.status).toBe('escalated');
    expect(mailsOf(third, host)).toEqual(['cover-escalated chef settle-cover']);
    expect(tellsOf(third, host)).toEqual(['day-1 cover-settled escalated']);
  });

  test('a refusal by all of a tier moves on at once', () => {
    const one = run(opened('host'), refusing('Berger'), host);
    expect(mailsOf(one, host)).toEqual([]);
    expect(mailsOf(run(one.state, refusing('Calvet'), host), host)).toEqual(['cover-asked Autre answer-cover']);
  });

  test('the first accept wins: the others are thanked, a new day is told, the old one too', () => {
    const ran = run(opened('host'), accepting('Berger'), host);
    expect(ran.state).toMatchObject({
      status: 'covered',
      accepted: { ref: 'Berger', engagement: 'eng-Berger', newDay: 'day-1.host.eng-Berger', room: 1 },
    });
    expect(mailsOf(ran, host)).toEqual(['cover-filled Calvet']);
    expect(tellsOf(ran, host)).toEqual(['day-1.host.eng-Berger open-covered', 'day-1 cover-settled covered']);
  });

  test('a late accept gets a kind refusal of its own', () => {
    const covered = after(opened('host'), accepting('Berger'), host);
    expect(refusalsOf(cover.decide(covered, accepting('Calvet'), host))).toEqual(['already-covered']);
    expect(isClosed(covered)).toBe(false);
    expect(isClosed(fallen(covered, 'end', factsAt(begins)))).toBe(true);
  });

  test('somebody who was not asked cannot take the day, nor one who was asked once it has begun', () => {
    expect(refusalsOf(cover.decide(opened('host'), accepting('Autre'), host))).toEqual(['not-asked /person']);
    expect(refusalsOf(cover.decide(opened('host'), accepting('Berger'), factsAt(begins)))).toEqual(['cover-over']);
  });

  test('without anybody to ask, a named person is called at once', () => {
    const facts = factsAt(start, 'host', { volunteers: [] });
    const ran = run(null, { type: 'open', ...slotOf('host') }, facts);
    expect(ran.state.status).toBe('escalated');
    expect(mailsOf(ran, facts)).toEqual(['cover-escalated chef settle-cover']);
  });

  test('unresolved at J-10, a named person is called while the search goes on', () => {
    const ran = run(opened('host'), { type: 'fall-due', due: 'unresolved' }, host);
    expect(ran.state.status).toBe('escalated');
    expect(mailsOf(ran, host)).toEqual(['cover-escalated chef settle-cover']);
    const found = run(ran.state, accepting('Calvet'), host);
    expect(mailsOf(found, host)).toEqual(['cover-filled Berger', 'cover-concluded chef']);
  });

  test('inside J-10 the escalation comes one day after the opening', () => {
    expect(cover.dues(opened('host', late), factsAt(late))).toContainEqual({ what: 'unresolved', at: plus(late, { days: 1 }) });
  });

  test.each([
    ['cancelled', 'waived', 'cover-unfound'],
    ['resolved-by-hand', 'resolved', 'cover-resolved'],
  ] as const)('the named person settles it as %s, and both contacts of the site hear of it', (outcome, status, kind) => {
    const escalated = fallen(opened('host'), 'unresolved', host);
    const by = factsAt(start, 'host', { by: { kind: 'link', ref: 'chef' } });
    const ran = run(escalated, { type: 'settle', outcome, reason: ' Cabinet voisin prévenu ' }, by);
    expect(ran.state).toMatchObject({ status, settlement: { reason: 'Cabinet voisin prévenu', by: 'chef' } });
    expect(mailsOf(ran, by)).toEqual([
      `${kind} site-1.accueil`,
      `${kind} site-1.gerance`,
      'cover-withdrawn Berger',
      'cover-withdrawn Calvet',
    ]);
    expect(tellsOf(ran, by)).toEqual(['day-1 cover-settled waived']);
  });

  test('nobody settles it: the day before, the site is told to warn its patients', () => {
    const escalated = fallen(opened('host'), 'unresolved', host);
    expect(cover.dues(escalated, host)).toContainEqual({ what: 'end', at: instant('2026-10-11T07:00:00.000Z') });
    const ran = run(escalated, { type: 'fall-due', due: 'end' }, host);
    expect(ran.state).toMatchObject({ status: 'waived', over: true });
    expect(mailsOf(ran, host)).toEqual(['cover-unfound site-1.accueil', 'cover-unfound site-1.gerance']);
  });
});

describe('what is checked again when somebody accepts', () => {
  const held = (dates: readonly string[], practice = false) =>
    dates.flatMap((date) =>
      (['morning', 'afternoon'] as const).map((half) => ({ date: civilDate(date), half, practice, dossier: dossierId('day-9') })),
    );
  const given = (change: Partial<Facts>): readonly string[] =>
    refusalsOf(cover.decide(opened('host'), accepting('Berger'), factsAt(start, 'host', change)));

  test('R-05: a doctor who was taken elsewhere meanwhile cannot accept', () => {
    expect(given({ volunteers: [aVolunteer('Berger', {}, { held: held([monday]) })] })).toEqual(['doctor-already-held /date']);
  });

  test('R-06: nor one whose month is full', () => {
    expect(given({ volunteers: [aVolunteer('Berger', {}, { held: held(['2026-10-05', '2026-10-19']) })] })).toEqual(['monthly-cap /date']);
    expect(given({ volunteers: [aVolunteer('Berger', {}, { held: held(['2026-10-05', '2026-11-02']) })] })).toEqual([]);
  });

  test('R-06, R-40: a colleague’s practice fills no month, and keeps its half-days all the same', () => {
    const volunteer = (dates: readonly string[]) => ({ volunteers: [aVolunteer('Berger', {}, { held: held(dates, true) })] });
    expect(given(volunteer(['2026-10-05', '2026-10-19']))).toEqual([]);
    expect(given(volunteer([monday]))).toEqual(['doctor-already-held /date']);
  });

  test('R-40: the room that was kept, or another that is free, or none', () => {
    const taken = (slot: number) => ({ date: monday, half: 'morning' as const, slot });
    const state = after(opened('host'), accepting('Berger'), factsAt(start, 'host', { taken: [taken(1)] }));
    expect(state.accepted?.room).toBe(2);
    expect(given({ taken: [taken(1), taken(2)] })).toEqual(['room-already-held']);
  });

  test('an engagement that ended, or a zone that left the list, refuses; what the day itself was granted does not', () => {
    expect(given({ volunteers: [aVolunteer('Berger', { status: 'suspended' })] })).toEqual(['engagement-not-active /engagement']);
    expect(given({ volunteers: [] })).toEqual(['engagement-gone']);
    const shut = { ...theSite, opening: [] };
    const known = { ...aVolunteer('Berger').known, site: shut };
    expect(given({ volunteers: [aVolunteer('Berger', {}, { known })] })).toEqual([]);
  });

  test('R-05, R-06: those who cannot come are not asked at all', () => {
    const facts = factsAt(start, 'host', {
      volunteers: [
        aVolunteer('Autre', {}, { held: held([monday]) }),
        aVolunteer('Berger', { status: 'ended' }),
        aVolunteer('left'),
        aVolunteer('Calvet'),
      ],
    });
    expect(after(null, { type: 'open', ...slotOf('host') }, facts).tiers).toEqual([[{ person: 'Calvet', engagement: 'eng-Calvet' }]]);
  });
});

const inStatus: Readonly<Record<CoverStatus, () => CoverRecord>> = {
  asking: () => opened('practice'),
  searching,
  escalated: () => fallen(opened('practice'), 'unresolved', practice()),
  covered: locumFound,
  'closed-practice': () => after(opened('practice'), { type: 'answer-practice', choice: 'closed' }, practice()),
  partner: () => after(opened('practice'), { type: 'answer-practice', choice: 'partner' }, practice()),
  resolved: () => after(opened('practice'), { type: 'settle', outcome: 'locum-by-hand', reason: 'Trouvé' }, practice()),
  waived: () => fallen(fallen(opened('practice'), 'unresolved', practice()), 'end', practice(begins)),
  withdrawn: () => after(opened('practice'), { type: 'withdraw' }, practice()),
};
const actions: Readonly<Record<string, CoverAction>> = {
  answer: accepting('Denis'),
  'answer-practice': { type: 'answer-practice', choice: 'closed' },
  fail: { type: 'fail', reason: 'family' },
  settle: { type: 'settle', outcome: 'partner', reason: 'Vu avec l’associé' },
  'record-derogation': { type: 'record-derogation', document: 'Décision', on: civilDate('2026-08-01') },
  withdraw: { type: 'withdraw' },
  open: { type: 'open', ...slotOf('practice') },
};
const accepted: Readonly<Record<CoverStatus, readonly string[]>> = {
  asking: ['answer-practice', 'settle', 'record-derogation', 'withdraw'],
  searching: ['answer', 'answer-practice', 'settle', 'record-derogation', 'withdraw'],
  escalated: ['answer-practice', 'settle', 'record-derogation', 'withdraw'],
  covered: ['fail', 'record-derogation', 'withdraw'],
  'closed-practice': ['record-derogation', 'withdraw'],
  partner: ['record-derogation', 'withdraw'],
  resolved: ['record-derogation', 'withdraw'],
  waived: ['record-derogation'],
  withdrawn: ['open'],
};

test.each(coverStatuses)('in status %s only what its row lists is accepted', (status) => {
  const state = inStatus[status]();
  expect(state.status).toBe(status);
  const possible = Object.entries(actions).filter(([, action]) => cover.decide(state, action, practice()).ok);
  expect(possible.map(([name]) => name).toSorted()).toEqual(accepted[status].toSorted());
  for (const [, action] of possible) {
    const next = after(state, action, practice()).status;
    expect(next === status || canMove(coverTransitions, status, next) || action.type === 'open').toBe(true);
  }
});

test('nothing happens to a cover that was never opened, nor to one whose day has begun', () => {
  expect(refusalsOf(cover.decide(null, { type: 'withdraw' }, host))).toEqual(['unknown-dossier']);
  expect(refusalsOf(cover.decide(null, { type: 'open', ...slotOf('host') }, factsAt(begins)))).toEqual(['date-past /date']);
});

test('no name and no address enters an event', () => {
  const events = [
    run(null, { type: 'open', ...slotOf('host') }, host),
    run(searching(), accepting('Denis'), practice()),
    run(locumFound(), { type: 'withdraw' }, practice()),
  ].flatMap((ran) => ran.events);
  expect(JSON.stringify(events)).not.toMatch(/Alix|example|Dr /);
  expect([volunteers.length, locums.length]).toEqual([3, 2]);
});

test('R-50: who refuses a cover for health, or a locum who falls ill: the record keeps it, the journal does not', () => {
  const asked = opened('host');
  const [first] = asked.tiers[0] ?? [];
  if (first === undefined) throw new Error('somebody was to be asked');
  const refused = run(asked, { type: 'answer', ref: first.person, answer: 'refuse', reason: 'health' }, factsAt());
  expect(refused.events[0]).toMatchObject({ type: 'refused', reason: 'other', state: { reason: 'health' } });
  expect(refused.state.refusals).toMatchObject([{ reason: 'health' }]);
  const failed = run(locumFound(), { type: 'fail', reason: 'illness' }, practice());
  expect(failed.events[0]).toMatchObject({ type: 'failed', reason: 'other', state: { reason: 'illness' } });
  expect(failed.state.failures).toMatchObject([{ reason: 'illness' }]);
});
