import type { JSX } from 'preact';
import type { CreditorState } from '../../../domain/bank-details';
import type { Day } from '../../../domain/consultation-day';
import { frenchDate, type CivilDate, type TimeZone } from '../../../domain/dates';
import type { Authorisation, Engagement } from '../../../domain/engagement';
import type { EngagementStatus } from '../../../domain/engagement-record';
import { halvesWords } from '../../day-lines';
import { words } from '../../french';
import { withdrawalWords } from '../../french/engagement';
import { DayBadge } from './calendar';
import { momentWords, PastTable, Waiting, type Past, type Waits } from './dossier';
import { ActList } from './acts';
import { engagementActs } from './engagement-acts';
import { ProposeLink, proposeLinks } from './proposal';
import type { Choice } from './form';
import type { Kit, View } from './kit';
import { Actions, Badge, DataTable, Facts, Fold, Section, type Fact, type Tone } from './parts';

export type EngagementRow = {
  readonly id: string;
  readonly status: EngagementStatus;
  readonly doctor: string;
  readonly programme: string;
  readonly convention: string;
  readonly to: CivilDate;
};

const tones: Readonly<Record<EngagementStatus, Tone>> = {
  letter: 'wait',
  gates: 'wait',
  active: 'good',
  suspended: 'bad',
  withdrawn: 'plain',
  ended: 'plain',
};

function StatusBadge({ status }: { readonly status: EngagementStatus }): JSX.Element {
  return <Badge tone={tones[status]}>{words.engagement.statuses[status]}</Badge>;
}

export function engagementsPage(rows: readonly EngagementRow[], kit: Kit): View {
  return {
    title: 'Engagements',
    body: (
      <>
        <Actions
          links={[
            ...(kit.may('/engagements/new') ? [{ href: '/console/engagements/new', label: 'Ouvrir un engagement' }] : []),
            ...proposeLinks(kit, null),
          ]}
        />
        <DataTable<EngagementRow>
          caption={`${rows.length} engagement${rows.length > 1 ? 's' : ''} de médecins volontaires`}
          rows={rows}
          empty="Aucun médecin n’est encore engagé. Un oui à un appel aux volontaires ouvre un engagement."
          columns={[
            { label: 'Médecin', heads: true, cell: ({ id, doctor }) => <a href={`/console/engagements/${id}`}>{doctor}</a> },
            { label: 'État', cell: ({ status }) => <StatusBadge status={status} /> },
            { label: 'Dispositif', cell: ({ programme }) => programme },
            { label: 'Convention', cell: ({ convention }) => convention },
            { label: 'Jusqu’au', cell: ({ to }) => frenchDate(to) },
          ]}
        />
      </>
    ),
  };
}

type CreditorRow = { readonly id: string; readonly state: CreditorState };

export type EngagementModel = {
  readonly id: string;
  readonly version: number;
  readonly engagement: Engagement;
  readonly doctor: string;
  readonly programme: string;
  readonly convention: string;
  readonly clock: TimeZone;
  readonly today: CivilDate;
  readonly siteNames: Readonly<Record<string, string>>;
  readonly otherSites: readonly Choice[];
  readonly creditors: readonly CreditorRow[];
  readonly days: readonly { readonly id: string; readonly state: Day }[];
  readonly documents: readonly { readonly id: string; readonly name: string; readonly isKept: boolean }[];
  readonly waits: readonly Waits[];
  readonly past: readonly Past[];
};

export function engagementPage(model: EngagementModel, kit: Kit): View {
  const { id, engagement, doctor, waits, past, clock } = model;
  return {
    title: `Engagement – ${doctor}`,
    parents: [{ href: '/console/engagements', label: 'Engagements' }],
    body: (
      <>
        <p>
          <StatusBadge status={engagement.status} />
        </p>
        {engagement.status === 'active' && <ProposeLink kit={kit} engagement={id} />}
        <Facts facts={facts(model)} />
        <Waiting waits={waits} zone={clock} />
        <ActList acts={engagementActs(model)} path="/engagements" id={id} version={model.version} kit={kit} />
        <Letter model={model} />
        <Cdom model={model} />
        <Bank model={model} />
        <Days model={model} />
        <Fold title="Historique">
          <PastTable past={past} zone={clock} />
        </Fold>
      </>
    ),
  };
}

function facts({ engagement, doctor, programme, convention, clock }: EngagementModel): readonly Fact[] {
  const { from, to, ending } = engagement;
  return [
    ['Médecin', doctor],
    ['Dispositif', programme],
    ['Convention', <a href={`/console/conventions/${engagement.convention}`}>{convention}</a>],
    ['Période', `du ${frenchDate(from)} au ${frenchDate(to)}`],
    ...(ending === null ? [] : [['Retrait', `${momentWords(ending.at, clock)} – ${withdrawalWords[ending.reason]}`] as const]),
  ];
}

function Letter({ model: { engagement, documents, clock } }: { readonly model: EngagementModel }): JSX.Element {
  const { letterSignedOn, letterRefusal, contract, rounds } = engagement;
  const signed =
    letterSignedOn !== null
      ? `signée le ${momentWords(letterSignedOn, clock)}`
      : letterRefusal === null
        ? 'en attente de signature'
        : 'non signée';
  return (
    <Section id="letter" title="Lettre d’engagement">
      <Facts
        facts={[
          ['Signature', signed],
          ['Envois', String(rounds)],
          ['Transmission à l’Ordre', contract === null ? 'pas encore enregistrée' : `le ${frenchDate(contract.on)} – ${contract.proof}`],
        ]}
      />
      <DataTable<EngagementModel['documents'][number]>
        caption="Documents"
        rows={documents}
        empty="Aucun document."
        columns={[
          {
            label: 'Document',
            heads: true,
            cell: ({ id, name, isKept }) => (isKept ? <a href={`/console/documents/${encodeURIComponent(id)}`}>{name}</a> : name),
          },
          { label: 'État', cell: ({ isKept }) => (isKept ? 'scellé' : 'en préparation') },
        ]}
      />
    </Section>
  );
}

type Council = { readonly scope: string; readonly said: Authorisation };
const authorisations: Readonly<Record<Authorisation['status'], readonly [Tone, string]>> = {
  none: ['plain', 'pas encore saisi'],
  asked: ['wait', 'réponse attendue'],
  authorised: ['good', 'accord'],
  opposed: ['bad', 'opposition'],
};

/** the council of registration and the one of each site are tracked apart. */
/** what was answered was received; the proof matters while an answer is awaited. */
function receipt({ receivedOn, status }: Authorisation): string {
  if (receivedOn !== null) return frenchDate(receivedOn);
  return status === 'asked' ? 'preuve manquante' : '';
}

function Cdom({ model: { engagement, siteNames, clock } }: { readonly model: EngagementModel }): JSX.Element {
  const { registration, sites } = engagement.cdom;
  const rows: readonly Council[] = [
    { scope: 'Ordre d’inscription', said: registration },
    ...Object.entries(sites).map(([site, said]) => ({ scope: siteNames[site] ?? site, said })),
  ];
  return (
    <Section id="cdom" title="Ordre des médecins">
      <DataTable<Council>
        caption="Ce que les conseils de l’Ordre ont répondu"
        rows={rows}
        empty="Aucune demande."
        columns={[
          { label: 'Pour', heads: true, cell: ({ scope }) => scope },
          { label: 'Réponse', cell: ({ said }) => <Badge tone={authorisations[said.status][0]}>{authorisations[said.status][1]}</Badge> },
          { label: 'Demandée le', cell: ({ said }) => (said.askedOn === null ? '' : momentWords(said.askedOn, clock)) },
          {
            label: 'Reçue par l’Ordre le',
            cell: ({ said }) => receipt(said),
          },
          { label: 'Répondue le', cell: ({ said }) => (said.answeredOn === null ? '' : frenchDate(said.answeredOn)) },
          { label: 'Pièce', cell: ({ said }) => said.document ?? '' },
        ]}
      />
    </Section>
  );
}

/** an account is shown by its last characters only. */
function Bank({ model: { creditors, clock } }: { readonly model: EngagementModel }): JSX.Element {
  return (
    <Section id="bank" title="Coordonnées bancaires">
      <DataTable<CreditorRow>
        caption="Comptes déclarés, masqués"
        rows={creditors}
        empty="Aucune coordonnée bancaire n’a été transmise."
        columns={[
          {
            label: 'Compte',
            heads: true,
            cell: ({ id, state: { effective, pending } }) => (
              <a href={`/console/creditors/${id}`}>{(effective ?? pending)?.maskedIban ?? 'à déclarer'}</a>
            ),
          },
          { label: 'État', cell: ({ state }) => words.creditor.statuses[state.status] },
          {
            label: 'Titulaire',
            cell: ({ state: { effective, pending } }) => ((effective ?? pending)?.holderKind === 'company' ? 'société' : 'médecin'),
          },
          {
            label: 'En vigueur depuis',
            cell: ({ state: { effective } }) => (effective === null ? '' : momentWords(effective.confirmedOn, clock)),
          },
          { label: 'Changement en cours', cell: ({ state: { pending } }) => (pending === null ? 'non' : `oui – ${pending.maskedIban}`) },
        ]}
      />
    </Section>
  );
}

function Days({ model: { days, siteNames } }: { readonly model: EngagementModel }): JSX.Element {
  return (
    <Section id="days" title="Journées">
      <DataTable<EngagementModel['days'][number]>
        caption="Journées de cet engagement"
        rows={days}
        empty="Aucune journée n’a encore été proposée."
        columns={[
          {
            label: 'Date',
            heads: true,
            cell: ({ id, state }) => <a href={`/console/consultation-days/${id}`}>{frenchDate(state.date)}</a>,
          },
          { label: 'Demi-journées', cell: ({ state }) => halvesWords(state.halves) },
          { label: 'Lieu d’accueil', cell: ({ state }) => siteNames[state.site] ?? '' },
          { label: 'État', cell: ({ state }) => <DayBadge status={state.status} tentative={state.tentative} /> },
          { label: 'Attestées', number: true, cell: ({ state }) => state.attested.length },
        ]}
      />
    </Section>
  );
}
