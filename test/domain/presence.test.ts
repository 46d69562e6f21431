import { consultationDay, type Day, type DayAction } from '../../domain/consultation-day';
import { instant, type Half } from '../../domain/dates';
import { after, by, contact, date, dayFacts, declares, disputed, doctorId, evening, held, otherContact, weekLater } from './day-builders';
import { eventsOf, refusalsOf } from './reference-data';

const both = ['morning', 'afternoon'] as const;
const tonight = { now: evening, today: date };
const ruling = (type: 'decide-presence' | 'settle-dispute', halves: readonly Half[], reason = 'Confirmé par téléphone'): DayAction => ({
  type,
  halves,
  reason,
});
const escalated = (day: Day): Day => after(day, { type: 'fall-due', due: 'presence-escalation' }, dayFacts({ now: weekLater }));

describe('declaring a presence', () => {
  test.each<[string, readonly Half[], readonly Half[], string, readonly Half[]]>([
    ['a whole day that both declare', both, both, 'attested', both],
    ['E-03: a half-day instead of a day', ['morning'], ['morning'], 'attested', ['morning']],
    ['nobody came', [], [], 'no-show', []],
    ['the site saw one half only', both, ['morning'], 'disputed', []],
    ['each names another half', ['morning'], ['afternoon'], 'disputed', []],
  ])('R-45: %s', (_title, doctor, site, status, attested) => {
    const declared = after(held(), declares('doctor', doctor), by(doctorId, tonight));
    expect(declared.status).toBe('held');
    const day = after(declared, declares('site', site), by(contact, tonight));
    expect(day.status).toBe(status);
    expect(day.attested).toEqual(attested.map((half) => ({ half, doctor: doctorId, site: contact, on: evening })));
    expect(day.attested.length > 0 || consultationDay.closed(day) || day.status === 'disputed').toBe(true);
  });

  test('R-45: either contact signs off, once for the site, and only what was planned', () => {
    const day = after(held(), declares('site', both), by(otherContact, tonight));
    expect(day.declared.site).toEqual({ halves: both, by: otherContact });
    expect(refusalsOf(consultationDay.decide(day, declares('site', both), by(contact, tonight)))).toEqual(['already-declared']);
    const morning = { ...held(), halves: ['morning'] as const };
    expect(refusalsOf(consultationDay.decide(morning, declares('doctor', both), by(doctorId, tonight)))).toEqual([
      'half-not-planned /halves',
    ]);
  });

  test('R-45: a late declaration still counts once the reminders are over', () => {
    const day = escalated(after(held(), declares('doctor', both), by(doctorId, tonight)));
    expect(consultationDay.nextActions(day, dayFacts()).map(({ owner, what }) => `${owner.kind} ${what}`)).toEqual([
      'role day-presence-silent',
    ]);
    expect(after(day, declares('site', both), by(contact, { now: weekLater })).attested).toHaveLength(2);
  });
});

describe('deciding in place of somebody', () => {
  test('R-45: an administrator waits for the reminders, then stands for the side that was silent', () => {
    const day = after(held(), declares('doctor', both), by(doctorId, tonight));
    expect(refusalsOf(consultationDay.decide(day, ruling('decide-presence', both), dayFacts(tonight)))).toEqual(['presence-still-awaited']);
    const decided = after(escalated(day), ruling('decide-presence', ['morning']), dayFacts({ now: weekLater }));
    expect(decided).toMatchObject({
      status: 'attested',
      attested: [{ half: 'morning', doctor: doctorId, site: 'user:u1', on: weekLater }],
      ruling: { by: 'user:u1', reason: 'Confirmé par téléphone' },
    });
  });

  test('R-45: a dispute is settled half by half; a half on which both agreed keeps both names', () => {
    const settled = after(disputed(), ruling('settle-dispute', both), dayFacts({ now: weekLater }));
    expect(settled.attested).toEqual([
      { half: 'morning', doctor: doctorId, site: contact, on: weekLater },
      { half: 'afternoon', doctor: doctorId, site: 'user:u1', on: weekLater },
    ]);
    expect(after(disputed(), ruling('settle-dispute', []), dayFacts({ now: weekLater })).status).toBe('no-show');
  });

  test('E-15: a decision may be corrected; what was attested before keeps its own evidence', () => {
    const first = after(disputed(), ruling('settle-dispute', ['morning']), dayFacts({ now: weekLater }));
    const now = instant('2026-11-20T08:00:00.000Z');
    const corrected = after(first, ruling('decide-presence', both), dayFacts({ now }));
    expect(corrected.attested).toMatchObject([
      { half: 'morning', on: weekLater },
      { half: 'afternoon', doctor: doctorId, site: 'user:u1', on: now },
    ]);
    expect(after(corrected, ruling('decide-presence', []), dayFacts({ now }))).toMatchObject({ status: 'no-show', attested: [] });
  });

  test.each<[string, DayAction, Parameters<typeof dayFacts>[0], readonly string[]]>([
    ['without a reason', ruling('settle-dispute', both, '  '), {}, ['reason-missing /reason']],
    ['with a reason that is a novel', ruling('settle-dispute', both, 'x'.repeat(501)), {}, ['reason-missing /reason']],
    ['by a link', ruling('settle-dispute', both), { by: { kind: 'link', ref: contact } }, ['administrator-only']],
  ])('it is refused %s', (_title, action, facts, expected) => {
    expect(refusalsOf(consultationDay.decide(disputed(), action, dayFacts({ now: weekLater, ...facts })))).toEqual(expected);
  });

  test('the reason is free text: the record keeps it, the journal’s part of the event does not', () => {
    const events = eventsOf(
      consultationDay.decide(disputed(), ruling('settle-dispute', both, 'Le Dr Martin était là'), dayFacts({ now: weekLater })),
    );
    expect(JSON.stringify(events.map((event) => ({ ...event, state: undefined })))).not.toContain('Martin');
  });
});
