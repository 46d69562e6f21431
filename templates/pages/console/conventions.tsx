import type { JSX } from 'preact';
import type { Convention } from '../../../domain/convention';
import type { ConventionStatus } from '../../../domain/convention-record';
import { signs, type ConventionParty } from '../../../domain/convention-terms';
import { frenchDate, type CivilDate, type TimeZone } from '../../../domain/dates';
import { formatEuros } from '../../../domain/money';
import { words } from '../../french';
import { signatureRefusalWords } from '../../french/signature-round';
import { ActList } from './acts';
import { conventionActs } from './convention-acts';
import { partyRoleNames } from './convention-form';
import { DaysAfterEnd, type DayLine } from './convention-papers';
import { momentWords, Waiting, type Waits } from './dossier';
import type { Kit, View } from './kit';
import { Actions, Badge, DataTable, Empty, Facts, Section, type Fact, type Tone } from './parts';

export type ConventionRow = { readonly id: string; readonly state: Convention };

const tones: Readonly<Record<ConventionStatus, Tone>> = {
  draft: 'wait',
  voted: 'wait',
  enforceable: 'wait',
  signing: 'wait',
  signed: 'wait',
  'in-force': 'good',
  refused: 'bad',
  ended: 'plain',
  archived: 'plain',
};

function StatusBadge({ status }: { readonly status: ConventionStatus }): JSX.Element {
  return <Badge tone={tones[status]}>{words.convention.statuses[status]}</Badge>;
}

export function conventionsPage(rows: readonly ConventionRow[], kit: Kit): View {
  return {
    title: 'Conventions',
    body: (
      <>
        {kit.may('/conventions/new') && <Actions links={[{ href: '/console/conventions/new', label: 'Nouvelle convention' }]} />}
        <DataTable<ConventionRow>
          caption={`${rows.length} convention${rows.length > 1 ? 's' : ''}`}
          rows={rows}
          empty="Aucune convention n’a encore été créée."
          columns={[
            { label: 'Numéro', heads: true, cell: ({ id, state }) => <a href={`/console/conventions/${id}`}>{state.number}</a> },
            { label: 'Titre', cell: ({ state }) => state.title },
            { label: 'État', cell: ({ state }) => <StatusBadge status={state.status} /> },
            { label: 'Du', cell: ({ state }) => frenchDate(state.from) },
            { label: 'Au', cell: ({ state }) => frenchDate(state.to) },
            { label: 'Intercommunalités', number: true, cell: ({ state }) => state.epci.length },
          ]}
        />
      </>
    ),
  };
}

export type ConventionModel = {
  readonly id: string;
  readonly version: number;
  readonly convention: Convention;
  readonly effectiveOn: CivilDate | null;
  readonly clock: TimeZone;
  readonly today: CivilDate;
  /** R-50: names and addresses of signatories are for those who run the signature */
  readonly maySeeSignatories: boolean;
  readonly programmes: Readonly<Record<string, string>>;
  readonly zones: readonly { readonly siren: string; readonly name: string; readonly population: number | null }[];
  readonly engagements: number;
  readonly documents: readonly { readonly id: string; readonly name: string; readonly isKept: boolean }[];
  readonly waits: readonly Waits[];
  /** R-33 */
  readonly daysAfterEnd: readonly DayLine[];
};

export function conventionPage(model: ConventionModel, kit: Kit): View {
  const { convention, waits, clock } = model;
  return {
    title: `${convention.number} – ${convention.title}`,
    parents: [{ href: '/console/conventions', label: 'Conventions' }],
    body: (
      <>
        <p>
          <StatusBadge status={convention.status} />
        </p>
        <Facts facts={facts(model)} />
        <Waiting waits={waits} zone={clock} />
        <ActList acts={conventionActs(model)} path="/conventions" id={model.id} version={model.version} kit={kit} />
        <DaysAfterEnd days={model.daysAfterEnd} endsOn={convention.denunciation?.endsOn ?? null} />
        <Deliberation model={model} />
        <Parties model={model} />
        <Epci model={model} />
        <Documents model={model} />
      </>
    ),
  };
}

function facts({ convention, effectiveOn, programmes, engagements, clock }: ConventionModel): readonly Fact[] {
  const { from, to, noticeMonths, programmes: named, denunciation = null, refusal, digest, budgets = [] } = convention;
  return [
    ['Dates prévues', `du ${frenchDate(from)} au ${frenchDate(to)}`],
    ['Effet', effectiveOn === null ? 'pas encore acquis' : frenchDate(effectiveOn)],
    ['Préavis de dénonciation', `${noticeMonths} mois`],
    ...(denunciation === null
      ? []
      : [['Dénoncée', `reçue le ${frenchDate(denunciation.receivedOn)}, fin le ${frenchDate(denunciation.endsOn)}`] as const]),
    ['Dispositifs', named.map((id) => programmes[id] ?? id).join(', ')],
    ['Engagements de médecins', String(engagements)],
    ...budgets.map(({ year, credits, takenUntil }): Fact => [
      `Crédits ${year}`,
      `${credits === null ? 'non suivis' : formatEuros(credits)}${takenUntil === null ? '' : `, documents pris jusqu’au ${frenchDate(takenUntil)}`}`,
    ]),
    ...(convention.outside === undefined
      ? []
      : [['Signature', `hors de Relais, enregistrée le ${momentWords(convention.outside.at, clock)}`] as const]),
    ...(refusal === null ? [] : [['Refus de signature', signatureRefusalWords[refusal.reason]] as const]),
    ...(digest === null ? [] : [['Empreinte du texte', <code>{digest}</code>] as const]),
  ];
}

/** R-21, R-22: vote, transmission, publication: enforceable once the last two are done. */
function Deliberation({ model: { convention } }: { readonly model: ConventionModel }): JSX.Element {
  const { deliberation } = convention;
  const on = (date: CivilDate | null): string => (date === null ? 'pas encore enregistrée' : frenchDate(date));
  return (
    <Section id="deliberation" title="Délibération">
      {deliberation === null ? (
        <Empty>La délibération n’est pas encore enregistrée.</Empty>
      ) : (
        <Facts
          facts={[
            ['Référence', deliberation.reference],
            ['Vote', frenchDate(deliberation.votedOn)],
            ['Transmission au préfet', on(deliberation.transmittedOn)],
            ['Publication', on(deliberation.publishedOn)],
            ['Exécutoire le', deliberation.enforceableOn === null ? 'pas encore exécutoire' : frenchDate(deliberation.enforceableOn)],
          ]}
        />
      )}
    </Section>
  );
}

function Parties({ model: { convention, clock, maySeeSignatories } }: { readonly model: ConventionModel }): JSX.Element {
  const signedBy = (party: ConventionParty): string => {
    const found = convention.signed.find((each) => each.party === party.key);
    if (found !== undefined) return `signée le ${momentWords(found.at, clock)}`;
    return signs(party) ? 'pas encore signée' : 'ne signe pas';
  };
  return (
    <Section id="parties" title="Parties et signatures">
      <DataTable<ConventionParty>
        caption="Parties, dans l’ordre de signature"
        rows={convention.parties.toSorted((a, b) => a.rank - b.rank)}
        empty="Aucune partie."
        columns={[
          { label: 'Organisme', heads: true, cell: ({ organisation }) => organisation },
          { label: 'Qualité', cell: ({ role }) => partyRoleNames[role] },
          { label: 'Rang', number: true, cell: ({ rank }) => rank },
          {
            label: 'Signataire',
            cell: ({ signatory }) => (maySeeSignatories ? `${signatory.name}, ${signatory.capacity}` : signatory.capacity),
          },
          { label: 'Signature', cell: (party) => signedBy(party) },
        ]}
      />
    </Section>
  );
}

const counts = new Intl.NumberFormat('fr-FR');

function Epci({ model: { zones } }: { readonly model: ConventionModel }): JSX.Element {
  return (
    <Section id="epci" title="Territoire">
      <DataTable<ConventionModel['zones'][number]>
        caption={`${zones.length} communauté${zones.length > 1 ? 's' : ''} couverte${zones.length > 1 ? 's' : ''} par la convention`}
        rows={zones}
        empty="Aucune communauté."
        columns={[
          { label: 'Communauté', heads: true, cell: ({ name }) => name },
          { label: 'SIREN', cell: ({ siren }) => siren },
          { label: 'Population', number: true, cell: ({ population }) => (population === null ? '' : counts.format(population)) },
        ]}
      />
    </Section>
  );
}

function Documents({ model: { documents } }: { readonly model: ConventionModel }): JSX.Element {
  return (
    <Section id="documents" title="Documents">
      <DataTable<ConventionModel['documents'][number]>
        caption="Documents de la convention"
        rows={documents}
        empty="Aucun document n’a encore été produit."
        columns={[
          {
            label: 'Document',
            heads: true,
            cell: ({ id, name, isKept }) => (isKept ? <a href={`/console/documents/${id}`}>{name}</a> : name),
          },
          { label: 'État', cell: ({ isKept }) => (isKept ? 'scellé' : 'en préparation') },
        ]}
      />
    </Section>
  );
}
