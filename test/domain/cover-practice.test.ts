import { dossierId } from '../../domain/ids';
import { cover } from '../../domain/cover';
import { isClosed, type CoverAction, type CoverRecord } from '../../domain/cover-record';
import { civilDate } from '../../domain/dates';
import { coverWords } from '../../templates/french/cover';
import { coverLetters } from '../../templates/mails/cover';
import type { Decision, Refusal } from '../../domain/decision';
import {
  accepting,
  after,
  aLocum,
  factsAt,
  fallen,
  licence,
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
  type Ran,
} from './cover-builders';
import { refusalsOf } from './reference-data';

const refusedBy = (decision: Decision<unknown>): readonly Refusal[] => (decision.ok ? [] : decision.refusals);

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

  test('a search that the doctor asks for after the escalation stays a task of the named persons: nobody may answer it', () => {
    const escalated = after(opened('practice'), { type: 'fall-due', due: 'unresolved' }, practice());
    const again = after(escalated, { type: 'answer-practice', choice: 'locum' }, practice());
    expect(again.status).toBe('searching');
    const tasks = (state: CoverRecord): readonly string[] => cover.nextActions(state, practice()).map(({ what }) => what);
    expect(tasks(again)).toEqual(expect.arrayContaining(['settle-practice', 'cover-answer']));
    expect(tasks(searching())).not.toContain('settle-practice');
  });

  test('a silence is told as a silence: the doctor’s own, the colleagues’, and never as a refusal', () => {
    const whyOf = ({ state, events }: Ran) =>
      events
        .flatMap((event) => cover.messages(event, state, practice()))
        .flatMap((mail) => (mail.kind === 'practice-unfound' ? [coverLetters['practice-unfound'](mail.data)] : []))
        .map(({ subject, paragraphs: [why = ''] }) => `${subject.replace(/\s:.*/, '')} | ${why}`);
    const tierOver = (state: CoverRecord) => run(state, { type: 'fall-due', due: 'tier', item: String(state.tier + 1) }, practice());
    const lastTier = (): CoverRecord => {
      let state = searching();
      while (state.tier < state.tiers.length - 1) state = tierOver(state).state;
      return state;
    };
    expect(whyOf(run(opened('practice'), { type: 'fall-due', due: 'unresolved' }, practice()))).toEqual([
      'Votre cabinet, réponse attendue | Nous n’avons pas reçu votre réponse\u00a0: nous ne savons pas qui assure votre cabinet ce jour-là.',
    ]);
    expect(whyOf(tierOver(lastTier()))).toEqual([
      'Votre cabinet, sans remplaçant | Les médecins sollicités n’ont pas répondu dans le délai.',
    ]);
    const refusedByAll = locums.reduce<Ran>(({ state }, { id }) => run(state, refusing(id), practice()), {
      state: searching(),
      events: [],
    });
    expect(whyOf(refusedByAll)).toEqual(['Votre cabinet, sans remplaçant | Tous les médecins sollicités ont refusé.']);
    const oneRefused = after(lastTier(), refusing('Denis'), practice());
    expect(whyOf(tierOver(oneRefused))).toEqual([
      'Votre cabinet, sans remplaçant | Aucun médecin sollicité n’a accepté\u00a0: les uns ont refusé, les autres n’ont pas répondu.',
    ]);
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

  test('R-26, E-24: a licence that ends on 15 November serves on the 15th; on the 16th its holder is not asked, and hears why', () => {
    const student = aLocum('Etienne', licence('2026-11-15'));
    const on = (date: string) => {
      const facts = practice(start, { locums: [aLocum('Denis'), student] });
      const slot = { ...slotOf('practice'), date: civilDate(date) };
      const asking = after(null, { type: 'open', ...slot }, facts);
      const asked = after(asking, { type: 'answer-practice', choice: 'locum' }, facts);
      return {
        asked: asked.tiers.flat().map(({ person }) => person),
        ask: cover.decide(asked, accepting('Etienne'), { ...facts, locums: [student] }),
      };
    };
    expect(on('2026-11-15').asked).toEqual(['Denis', 'Etienne']);
    expect(on('2026-11-16').asked).toEqual(['Denis']);
    const [refusal] = refusedBy(on('2026-11-16').ask);
    expect(refusal?.code).toBe('locum-not-licensed');
    expect(coverWords.refusals['locum-not-licensed']?.(refusal?.detail ?? {})).toMatch(/le 16.novembre.2026.*15.novembre.*L\..4131-2/);
  });

  test('R-25: a locum is found, and the CDOM of registration is told of name, capacity and date before the day', () => {
    const ran = run(searching(), accepting('Denis'), practice());
    expect(mailsOf(ran, practice())).toEqual([
      'practice-covered left',
      'locum-confirmed Denis locum-withdraw',
      'replacement-notice cdom-03 contract-receipt',
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
    expect(tellsOf(ran, practice())).toEqual(['digest.cdom-03 notice', 'day-1 cover-settled locum']);
  });

  test('R-24, R-25: without the address of that CDOM, the notice goes to the cell, which passes it on', () => {
    const unknown = practice(start, { collectivity: { ...practice().collectivity, cdoms: {} } });
    expect(mailsOf(run(searching(), accepting('Denis'), unknown), unknown)).toContain('replacement-notice contact');
  });

  test('R-25: the derogation waits as a task until it is recorded, once', () => {
    const found = locumFound();
    expect(cover.nextActions(found, practice()).map(({ what }) => what)).toContain('derogation');
    const act: CoverAction = { type: 'record-derogation', document: 'Décision 2026-14', on: civilDate('2026-08-20') };
    const recorded = after(found, act, practice());
    expect(cover.nextActions(recorded, practice()).map(({ what }) => what)).not.toContain('derogation');
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
      'locum-cancelled Denis',
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
      'locum-cancelled Denis',
      'replacement-withdrawn cdom-03',
      'practice-asked left practice-choice',
    ]);
    const heard = after(crossed.state, { type: 'withdraw' }, practice());
    expect([heard.status, after(heard, { type: 'withdraw' }, practice()).status]).toEqual(['asking', 'withdrawn']);
    expect(refusalsOf(cover.decide(opened('practice'), { type: 'open', ...slotOf('practice') }, practice()))).toEqual(['already-exists']);
    // on the same date, at another site
    const elsewhere = { ...slotOf('practice'), site: dossierId('site-2') };
    const there = run(locumFound(), { type: 'open', ...elsewhere }, practice()).state;
    expect([there.site, after(there, { type: 'withdraw' }, practice()).status]).toEqual(['site-2', 'asking']);
  });

  test('an outcome of the other track, or no reason, is refused', () => {
    const state = opened('practice');
    expect(refusalsOf(cover.decide(state, { type: 'settle', outcome: 'cancelled', reason: 'x' }, practice()))).toEqual([
      'outcome-not-of-track /outcome',
    ]);
    expect(refusalsOf(cover.decide(state, { type: 'settle', outcome: 'closed', reason: '  ' }, practice()))).toEqual([
      'reason-missing /reason',
    ]);
    expect(refusalsOf(cover.decide(opened('host'), { type: 'answer-practice', choice: 'locum' }, factsAt()))).toEqual(['wrong-track']);
    expect(refusalsOf(cover.decide(searching(), { type: 'answer-practice', choice: 'locum' }, practice()))).toEqual(['already-searching']);
  });
});
