import { civilDate } from '../../domain/dates';
import { engagement, withdrawalReasons, type Engagement } from '../../domain/engagement';
import { engagementIdOf } from '../../domain/engagement-opening';
import { engagementRound } from '../../domain/engagement-letter';
import { dossierId } from '../../domain/ids';
import {
  aDoctor,
  answers,
  aSite,
  at,
  by,
  collectivity,
  creditorId,
  days,
  doctorId,
  engagementId,
  inForce,
  inGates,
  inLetter,
  isActive,
  isWithdrawn,
  known,
  link,
  mailsOf,
  open,
  otherSiteId,
  ready,
  round,
  run,
  signed,
  siteId,
  tellsOf,
  theCreditor,
  theProgramme,
  typesOf,
} from './recruitment-builders';
import { refusalsOf } from './reference-data';

describe('who may engage', () => {
  test.each<[string, Parameters<typeof known>[0], readonly string[]]>([
    ['a volunteer of the convention', {}, []],
    [
      'a student, whose licence lets nobody volunteer',
      { doctor: aDoctor({ practice: 'student-licensed' }) },
      ['student-volunteer /doctor'],
    ],
    ['a locum who did not volunteer', { doctor: aDoctor({ volunteer: false, locum: true }) }, ['not-a-volunteer /doctor']],
    ['R-29: a doctor struck off', { doctor: aDoctor({ status: 'struck-off' }) }, ['doctor-struck-off /doctor']],
    ['nobody', { doctor: null }, ['unknown-person /doctor']],
    ['without a programme', { programme: null }, ['unknown-programme /programme']],
    ['without a convention', { convention: null }, ['unknown-convention /convention']],
    ['a programme of another convention', { convention: inForce({ programmes: [] }) }, ['programme-outside-convention /programme']],
    ['a convention that has ended', { convention: inForce({ status: 'ended' }) }, ['convention-over /convention']],
    ['a site that is not known', { places: {} }, ['unknown-site /sites/0']],
    ['a site that is closed', { places: { [siteId]: aSite({ status: 'closed' }) } }, ['site-closed /sites/0']],
    ['a site out of the territory', { convention: inForce({ epci: [] }) }, ['epci-outside-convention /sites/0']],
  ])('%s', (_, change, expected) => {
    expect(refusalsOf(engagement.decide(null, open(), known(change)))).toEqual(expected);
  });

  test('one engagement per person, programme and convention: the id is the same again, and the second opening is refused', () => {
    const of = { programme: dossierId('p'), convention: dossierId('c'), doctor: doctorId };
    const digestOf = (text: string): string => Buffer.from(text).toString('hex');
    expect(engagementIdOf(digestOf, of)).toBe(engagementIdOf(digestOf, { ...of }));
    expect(engagementIdOf(digestOf, of)).not.toBe(engagementIdOf(digestOf, { ...of, convention: dossierId('c2') }));
    expect(refusalsOf(engagement.decide(inLetter(), open(), known()))).toEqual(['already-engaged']);
    expect(run(isWithdrawn(), open()).state).toMatchObject({
      status: 'letter',
      rounds: 2,
      cdom: { registration: { status: 'authorised' } },
    });
  });

  test('it runs within the dates of the convention and of the programme, from today on', () => {
    expect(inLetter()).toMatchObject({ from: '2026-09-01', to: '2027-12-31' });
    expect(
      run(null, open(), known({ programme: theProgramme({ from: civilDate('2026-10-01'), to: civilDate('2026-12-31') }) })).state,
    ).toMatchObject({ from: '2026-10-01', to: '2026-12-31' });
  });
});

describe('the letter', () => {
  test('R-30: it is drawn with the undertaking, the rates of its dates and an empty place for each signatory', () => {
    const { state, events } = run(null, open());
    const [letter] = events.flatMap((event) => engagement.documents?.(event, state, known()) ?? []);
    expect(letter).toMatchObject({ id: 'eng-1.round-1.text', kind: 'engagement-letter', mediaType: 'application/pdf' });
    expect(letter?.data).toMatchObject({
      doctor: { rpps: aDoctor().rpps, registration: '03' },
      dataHash: state.letter?.digest,
      terms: {
        undertakingVersion: expect.any(String),
        from: '2026-09-01',
        to: '2027-12-31',
        programme: { monthlyCap: 4, rates: [{ halfDay: 50_00, payer: 'collectivity' }, { halfDay: 60_00 }] },
      },
      signatures: [{ party: 'doctor', signed: null }],
    });
    expect(tellsOf({ state, events })).toEqual([
      {
        noun: 'signature-round',
        dossier: 'eng-1.round-1',
        action: { type: 'open', subject: { noun: 'engagement', dossier: engagementId } },
      },
    ]);
  });

  test('the doctor signs first, then who signs the collectivity’s letters', () => {
    const firstRound = inLetter().round ?? engagementId;
    const president = { ref: 'president', name: 'Alix Morand', email: 'president@allier.example', capacity: 'Présidente' };
    const terms = engagementRound(firstRound, inLetter(), aDoctor(), { ...collectivity, signatories: [president] });
    expect(terms?.groups.map((group) => group.map(({ ref }) => ref))).toEqual([[doctorId], ['president']]);
    expect(terms).toMatchObject({
      digest: inLetter().letter?.digest,
      title: expect.stringMatching(/^Lettre d’engagement du Docteur Éléonore D’Aubigné-Lefèvre, n°\u00a0ENG-/),
    });
    // a letter may be drawn late: its round opens for nobody once it is not the one that is waited for
    const again = run(isWithdrawn(), open()).state;
    for (const state of [
      { ...inLetter(), letter: null },
      inGates(),
      run(inLetter(), { type: 'withdraw', reason: 'other' }, by(link(doctorId))).state,
      again,
    ])
      expect(engagementRound(firstRound, state, aDoctor(), collectivity)).toBeNull();
  });

  test('R-24: signed, the bank details are asked of the doctor, and each CDOM its own question, even where one council is both', () => {
    const ran = run(inLetter(), signed(), by(round()));
    expect(ran.state).toMatchObject({
      status: 'gates',
      cdom: { registration: { status: 'asked' }, sites: { [siteId]: { status: 'asked' } } },
    });
    expect(mailsOf(ran)).toEqual([
      'contract-transmission cdom-03 contract-receipt',
      'bank-details-asked doctor-1 bank-details',
      'cdom-asked cdom-03 cdom-answer registration',
      'cdom-asked cdom-03 cdom-answer site-1',
    ]);
    const [copy] = ran.events.flatMap((event) => engagement.documents?.(event, ran.state, known()) ?? []);
    expect(copy).toMatchObject({
      id: 'eng-1.round-1.signed',
      data: { signatures: [{ party: 'doctor', signed: { at: known().now, digest: ran.state.letter?.digest } }] },
    });
  });

  test('R-24: registered in one département and consulting in another, two councils are asked', () => {
    const before = run(null, open([otherSiteId])).state;
    expect(mailsOf(run(before, signed(), by(round())))).toEqual([
      'contract-transmission cdom-03 contract-receipt',
      'bank-details-asked doctor-1 bank-details',
      'cdom-asked cdom-03 cdom-answer registration',
      'cdom-asked cdom-976 cdom-answer site-2',
    ]);
  });

  test('only the round that is open speaks', () => {
    expect(refusalsOf(engagement.decide(inLetter(), signed(), by(round(2))))).toEqual(['wrong-round']);
    expect(refusalsOf(engagement.decide(inLetter(), signed(), known()))).toEqual(['wrong-round']);
  });

  test.each([
    ['content', { type: 'round-refused', ref: doctorId, reason: 'content' }],
    ['silence', { type: 'round-expired' }],
  ] as const)('%s: an administrator has the task, and may send a new letter', (reason, action) => {
    const { state } = run(inLetter(), action, by(round()));
    expect(state).toMatchObject({ status: 'letter', letterRefusal: reason });
    expect(engagement.nextActions(state, known())).toMatchObject([{ what: 'engagement-letter-refused', owner: { role: 'administrator' } }]);
    expect(run(state, { type: 'send-letter' }).state).toMatchObject({ status: 'letter', letterRefusal: null, round: 'eng-1.round-2' });
    expect(refusalsOf(engagement.decide(inLetter(), { type: 'send-letter' }, known()))).toEqual(['wrong-status']);
  });
});

describe('the gates', () => {
  test('active as soon as letter, bank details and Ordre of registration are there, in whatever order', () => {
    const paid = run(inGates(), ready, by(theCreditor));
    expect([paid.state.status, paid.state.creditor]).toEqual(['gates', creditorId]);
    const last = run(paid.state, answers('authorise'), by(link('cdom-03')));
    expect(typesOf(last.events)).toEqual(['cdom-recorded', 'activated']);
    expect(mailsOf(last, by(link('cdom-03')))).toEqual([
      'cdom-acknowledged cdom-03 cdom-answer registration',
      'engagement-active doctor-1 withdraw',
    ]);
    const authorised = run(inGates(), answers('authorise'), by(link('cdom-03'))).state;
    expect([authorised.status, run(authorised, ready, by(theCreditor)).state.status]).toEqual(['gates', 'active']);
  });

  test('a gate that the programme does not list stays open', () => {
    const programme = theProgramme({ gates: ['engagement-letter'] });
    const { state, events } = run(inLetter(), signed(), by(round(), { programme }));
    expect([state.status, typesOf(events)]).toEqual(['active', ['letter-signed', 'activated']]);
  });

  test('R-15: bank details come from their own dossier, which another person confirms; nobody else speaks for it', () => {
    expect(refusalsOf(engagement.decide(inGates(), ready, known()))).toEqual(['wrong-creditor']);
    const declared = run(inGates(), { type: 'creditor-declared', creditor: creditorId }, by(theCreditor)).state;
    const waiting = (state: Engagement): readonly string[] =>
      engagement
        .nextActions(state, known())
        .map(({ what }) => what)
        .filter((what) => what.startsWith('bank'));
    expect([waiting(inGates()), waiting(declared)]).toEqual([['bank-details'], []]);
    expect(waiting(run(declared, { type: 'creditor-refused', creditor: creditorId }, by(theCreditor)).state)).toEqual(['bank-details']);
  });

  test('R-13: an account that changes is asked for by a new link, and the old one is revoked', () => {
    const ran = run(isActive(), { type: 'ask-bank-details' });
    expect(mailsOf(ran)).toEqual(['bank-details-asked doctor-1 bank-details']);
    expect(ran.events.flatMap((event) => engagement.revokes?.(event) ?? [])).toEqual(['bank-details']);
    expect([ran.state.status, ran.state.creditor]).toEqual(['active', creditorId]);
  });
});

describe('the end', () => {
  test.each(withdrawalReasons)('a doctor withdraws by link (%s), and the days to come are taken back', (reason) => {
    const facts = by(link(doctorId), { days });
    const ran = run(isActive(), { type: 'withdraw', reason }, facts);
    expect(ran.state).toMatchObject({ status: 'withdrawn', ending: { by: doctorId, reason } });
    expect([tellsOf(ran, facts).length, mailsOf(ran, facts)]).toEqual([2, ['engagement-withdrawn doctor-1']]);
    expect(engagement.revokes?.({ type: 'ended', at: facts.now })).toEqual(
      ran.events.flatMap((event) => engagement.revokes?.(event) ?? []),
    );
    expect(ran.events.flatMap((event) => engagement.revokes?.(event) ?? [])).toContain('cdom-answer');
  });

  test.each(['health', 'family'] as const)('R-50: the journal does not say that a doctor left for his %s', (reason) => {
    const { events } = run(isActive(), { type: 'withdraw', reason }, by(link(doctorId)));
    expect(events).toMatchObject([{ type: 'withdrawn', reason: 'other', state: { reason } }]);
  });

  test('a doctor who leaves by telephone reads what was noted', () => {
    expect(mailsOf(run(isActive(), { type: 'withdraw', reason: 'workload' }))).toEqual(['noted-by-phone doctor-1']);
  });

  test('nobody withdraws with somebody else’s link', () => {
    expect(refusalsOf(engagement.decide(isActive(), { type: 'withdraw', reason: 'other' }, by(link('doctor-2'))))).toEqual([
      'not-the-doctor',
    ]);
  });

  test('on the day after its last one it ends', () => {
    const end = engagement.dues(isActive(), known()).at(-1);
    expect(end).toEqual({ what: 'end', at: '2028-01-01T05:00:00.000Z' });
    expect(run(isActive(), { type: 'fall-due', due: 'end' }, at('2028-01-01T05:00:00.000Z')).state.status).toBe('ended');
  });
});
