import type { JSX } from 'preact';
import { frenchDate } from '../../../domain/dates';
import { formatEuros } from '../../../domain/money';
import type { Component, Programme, Rate } from '../../../domain/programme';
import { payerName } from '../../payers';
import type { Kit, View } from './kit';
import { Actions, DataTable, Facts, Section, type Fact } from './parts';
import { certificateNames } from './person';
import { gateNames } from './programme-words';

export type ProgrammeRow = { readonly id: string; readonly state: Programme };

const period = ({ from, to }: Pick<Programme, 'from' | 'to'>): string =>
  to === null ? `depuis le ${frenchDate(from)}` : `du ${frenchDate(from)} au ${frenchDate(to)}`;

export function programmesPage(rows: readonly ProgrammeRow[], kit: Kit): View {
  return {
    title: 'Dispositifs',
    body: (
      <>
        {kit.may('/programmes/new') && <Actions links={[{ href: '/console/programmes/new', label: 'Nouveau dispositif' }]} />}
        <DataTable<ProgrammeRow>
          caption={rows.length === 1 ? '1 dispositif' : `${rows.length} dispositifs`}
          rows={rows}
          empty="Aucun dispositif n’a encore été créé."
          columns={[
            { label: 'Nom', heads: true, cell: ({ id, state }) => <a href={`/console/programmes/${id}`}>{state.label}</a> },
            { label: 'En vigueur', cell: ({ state }) => period(state) },
            { label: 'Rémunération', cell: ({ state }) => state.components.map(({ label }) => label).join(', ') },
            { label: 'Plafond par mois', number: true, cell: ({ state }) => state.caps.monthlyHard },
          ]}
        />
      </>
    ),
  };
}

type ProgrammeModel = {
  readonly id: string;
  readonly programme: Programme;
  /** the collectivity's, which pays some of the components */
  readonly label: string;
};

export function programmePage({ id, programme, label }: ProgrammeModel, kit: Kit): View {
  return {
    title: programme.label,
    parents: [{ href: '/console/programmes', label: 'Dispositifs' }],
    body: (
      <>
        {kit.may('/programmes/:id/settings') && <Actions links={[{ href: `/console/programmes/${id}/settings`, label: 'Modifier' }]} />}
        <Facts facts={facts(programme)} />
        {programme.components.map((component, n) => (
          <ComponentSection component={component} label={label} n={n} />
        ))}
      </>
    ),
  };
}

function facts({ from, to, caps, gates, certificates }: Programme): readonly Fact[] {
  const listed = (names: readonly string[]): string => (names.length === 0 ? 'rien' : names.join('\u00A0; '));
  return [
    ['En vigueur', period({ from, to })],
    ['Plafond par médecin', `${caps.monthlyHard} demi-journées par mois`],
    ['Seuil d’alerte', caps.monthlySoft === null ? 'aucun' : `${caps.monthlySoft} demi-journées par mois`],
    ['Avant la première journée', listed(gates.map((gate) => gateNames[gate]))],
    ['Attestations demandées', listed(certificates.map((kind) => certificateNames[kind]))],
  ];
}

type ComponentProps = { readonly component: Component; readonly label: string; readonly n: number };

/** who pays, on what basis, and each rate with its dates and its source. */
function ComponentSection({ component: { payer, legalBasis, imputation, rates, label: name }, label, n }: ComponentProps): JSX.Element {
  return (
    <Section id={`composante-${n + 1}`} title={name}>
      <Facts
        facts={[
          ['Payeur', payerName(payer, label)],
          ['Base juridique', legalBasis],
          ...(imputation === null
            ? []
            : [
                [
                  'Imputation',
                  `chapitre ${imputation.chapter}, article ${imputation.account}, engagement ${imputation.budgetCommitment}`,
                ] as const,
              ]),
        ]}
      />
      <DataTable<Rate>
        caption={`Tarifs\u00A0: ${name}`}
        rows={rates}
        empty="Aucun tarif."
        columns={[
          { label: 'Du', heads: true, cell: ({ from }) => frenchDate(from) },
          { label: 'Au', cell: ({ to }) => (to === null ? 'sans fin prévue' : frenchDate(to)) },
          { label: 'Demi-journée', number: true, cell: ({ halfDay }) => formatEuros(halfDay) },
          { label: 'Source', cell: ({ source }) => source },
        ]}
      />
    </Section>
  );
}
