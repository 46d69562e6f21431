import type { Day, DayStatus } from '../../domain/consultation-day';
import { coverStatuses, type CoverStatus } from '../../domain/cover-record';
import { civilDate, instant } from '../../domain/dates';
import { costsOf } from '../../domain/indicator-costs';
import { addedHalfDays, halfDaysOf, type HalfDays } from '../../domain/indicator-half-days';
import { indicatorsOf, type CountedDay, type CountedEngagement, type IndicatorFacts } from '../../domain/indicators';
import { dossierId } from '../../domain/ids';
import { cents } from '../../domain/money';
import type { Programme } from '../../domain/programme';
import { aProgramme, aZone } from './reference-data';

const confirmedOn = instant('2026-09-10T08:00:00.000Z');
const whole = ['morning', 'afternoon'] as const;
const attestation = (half: 'morning' | 'afternoon'): Day['attested'][number] => ({
  half,
  doctor: 'doctor-1',
  site: 'site-1.c1',
  on: confirmedOn,
});

function aDay(change: Partial<CountedDay> = {}): CountedDay {
  return {
    status: 'confirmed',
    engagement: dossierId('engagement-1'),
    doctor: dossierId('doctor-1'),
    site: dossierId('site-1'),
    date: civilDate('2026-10-05'),
    halves: whole,
    attested: [],
    confirmedOn,
    ending: null,
    host: null,
    ...change,
  };
}

const ended = (side: NonNullable<Day['ending']>['side'], reason: string): Day['ending'] => ({
  by: 'x',
  side,
  reason,
  at: confirmedOn,
  noticeDays: 3,
});

function anEngagement(change: Partial<CountedEngagement> = {}): CountedEngagement {
  return {
    id: 'engagement-1',
    status: 'active',
    doctor: dossierId('doctor-1'),
    programme: dossierId('programme-1'),
    convention: dossierId('convention-1'),
    sites: [dossierId('site-1')],
    ...change,
  };
}

/** 50 € a half-day until 14 October 2026, 60 € after, paid by the collectivity; 100 € by the CPAM. */
const programme: Programme = {
  status: 'active',
  ...aProgramme(),
  components: [
    ...aProgramme().components,
    {
      key: 'national',
      label: 'Indemnité nationale',
      payer: 'cpam',
      creditor: 'doctor',
      legalBasis: 'Mission',
      rates: [{ from: civilDate('2025-09-01'), to: null, halfDay: cents(100_00), source: 'ARS' }],
      imputation: null,
    },
  ],
};

function facts(change: Partial<IndicatorFacts> = {}): IndicatorFacts {
  return {
    from: civilDate('2026-09-01'),
    to: civilDate('2026-12-31'),
    on: civilDate('2026-10-20'),
    zones: [aZone(), aZone({ siren: '200069169', name: 'CC Bocage' })],
    epciOf: { 'site-1': '200071082', 'site-2': '200069169' },
    people: [],
    engagements: [anEngagement()],
    answers: [],
    days: [],
    covers: [],
    programmes: { 'programme-1': programme },
    issued: [],
    ...change,
  };
}

const none: HalfDays = { offered: 0, planned: 0, upcoming: 0, held: 0, attested: 0 };
const half = [attestation('morning')];

test.each<readonly [DayStatus, Partial<CountedDay>, Partial<HalfDays>]>([
  ['proposed', { confirmedOn: null }, { offered: 2 }],
  ['declined', { confirmedOn: null }, { offered: 2 }],
  ['lapsed', { confirmedOn: null }, { offered: 2 }],
  ['confirmed', {}, { offered: 2, planned: 2, upcoming: 2 }],
  ['held', {}, { offered: 2, planned: 2, held: 2 }],
  ['disputed', {}, { offered: 2, planned: 2, held: 2 }],
  ['attested', { attested: half }, { offered: 2, planned: 2, held: 1, attested: 1 }],
  ['attested', { attested: whole.map(attestation) }, { offered: 2, planned: 2, held: 2, attested: 2 }],
  ['no-show', {}, { offered: 2, planned: 2 }],
  ['cancelled', {}, { offered: 2, planned: 2 }],
  ['cancelled', { confirmedOn: null }, { offered: 2 }],
  ['cancelled', { host: { cover: dossierId('c'), outcome: 'waived' } }, { offered: 2, planned: 2 }],
])('R-03, R-04: a day that is %s counts once in each column that it reached', (status, change, counted) => {
  expect(halfDaysOf(aDay({ status, ...change }))).toEqual({ ...none, ...counted });
});

test('a day taken over by a colleague is counted where it took place, not twice', () => {
  const left = aDay({ status: 'cancelled', host: { cover: dossierId('c'), outcome: 'covered' } });
  expect(addedHalfDays([left, aDay({ status: 'held' })])).toEqual({ ...none, offered: 2, planned: 2, held: 2 });
});

test('« 202 volontaires, 28 communautés sur 29 »: numerator, denominator and date are given, over the zones listed on that date', () => {
  const removed = aZone({ siren: '200070001', name: 'CC Sortie', status: 'removed', listedTo: civilDate('2026-10-01') });
  const { coverage, volunteers } = indicatorsOf(
    facts({
      people: [
        { status: 'active', volunteer: true },
        { status: 'active', volunteer: false },
        { status: 'struck-off', volunteer: true },
      ],
      zones: [...facts().zones, removed],
      days: [aDay()],
    }),
  );
  expect(volunteers).toBe(1);
  expect(coverage).toEqual({ volunteers: 1, covered: 1, listed: 2, on: '2026-10-20' });
});

test.each<readonly [string, Partial<IndicatorFacts>, string]>([
  ['held', { days: [aDay(), aDay({ status: 'attested', attested: half })] }, 'held'],
  ['to come', { days: [aDay()] }, 'upcoming'],
  ['only offered', { days: [aDay({ status: 'declined', confirmedOn: null })] }, 'volunteers'],
  ['cancelled', { days: [aDay({ status: 'cancelled' })], engagements: [] }, 'none'],
])('an EPCI is served as far as its half-days went: %s', (_, change, mark) => {
  const [montlucon] = indicatorsOf(facts(change)).epci.filter(({ siren }) => siren === '200071082');
  expect(montlucon?.mark).toBe(mark);
});

test('volunteers of an EPCI are those whose call or engagement names one of its sites, each once; who left is not counted', () => {
  const yes = (doctor: string, site: string): IndicatorFacts['answers'][number] => ({
    doctor,
    on: civilDate('2026-09-03'),
    said: { answer: 'yes', sites: [dossierId(site)], at: confirmedOn },
  });
  const { epci, engaged } = indicatorsOf(
    facts({
      answers: [yes('doctor-1', 'site-1'), yes('doctor-2', 'site-2'), yes('doctor-3', 'site-2')],
      engagements: [
        anEngagement(),
        anEngagement({ id: 'engagement-1b', convention: dossierId('convention-2') }),
        anEngagement({ id: 'engagement-3', doctor: dossierId('doctor-3'), status: 'withdrawn', sites: [dossierId('site-2')] }),
        anEngagement({ id: 'engagement-4', doctor: dossierId('doctor-4'), status: 'gates', sites: [dossierId('site-2')] }),
      ],
    }),
  );
  expect(engaged).toBe(1);
  expect(epci.map(({ name, volunteers, engaged: active }) => [name, volunteers, active])).toEqual([
    ['CA Montluçon Communauté', 1, 1],
    ['CC Bocage', 2, 0],
  ]);
});

test('R-41: refusals and cancellations are counted by coded reason and by who gave it, the most frequent first', () => {
  const declined = (side: 'doctor' | 'site', reason: string): CountedDay =>
    aDay({ status: 'declined', confirmedOn: null, ending: ended(side, reason) });
  const cancelled = (side: NonNullable<Day['ending']>['side'], reason: string): CountedDay =>
    aDay({ status: 'cancelled', ending: ended(side, reason) });
  const no = (on: string): IndicatorFacts['answers'][number] => ({
    doctor: 'doctor-2',
    on: civilDate(on),
    said: { answer: 'no', reason: 'distance', at: confirmedOn },
  });
  const { refusals, cancellations } = indicatorsOf(
    facts({
      answers: [no('2026-09-03'), no('2026-08-31')],
      days: [
        declined('doctor', 'date'),
        declined('doctor', 'distance'),
        declined('doctor', 'distance'),
        declined('site', 'date'),
        aDay({ status: 'lapsed', confirmedOn: null, ending: ended('clock', 'silence') }),
        cancelled('doctor', 'illness'),
        cancelled('engagement', 'withdrawal'),
        cancelled('doctor', 'illness'),
      ],
    }),
  );
  expect(refusals.campaign).toEqual([{ reason: 'distance', by: 'doctor', count: 1 }]);
  expect(refusals.day).toEqual([
    { reason: 'distance', by: 'doctor', count: 2 },
    { reason: 'date', by: 'doctor', count: 1 },
    { reason: 'date', by: 'site', count: 1 },
    { reason: 'silence', by: 'clock', count: 1 },
  ]);
  expect(cancellations).toEqual([
    { reason: 'illness', by: 'doctor', count: 2 },
    { reason: 'withdrawal', by: 'engagement', count: 1 },
  ]);
});

const coverColumns: Readonly<Record<CoverStatus, string>> = {
  asking: 'pending',
  searching: 'pending',
  escalated: 'pending',
  covered: 'found',
  'closed-practice': 'arranged',
  partner: 'arranged',
  resolved: 'arranged',
  waived: 'failed',
  withdrawn: 'none',
};

test.each(coverStatuses)('a cover that is %s counts in one column at most', (status) => {
  const { covers } = indicatorsOf(facts({ covers: [{ track: 'host', status, escalatedOn: null }] }));
  const column = coverColumns[status];
  const counts = { opened: column === 'none' ? 0 : 1, found: 0, arranged: 0, failed: 0, pending: 0, escalated: 0 };
  expect(covers[0]).toEqual({ track: 'host', ...counts, ...(column === 'none' ? {} : { [column]: 1 }) });
  expect(covers[1]?.opened).toBe(0);
});

test('R-02, R-07: each payer has its own sum, at the rate of the day worked; only attested half-days cost', () => {
  const days = [
    aDay({ status: 'attested', date: civilDate('2026-10-05'), attested: half }),
    aDay({ status: 'attested', date: civilDate('2026-10-19'), attested: whole.map(attestation) }),
    aDay({ status: 'held' }),
  ];
  const issued = [
    { engagement: 'engagement-1', date: civilDate('2026-10-05'), payer: 'collectivity', amount: cents(50_00) },
    { engagement: 'engagement-1', date: civilDate('2026-10-05'), payer: 'cpam', amount: cents(100_00) },
  ] as const;
  expect(indicatorsOf(facts({ days, issued })).costs).toEqual([
    { payer: 'cpam', attestedCents: 300_00, issuedCents: 100_00 },
    { payer: 'collectivity', attestedCents: 170_00, issuedCents: 50_00 },
  ]);
  expect(costsOf([], facts({ days: [] }))).toEqual([]);
});

test('R-56: each programme and convention has its own figures, which add up to those of all', () => {
  const engagements = [
    anEngagement(),
    anEngagement({ id: 'engagement-2', doctor: dossierId('doctor-2'), convention: dossierId('convention-2') }),
  ];
  const days = [
    aDay({ status: 'attested', attested: half }),
    aDay({ engagement: dossierId('engagement-2'), status: 'attested', attested: whole.map(attestation) }),
  ];
  const issued = [{ engagement: 'engagement-2', date: civilDate('2026-10-05'), payer: 'collectivity', amount: cents(100_00) }] as const;
  const all = indicatorsOf(facts({ engagements, days, issued }));
  expect(all.programmes.map(({ convention, engaged, halfDays, costs }) => [convention, engaged, halfDays.attested, costs])).toEqual([
    [
      'convention-1',
      1,
      1,
      [
        { payer: 'cpam', attestedCents: 100_00, issuedCents: 0 },
        { payer: 'collectivity', attestedCents: 50_00, issuedCents: 0 },
      ],
    ],
    [
      'convention-2',
      1,
      2,
      [
        { payer: 'cpam', attestedCents: 200_00, issuedCents: 0 },
        { payer: 'collectivity', attestedCents: 100_00, issuedCents: 100_00 },
      ],
    ],
  ]);
  expect(all.halfDays.attested).toBe(3);
});

test('an empty season gives zeros, not an error', () => {
  const empty = indicatorsOf(facts({ zones: [], engagements: [], programmes: {} }));
  expect(empty).toMatchObject({
    volunteers: 0,
    engaged: 0,
    coverage: { covered: 0, listed: 0 },
    halfDays: none,
    epci: [],
    costs: [],
    programmes: [],
  });
});
