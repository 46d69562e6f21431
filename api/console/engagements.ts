import type { Day } from '../../domain/consultation-day';
import type { Convention } from '../../domain/convention';
import type { Override } from '../../domain/decision';
import {
  engagement as rules,
  withdrawalReasons,
  type Engagement,
  type EngagementAction,
  type EngagementKnown,
} from '../../domain/engagement';
import { frenchDay } from '../../domain/dates';
import { personParty, type Person } from '../../domain/person';
import type { Programme } from '../../domain/programme';
import type { Site } from '../../domain/site';
import { creditorsOfEngagement, happenedTo, rowOf, rowsNaming, rowsOf, statesByIdOf } from '../../store/console-dossiers';
import type { Tx } from '../../store/db';
import { documentsOf } from '../../store/documents';
import { engagements } from '../../store/engagements';
import { stateOf, statesOf } from '../../store/records';
import { engagementEventWords, eventWords } from '../../templates/french/day-events';
import type { Effects } from '../../templates/pages/console/effects';
import { engagementPage, engagementsPage, type EngagementModel, type EngagementRow } from '../../templates/pages/console/engagements';
import { openingPage } from '../../templates/pages/console/engagement-opening';
import { apiRoute, first, idIn, orNull, page, post, readers, type Body, type ConsoleEntry, type Sent, type Visit } from '../console-page';
import { problem, ProblemError, refusedProblem } from '../problems';
import { administrators } from '../reference';
import { openingChoices } from './campaigns';
import { noticeOf } from './days';
import { previewed } from './preview';
import { recapEffects } from './recap-effects';
import { dateIn, dateOrNull } from './typed-date';
import { baseOf, idOf, maySeeNames, namesOf, waitsOf } from './visit';

const unnamed = 'Médecin (nom réservé aux administrateurs)';

async function loadList(tx: Tx, visit: Visit): Promise<readonly EngagementRow[]> {
  const people = maySeeNames(visit) ? await statesByIdOf<Person>(tx, 'people') : new Map<string, Person>();
  const programmes = await statesByIdOf<Programme>(tx, 'programmes');
  const conventions = await statesByIdOf<Convention>(tx, 'conventions');
  return (await rowsOf<Engagement>(tx, 'engagements'))
    .map(({ id, state: { status, doctor, programme, convention, to } }): EngagementRow => {
      const person = people.get(doctor);
      return {
        id,
        status,
        to,
        doctor: person === undefined ? unnamed : personParty(doctor, person).name,
        programme: programmes.get(programme)?.label ?? programme,
        convention: conventions.get(convention)?.number ?? convention,
      };
    })
    .toSorted((a, b) => a.doctor.localeCompare(b.doctor, 'fr'));
}

async function loadOne(tx: Tx, visit: Visit): Promise<EngagementModel | null> {
  const id = idOf(visit);
  const row = id === null ? null : await rowOf<Engagement>(tx, 'engagements', id);
  if (row === null) return null;
  const { version, state } = row;
  const person = maySeeNames(visit) ? await stateOf<Person>(tx, 'people', state.doctor) : null;
  const days = await rowsNaming<Day>(tx, 'consultation_days', 'engagement', row.id);
  const convention = await stateOf<Convention>(tx, 'conventions', state.convention);
  const sites = await statesByIdOf<Site>(tx, 'sites');
  const names = await namesOf(tx, visit, [state.doctor], [...sites]);
  const documents = await documentsOf(tx, 'engagement', row.id);
  return {
    id: row.id,
    version,
    engagement: state,
    doctor: person === null ? unnamed : personParty(state.doctor, person).name,
    programme: (await stateOf<Programme>(tx, 'programmes', state.programme))?.label ?? state.programme,
    convention: convention === null ? state.convention : `${convention.number}, ${convention.title}`,
    clock: visit.collectivity.zone,
    today: visit.today,
    siteNames: Object.fromEntries([...sites].map(([site, { name }]) => [site, name])),
    otherSites: [...sites]
      .filter(
        ([site, { status, epci }]) =>
          status === 'active' && !state.sites.some((each) => each === site) && convention?.epci.includes(epci) !== false,
      )
      .map(([value, { name }]) => ({ value, label: name })),
    creditors: await creditorsOfEngagement(tx, row.id),
    days: days.toSorted((a, b) => (a.state.date < b.state.date ? -1 : 1)),
    documents: documents.map(({ id: document, name, sha256 }) => ({ id: document, name, isKept: sha256 !== null })),
    waits: await waitsOf(tx, visit, 'engagement', row.id),
    past: (await happenedTo(tx, 'engagement', row.id)).map(({ at, actor, event }) => ({
      at,
      what: eventWords(engagementEventWords, event),
      who: names(actor),
    })),
  };
}

const list = page({
  path: '/engagements',
  menu: 'Engagements',
  roles: readers,
  load: loadList,
  render: (rows, { kit }) => engagementsPage(rows, kit),
});
const one = page({
  path: '/engagements/:id',
  section: '/engagements',
  roles: readers,
  load: loadOne,
  render: (model, { kit }) => engagementPage(model, kit),
});

const opening = page({
  path: '/engagements/new',
  section: '/engagements',
  roles: administrators,
  load: openingChoices,
  render: (model, { kit }) => openingPage(model, kit),
});

const hrefOf = ({ call: { params } }: Visit): string => `/console/engagements/${params['id'] ?? ''}`;

function act(form: string, body: (sent: Sent) => Body, said: string): ConsoleEntry {
  return post({
    path: `/engagements/:id/${form}`,
    form,
    page: one,
    route: apiRoute('post', `/engagements/:id/${form}`),
    body,
    done: ({ status }, visit) => ({ to: hrefOf(visit), notice: noticeOf(status, said) }),
  });
}

/** The rule says what leaves and which days it takes back. */
async function leaving(
  tx: Tx,
  visit: Visit,
  action: EngagementAction,
  { overrides, title }: { readonly overrides: readonly Override[]; readonly title: string },
): Promise<Effects> {
  const id = idOf(visit);
  const state = id === null ? null : await stateOf<Engagement>(tx, 'engagements', id);
  if (id === null || state === null) throw new ProblemError(problem('not-found'));
  const base = baseOf(visit, id, overrides);
  const facts: EngagementKnown = { ...base, ...(await engagements.facts(tx, base, state, action)) };
  const decision = rules.decide(state, action, facts);
  if (!decision.ok) throw new ProblemError(refusedProblem('engagement', decision.refusals));
  const next = decision.events.reduce<Engagement>(rules.evolve, state);
  const told = decision.events.flatMap((event) => rules.tells(event, next, facts)).filter(({ noun }) => noun === 'consultation-day');
  const mails = decision.events.flatMap((event) => rules.messages(event, next, facts));
  const days = await statesOf<Day>(
    tx,
    'consultation_days',
    told.map(({ dossier }) => dossier),
  );
  const sites = await statesOf<Site>(tx, 'sites', [...new Set([...days.values()].map(({ site }) => site))]);
  const freed = [...days.values()].toSorted((a, b) => (a.date < b.date ? -1 : 1));
  return {
    title,
    groups: [
      {
        label: 'Journées reprises',
        lines:
          freed.length === 0
            ? ['Aucune journée à venir.']
            : freed.map(({ date, site }) => `${frenchDay(date)}, ${sites.get(site)?.name ?? ''}`),
      },
      {
        label: 'Suites',
        lines: [
          ...(freed.length === 0 ? [] : ['Les lieux d’accueil sont prévenus et, pour les journées confirmées, un remplaçant est cherché.']),
          'Les demi-journées déjà attestées restent dues.',
        ],
      },
      { label: 'Courriels', lines: mails.length === 0 ? ['Aucun autre courriel.'] : mails.map(({ to }) => `${to.name} : 1 courriel`) },
    ],
  };
}

function reasonOf(body: Body): (typeof withdrawalReasons)[number] {
  const found = withdrawalReasons.find((each) => each === body['reason']);
  if (found === undefined) throw new TypeError('a body that its schema accepted has no reason');
  return found;
}

const back = (visit: Visit): { readonly href: string; readonly label: string } => ({ href: hrefOf(visit), label: 'L’engagement' });

export const engagementEntries: readonly ConsoleEntry[] = [
  list,
  opening,
  one,
  post({
    path: '/engagements',
    form: 'opening',
    page: opening,
    route: apiRoute('post', '/engagements'),
    body: ({ fields }) => ({
      ...Object.fromEntries(['doctor', 'programme', 'convention'].map((name) => [name, first(fields, name)])),
      sites: fields['sites'] ?? [],
    }),
    done: (reply) => ({ to: `/console/engagements/${idIn(reply)}`, notice: 'L’engagement est ouvert : sa lettre part au médecin.' }),
  }),
  act(
    'cdom',
    ({ fields }) => ({
      scope: first(fields, 'scope'),
      answer: orNull(fields, 'answer'),
      receivedOn: dateOrNull(fields, 'receivedOn'),
      on: dateIn(fields, 'on'),
      document: first(fields, 'document'),
    }),
    'La réponse de l’Ordre est enregistrée.',
  ),
  act(
    'cdom/document',
    ({ fields }) => ({ scope: first(fields, 'scope'), title: first(fields, 'title'), note: first(fields, 'note') }),
    'L’envoi est enregistré et le conseil prévenu.',
  ),
  act('sites', ({ fields }) => ({ site: first(fields, 'site') }), 'Le lieu est déclaré à l’Ordre.'),
  act(
    'contract-transmission',
    ({ fields }) => ({ on: dateIn(fields, 'on'), proof: first(fields, 'proof') }),
    'La transmission est enregistrée.',
  ),
  act('bank-details', () => ({}), 'Un nouveau lien est envoyé au médecin.'),
  act('letter', () => ({}), 'La lettre d’engagement est renvoyée.'),
  previewed({
    path: '/engagements/:id/withdrawal',
    form: 'withdrawal',
    page: one,
    route: apiRoute('post', '/engagements/:id/withdrawal'),
    submit: 'Enregistrer le retrait',
    back,
    bodies: ({ fields }) => [{ reason: first(fields, 'reason') }],
    effects: (tx, visit, { bodies: [body = {}], overrides }) =>
      leaving(tx, visit, { type: 'withdraw', reason: reasonOf(body) }, { overrides, title: 'Retrait du médecin' }),
    done: ([reply], visit) => ({ to: hrefOf(visit), notice: noticeOf(reply?.status ?? 200, 'Le retrait est enregistré.') }),
  }),
  previewed({
    path: '/engagements/:id/ending',
    form: 'ending',
    page: one,
    route: apiRoute('post', '/engagements/:id/ending'),
    submit: 'Mettre fin à l’engagement',
    back,
    bodies: () => [{}],
    effects: (tx, visit, { overrides }) => leaving(tx, visit, { type: 'end' }, { overrides, title: 'Fin de l’engagement' }),
    done: ([reply], visit) => ({ to: hrefOf(visit), notice: noticeOf(reply?.status ?? 200, 'L’engagement est terminé.') }),
  }),
  previewed({
    path: '/engagements/:id/recap',
    form: 'recap',
    page: one,
    route: apiRoute('post', '/engagements/:id/recap'),
    submit: 'Envoyer le bilan',
    back,
    bodies: ({ fields }) => [{ year: /^\d{4}$/.test(first(fields, 'year')) ? Number(first(fields, 'year')) : null }],
    effects: (tx, visit, { bodies: [body = {}] }) => recapEffects(tx, visit, Number(body['year'])),
    done: ([reply], visit) => ({ to: hrefOf(visit), notice: noticeOf(reply?.status ?? 200, 'Le bilan part au médecin.') }),
  }),
];
