import { consultationDay, hostOutcomes, practiceOutcomes, type Day, type DayAction, type DayFactsOf } from '../../domain/consultation-day';
import { civilDate, instant } from '../../domain/dates';
import { cancellationEffects } from '../../domain/day-changes';
import type { Engagement } from '../../domain/engagement';
import { notAsked } from '../../domain/engagement-record';
import { dossierId } from '../../domain/ids';
import {
  accept,
  after,
  aDoctor,
  anEngagement,
  aSite,
  by,
  confirmed,
  contact,
  date,
  dayFacts,
  doctorId,
  engagementId,
  heldBy,
  inStatus,
  later,
  otherContact,
  proposed,
  siteId,
} from './day-builders';
import { eventsOf, refusalsOf } from './reference-data';

const move = { type: 'move', side: 'site', date: later, halves: ['morning'], reason: 'room-unavailable' } as const satisfies DayAction;
const covered: DayAction = {
  type: 'open-covered',
  engagement: engagementId,
  site: siteId,
  date,
  halves: ['morning'],
  room: 3,
  from: dossierId('day-0.host'),
};
const cancel = (side: 'doctor' | 'site' | 'collectivity'): DayAction => ({ type: 'cancel', side, reason: 'other' });
const told = (state: Day | null, action: DayAction, facts: DayFactsOf): readonly string[] => {
  const events = eventsOf(consultationDay.decide(state, action, facts));
  const next = events.reduce<Day | null>(consultationDay.evolve, state);
  return next === null
    ? []
    : events
        .flatMap((event) => consultationDay.tells(event, next, facts))
        .map((tell) => `${tell.dossier} ${tell.action.type}${'track' in tell.action ? ` ${tell.action.track}` : ''}`);
};

describe('moving a day', () => {
  const moved = (): Day => after(confirmed(), move, by(contact));

  test('R-37: the site moves it, the doctor is asked, and the SEQUENCE rises when it is confirmed again', () => {
    expect(moved()).toMatchObject({
      status: 'proposed',
      date: later,
      halves: ['morning'],
      answers: { doctor: 'awaited', site: 'accepted' },
      invited: { [doctorId]: 0 },
      entry: { date },
    });
    const again = after(moved(), accept('doctor'), by(doctorId));
    expect(again).toMatchObject({
      status: 'confirmed',
      entry: { date: later },
      invited: { [doctorId]: 1, [contact]: 1, [otherContact]: 1 },
    });
  });

  test('a collectivity’s move is asked of both sides, and to the same slot it is nothing', () => {
    expect(after(confirmed(), { ...move, side: 'collectivity' }, dayFacts()).answers).toEqual({ doctor: 'awaited', site: 'awaited' });
    expect(refusalsOf(consultationDay.decide(confirmed(), { ...move, date, halves: ['morning', 'afternoon'] }, by(contact)))).toEqual([
      'nothing-moved /date',
    ]);
  });

  test('R-06: inside its month a move passes the soft cap that was passed before, never the hard one', () => {
    const half = (n: number): Partial<DayFactsOf> => ({
      held: Array.from({ length: n }, (_, day) => heldBy('doctor', 'morning', { date: civilDate(`2026-10-2${day}`) })),
    });
    expect(refusalsOf(consultationDay.decide(confirmed(), move, by(contact, half(3))))).toEqual([]);
    expect(refusalsOf(consultationDay.decide(confirmed(), move, by(contact, half(4))))).toEqual(['monthly-cap /date']);
  });

  test('to another site: the contacts of the first lose their entry, the doctor keeps his', () => {
    const other = dossierId('site-2');
    const former = { id: siteId, site: aSite() };
    const authorised = anEngagement().cdom.registration;
    const there = dayFacts({
      siteId: other,
      formerSite: former,
      engagement: anEngagement({ cdom: { registration: authorised, sites: { [other]: authorised } } }),
    });
    const day = after(confirmed(), { ...move, side: 'collectivity', site: other }, there);
    expect(day).toMatchObject({
      site: other,
      invited: { [doctorId]: 0 },
      retired: [
        { ref: contact, sequence: 1 },
        { ref: otherContact, sequence: 1 },
      ],
    });
  });

  test('R-40: what somebody else took meanwhile is refused at the confirmation', () => {
    expect(
      refusalsOf(consultationDay.decide(moved(), accept('doctor'), by(doctorId, { held: [heldBy('doctor', 'morning', { date: later })] }))),
    ).toEqual(['doctor-already-held /date']);
    expect(
      refusalsOf(consultationDay.decide(moved(), accept('doctor'), by(doctorId, { held: [heldBy('room', 'morning', { date: later })] }))),
    ).toEqual(['room-already-held /date']);
  });
});

describe('cancelling a day', () => {
  const eve = instant('2026-10-04T12:00:00.000Z');
  test.each<[string, DayAction, DayFactsOf, readonly string[]]>([
    ['the doctor, in time: another one is looked for', cancel('doctor'), by(doctorId), ['day-1.host open host']],
    ['the doctor, the eve: too late to look', cancel('doctor'), by(doctorId, { now: eve }), []],
    ['the site: nobody is looked for', cancel('site'), by(contact), []],
    ['an engagement that is suspended', { type: 'suspend', reason: 'cdom-opposition' }, dayFacts(), ['day-1.host open host']],
  ])('R-41: by %s', (_title, action, facts, expected) => {
    expect(told(confirmed(), action, facts)).toEqual(expected);
    expect(after(confirmed(), action, facts)).toMatchObject({
      status: 'cancelled',
      ending: { noticeDays: facts.now === eve ? 1 : 34 },
      invited: { [doctorId]: 1, [contact]: 1 },
    });
  });

  test('R-25: a practice of one’s own is looked after from the confirmation on, and not any more once the day moves or ends', () => {
    const owner = { doctor: aDoctor({ practice: 'own-practice' }) };
    const before = after(proposed(dayFacts(owner)), accept('doctor'), by(doctorId, owner));
    expect(told(before, accept('site'), by(contact, owner))).toEqual(['day-1.practice open practice']);
    const day = confirmed(dayFacts(owner));
    expect(told(day, move, by(contact, owner))).toEqual(['day-1.practice withdraw']);
    expect(told(day, cancel('doctor'), by(doctorId, owner))).toEqual(['day-1.host open host', 'day-1.practice withdraw']);
    for (const outcome of practiceOutcomes)
      expect(after(day, { type: 'cover-settled', track: 'practice', outcome }, dayFacts(owner)).practice).toBe(outcome);
  });

  test('the effects that the page shows are those of the act', () => {
    expect(cancellationEffects(confirmed(), 'doctor', by(doctorId))).toMatchObject({
      refusals: [],
      invitations: [doctorId, contact, otherContact],
      cover: true,
      practiceWithdrawn: false,
      noticeDays: 34,
    });
    expect(cancellationEffects(confirmed(), 'site', by(contact))).toMatchObject({ cover: false });
    expect(cancellationEffects(inStatus.held(), 'site', by(contact)).refusals).toMatchObject([{ code: 'too-late' }]);
  });

  test.each(hostOutcomes)('the search for another doctor ends: %s', (outcome) => {
    const left = after(confirmed(), cancel('doctor'), by(doctorId));
    expect(after(left, { type: 'cover-settled', track: 'host', outcome }, dayFacts()).host).toEqual({ cover: 'day-1.host', outcome });
  });

  test('a day that a cover opens is confirmed at once, and opened once', () => {
    const day = after(null, covered, dayFacts());
    expect(day).toMatchObject({
      status: 'confirmed',
      room: 3,
      from: 'day-0.host',
      assistant: { status: 'awaited' },
      invited: { [doctorId]: 0, [contact]: 0 },
    });
    expect(eventsOf(consultationDay.decide(day, covered, dayFacts()))).toEqual([]);
  });

  test.each<[Partial<Engagement>, string | null]>([
    [{ status: 'active' }, null],
    [{ status: 'withdrawn' }, 'withdrawal'],
    [{ status: 'ended' }, 'end'],
    [{ status: 'suspended' }, 'suspension'],
    [{ status: 'suspended', cdom: { registration: { ...notAsked, status: 'opposed' }, sites: {} } }, 'cdom-opposition'],
  ])('R-29: a day that is taken over is taken back at once where its doctor left meanwhile: %j', (change, reason) => {
    const facts = dayFacts({ engagement: anEngagement(change) });
    const events = eventsOf(consultationDay.decide(null, covered, facts));
    const day = after(null, covered, facts);
    const told = events.flatMap((event) => consultationDay.tells(event, day, facts)).filter(({ noun }) => noun === 'consultation-day');
    expect(told).toEqual(reason === null ? [] : [{ noun: 'consultation-day', dossier: 'day-1', action: { type: 'suspend', reason } }]);
    for (const { action } of told)
      expect(after(day, action as DayAction, facts)).toMatchObject({ status: 'cancelled', ending: { reason } });
  });
});
