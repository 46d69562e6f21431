import type { Convention } from '../../domain/convention';
import type { Day } from '../../domain/consultation-day';
import { effectiveOn } from '../../domain/convention-dates';
import { lastDayCovered } from '../../domain/convention-denunciation';
import type { Engagement } from '../../domain/engagement';
import { dossierId } from '../../domain/ids';
import type { Programme } from '../../domain/programme';
import type { Site } from '../../domain/site';
import { rowOf, rowsNaming, rowsOf } from '../../store/console-dossiers';
import { plannedDays } from '../../store/conventions';
import type { Tx } from '../../store/db';
import { documentsOf } from '../../store/documents';
import { statesOf } from '../../store/records';
import { knownZones } from '../../store/zones';
import { conventionPage, conventionsPage, type ConventionModel, type ConventionRow } from '../../templates/pages/console/conventions';
import { conventionFormPage, type ConventionFormModel } from '../../templates/pages/console/convention-form';
import type { Choice } from '../../templates/pages/console/form';
import { apiRoute, first, idIn, page, post, readers, type Body, type ConsoleEntry, type Sent, type Visit } from '../console-page';
import { administrators } from '../reference';
import { confirmed } from './confirmation';
import { conventionBody, tidyConvention } from './convention-form';
import { budgetsBody, outsideBody } from './convention-papers';
import { noticeOf } from './days';
import { dateIn } from './typed-date';
import { idOf, waitsOf } from './visit';

const list = page({
  path: '/conventions',
  menu: 'Conventions',
  roles: readers,
  load: async (tx): Promise<readonly ConventionRow[]> =>
    (await rowsOf<Convention>(tx, 'conventions')).toSorted((a, b) => (a.state.number < b.state.number ? 1 : -1)),
  render: (rows, { kit }) => conventionsPage(rows, kit),
});

const byLabel = (a: Choice, b: Choice): number => a.label.localeCompare(b.label, 'fr');

/** an EPCI that left the list can host no day to come. */
const creation = page({
  path: '/conventions/new',
  section: '/conventions',
  roles: administrators,
  load: async (tx): Promise<ConventionFormModel> => ({
    programmes: (await rowsOf<Programme>(tx, 'programmes')).map(({ id, state }) => ({ value: id, label: state.label })).toSorted(byLabel),
    zones: (await knownZones(tx))
      .filter(({ status }) => status === 'listed')
      .map(({ siren, name, departements }) => ({ value: siren, label: name, hint: departements.join(', ') }))
      .toSorted(byLabel),
  }),
  render: (model, { kit }) => conventionFormPage(model, kit),
});

const created = post({
  path: '/conventions',
  form: 'convention',
  page: creation,
  route: apiRoute('post', '/conventions'),
  body: conventionBody,
  done: (reply) => ({
    to: `/console/conventions/${idIn(reply)}`,
    notice: 'La convention est créée. Il reste à enregistrer la délibération et à ouvrir la signature.',
  }),
});

/** those that somebody must decide on once a party has denounced the convention. */
async function daysAfterEnd(tx: Tx, id: string, state: Convention): Promise<ConventionModel['daysAfterEnd']> {
  if (!state.denunciation) return [];
  const planned = await plannedDays(tx, dossierId(id), lastDayCovered(state));
  const days = await statesOf<Day>(
    tx,
    'consultation_days',
    planned.map(({ id: day }) => day),
  );
  const sites = await statesOf<Site>(tx, 'sites', [...new Set([...days.values()].map(({ site }) => site))]);
  return planned.map(({ id: day, date }) => ({ id: day, date, site: sites.get(days.get(day)?.site ?? dossierId('none'))?.name ?? '' }));
}

async function loadOne(tx: Tx, visit: Visit): Promise<ConventionModel | null> {
  const id = idOf(visit);
  const row = id === null ? null : await rowOf<Convention>(tx, 'conventions', id);
  if (row === null) return null;
  const { state, version } = row;
  const programmes = await statesOf<Programme>(tx, 'programmes', state.programmes);
  const known = new Map((await knownZones(tx)).map((zone) => [zone.siren, zone]));
  const documents = await documentsOf(tx, 'convention', row.id);
  return {
    id: row.id,
    version,
    convention: state,
    effectiveOn: effectiveOn(state),
    clock: visit.collectivity.zone,
    today: visit.today,
    maySeeSignatories: visit.call.role === 'administrator',
    programmes: Object.fromEntries([...programmes].map(([programme, { label }]) => [programme, label])),
    zones: state.epci.map((siren) => ({ siren, name: known.get(siren)?.name ?? siren, population: known.get(siren)?.population ?? null })),
    engagements: (await rowsNaming<Engagement>(tx, 'engagements', 'convention', row.id)).length,
    documents: documents.map(({ id: document, name, sha256 }) => ({ id: document, name, isKept: sha256 !== null })),
    waits: await waitsOf(tx, visit, 'convention', row.id),
    daysAfterEnd: await daysAfterEnd(tx, row.id, state),
  };
}

const one = page({
  path: '/conventions/:id',
  section: '/conventions',
  roles: readers,
  load: loadOne,
  render: (model, { kit }) => conventionPage(model, kit),
});

function act(form: string, body: (sent: Sent) => Body, said: string): ConsoleEntry {
  return post({
    path: `/conventions/:id/${form}`,
    form,
    page: one,
    route: apiRoute('post', `/conventions/:id/${form}`),
    body,
    done: ({ status }, { call: { params } }) => ({ to: `/console/conventions/${params['id'] ?? ''}`, notice: noticeOf(status, said) }),
  });
}

const given =
  (texts: readonly string[], dates: readonly string[]) =>
  ({ fields }: Sent): Body =>
    Object.fromEntries([...texts.map((name) => [name, first(fields, name)]), ...dates.map((name) => [name, dateIn(fields, name)])]);

export const conventionEntries: readonly ConsoleEntry[] = [
  list,
  creation,
  one,
  { ...created, run: (visit, sent) => created.run(visit, tidyConvention(sent)) },
  act('deliberation', given(['reference'], ['votedOn']), 'La délibération est enregistrée.'),
  act('enforceability', given([], ['transmittedOn', 'publishedOn']), 'La délibération est exécutoire.'),
  act('signature', confirmed, 'La signature est ouverte : les premiers signataires reçoivent un courriel.'),
  act(
    'signatory',
    ({ fields }) => ({
      party: first(fields, 'party'),
      signatory: {
        name: first(fields, 'signatory/name'),
        capacity: first(fields, 'signatory/capacity'),
        email: first(fields, 'signatory/email'),
      },
    }),
    'Le signataire est changé.',
  ),
  act('budgets', budgetsBody, 'Les crédits sont enregistrés.'),
  act('outside-signature', outsideBody, 'La convention signée hors de Relais est enregistrée.'),
  act('denunciation', given(['party'], ['receivedOn']), 'La dénonciation est enregistrée.'),
  act('archive', confirmed, 'La convention est archivée.'),
];
