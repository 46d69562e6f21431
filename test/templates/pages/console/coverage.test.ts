import { civilDate, month } from '../../../../domain/dates';
import { noHalfDays } from '../../../../domain/indicator-half-days';
import { indicatorsOf, type EpciIndicators, type Indicators } from '../../../../domain/indicators';
import { coverageRows, type CoverageModel } from '../../../../templates/pages/console/coverage';

const empty = indicatorsOf({
  from: civilDate('2026-01-01'),
  to: civilDate('2026-12-31'),
  on: civilDate('2026-10-20'),
  zones: [],
  epciOf: {},
  people: [],
  engagements: [],
  answers: [],
  days: [],
  covers: [],
  programmes: {},
  issued: [],
});
const anEpci = (name: string, change: Partial<EpciIndicators> = {}): EpciIndicators => ({
  siren: name,
  name,
  population: 1000,
  listed: true,
  volunteers: 0,
  engaged: 0,
  mark: 'none',
  halfDays: noHalfDays,
  ...change,
});
const of = (epci: readonly EpciIndicators[]): Indicators => ({ ...empty, epci });
const total = of([
  anEpci('CC Élan', { population: 300, mark: 'held', halfDays: { ...noHalfDays, offered: 4, held: 4 } }),
  anEpci('CC Bocage', { population: 200, mark: 'upcoming' }),
  anEpci('CC Sortie', { listed: false }),
  anEpci('CC Partie', { listed: false, population: 100, halfDays: { ...noHalfDays, offered: 2 } }),
]);
const model = (change: Partial<CoverageModel>): CoverageModel => ({
  month: month('2026-10'),
  typed: { value: '2026-10', fault: null },
  period: { from: empty.from, to: empty.to },
  sort: 'name',
  down: false,
  total,
  ofMonth: of([anEpci('CC Élan', { halfDays: { ...noHalfDays, planned: 2 } })]),
  ...change,
});

test.each([
  [{}, ['CC Bocage', 'CC Élan', 'CC Partie']],
  [{ down: true }, ['CC Partie', 'CC Élan', 'CC Bocage']],
  [{ sort: 'population' }, ['CC Partie', 'CC Bocage', 'CC Élan']],
  [{ sort: 'mark', down: true }, ['CC Élan', 'CC Bocage', 'CC Partie']],
  [{ sort: 'planned', down: true }, ['CC Élan', 'CC Bocage', 'CC Partie']],
] as const)('R-32: %j sorts the listed EPCI and those that had days; one that left without any is not shown', (change, names) => {
  expect(coverageRows(model(change)).map(({ total: { name } }) => name)).toEqual(names);
});
