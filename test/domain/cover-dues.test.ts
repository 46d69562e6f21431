import fc from 'fast-check';
import { cover } from '../../domain/cover';
import { locumTiers } from '../../domain/cover-candidates';
import type { CoverAction, CoverRecord, Track } from '../../domain/cover-record';
import { civilDate, plus, type Instant } from '../../domain/dates';
import { accepting, after, aLocum, aPerson, begins, factsAt, licence, opened, refusing, slotOf, start } from './cover-builders';
import { refusalsOf } from './reference-data';

const byTrack: Readonly<Record<Track, readonly CoverAction[]>> = {
  host: [
    accepting('Berger'),
    refusing('Berger'),
    refusing('Calvet'),
    refusing('Autre'),
    { type: 'settle', outcome: 'cancelled', reason: 'Personne' },
    { type: 'withdraw' },
  ],
  practice: [
    accepting('Denis'),
    refusing('Denis'),
    accepting('Etienne'),
    refusing('Etienne'),
    { type: 'answer-practice', choice: 'locum' },
    { type: 'answer-practice', choice: 'closed' },
    { type: 'fail', reason: 'illness' },
    { type: 'settle', outcome: 'locum-by-hand', reason: 'Trouvé' },
    { type: 'withdraw' },
  ],
};
type Known = { readonly state: CoverRecord; readonly now: Instant };

/** Whatever people do and in which order, dates falling in between. */
function lived(track: Track, acts: readonly (CoverAction | 'date')[], from: Instant): Known {
  return acts.reduce<Known>(
    ({ state, now }, act) => {
      const due = cover.dues(state, factsAt(now, track)).toSorted((a, b) => (a.at < b.at ? -1 : 1))[0];
      const action: CoverAction | null =
        act !== 'date'
          ? act
          : due === undefined
            ? null
            : { type: 'fall-due', due: due.what, ...(due.item === undefined ? {} : { item: due.item }) };
      const when = act === 'date' && due !== undefined && due.at > now ? due.at : now;
      const facts = factsAt(when, track);
      return action !== null && cover.decide(state, action, facts).ok ? { state: after(state, action, facts), now: when } : { state, now };
    },
    { state: opened(track, from), now: from },
  );
}

const lives = fc.constantFrom<Track>('host', 'practice').chain((track) =>
  fc.record({
    track: fc.constant(track),
    acts: fc.array(fc.constantFrom<CoverAction | 'date'>('date', 'date', ...byTrack[track]), { maxLength: 8 }),
    days: fc.integer({ min: 0, max: 39 }),
  }),
);

test('every listed date is accepted when it falls, and disappears', () => {
  fc.assert(
    fc.property(lives, ({ track, acts, days }) => {
      const { state, now } = lived(track, acts, plus(start, { days }));
      for (const due of cover.dues(state, factsAt(now, track))) {
        const facts = factsAt(due.at > now ? due.at : now, track);
        const next = after(state, { type: 'fall-due', due: due.what, ...(due.item === undefined ? {} : { item: due.item }) }, facts);
        expect(cover.dues(next, facts)).not.toContainEqual(due);
      }
    }),
    { numRuns: 150 },
  );
});

test('no date is past the day, and none is under one day save those that the day itself bounds', () => {
  fc.assert(
    fc.property(lives, ({ track, days }) => {
      const from = plus(start, { days });
      for (const { at } of cover.dues(opened(track, from), factsAt(from, track))) {
        expect(at <= begins).toBe(true);
        expect(at >= plus(from, { days: 1 }) || at === begins).toBe(true);
      }
    }),
    { numRuns: 100 },
  );
});

test('it always ends: with nobody answering, dates alone close it', () => {
  for (const track of ['host', 'practice'] as const) {
    const { state } = lived(
      track,
      Array.from({ length: 8 }, () => 'date' as const),
      start,
    );
    expect(cover.closed(state)).toBe(true);
    expect(cover.nextActions(state, factsAt(begins, track))).toEqual([]);
  }
});

describe('R-26: who may replace a doctor', () => {
  const replaced = aPerson('Parti');
  const on = (date: string) => slotOf('practice', { date: civilDate(date) });

  test.each([
    ['2026-11-15', [[{ person: 'Etienne', engagement: null }]]],
    ['2026-11-16', []],
  ])('E-24: a licence to 15 November covers the 15th and not the 16th: %s', (date, expected) => {
    for (const end of ['2026-11-15', '2026-12-31'])
      expect(locumTiers(on(date), [aLocum('Etienne', licence(end))], replaced, [])).toEqual(expected);
  });

  test('registered doctors are asked first, then students; never the doctor, another specialty, one struck off, one taken or one who said no', () => {
    const taken = [{ date: civilDate('2026-10-12'), half: 'morning' as const, dossier: slotOf('host').day }];
    const all = [
      aLocum('Student', licence('2026-11-15')),
      aLocum('Zoe'),
      aLocum('Autre', { specialty: 'Pédiatrie' }),
      aLocum('Radie', { status: 'struck-off' }),
      aLocum('Pris', {}, taken),
      aLocum('Volontaire', { locum: false }),
      aLocum('left'),
      aLocum('Non'),
    ];
    expect(locumTiers(slotOf('practice'), all, replaced, [aLocum('Non').id]).map((tier) => tier.map(({ person }) => person))).toEqual([
      ['Zoe'],
      ['Student'],
    ]);
  });

  test('R-40: a locum who was taken, or whose licence fell, since the question cannot accept', () => {
    const asked = after(opened('practice'), { type: 'answer-practice', choice: 'locum' }, factsAt(start, 'practice'));
    const held = [{ date: civilDate('2026-10-12'), half: 'afternoon' as const, dossier: slotOf('host').day }];
    expect(
      refusalsOf(cover.decide(asked, accepting('Denis'), factsAt(start, 'practice', { locums: [aLocum('Denis', {}, held)] }))),
    ).toEqual(['doctor-already-held /date']);
    expect(
      refusalsOf(cover.decide(asked, accepting('Denis'), factsAt(start, 'practice', { locums: [aLocum('Denis', licence('2026-09-30'))] }))),
    ).toEqual(['locum-not-licensed']);
  });
});
