import { openapiDocument } from '../../api/openapi';
import { collectivityRoutes } from '../../api/collectivities';
import { dataImportRoutes } from '../../api/data-imports';
import { peopleRoutes } from '../../api/people';
import { programmeRoutes } from '../../api/programmes';
import { siteRoutes } from '../../api/sites';
import { zoneRoutes } from '../../api/zones';
import { typographyFaults } from '../../templates/typography';
import * as bodies from './reference-bodies';

const routes = [...collectivityRoutes, ...programmeRoutes, ...zoneRoutes, ...siteRoutes, ...peopleRoutes, ...dataImportRoutes];
const posts = routes.filter(({ method }) => method === 'post');

test('every act on reference data is documented with its body', () => {
  const document = openapiDocument(routes, 'http://127.0.0.1');
  expect(document.openapi).toBe('3.1.0');
  expect(Object.keys(document.paths ?? {})).toContain('/collectivities/{id}/keys/{key}/revocation');
  expect(posts).toHaveLength(21);
});

test('titles and answers are printed as French is', () => {
  const texts = routes.flatMap(({ title, answers }) => [title, answers[200]?.description ?? '', answers[201]?.description ?? '']);
  expect(texts.flatMap(typographyFaults)).toEqual([]);
});

const documented: Readonly<Record<string, unknown>> = {
  '/collectivities': { settings: bodies.rehearsal },
  '/collectivities/:id/settings': { settings: bodies.settings },
  '/collectivities/:id/keys': { key: { user: 'claire', role: 'administrator' } },
  '/programmes': { programme: bodies.programme },
  '/zones': { zone: bodies.zone },
  '/zones/:id/removal': { on: '2026-12-31', source: 'Liste de janvier 2027' },
  '/sites': { site: bodies.site },
  '/sites/:id/readiness': { items: ['room', 'software'] },
  '/people': { person: bodies.person },
  '/people/:id/certificates': { certificate: bodies.certificate },
  '/data-imports': { kind: 'zones', bundled: true, dryRun: true },
};

test.each(Object.entries(documented))('%s takes its example, and refuses a field that it does not know', (path, example) => {
  const schema = posts.find((route) => route.path === path)?.body;
  expect(schema?.safeParse(example).error).toBeUndefined();
  expect(schema?.safeParse({ ...(example as object), unknown: 1 }).success).toBe(false);
});
