import type { Site } from '../../domain/site';
import { listedRecords, zoneNames } from '../../store/console-lists';
import { sitePage, sitesPage, type SiteLine } from '../../templates/pages/console/sites';
import { siteFormPage } from '../../templates/pages/console/site-form';
import type { Choice } from '../../templates/pages/console/form';
import { apiRoute, idIn, page, post, readers, type ConsoleEntry, type Visit } from '../console-page';
import { administrators } from '../reference';
import { confirmed, plainWords } from './confirmation';
import { siteBody } from './site-form';

const collator = new Intl.Collator('fr', { sensitivity: 'base' });

const list = page({
  path: '/sites',
  menu: 'Lieux d’accueil',
  roles: readers,
  load: async (tx) => ({ sites: await listedRecords<Site>(tx, 'sites'), zones: await zoneNames(tx) }),
  render: ({ sites, zones }, { query, kit }) => {
    const name = query['nom'] ?? '';
    const lines = sites
      .map(({ id, state }): SiteLine => ({ id, site: state, zone: zones.get(state.epci) ?? null }))
      .filter(({ site, zone }) => plainWords(`${site.name} ${site.address} ${zone ?? ''} ${site.epci}`).includes(plainWords(name)))
      .toSorted((a, b) => collator.compare(a.site.name, b.site.name));
    return sitesPage({ lines, name }, kit);
  },
});

const zoneChoices = (zones: ReadonlyMap<string, string>): readonly Choice[] =>
  [...zones].map(([value, label]) => ({ value, label })).toSorted((a, b) => collator.compare(a.label, b.label));

const creation = page({
  path: '/sites/new',
  section: '/sites',
  roles: administrators,
  load: zoneNames,
  render: (zones, { kit }) => siteFormPage({ file: null, zones: zoneChoices(zones) }, kit),
});

const edition = page({
  path: '/sites/:id/settings',
  section: '/sites',
  roles: administrators,
  load: async (tx, { call }) => {
    const [found] = await listedRecords<Site>(tx, 'sites', call.params['id'] ?? '');
    return found === undefined ? null : { found, zones: await zoneNames(tx) };
  },
  render: ({ found: { id, version, state }, zones }, { kit }) =>
    siteFormPage({ file: { id, version, site: state }, zones: zoneChoices(zones) }, kit),
});

const file = page({
  path: '/sites/:id',
  section: '/sites',
  roles: readers,
  load: async (tx, { call }) => {
    const [found] = await listedRecords<Site>(tx, 'sites', call.params['id'] ?? '');
    return found === undefined ? null : { found, zones: await zoneNames(tx) };
  },
  render: ({ found: { id, version, state }, zones }, { kit, call }) =>
    sitePage({ id, version, site: state, zone: zones.get(state.epci) ?? null, showsContacts: call.role === 'administrator' }, kit),
});

const back =
  (notice: string) =>
  (_reply: unknown, { call }: Visit) => ({ to: `/console/sites/${call.params['id'] ?? ''}`, notice });

export const siteEntries: readonly ConsoleEntry[] = [
  list,
  creation,
  file,
  edition,
  post({
    path: '/sites',
    form: 'site',
    page: creation,
    route: apiRoute('post', '/sites'),
    body: siteBody,
    done: (reply) => ({ to: `/console/sites/${idIn(reply)}`, notice: 'Le lieu d’accueil est ajouté. Il reste à dire ce qui y est prêt.' }),
  }),
  post({
    path: '/sites/:id/settings',
    form: 'site',
    page: edition,
    route: apiRoute('post', '/sites/:id/settings'),
    body: siteBody,
    done: back('Le lieu d’accueil est enregistré.'),
  }),
  post({
    path: '/sites/:id/readiness',
    form: 'readiness',
    page: file,
    route: apiRoute('post', '/sites/:id/readiness'),
    body: ({ fields }) => ({ items: fields['items'] ?? [] }),
    done: back('Ce qui est prêt est enregistré.'),
  }),
  post({
    path: '/sites/:id/closing',
    form: 'standing',
    page: file,
    route: apiRoute('post', '/sites/:id/closing'),
    body: confirmed,
    done: back('Le lieu d’accueil est fermé.'),
  }),
  post({
    path: '/sites/:id/reopening',
    form: 'standing',
    page: file,
    route: apiRoute('post', '/sites/:id/reopening'),
    body: confirmed,
    done: back('Le lieu d’accueil est rouvert.'),
  }),
];
