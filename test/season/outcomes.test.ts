import { civilDate } from '../../domain/dates';
import { cast } from '../../season/cast';
import { dayOutcome, plainOutcome, practicesOutcome, ratesOutcome, type DaysSeen } from '../../season/outcomes';
import { nameOf } from '../../season/cast';
import { bothHalves, type DayKind, type PlannedDay } from '../../season/plan';
import type { Volunteer } from '../../season/season';
import { dayScenes, practices } from '../../season/stories/days';

const people = cast(1, 12);
const [one, two] = people.sites.map((site) => ({ ...site, id: `site-${site.n}` }));
if (one === undefined || two === undefined) throw new Error('no site');
const volunteers = people.volunteers.map((each): Volunteer => ({
  ...each,
  id: `person-${each.n}`,
  engagement: `eng-${each.n}`,
  programme: 'national',
  wishes: [one, two],
}));
const [date, other] = [civilDate('2026-10-20'), civilDate('2026-10-21')];

function planned(kind: DayKind, n = 1): PlannedDay {
  const volunteer = volunteers[n];
  if (volunteer === undefined || one === undefined) throw new Error('no volunteer');
  return { volunteer, site: one, date, halves: bothHalves, kind, other };
}

type Day = DaysSeen['days'][number];
const day = (more: Partial<Day> = {}): Day => ({
  id: 'day-1',
  engagement: 'eng-1',
  site: 'site-0',
  date,
  state: 'attested',
  halves: bothHalves,
  attested: bothHalves,
  ...more,
});
const nothing: DaysSeen = { days: [], covers: [], lines: [], disputes: [], escalations: [] };
const told = `Date : mardi 20 octobre 2026, journée\nLieu : ${one.name}`;
const cancelled = day({ state: 'cancelled', attested: [] });
const morning = day({ attested: ['morning'] });
const elsewhere = day({ id: 'day-2', date: other });
const host = (state: string): DaysSeen['covers'] => [{ day: 'day-1', track: 'host', state }];
const recall = [{ doctor: 'person-1', date, kind: 'arrears' }];

test.each<[Exclude<DayKind, 'plain'>, Partial<DaysSeen>, string, Partial<DaysSeen>]>([
  ['half-presence', { days: [morning] }, 'the whole day attested', { days: [day()] }],
  ['dispute', { days: [morning], disputes: [told] }, 'a dispute that does not come', { days: [morning] }],
  ['refused', { days: [day({ state: 'declined', attested: [] }), elsewhere] }, 'no other date', { days: [day({ state: 'declined' })] }],
  ['silent', { days: [day({ state: 'lapsed', attested: [] }), elsewhere] }, 'an answer after all', { days: [day(), elsewhere] }],
  [
    'covered',
    { days: [cancelled, day({ id: 'day-1.host.eng_x', engagement: 'eng-4' })], covers: host('covered') },
    'a cover that is not found',
    { days: [cancelled], covers: host('waived') },
  ],
  [
    'uncovered',
    { days: [cancelled], covers: host('waived'), escalations: [told] },
    'an escalation that does not come',
    { days: [cancelled], covers: host('waived') },
  ],
  ['moved', { days: [elsewhere] }, 'a day that stays', { days: [day()] }],
  ['site-cancels', { days: [cancelled] }, 'a day that is held all the same', { days: [day()] }],
  ['late-presence', { days: [day()], lines: recall }, 'arrears that are forgotten', { days: [day()] }],
])('the scene « %s » is in order as planned, and red with %s', (kind, asPlanned, _, otherwise) => {
  const { expected } = dayScenes[kind];
  expect(dayOutcome(planned(kind), { ...nothing, ...asPlanned })).toBe(expected);
  expect(dayOutcome(planned(kind), { ...nothing, ...otherwise })).not.toBe(expected);
  expect(dayOutcome(planned(kind), nothing)).not.toBe(expected);
});

test('ordinary days are in order only when each was attested whole', () => {
  const { expected } = dayScenes.plain;
  expect(plainOutcome([planned('plain')], { ...nothing, days: [day()] }, expected)).toBe(expected);
  expect(plainOutcome([planned('plain')], { ...nothing, days: [morning] }, expected)).toContain('attestée (matin)');
  expect(plainOutcome([planned('plain')], nothing, expected)).toContain('introuvable');
});

test.each<[string, number, DayKind, string, readonly string[], boolean]>([
  ['a locum found', 0, 'plain', 'covered', [], true],
  ['a partner', 3, 'plain', 'partner', [], true],
  ['a closed practice', 6, 'plain', 'closed-practice', [], true],
  ['a silence that was escalated', 9, 'late-presence', 'closed-practice', ['told'], true],
  ['a namesake of the doctor told of another day', 0, 'plain', 'covered', ['namesake'], true],
  ['a silence that nobody was told', 9, 'late-presence', 'closed-practice', [], false],
  ['a locum who is not found', 0, 'plain', 'escalated', [], false],
])('the practices with %s: as chosen or not', (_, n, kind, state, escalated, inOrder) => {
  const plan = planned(kind, n);
  const seen = {
    ...nothing,
    days: [day({ engagement: `eng-${n}` })],
    covers: [{ day: 'day-1', track: 'practice', state }],
    escalations: escalated.map(
      (what) => `${what === 'told' ? nameOf(plan.volunteer) : `Camille ${plan.volunteer.familyName}`}, mardi 20 octobre 2026`,
    ),
  };
  expect(practicesOutcome([plan], seen, practices.expected) === practices.expected).toBe(inOrder);
});

test('R-07: the rates of a doctor are read in the order of the dates, without the information', () => {
  const line = (on: string, unitCents: number, kind = 'service'): { date: string; unitCents: number; kind: string } => ({
    date: on,
    unitCents,
    kind,
  });
  expect(ratesOutcome([line('2026-10-19', 13550), line('2026-10-15', 12000), line('2026-10-15', 10000, 'information')])).toBe(
    '120,00\u00A0€ puis 135,50\u00A0€',
  );
});
