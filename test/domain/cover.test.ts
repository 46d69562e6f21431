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
  late,
  locums,
  mailsOf,
  monday,
  opened,
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

const practice = (now = start, change: Partial<Facts> = {}): Facts => factsAt(now, 'practice', change);
const host = factsAt();
const locumFound = (): CoverRecord => after(searching(), accepting('Denis'), practice());
const fallen = (state: CoverRecord, due: 'tier' | 'unresolved' | 'end' | 'choice-reminder', facts: Facts, item?: string): CoverRecord =>
  after(state, { type: 'fall-due', due, ...(item === undefined ? {} : { item }) }, facts);

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
      { what: 'tier', item: '1', at: plus(start, { days: 2 }) },
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
  const held = (dates: readonly string[]) =>
    dates.flatMap((date) =>
      (['morning', 'afternoon'] as const).map((half) => ({ date: civilDate(date), half, dossier: dossierId('day-9') })),
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

describe('the practice track: who looks after the practice', () => {
  test('the doctor is asked, reminded after two days, and a named person is called at J-10: never silent', () => {
    const ran = run(null, { type: 'open', ...slotOf('practice') }, practice());
    expect(mailsOf(ran, practice())).toEqual(['practice-asked left practice-choice']);
    const reminded = run(ran.state, { type: 'fall-due', due: 'choice-reminder' }, practice());
    expect(mailsOf(reminded, practice())).toEqual(['practice-reminder left practice-choice']);
    const ended = run(reminded.state, { type: 'fall-due', due: 'unresolved' }, practice());
    expect(mailsOf(ended, practice())).toEqual(['practice-unfound left practice-choice', 'cover-escalated chef settle-cover']);
    expect(tellsOf(ended, practice())).toEqual(['day-1 cover-settled escalated']);
  });

  test.each([
    ['closed', 'closed-practice'],
    ['partner', 'partner'],
  ] as const)('« %s » settles it at once', (choice, status) => {
    const ran = run(opened('practice'), { type: 'answer-practice', choice }, practice());
    expect(ran.state.status).toBe(status);
    expect(tellsOf(ran, practice())).toEqual([`day-1 cover-settled ${choice}`]);
    expect(isClosed(ran.state)).toBe(true);
  });

  test('R-25: a locum is found, and the CDOM of registration is told of name, capacity and date before the day', () => {
    const ran = run(searching(), accepting('Denis'), practice());
    expect(mailsOf(ran, practice())).toEqual([
      'practice-covered left',
      'locum-confirmed Denis locum-withdraw',
      'replacement-notice cdom-03',
    ]);
    const notice = ran.events
      .flatMap((event) => cover.messages(event, ran.state, practice()))
      .find(({ kind }) => kind === 'replacement-notice');
    expect(notice?.data).toMatchObject({
      date: monday,
      locum: { name: 'Dr Alix Denis', practice: 'locum' },
      replaced: { name: 'Dr Alix Parti' },
      forward: false,
    });
    expect(tellsOf(ran, practice())).toEqual(['day-1 cover-settled locum']);
  });

  test('R-24, R-25: without the address of that CDOM, the notice goes to the cell, which passes it on', () => {
    const unknown = practice(start, { collectivity: { ...practice().collectivity, cdoms: {} } });
    expect(mailsOf(run(searching(), accepting('Denis'), unknown), unknown)).toContain('replacement-notice contact');
  });

  test('R-25: the derogation waits as a task until it is recorded, once', () => {
    const found = locumFound();
    expect(cover.nextActions(found, practice()).map(({ what }) => what)).toEqual(['derogation']);
    const act: CoverAction = { type: 'record-derogation', document: 'Décision 2026-14', on: civilDate('2026-08-20') };
    const recorded = after(found, act, practice());
    expect(cover.nextActions(recorded, practice())).toEqual([]);
    expect(refusalsOf(cover.decide(recorded, act, practice()))).toEqual(['derogation-recorded']);
    expect(refusalsOf(cover.decide(found, { ...act, on: civilDate('2027-01-01') }, practice()))).toEqual(['date-future /on']);
  });

  test('R-42, E-04: a locum who fails opens a task with its options, and the doctor, the CDOM and a named person hear of it', () => {
    const by = practice(start, { by: { kind: 'link', ref: 'Denis' } });
    const ran = run(locumFound(), { type: 'fail', reason: 'illness' }, by);
    expect(mailsOf(ran, by)).toEqual([
      'replacement-withdrawn cdom-03',
      'practice-unfound left practice-choice',
      'cover-escalated chef settle-cover',
    ]);
    expect(cover.nextActions(ran.state, by).map(({ what }) => what)).toEqual(['locum-failed', 'locum-failed']);
    expect(after(ran.state, { type: 'answer-practice', choice: 'locum' }, practice()).tiers).toEqual([
      [{ person: 'Etienne', engagement: null }],
    ]);
    expect(after(ran.state, { type: 'answer-practice', choice: 'closed' }, practice()).status).toBe('closed-practice');
    expect(
      refusalsOf(cover.decide(locumFound(), { type: 'fail', reason: 'other' }, practice(start, { by: { kind: 'link', ref: 'Etienne' } }))),
    ).toEqual(['no-locum']);
  });

  test.each([
    ['closed', 'closed-practice', 'closed'],
    ['partner', 'partner', 'partner'],
    ['locum-by-hand', 'resolved', 'locum'],
  ] as const)('a named person settles it as %s and the doctor hears of it', (outcome, status, told) => {
    const ran = run(
      fallen(opened('practice'), 'unresolved', practice()),
      { type: 'settle', outcome, reason: 'Vu par téléphone' },
      practice(),
    );
    expect(ran.state.status).toBe(status);
    expect(mailsOf(ran, practice())).toEqual(['practice-settled left', 'cover-concluded chef']);
    expect(tellsOf(ran, practice())).toEqual([`day-1 cover-settled ${told}`]);
  });

  test('E-01: the day is cancelled: the locum is released and the notice to the CDOM withdrawn', () => {
    expect(mailsOf(run(locumFound(), { type: 'withdraw' }, practice()), practice())).toEqual([
      'cover-withdrawn Denis',
      'replacement-withdrawn cdom-03',
    ]);
  });

  test('only those who were asked and had not refused hear that the question is without object', () => {
    const asked = after(after(searching(), refusing('Denis'), practice()), { type: 'withdraw' }, practice());
    expect(asked.status).toBe('withdrawn');
    expect(mailsOf(run(after(searching(), refusing('Denis'), practice()), { type: 'withdraw' }, practice()), practice())).toEqual([
      'cover-withdrawn Etienne',
    ]);
  });

  test('a moved day asks again under the same id, even when the two tells cross', () => {
    const moved = slotOf('practice', { date: civilDate('2026-10-19') });
    const again = run(after(opened('practice'), { type: 'withdraw' }, practice()), { type: 'open', ...moved }, practice());
    expect(again.state).toMatchObject({ status: 'asking', date: '2026-10-19' });
    const crossed = run(locumFound(), { type: 'open', ...moved }, practice());
    expect(mailsOf(crossed, practice())).toEqual([
      'cover-withdrawn Denis',
      'replacement-withdrawn cdom-03',
      'practice-asked left practice-choice',
    ]);
    const heard = after(crossed.state, { type: 'withdraw' }, practice());
    expect([heard.status, after(heard, { type: 'withdraw' }, practice()).status]).toEqual(['asking', 'withdrawn']);
    expect(refusalsOf(cover.decide(opened('practice'), { type: 'open', ...slotOf('practice') }, practice()))).toEqual(['already-exists']);
  });

  test('an outcome of the other track, or no reason, is refused', () => {
    const state = opened('practice');
    expect(refusalsOf(cover.decide(state, { type: 'settle', outcome: 'cancelled', reason: 'x' }, practice()))).toEqual([
      'outcome-not-of-track /outcome',
    ]);
    expect(refusalsOf(cover.decide(state, { type: 'settle', outcome: 'closed', reason: '  ' }, practice()))).toEqual([
      'reason-missing /reason',
    ]);
    expect(refusalsOf(cover.decide(opened('host'), { type: 'answer-practice', choice: 'locum' }, host))).toEqual(['wrong-track']);
    expect(refusalsOf(cover.decide(searching(), { type: 'answer-practice', choice: 'locum' }, practice()))).toEqual(['already-searching']);
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
