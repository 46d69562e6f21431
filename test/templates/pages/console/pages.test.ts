import type { ComponentChildren } from 'preact';
import { civilDate, timeZone } from '../../../../domain/dates';
import type { Person } from '../../../../domain/person';
import type { Site } from '../../../../domain/site';
import { boardPage } from '../../../../templates/pages/console/board';
import { documentsPage } from '../../../../templates/pages/console/documents';
import { consolePage } from '../../../../templates/pages/console/frame';
import { importsPage, trialPage } from '../../../../templates/pages/console/imports';
import { issuedKeyPage, keysPage } from '../../../../templates/pages/console/keys';
import { linkedErrors, type Kit, type View } from '../../../../templates/pages/console/kit';
import { messagePage, outboxPage, type MessageLine } from '../../../../templates/pages/console/outbox';
import { peoplePage, personFormPage } from '../../../../templates/pages/console/people';
import { personPage } from '../../../../templates/pages/console/person';
import { SignIn, Stop } from '../../../../templates/pages/console/sign-in';
import { openingWords, sitePage, sitesPage } from '../../../../templates/pages/console/sites';
import { campaignPage, campaignsPage, launchPage } from '../../../../templates/pages/console/campaigns';
import { openingPage } from '../../../../templates/pages/console/engagement-opening';
import { siteFormPage } from '../../../../templates/pages/console/site-form';
import { typographyFaults } from '../../../../templates/typography';
import { call, choices, launch } from './campaign-samples';
import { openingPages } from './opening-samples';

const kit: Kit = { csrf: 'c', nonce: 'n', may: () => true, answered: null };
const readOnly: Kit = {
  ...kit,
  may: (path) => !/settings|certificates|striking|keys|imports|readiness|closing|settlement|redraw|new$/.test(path),
};
const today = civilDate('2026-10-05');
const person: Person = {
  status: 'active',
  familyName: 'Roux',
  givenName: 'Odile',
  email: 'odile@example.org',
  phone: '+33601020304',
  rpps: '99700000011',
  fictional: true,
  specialty: 'médecine générale',
  practice: 'own-practice',
  registration: '03',
  volunteer: true,
  locum: false,
  certificates: [{ kind: 'rcp', from: civilDate('2026-01-01'), to: civilDate('2026-12-31'), document: 'RCP 42' }],
};
const site: Site = {
  status: 'active',
  name: 'Maison de santé des Combrailles',
  type: 'msp',
  address: '1, rue des Écoles, 63700 Saint-Éloy',
  epci: '200072098',
  departement: '63',
  zone: timeZone('Europe/Paris'),
  territory: 'metropole',
  goodFriday: false,
  opening: [
    { weekday: 2, half: 'morning' },
    { weekday: 4, half: 'morning' },
    { weekday: 4, half: 'afternoon' },
  ],
  rooms: 2,
  hours: { morning: { start: '09:00', end: '12:30' }, afternoon: { start: '14:00', end: '17:30' } },
  readiness: ['room'],
  contacts: [{ key: 'a', name: 'Luc Morel', email: 'luc@example.org', phone: '+33473000000' }],
};
const message: MessageLine = {
  href: '/console/outbox/3',
  written: 'mardi 1er septembre 2026 à 8 h',
  left: null,
  kind: 'day-confirmed',
  about: 'Journée de consultation',
  aboutHref: '/console/consultation-days/x',
  to: 'Dr Odile Roux',
  status: 'pending',
};
const trial = {
  kind: 'volunteers',
  csv: 'nom;rpps\nRoux;1',
  accepted: 1,
  refused: 1,
  note: 'Essai\u00a0: rien n’a été enregistré.',
  lines: [
    { line: 2, ok: false, cells: 'Roux, 1', faults: [{ column: 'rpps', text: 'Onze chiffres sont attendus.', overridable: true }] },
    { line: 3, ok: true, cells: 'Morel', faults: [] },
  ],
} as const;
const line = {
  task: 'person/p/undelivered/c/m0',
  urgency: 'late',
  nextStep: 'Vérifier l’adresse',
  about: 'Dr Odile Roux',
  who: 'Administration',
  until: 'lundi 5 octobre 2026 à 9 h',
  late: 'en retard de 3 jours',
  kind: 'Médecin',
  href: '/console/people/p',
  undelivered: true,
  document: 'd',
} as const;
const file = {
  id: 'p',
  version: 3,
  person,
  today,
  showsAddresses: true,
  engagements: [{ id: 'e', title: 'Solidarité', status: 'actif', isOpen: true }],
};
const refused: Kit = {
  ...kit,
  answered: {
    form: 'person',
    fields: { 'person/email': ['odile'] },
    errors: [
      { field: 'person/email', text: 'Adresse mal formée.' },
      { field: null, text: 'L’acte est refusé.' },
    ],
    warnings: [{ code: 'rpps-fictional', text: 'Ce numéro est fictif.' }],
  },
};

const pages: readonly (readonly [name: string, view: View, errors?: Kit])[] = [
  ['board', boardPage({ lines: [line], total: 1, audience: 'moi', today: 'lundi 5 octobre 2026', steps: [] }, kit)],
  ['empty board', boardPage({ lines: [], total: 0, audience: '', today: 'lundi 5 octobre 2026', steps: [] }, kit)],
  ['people', peoplePage({ lines: [{ id: 'p', person }], total: 1, search: { name: 'rou', as: 'volontaire' }, today }, kit)],
  ['no people', peoplePage({ lines: [], total: 0, search: { name: '', as: '' }, today }, readOnly)],
  ['person', personPage(file, kit)],
  ['person for a reader', personPage({ ...file, showsAddresses: false, engagements: [] }, readOnly)],
  ['person struck off', personPage({ ...file, person: { ...person, status: 'struck-off', certificates: [] } }, kit)],
  ['new person', personFormPage(null, kit)],
  ['refused person', personFormPage(file, refused), refused],
  ['sites', sitesPage({ lines: [{ id: 's', site, zone: 'CC du Pays' }], name: '' }, kit)],
  ['no sites', sitesPage({ lines: [], name: 'x' }, kit)],
  ['site', sitePage({ id: 's', site, zone: null, version: 2, showsContacts: true }, kit)],
  [
    'closed site for a reader',
    sitePage({ id: 's', site: { ...site, status: 'closed' }, zone: 'CC', version: 2, showsContacts: false }, readOnly),
  ],
  ['new site', siteFormPage({ file: null, zones: choices }, kit)],
  ['site to change', siteFormPage({ file: { id: 's', version: 2, site }, zones: choices }, kit)],
  ['calls', campaignsPage({ rows: [{ id: 'c', state: call.campaign }], clock: call.clock }, kit)],
  ['a call', campaignPage(call, kit)],
  ['a closed call for a reader', campaignPage({ ...call, maySeeNames: false, campaign: { ...call.campaign, status: 'closed' } }, readOnly)],
  ['a call to launch', launchPage(launch, kit)],
  ['nobody to call', launchPage({ ...launch, volunteers: [] }, kit)],
  ['an engagement to open', openingPage(launch, kit)],
  [
    'imports',
    importsPage(
      {
        lines: [{ kind: 'sites', count: 3, on: 'lundi 5 octobre 2026 à 9 h', by: 'claire (administration)' }],
        accepts: { volunteers: '', sites: '', zones: 'Liste fournie.' },
      },
      kit,
    ),
  ],
  ...openingPages,
  ['trial', trialPage(trial, kit)],
  [
    'outbox',
    outboxPage({
      lines: [message],
      filters: { status: 'sent', kind: '', kinds: [{ value: 'day-confirmed', label: 'Journée confirmée' }] },
      next: '/console/outbox?avant=3',
    }),
  ],
  ['no mail', outboxPage({ lines: [], filters: { status: '', kind: '', kinds: [] }, next: null })],
  [
    'message',
    messagePage({
      line: message,
      subject: 'Journée confirmée',
      to: 'Dr Roux',
      text: 'Bonjour,',
      attachments: ['a.ics'],
      response: '250',
      download: '/x',
    }),
  ],
  [
    'keys',
    keysPage({ lines: [{ id: 'k', user: 'claire', role: 'administrator', expires: today, revoked: false }], today: '2026-10-05' }, kit),
  ],
  ['issued key', issuedKeyPage({ user: 'claire', secret: 'relais_x', note: 'Conservez-la.' })],
  [
    'documents',
    documentsPage({ kind: 'Convention', back: null, lines: [{ id: 'd', name: 'a.pdf', sha256: null, size: null, failed: true }] }, kit),
  ],
];

function shown(view: View, answered: Kit['answered'] = null): string {
  return consolePage(
    {
      title: view.title,
      section: '/console',
      user: { name: 'claire', role: 'administration', csrf: 'c' },
      collectivity: { label: 'Département de l’Exemple', specimen: true },
      menu: [{ href: '/console', label: 'Tableau de bord' }],
      parents: view.parents ?? [],
      errors: answered === null ? [] : linkedErrors(answered),
    },
    view.body,
  );
}

const all = (text: string, pattern: RegExp): readonly string[] => [...text.matchAll(pattern)].map((found) => found[1] ?? '');
const unescaped = (text: string): string => text.replaceAll('&quot;', '"').replaceAll('&amp;', '&').replaceAll('&lt;', '<');

describe.each(pages.map(([name, view, errors]) => [name, shown(view, errors?.answered)] as const))('the page « %s »', (_name, html) => {
  test('holds no script and no style of its own', () => {
    expect(html).not.toMatch(/<script|<style|\sstyle=|\son[a-z]+=/i);
  });

  test('names each control: a label of its own, or the legend that it stands under', () => {
    const labelled = all(html, /<label[^>]* for="([^"]*)"/g);
    for (const tag of html.match(/<(?:input|select|textarea)\b[^>]*>/g) ?? []) {
      if (/type="(?:hidden|radio|checkbox)"/.test(tag)) continue;
      expect(labelled).toContain(/ id="([^"]*)"/.exec(tag)?.[1]);
    }
    for (const [choice] of html.matchAll(/<label class="choice"[^>]*>[\s\S]*?<\/label>/g))
      expect(choice).toMatch(/<input[^>]*>\s*<span>\S/);
    expect(html.match(/<fieldset/g)?.length).toBe(html.match(/<legend>\S/g)?.length);
  });

  test('gives each id once, and every reference leads somewhere', () => {
    const ids = all(html, /\sid="([^"]*)"/g);
    expect(ids.filter((id, n) => ids.indexOf(id) !== n)).toEqual([]);
    const used = [
      ...all(html, /aria-(?:describedby|labelledby)="([^"]*)"/g).flatMap((list) => list.split(' ')),
      ...all(html, /<a[^>]*href="#([^"]*)"/g),
    ];
    expect(used.filter((id) => !ids.includes(id))).toEqual([]);
  });

  test('has one title, its headings in order, and says what its tables hold', () => {
    const levels = all(html, /<h([1-6])/g).map(Number);
    expect(levels[0]).toBe(1);
    expect(levels.filter((level) => level === 1)).toHaveLength(1);
    levels.slice(1).forEach((level, n) => expect(level - (levels[n] ?? 0)).toBeLessThanOrEqual(1));
    expect(html.match(/<table/g)?.length).toBe(html.match(/<caption>\S/g)?.length);
    expect(html).toContain('<html lang="fr">');
    expect(html).toContain('href="#contenu"');
  });

  test('is written in correct French', () => {
    const words = unescaped(
      html
        .replaceAll(/<(?:code|pre)[\s\S]*?<\/(?:code|pre)>/g, '')
        .replaceAll(/<option[^>]*>/g, ' ')
        .replaceAll(/<[^>]*>/g, '\n'),
    );
    expect(typographyFaults(words)).toEqual([]);
  });
});

describe('what a role may not do is not shown', () => {
  test('a reader has no form that acts', () => {
    for (const view of [personPage(file, readOnly), sitePage({ id: 's', site, zone: null, version: 1, showsContacts: false }, readOnly)])
      expect(shown(view).match(/<form method="post"/g)).toHaveLength(1); // signing out
  });

  test('R-50: nor the addresses of a doctor', () => {
    expect(shown(personPage({ ...file, showsAddresses: false }, readOnly))).not.toContain('odile@example.org');
  });
});

test('a refused form keeps what was typed, says each fault where it is, and asks the reason of a warning that may be passed', () => {
  const html = shown(personFormPage(file, refused), refused.answered);
  expect(html).toContain('<title>Erreur');
  expect(html).toContain('Rien n’a été enregistré. 3 points sont à revoir');
  expect(html).toContain('<a href="#person-person-email">Adresse électronique\u00a0: Adresse mal formée.</a>');
  expect(html).toMatch(/<input type="email" value="odile"[^>]*aria-describedby="person-person-email-fault"/);
  expect(html).toMatch(/<label class="choice" id="person-override-rpps-fictional">/);
  expect(html).not.toMatch(/name="override"[^>]*checked/);
});

test('an import with a refused line cannot be committed; with a doubt only, it can', () => {
  expect(shown(trialPage(trial, kit))).toContain('Importer ces 2 lignes');
  const barred = { ...trial, lines: [{ line: 2, ok: false, cells: '', faults: [{ column: null, text: 'Non.', overridable: false }] }] };
  expect(shown(trialPage(barred, kit))).not.toContain('Importer ');
});

test.each<readonly [string, ComponentChildren]>([
  ['the sign-in page', SignIn({ next: '/console', fault: 'Cette clé est inconnue.' })],
  ['a page that stops', Stop({ text: 'Rien ne se trouve à cette adresse.', href: '/console', label: 'Revenir' })],
])('%s stands without a menu and without a name', (_title, body) => {
  const html = consolePage({ title: 'Console', section: null, user: null, collectivity: null }, body);
  expect(html).not.toContain('<nav');
  expect(html).not.toContain('Se déconnecter');
});

test('opening hours are said as one would', () => {
  expect(openingWords(site)).toBe('mardi matin, jeudi toute la journée');
});
