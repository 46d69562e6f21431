import type { JSX } from 'preact';
import { frenchDate, frenchMonth, type CivilDate, type Month } from '../../../domain/dates';
import type { CoverageMark, EpciIndicators, Indicators } from '../../../domain/indicators';
import { coverageSentence, coverageWords, indicatorDefinitions } from '../../french/indicators';
import { SearchForm, type MonthTyped } from './form';
import type { View } from './kit';
import { Badge, Empty, Figures, Section, type Tone } from './parts';

export const coverageSorts = [
  'name',
  'population',
  'volunteers',
  'engaged',
  'planned',
  'held',
  'totalPlanned',
  'totalHeld',
  'mark',
] as const;
type CoverageSort = (typeof coverageSorts)[number];

export type CoverageModel = {
  readonly month: Month;
  readonly typed: MonthTyped;
  readonly period: { readonly from: CivilDate; readonly to: CivilDate };
  readonly sort: CoverageSort;
  readonly down: boolean;
  readonly total: Indicators;
  readonly ofMonth: Indicators;
};

type Row = { readonly total: EpciIndicators; readonly now: EpciIndicators | undefined };

const tones: Readonly<Record<CoverageMark, Tone>> = { held: 'good', upcoming: 'wait', volunteers: 'plain', none: 'bad' };
const ranks: Readonly<Record<CoverageMark, number>> = { held: 3, upcoming: 2, volunteers: 1, none: 0 };
const counts = new Intl.NumberFormat('fr-FR');

const columns: readonly {
  readonly key: CoverageSort;
  readonly label: string;
  readonly value: (row: Row) => number | string;
  readonly shown?: (row: Row) => JSX.Element;
}[] = [
  { key: 'name', label: 'Communauté', value: ({ total }) => total.name },
  { key: 'mark', label: 'Couverture', value: ({ total }) => ranks[total.mark], shown: ({ total }) => <Mark mark={total.mark} /> },
  { key: 'population', label: 'Population', value: ({ total }) => total.population },
  { key: 'volunteers', label: 'Volontaires', value: ({ total }) => total.volunteers },
  { key: 'engaged', label: 'Engagés', value: ({ total }) => total.engaged },
  { key: 'planned', label: 'Planifiées, mois', value: ({ now }) => now?.halfDays.planned ?? 0 },
  { key: 'held', label: 'Tenues, mois', value: ({ now }) => now?.halfDays.held ?? 0 },
  { key: 'totalPlanned', label: 'Planifiées, total', value: ({ total }) => total.halfDays.planned },
  { key: 'totalHeld', label: 'Tenues, total', value: ({ total }) => total.halfDays.held },
];

function Mark({ mark }: { readonly mark: CoverageMark }): JSX.Element {
  return <Badge tone={tones[mark]}>{coverageWords[mark]}</Badge>;
}

export function coverageRows({ total, ofMonth, sort, down }: CoverageModel): readonly Row[] {
  const months = new Map(ofMonth.epci.map((each) => [each.siren, each]));
  const rows = total.epci
    .filter(({ listed, halfDays }) => listed || halfDays.offered > 0)
    .map((each): Row => ({ total: each, now: months.get(each.siren) }));
  const value = columns.find(({ key }) => key === sort)?.value ?? (({ total: { name } }: Row) => name);
  const compared = (a: Row, b: Row): number => {
    const [one, other] = [value(a), value(b)];
    return typeof one === 'string' ? one.localeCompare(String(other), 'fr') : one - Number(other);
  };
  return rows.toSorted((a, b) => (down ? compared(b, a) : compared(a, b)) || a.total.name.localeCompare(b.total.name, 'fr'));
}

export function coveragePage(model: CoverageModel): View {
  const { total, typed, period } = model;
  const rows = coverageRows(model);
  return {
    title: 'Couverture du territoire',
    body: (
      <>
        <SearchForm
          action="/console/coverage"
          fields={[
            { kind: 'month', name: 'month', label: 'Mois', value: typed.value, fault: typed.fault },
            { kind: 'date', name: 'from', label: 'Total depuis le', value: period.from },
            { kind: 'date', name: 'to', label: 'jusqu’au', value: period.to },
          ]}
        />
        <Figures
          figures={[
            { value: `${total.coverage.covered} sur ${total.coverage.listed}`, label: 'communautés couvertes' },
            { value: String(total.volunteers), label: 'volontaires' },
            { value: String(total.engaged), label: 'médecins engagés' },
          ]}
        />
        <p>{`${coverageSentence(total.coverage)}.`}</p>
        {rows.length === 0 ? (
          <Empty>Aucune communauté n’est inscrite dans la liste des zones.</Empty>
        ) : (
          <Communities model={model} rows={rows} />
        )}
        <Definitions model={model} />
      </>
    ),
  };
}

function Communities({ model, rows }: { readonly model: CoverageModel; readonly rows: readonly Row[] }): JSX.Element {
  const { month, period } = model;
  return (
    <div class="scroll" role="region" aria-label="Communautés" tabIndex={0}>
      <table>
        <caption>{`Demi-journées par communauté : ${frenchMonth(month)}, et total du ${frenchDate(period.from)} au ${frenchDate(period.to)}`}</caption>
        <thead>
          <tr>
            {columns.map(({ key, label }) => (
              <Heading column={key} label={label} model={model} />
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.map((row) => (
            <tr>
              {columns.map(({ key, label, value, shown }) => {
                const cell = shown?.(row) ?? written(value(row));
                return key === 'name' ? (
                  <th scope="row" data-label={label}>
                    {cell}
                    {!row.total.listed && <span class="hint"> (sortie de la liste)</span>}
                  </th>
                ) : (
                  <td data-label={label} class={key === 'mark' ? '' : 'number'}>
                    {cell}
                  </td>
                );
              })}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

const written = (value: number | string): string => (typeof value === 'number' ? counts.format(value) : value);

/** A link sorts; a second one turns the order round. */
function Heading({
  column,
  label,
  model,
}: {
  readonly column: CoverageSort;
  readonly label: string;
  readonly model: CoverageModel;
}): JSX.Element {
  const { month, period, sort, down } = model;
  const isSorted = sort === column;
  const query = new URLSearchParams({ month, ...period, sort: column, ...(isSorted && !down ? { order: 'down' } : {}) });
  return (
    <th
      scope="col"
      class={column === 'name' || column === 'mark' ? '' : 'number'}
      {...(isSorted ? { 'aria-sort': down ? 'descending' : 'ascending' } : {})}
    >
      <a href={`/console/coverage?${query}`}>{label}</a>
      {isSorted && <span aria-hidden="true">{down ? '\u00A0▼' : '\u00A0▲'}</span>}
    </th>
  );
}

function Definitions({ model }: { readonly model: CoverageModel }): JSX.Element {
  const means = indicatorDefinitions;
  return (
    <Section id="definitions" title="Ce que les chiffres comptent">
      <dl>
        <dt>{`Communautés couvertes, au ${frenchDate(model.total.on)}`}</dt>
        <dd>{means.covered}</dd>
        <dt>Volontaires d’une communauté</dt>
        <dd>{means.epciVolunteers}</dd>
        <dt>Engagés</dt>
        <dd>{means.epciEngaged}</dd>
        <dt>Planifiées</dt>
        <dd>{means.planned}</dd>
        <dt>Tenues</dt>
        <dd>{means.held}</dd>
      </dl>
    </Section>
  );
}
