import type { JSX } from 'preact';
import { frenchDate } from '../../../domain/dates';
import type { PayerCost } from '../../../domain/indicator-costs';
import type { HalfDays } from '../../../domain/indicator-half-days';
import type { CancelledBy, CoverIndicators, Counted, Indicators, ProgrammeIndicators } from '../../../domain/indicators';
import { formatEuros } from '../../../domain/money';
import { askerLabels, reasonWords, refusalLabels } from '../../day-lines';
import { campaignRefusalWords } from '../../french/campaign';
import { coverageSentence, indicatorDefinitions as means } from '../../french/indicators';
import { payerName } from '../../payers';
import { SearchForm } from './form';
import type { View } from './kit';
import { DataTable, Figures, Section } from './parts';

export type IndicatorsModel = {
  readonly found: Indicators;
  readonly label: string;
  readonly programmes: Readonly<Record<string, string>>;
  readonly conventions: Readonly<Record<string, string>>;
};

export function indicatorsPage(model: IndicatorsModel): View {
  const { found } = model;
  const { from, to, on, volunteers, engaged, coverage, halfDays } = found;
  return {
    title: 'Indicateurs',
    body: (
      <>
        <SearchForm
          action="/console/indicators"
          fields={[
            { kind: 'date', name: 'from', label: 'Du', value: from },
            { kind: 'date', name: 'to', label: 'Au', value: to },
          ]}
        />
        <p>{`${means.period} ${means.on} Décompte du ${frenchDate(on)}.`}</p>
        <Figures
          figures={[
            { value: String(volunteers), label: 'volontaires' },
            { value: String(engaged), label: 'médecins engagés' },
            {
              value: `${coverage.covered} sur ${coverage.listed}`,
              label: 'communautés couvertes',
              href: `/console/coverage?from=${from}&to=${to}`,
            },
            { value: String(halfDays.held), label: 'demi-journées tenues' },
          ]}
        />
        <p>
          <strong>{`${coverageSentence(coverage)}.`}</strong>
        </p>
        <HalfDaysTable found={found} />
        <Reasons found={found} />
        <Covers covers={found.covers} />
        <Costs model={model} />
        <Programmes model={model} />
        <Definitions />
      </>
    ),
  };
}

const half: readonly (readonly [keyof HalfDays, string])[] = [
  ['offered', 'Offertes'],
  ['planned', 'Planifiées'],
  ['upcoming', 'À venir'],
  ['held', 'Tenues'],
  ['attested', 'Attestées'],
];

type NamedHalfDays = { readonly name: string; readonly halfDays: HalfDays };

function HalfDaysTable({ found }: { readonly found: Indicators }): JSX.Element {
  const served = found.epci.filter(({ halfDays }) => halfDays.offered > 0);
  const rows: readonly NamedHalfDays[] = [{ name: 'Toutes les communautés', halfDays: found.halfDays }, ...served];
  return (
    <Section id="half-days" title="Demi-journées par communauté">
      <DataTable<NamedHalfDays>
        caption="Demi-journées de la période, en tout et par communauté"
        rows={found.halfDays.offered === 0 ? [] : rows}
        empty="Aucune demi-journée n’a été proposée dans la période."
        columns={[
          { label: 'Communauté', heads: true, cell: ({ name }) => name },
          ...half.map(([key, label]) => ({ label, number: true, cell: ({ halfDays }: NamedHalfDays) => halfDays[key] })),
        ]}
      />
    </Section>
  );
}

type Reason = { readonly what: string; readonly by: string; readonly count: number };
const by: Readonly<Record<CancelledBy | 'clock', string>> = { ...askerLabels, engagement: 'l’engagement du médecin', clock: 'personne' };
const reasons = <R extends string, B extends CancelledBy | 'clock'>(
  rows: readonly Counted<R, B>[],
  write: (reason: R) => string,
): readonly Reason[] => rows.map(({ reason, by: who, count }) => ({ what: write(reason), by: by[who], count }));

function Reasons({ found: { refusals, cancellations } }: { readonly found: Indicators }): JSX.Element {
  return (
    <Section id="reasons" title="Motifs">
      <ReasonTable
        caption="Réponses négatives aux appels aux volontaires"
        rows={reasons(refusals.campaign, (reason) => campaignRefusalWords[reason])}
        empty="Aucune réponse négative dans la période."
      />
      <ReasonTable
        caption="Journées refusées ou restées sans réponse"
        rows={reasons(refusals.day, (reason) => (reason === 'silence' ? 'sans réponse' : refusalLabels[reason]))}
        empty="Aucun refus dans la période."
      />
      <ReasonTable caption="Journées annulées" rows={reasons(cancellations, reasonWords)} empty="Aucune annulation dans la période." />
    </Section>
  );
}

function ReasonTable({
  caption,
  rows,
  empty,
}: {
  readonly caption: string;
  readonly rows: readonly Reason[];
  readonly empty: string;
}): JSX.Element {
  return (
    <DataTable<Reason>
      caption={caption}
      rows={rows}
      empty={empty}
      columns={[
        { label: 'Motif', heads: true, cell: ({ what }) => what },
        { label: 'Donné par', cell: (row) => row.by },
        { label: 'Nombre', number: true, cell: ({ count }) => count },
      ]}
    />
  );
}

const tracks: Readonly<Record<CoverIndicators['track'], string>> = { host: 'Consultation', practice: 'Cabinet du médecin' };

function Covers({ covers }: { readonly covers: readonly CoverIndicators[] }): JSX.Element {
  return (
    <Section id="covers" title="Remplacements">
      <DataTable<CoverIndicators>
        caption="Remplacements cherchés pour des journées de la période"
        rows={covers.filter(({ opened }) => opened > 0)}
        empty="Aucun remplacement n’a été cherché dans la période."
        columns={[
          { label: 'Remplacement', heads: true, cell: ({ track }) => tracks[track] },
          { label: 'Cherchés', number: true, cell: ({ opened }) => opened },
          { label: 'Trouvés', number: true, cell: ({ found }) => found },
          { label: 'Arrangés', number: true, cell: ({ arranged }) => arranged },
          { label: 'Sans remplaçant', number: true, cell: ({ failed }) => failed },
          { label: 'En cours', number: true, cell: ({ pending }) => pending },
          { label: 'Signalés', number: true, cell: ({ escalated }) => escalated },
        ]}
      />
    </Section>
  );
}

function Costs({ model: { found, label } }: { readonly model: IndicatorsModel }): JSX.Element {
  return (
    <Section id="costs" title="Coût par payeur">
      <DataTable<PayerCost>
        caption="Sommes de la période, par payeur"
        rows={found.costs}
        empty="Aucune somme dans la période."
        columns={[
          { label: 'Payeur', heads: true, cell: ({ payer }) => payerName(payer, label) },
          { label: 'Attesté', number: true, cell: ({ attestedCents }) => formatEuros(attestedCents) },
          { label: 'Émis ou indiqué', number: true, cell: ({ issuedCents }) => formatEuros(issuedCents) },
        ]}
      />
    </Section>
  );
}

function Programmes({ model: { found, label, programmes, conventions } }: { readonly model: IndicatorsModel }): JSX.Element {
  const sums = (costs: readonly PayerCost[], of: 'attestedCents' | 'issuedCents'): JSX.Element => (
    <ul class="plain payers">
      {costs.map((cost) => (
        <li>{`${payerName(cost.payer, label)} : ${formatEuros(cost[of])}`}</li>
      ))}
    </ul>
  );
  return (
    <Section id="programmes" title="Par dispositif et convention">
      <DataTable<ProgrammeIndicators>
        caption="Les mêmes chiffres par dispositif et convention"
        rows={found.programmes}
        empty="Aucun engagement."
        columns={[
          { label: 'Dispositif', heads: true, cell: ({ programme }) => programmes[programme] ?? programme },
          {
            label: 'Convention',
            cell: ({ convention }) => <a href={`/console/conventions/${convention}`}>{conventions[convention] ?? convention}</a>,
          },
          { label: 'Engagés', number: true, cell: ({ engaged }) => engaged },
          ...half.map(([key, name]) => ({ label: name, number: true, cell: ({ halfDays }: ProgrammeIndicators) => halfDays[key] })),
          { label: 'Attesté', cell: ({ costs }) => sums(costs, 'attestedCents') },
          { label: 'Émis ou indiqué', cell: ({ costs }) => sums(costs, 'issuedCents') },
        ]}
      />
    </Section>
  );
}

const defined: readonly (readonly [string, string])[] = [
  ['Volontaires', means.volunteers],
  ['Médecins engagés', means.engaged],
  ['Communautés couvertes', means.covered],
  ['Total des communautés', means.listed],
  ['Offertes', means.offered],
  ['Planifiées', means.planned],
  ['À venir', means.upcoming],
  ['Tenues', means.held],
  ['Attestées', means.attested],
  ['Réponses négatives aux appels', means.campaignRefusals],
  ['Journées refusées', means.dayRefusals],
  ['Journées annulées', means.cancellations],
  ['Remplacements', means.covers],
  ['Attesté', means.attestedCents],
  ['Émis ou indiqué', means.issuedCents],
  ['Par dispositif et convention', means.programmes],
];

function Definitions(): JSX.Element {
  return (
    <Section id="definitions" title="Ce que les chiffres comptent">
      <dl>
        {defined.map(([term, text]) => (
          <>
            <dt>{term}</dt>
            <dd>{text}</dd>
          </>
        ))}
      </dl>
    </Section>
  );
}
