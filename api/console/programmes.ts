import type { Programme } from '../../domain/programme';
import { rowOf, rowsOf } from '../../store/console-dossiers';
import { programmeFormPage } from '../../templates/pages/console/programme-form';
import { programmePage, programmesPage, type ProgrammeRow } from '../../templates/pages/console/programmes';
import { apiRoute, idIn, page, post, readers, type ConsoleEntry, type ConsolePost } from '../console-page';
import { administrators } from '../reference';
import { programmeBody, tidyProgramme } from './programme-form';

const list = page({
  path: '/programmes',
  menu: 'Dispositifs',
  roles: readers,
  load: async (tx): Promise<readonly ProgrammeRow[]> =>
    (await rowsOf<Programme>(tx, 'programmes')).toSorted((a, b) => a.state.label.localeCompare(b.state.label, 'fr')),
  render: (rows, { kit }) => programmesPage(rows, kit),
});

const creation = page({
  path: '/programmes/new',
  section: '/programmes',
  roles: administrators,
  load: (_tx, { query }) => Promise.resolve(query['modele'] ?? ''),
  render: (model, { kit }) => programmeFormPage({ file: null, model }, kit),
});

const edition = page({
  path: '/programmes/:id/settings',
  section: '/programmes',
  roles: administrators,
  load: (tx, { call }) => rowOf<Programme>(tx, 'programmes', call.params['id'] ?? ''),
  render: ({ id, version, state }, { kit }) => programmeFormPage({ file: { id, version, programme: state }, model: '' }, kit),
});

const one = page({
  path: '/programmes/:id',
  section: '/programmes',
  roles: readers,
  load: (tx, { call }) => rowOf<Programme>(tx, 'programmes', call.params['id'] ?? ''),
  render: ({ id, state }, { kit, collectivity }) => programmePage({ id, programme: state, label: collectivity.label }, kit),
});

/** Rows that were left empty are closed up first, so that the faults and the page speak of the same ones. */
const tidied = (entry: ConsolePost): ConsolePost => ({ ...entry, run: (visit, sent) => entry.run(visit, tidyProgramme(sent)) });

export const programmeEntries: readonly ConsoleEntry[] = [
  list,
  creation,
  one,
  edition,
  tidied(
    post({
      path: '/programmes',
      form: 'programme',
      page: creation,
      route: apiRoute('post', '/programmes'),
      body: programmeBody,
      done: (reply) => ({
        to: `/console/programmes/${idIn(reply)}`,
        notice: 'Le dispositif est créé. Une convention peut maintenant le nommer.',
      }),
    }),
  ),
  tidied(
    post({
      path: '/programmes/:id/settings',
      form: 'programme',
      page: edition,
      route: apiRoute('post', '/programmes/:id/settings'),
      body: programmeBody,
      done: (_reply, { call }) => ({ to: `/console/programmes/${call.params['id'] ?? ''}`, notice: 'Le dispositif est enregistré.' }),
    }),
  ),
];
