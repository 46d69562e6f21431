import { civilDate } from '../../domain/dates';
import { cents } from '../../domain/money';
import { programme, rateOn, type Component, type Programme, type Rate } from '../../domain/programme';
import { aProgramme, baseFacts, eventsOf, refusalsOf } from './reference-data';

const facts = baseFacts();
type Input = Omit<Programme, 'status'>;

function componentWith(change: Partial<Component>): Input {
  const input = aProgramme();
  return { ...input, components: input.components.map((component) => ({ ...component, ...change })) };
}

function rate(from: string, to: string | null, change: Partial<Rate> = {}): Rate {
  return { from: civilDate(from), to: to === null ? null : civilDate(to), halfDay: cents(50_00), source: 'Délibération', ...change };
}

const set = (input: Input): readonly string[] => refusalsOf(programme.decide(null, { type: 'set', programme: input }, facts));

describe('programme', () => {
  test('R-07: a rate that changes in mid-month holds from its day on', () => {
    const [event] = eventsOf(programme.decide(null, { type: 'set', programme: aProgramme() }, facts));
    const [component] = event?.programme.components ?? [];
    const on = (date: string): number | undefined => (component === undefined ? undefined : rateOn(component, civilDate(date))?.halfDay);
    expect([on('2025-12-31'), on('2026-10-14'), on('2026-10-15')]).toEqual([undefined, 50_00, 60_00]);
  });

  test.each<[string, Input, readonly string[]]>([
    ['R-01: no legal basis', componentWith({ legalBasis: '' }), ['text-empty /programme/components/0/legalBasis']],
    ['R-01: no rate', componentWith({ rates: [] }), ['rates-missing /programme/components/0/rates']],
    [
      'R-01: no source',
      componentWith({ rates: [rate('2026-01-01', null, { source: '' })] }),
      ['text-empty /programme/components/0/rates/0/source'],
    ],
    [
      'R-01: no amount',
      componentWith({ rates: [rate('2026-01-01', null, { halfDay: cents(0) })] }),
      ['rate-not-positive /programme/components/0/rates/0/halfDay'],
    ],
    [
      'an amount that is a slip of the keyboard',
      componentWith({ rates: [rate('2026-01-01', null, { halfDay: cents(1_000_001) })] }),
      ['rate-too-high /programme/components/0/rates/0/halfDay'],
    ],
    ['the highest amount', componentWith({ rates: [rate('2026-01-01', null, { halfDay: cents(1_000_000) })] }), []],
    [
      'a component of the collectivity without imputation',
      componentWith({ imputation: null }),
      ['imputation-missing /programme/components/0/imputation'],
    ],
    ['no component', aProgramme({ components: [] }), ['components-missing /programme/components']],
    [
      'R-07: rates that overlap',
      componentWith({ rates: [rate('2026-01-01', '2026-10-15'), rate('2026-10-15', null)] }),
      ['rates-overlap /programme/components/0/rates/1/from'],
    ],
    [
      'R-07: an open rate before another',
      componentWith({ rates: [rate('2026-01-01', null), rate('2026-10-15', null)] }),
      ['rates-overlap /programme/components/0/rates/1/from'],
    ],
    [
      'R-07: a hole of one day',
      componentWith({ rates: [rate('2026-10-16', null), rate('2026-01-01', '2026-10-14')] }),
      ['rates-hole /programme/components/0/rates/0/from'],
    ],
    [
      'R-07: the programme starts before its rate',
      componentWith({ rates: [rate('2026-01-02', null)] }),
      ['rates-hole /programme/components/0/rates/0/from'],
    ],
    [
      'R-07: the rate ends before the programme',
      componentWith({ rates: [rate('2026-01-01', '2026-12-31')] }),
      ['rates-hole /programme/components/0/rates/0/to'],
    ],
    ['reversed dates of a programme', aProgramme({ to: civilDate('2025-01-01') }), ['dates-reversed /programme/to']],
    [
      'R-06: soft cap over the hard one',
      aProgramme({ caps: { monthlySoft: 5, monthlyHard: 4 } }),
      ['cap-soft-over-hard /programme/caps/monthlySoft'],
    ],
    ['R-06: no hard cap', aProgramme({ caps: { monthlySoft: null, monthlyHard: 0 } }), ['cap-not-positive /programme/caps/monthlyHard']],
    [
      'R-06: more half-days than a month has',
      aProgramme({ caps: { monthlySoft: null, monthlyHard: 63 } }),
      ['cap-over-month /programme/caps/monthlyHard'],
    ],
    ['one certificate twice', aProgramme({ certificates: ['rcp', 'rcp'] }), ['duplicate-item /programme/certificates']],
  ])('%s is refused', (_title, input, expected) => {
    expect(set(input)).toEqual(expected);
  });

  test('R-02: what the CPAM pays needs no imputation of the collectivity', () => {
    expect(set(componentWith({ payer: 'cpam', imputation: null }))).toEqual([]);
  });

  test('two components may not share a key', () => {
    const input = aProgramme();
    expect(set({ ...input, components: [...input.components, ...input.components] })).toEqual([
      'key-duplicate /programme/components/1/key',
    ]);
  });

  test('R-12: the same programme twice is one event', () => {
    const [event] = eventsOf(programme.decide(null, { type: 'set', programme: aProgramme() }, facts));
    const state = event === undefined ? null : programme.evolve(null, event);
    expect(eventsOf(programme.decide(state, { type: 'set', programme: aProgramme() }, facts))).toEqual([]);
  });
});
