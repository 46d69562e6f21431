import type { Route } from '../../api/act';
import { campaignRoutes } from '../../api/campaigns';
import { siteBody } from '../../api/console/site-form';
import { issueKey } from '../../api/keys';
import { faultsOf } from '../../api/parsed';
import { peopleRoutes } from '../../api/people';
import { siteRoutes } from '../../api/sites';

function said(routes: readonly Route[], path: string, body: unknown): readonly (readonly [string | undefined, string, string])[] {
  const schema = routes.find((route) => route.method === 'post' && route.path === path)?.body;
  if (schema === undefined) throw new Error(`no body at ${path}`);
  return faultsOf(schema, body).map(({ pointer, code, detail }) => [pointer, code, detail] as const);
}
const required = 'Ce champ est obligatoire.';

test('lists from which nothing was chosen are asked for, and so are the doctors of a call', () => {
  const faults = said(campaignRoutes, '/campaigns', { title: '', programme: '', convention: '', volunteers: [], sites: [] });
  expect(faults.map(([pointer, , detail]) => [pointer, detail])).toEqual([
    ['/programme', required],
    ['/convention', required],
    ['/title', required],
    ['/volunteers', 'Choisissez au moins un médecin.'],
    ['/sites', 'Choisissez au moins un lieu d’accueil.'],
  ]);
});

test('the user of a key is asked for, and what is accepted is said', () => {
  const of = (user: string) => said([issueKey], issueKey.path, { key: { user, role: 'auditor' } });
  expect(of('')).toEqual([['/key/user', 'custom', required]]);
  expect(of('Élise Dupont').map(([, , detail]) => detail)).toEqual([
    'Écrivez un mot sans espace ni accent\u00a0: lettres, chiffres, point et tiret, par exemple e.dupont.',
  ]);
  expect(of('e.dupont')).toEqual([]);
});

const doctor = {
  familyName: 'Roux',
  givenName: 'Odile',
  email: 'odile@exemple.fr',
  phone: '0612345678',
  rpps: '10001234567',
  specialty: 'Médecine générale',
  practice: 'own-practice',
  registration: '03',
  volunteer: true,
  locum: false,
};

test('R-54: a doctor’s form names the number, the mail, the telephone, the département and the role at once', () => {
  const wrong = { ...doctor, rpps: '123', email: 'x@y', phone: '0612', registration: '20', volunteer: false };
  expect(said(peopleRoutes, '/people', { person: wrong }).map(([pointer, code]) => [pointer, code])).toEqual([
    ['/person/email', 'email-malformed'],
    ['/person/phone', 'phone-malformed'],
    ['/person/rpps', 'rpps-malformed'],
    ['/person/registration', 'custom'],
    ['/person/volunteer', 'role-missing'],
  ]);
  expect(said(peopleRoutes, '/people', { person: { ...doctor, rpps: '', email: '' } })).toEqual([
    ['/person/email', 'too_small', required],
    ['/person/rpps', 'too_small', required],
  ]);
  expect(said(peopleRoutes, '/people', { person: doctor })).toEqual([]);
});

test('R-45: an empty form of a site asks for its openings and its contacts too', () => {
  const faults = said(siteRoutes, '/sites', siteBody({ fields: {}, files: {}, key: 'k' }));
  expect(faults).toEqual(
    expect.arrayContaining([
      ['/site/name', 'too_small', required],
      ['/site/opening', 'opening-missing', 'Indiquez au moins une demi-journée d’ouverture.'],
      ['/site/contacts', 'contacts-too-few', expect.stringMatching(/au moins 2/)],
    ]),
  );
});
