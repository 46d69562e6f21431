import type { JSX } from 'preact';
import { campaignRefusals, type Campaign } from '../../../domain/campaign';
import type { CampaignStatus } from '../../../domain/campaign-record';
import type { TimeZone } from '../../../domain/dates';
import { listed } from '../../day-sheet';
import { words } from '../../french';
import { campaignRefusalWords } from '../../french/campaign';
import { ActList, confirmation, type PageAct } from './acts';
import { momentWords, Waiting, type Waits } from './dossier';
import { ActForm, type Choice } from './form';
import type { Kit, View } from './kit';
import { Actions, Badge, DataTable, Empty, Facts, Figures, Section } from './parts';

export type CampaignRow = { readonly id: string; readonly state: Campaign };
const parents = [{ href: '/console/campaigns', label: 'Appels aux volontaires' }];

function StatusBadge({ status }: { readonly status: CampaignStatus }): JSX.Element {
  return <Badge tone={status === 'open' ? 'wait' : 'plain'}>{words.campaign.statuses[status]}</Badge>;
}

const answersOf = ({ answers }: Campaign, answer: 'yes' | 'no'): number =>
  Object.values(answers).filter((each) => each.answer === answer).length;

export function campaignsPage({ rows, clock }: { readonly rows: readonly CampaignRow[]; readonly clock: TimeZone }, kit: Kit): View {
  return {
    title: 'Appels aux volontaires',
    body: (
      <>
        {kit.may('/campaigns/new') && <Actions links={[{ href: '/console/campaigns/new', label: 'Lancer un appel' }]} />}
        <DataTable<CampaignRow>
          caption={rows.length > 1 ? `${rows.length} appels` : `${rows.length} appel`}
          rows={rows}
          empty="Aucun appel n’a encore été lancé."
          columns={[
            { label: 'Appel', heads: true, cell: ({ id, state }) => <a href={`/console/campaigns/${id}`}>{state.title}</a> },
            { label: 'État', cell: ({ state }) => <StatusBadge status={state.status} /> },
            { label: 'Réponses attendues avant le', cell: ({ state }) => momentWords(state.until, clock) },
            { label: 'Sollicités', number: true, cell: ({ state }) => state.volunteers.length },
            { label: 'Oui', number: true, cell: ({ state }) => answersOf(state, 'yes') },
            { label: 'Non', number: true, cell: ({ state }) => answersOf(state, 'no') },
          ]}
        />
      </>
    ),
  };
}

export type LaunchModel = {
  readonly programmes: readonly Choice[];
  readonly conventions: readonly Choice[];
  readonly volunteers: readonly Choice[];
  readonly sites: readonly Choice[];
  /** ticked because the page was asked so */
  readonly ticked: readonly string[];
};

export function launchPage({ programmes, conventions, volunteers, sites, ticked }: LaunchModel, kit: Kit): View {
  const missing = [
    ...(conventions.length === 0 ? ['une convention'] : []),
    ...(volunteers.length === 0 ? ['un médecin volontaire'] : []),
    ...(sites.length === 0 ? ['un lieu d’accueil'] : []),
  ];
  return {
    title: 'Lancer un appel aux volontaires',
    parents,
    body:
      missing.length > 0 ? (
        <>
          <Empty>{`Pour lancer un appel, il faut d’abord ${listed(missing)}.`}</Empty>
          <Actions
            links={[
              ...(conventions.length === 0 ? [{ href: '/console/conventions/new', label: 'Créer une convention' }] : []),
              ...(volunteers.length === 0 ? [{ href: '/console/people', label: 'Voir les médecins' }] : []),
              ...(sites.length === 0 ? [{ href: '/console/sites/new', label: 'Ajouter un lieu d’accueil' }] : []),
            ]}
          />
        </>
      ) : (
        <>
          <p>Chaque médecin choisi reçoit un courriel et y répond par un lien. Les effets vous sont montrés avant l’envoi.</p>
          {ticked.length === 0 && (
            <p>
              <a href="/console/campaigns/new?cocher=libres">Cocher tous les volontaires sans engagement</a>
            </p>
          )}
          <ActForm
            kit={kit}
            form="launch"
            act="/campaigns"
            action="/console/campaigns"
            submit="Voir les effets avant d’envoyer"
            fields={[
              { kind: 'text', name: 'title', label: 'Titre', required: true, hint: 'Il est dans l’objet du courriel.' },
              { kind: 'select', name: 'convention', label: 'Convention', choices: conventions, required: true },
              { kind: 'select', name: 'programme', label: 'Dispositif', choices: programmes, required: true },
              { kind: 'date', name: 'until', label: 'Réponses attendues jusqu’au', hint: 'Sans date, le délai habituel.' },
              { kind: 'checks', name: 'sites', label: 'Lieux d’accueil proposés', choices: sites },
              { kind: 'checks', name: 'volunteers', label: 'Médecins sollicités', choices: volunteers, value: ticked },
            ]}
          />
        </>
      ),
  };
}

export type CampaignModel = {
  readonly id: string;
  readonly version: number;
  readonly campaign: Campaign;
  readonly programme: string;
  readonly convention: string;
  readonly clock: TimeZone;
  /** */
  readonly maySeeNames: boolean;
  readonly names: Readonly<Record<string, string>>;
  readonly siteNames: Readonly<Record<string, string>>;
  readonly waits: readonly Waits[];
};

export function campaignPage(model: CampaignModel, kit: Kit): View {
  const { id, version, campaign, programme, convention, clock, siteNames, waits } = model;
  const silent = campaign.volunteers.length - Object.keys(campaign.answers).length;
  return {
    title: campaign.title,
    parents,
    body: (
      <>
        <p>
          <StatusBadge status={campaign.status} />
        </p>
        <Figures
          figures={[
            { label: 'oui', value: String(answersOf(campaign, 'yes')) },
            { label: 'non', value: String(answersOf(campaign, 'no')) },
            { label: 'sans réponse', value: String(silent) },
          ]}
        />
        <Facts
          facts={[
            ['Dispositif', programme],
            ['Convention', <a href={`/console/conventions/${campaign.convention}`}>{convention}</a>],
            ['Lancé le', momentWords(campaign.launchedOn, clock)],
            ['Réponses attendues avant le', momentWords(campaign.until, clock)],
            ['Relances', String(campaign.reminded)],
            ['Lieux proposés', listed(campaign.sites.map((site) => siteNames[site] ?? site))],
          ]}
        />
        <Waiting waits={waits} zone={clock} />
        <ActList acts={acts(model)} path="/campaigns" id={id} version={version} kit={kit} />
        {model.maySeeNames && <Answers model={model} />}
      </>
    ),
  };
}

function acts({ campaign: { status, volunteers, answers, sites }, names, siteNames }: CampaignModel): readonly PageAct[] {
  const silent = volunteers.filter((ref) => answers[ref] === undefined);
  return [
    {
      form: 'answers',
      title: 'Noter une réponse donnée par téléphone',
      explain: 'Un oui ouvre l’engagement, dont la lettre part aussitôt au médecin.',
      possible: status === 'open' && silent.length > 0,
      submit: 'Enregistrer la réponse',
      fields: [
        {
          kind: 'select',
          name: 'volunteer',
          label: 'Médecin',
          required: true,
          choices: silent.map((ref) => ({ value: ref, label: names[ref] ?? ref })),
        },
        {
          kind: 'radio',
          name: 'answer',
          label: 'Réponse',
          choices: [
            { value: 'yes', label: 'Oui' },
            { value: 'no', label: 'Non' },
          ],
        },
        {
          kind: 'checks',
          name: 'sites',
          label: 'Si oui, lieux souhaités',
          choices: sites.map((site) => ({ value: site, label: siteNames[site] ?? site })),
        },
        {
          kind: 'select',
          name: 'reason',
          label: 'Si non, raison',
          choices: campaignRefusals.map((value) => ({ value, label: campaignRefusalWords[value] })),
        },
      ],
    },
    {
      form: 'closing',
      title: 'Clore l’appel',
      explain: 'Les liens de ceux qui n’ont pas répondu ne serviront plus.',
      possible: status === 'open',
      submit: 'Clore l’appel',
      danger: true,
      fields: [confirmation('Je n’attends plus de réponse à cet appel.')],
    },
  ];
}

type Answered = { readonly ref: string; readonly said: Campaign['answers'][string] | undefined };

function Answers({ model: { campaign, names, siteNames, clock } }: { readonly model: CampaignModel }): JSX.Element {
  const wish = ({ said }: Answered): string =>
    said === undefined
      ? ''
      : said.answer === 'yes'
        ? listed(said.sites.map((site) => siteNames[site] ?? site))
        : campaignRefusalWords[said.reason];
  return (
    <Section id="answers" title="Réponses">
      <DataTable<Answered>
        caption="Ce que chaque médecin a répondu"
        rows={campaign.volunteers.map((ref) => ({ ref, said: campaign.answers[ref] }))}
        empty="Personne n’est sollicité."
        columns={[
          { label: 'Médecin', heads: true, cell: ({ ref }) => <a href={`/console/people/${ref}`}>{names[ref] ?? ref}</a> },
          {
            label: 'Réponse',
            cell: ({ said }) =>
              said === undefined ? (
                <Badge tone="wait">attendue</Badge>
              ) : (
                <Badge tone={said.answer === 'yes' ? 'good' : 'plain'}>{said.answer === 'yes' ? 'oui' : 'non'}</Badge>
              ),
          },
          { label: 'Lieux souhaités, ou raison', cell: wish },
          { label: 'Le', cell: ({ said }) => (said === undefined ? '' : momentWords(said.at, clock)) },
        ]}
      />
    </Section>
  );
}
