import { campaign as rules, type Campaign, type CampaignAction } from '../../domain/campaign';
import type { Convention } from '../../domain/convention';
import { civilDate } from '../../domain/dates';
import type { Override } from '../../domain/decision';
import type { Engagement } from '../../domain/engagement';
import { volunteerRefusal } from '../../domain/engagement-opening';
import { dossierId } from '../../domain/ids';
import { personParty, type Person } from '../../domain/person';
import type { Programme } from '../../domain/programme';
import type { Site } from '../../domain/site';
import { campaigns } from '../../store/campaigns';
import { rowOf, rowsOf, statesByIdOf } from '../../store/console-dossiers';
import type { Tx } from '../../store/db';
import { stateOf } from '../../store/records';
import { campaignPage, campaignsPage, launchPage, type CampaignModel, type LaunchModel } from '../../templates/pages/console/campaigns';
import type { Effects } from '../../templates/pages/console/effects';
import type { Choice } from '../../templates/pages/console/form';
import {
  apiRoute,
  first,
  idIn,
  isPending,
  page,
  pendingNotice,
  post,
  readers,
  type Body,
  type ConsoleEntry,
  type Sent,
  type Visit,
} from '../console-page';
import { problem, ProblemError, refusedProblem } from '../problems';
import { administrators } from '../reference';
import { confirmed } from './confirmation';
import { noticeOf, textIn } from './days';
import { previewed } from './preview';
import { dateIn } from './typed-date';
import { baseOf, idOf, maySeeNames, waitsOf } from './visit';

const byLabel = (a: Choice, b: Choice): number => a.label.localeCompare(b.label, 'fr');

const list = page({
  path: '/campaigns',
  menu: 'Appels aux volontaires',
  roles: readers,
  load: async (tx) => (await rowsOf<Campaign>(tx, 'campaigns')).toSorted((a, b) => (a.state.launchedOn < b.state.launchedOn ? 1 : -1)),
  render: (rows, { kit, collectivity }) => campaignsPage({ rows, clock: collectivity.zone }, kit),
});

/** Who and what an engagement may be about. */
export async function openingChoices(tx: Tx): Promise<Omit<LaunchModel, 'ticked'>> {
  const people = await statesByIdOf<Person>(tx, 'people');
  const over: readonly string[] = ['ended', 'archived', 'refused'];
  return {
    programmes: (await rowsOf<Programme>(tx, 'programmes')).map(({ id, state }) => ({ value: id, label: state.label })).toSorted(byLabel),
    conventions: (await rowsOf<Convention>(tx, 'conventions'))
      .filter(({ state }) => !over.includes(state.status))
      .map(({ id, state }) => ({ value: id, label: `${state.number}, ${state.title}` }))
      .toSorted(byLabel),
    volunteers: [...people]
      .filter(([, person]) => volunteerRefusal(person, '') === null)
      .map(([value, person]) => ({
        value,
        label: personParty(dossierId(value), person).name,
        hint: `${person.specialty}, Ordre du ${person.registration}`,
      }))
      .toSorted(byLabel),
    sites: [...(await statesByIdOf<Site>(tx, 'sites'))]
      .filter(([, { status }]) => status === 'active')
      .map(([value, { name }]) => ({ value, label: name }))
      .toSorted(byLabel),
  };
}

async function loadLaunch(tx: Tx, { query }: Visit): Promise<LaunchModel> {
  const choices = await openingChoices(tx);
  if (query['cocher'] !== 'libres') return { ...choices, ticked: [] };
  const engagements = await rowsOf<Engagement>(tx, 'engagements');
  const busy = new Set<string>(
    engagements.filter(({ state }) => state.status !== 'ended' && state.status !== 'withdrawn').map(({ state }) => state.doctor),
  );
  return { ...choices, ticked: choices.volunteers.map(({ value }) => value).filter((value) => !busy.has(value)) };
}

const creation = page({
  path: '/campaigns/new',
  section: '/campaigns',
  roles: administrators,
  load: loadLaunch,
  render: (model, { kit }) => launchPage(model, kit),
});

async function loadOne(tx: Tx, visit: Visit): Promise<CampaignModel | null> {
  const id = idOf(visit);
  const row = id === null ? null : await rowOf<Campaign>(tx, 'campaigns', id);
  if (row === null) return null;
  const { state, version } = row;
  const people = maySeeNames(visit) ? await statesByIdOf<Person>(tx, 'people') : new Map<string, Person>();
  const convention = await stateOf<Convention>(tx, 'conventions', state.convention);
  return {
    id: row.id,
    version,
    campaign: state,
    programme: (await stateOf<Programme>(tx, 'programmes', state.programme))?.label ?? state.programme,
    convention: convention === null ? state.convention : `${convention.number}, ${convention.title}`,
    clock: visit.collectivity.zone,
    maySeeNames: maySeeNames(visit),
    names: Object.fromEntries([...people].map(([ref, person]) => [ref, personParty(dossierId(ref), person).name])),
    siteNames: Object.fromEntries([...(await statesByIdOf<Site>(tx, 'sites'))].map(([site, { name }]) => [site, name])),
    waits: await waitsOf(tx, visit, 'campaign', row.id),
  };
}

const one = page({
  path: '/campaigns/:id',
  section: '/campaigns',
  roles: readers,
  load: loadOne,
  render: (model, { kit }) => campaignPage(model, kit),
});

function launchBody({ fields }: Sent): Body {
  const until = dateIn(fields, 'until');
  return {
    title: first(fields, 'title'),
    programme: first(fields, 'programme'),
    convention: first(fields, 'convention'),
    volunteers: fields['volunteers'] ?? [],
    sites: fields['sites'] ?? [],
    ...(until === '' ? {} : { until }),
  };
}

const idsIn = (value: unknown): readonly ReturnType<typeof dossierId>[] =>
  Array.isArray(value) ? value.map((each) => dossierId(String(each))) : [];

/** The rule says who is written to, and whom it refuses. */
async function launchEffects(tx: Tx, visit: Visit, body: Body, overrides: readonly Override[]): Promise<Effects> {
  const action: Extract<CampaignAction, { type: 'launch' }> = {
    type: 'launch',
    title: textIn(body, 'title'),
    programme: dossierId(textIn(body, 'programme')),
    convention: dossierId(textIn(body, 'convention')),
    volunteers: idsIn(body['volunteers']),
    sites: idsIn(body['sites']),
    until: body['until'] === undefined ? null : civilDate(textIn(body, 'until')),
  };
  const base = baseOf(visit, 'a-call', overrides);
  const facts = { ...base, ...(await campaigns.facts(tx, base, null, action)) };
  const decision = rules.decide(null, action, facts);
  if (!decision.ok) throw new ProblemError(refusedProblem('campaign', decision.refusals));
  const next = decision.events.reduce<Campaign | null>(rules.evolve, null);
  if (next === null) throw new ProblemError(problem('fault'));
  const mails = decision.events.flatMap((event) => rules.messages(event, next, facts));
  return {
    title: 'Lancer l’appel',
    groups: [
      { label: 'Courriels', lines: mails.map(({ to }) => `${to.name}\u00A0: 1 courriel`) },
      { label: 'Lieux proposés', lines: action.sites.map((site) => facts.known.places[site]?.name ?? site) },
      { label: 'Suites', lines: ['Qui ne répond pas est relancé.', 'Chaque oui ouvre un engagement, dont la lettre part au médecin.'] },
    ],
  };
}

function answerBody({ fields }: Sent): Body {
  const answer = first(fields, 'answer');
  const reason = first(fields, 'reason');
  return {
    volunteer: first(fields, 'volunteer'),
    answer,
    ...(answer === 'yes' ? { sites: fields['sites'] ?? [] } : reason === '' ? {} : { reason }),
  };
}

function act(form: string, body: (sent: Sent) => Body, said: string): ConsoleEntry {
  return post({
    path: `/campaigns/:id/${form}`,
    form,
    page: one,
    route: apiRoute('post', `/campaigns/:id/${form}`),
    body,
    done: ({ status }, { call: { params } }) => ({ to: `/console/campaigns/${params['id'] ?? ''}`, notice: noticeOf(status, said) }),
  });
}

export const campaignEntries: readonly ConsoleEntry[] = [
  list,
  creation,
  one,
  previewed({
    path: '/campaigns',
    form: 'launch',
    page: creation,
    route: apiRoute('post', '/campaigns'),
    submit: 'Lancer l’appel',
    back: () => ({ href: '/console/campaigns/new', label: 'Lancer un appel aux volontaires' }),
    bodies: (sent) => [launchBody(sent)],
    effects: (tx, visit, { bodies: [body = {}], overrides }) => launchEffects(tx, visit, body, overrides),
    done: ([reply]) =>
      reply === undefined || isPending(reply)
        ? { to: '/console/campaigns', notice: pendingNotice }
        : { to: `/console/campaigns/${idIn(reply)}`, notice: 'L’appel est lancé\u00A0: les courriels partent.' },
  }),
  act('answers', answerBody, 'La réponse est enregistrée.'),
  act('closing', confirmed, 'L’appel est clos.'),
];
