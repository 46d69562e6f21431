import { renderToString } from 'preact-render-to-string';
import { h } from 'preact';
import { boardPage } from '../../../../templates/pages/console/board';
import { launchPage } from '../../../../templates/pages/console/campaigns';
import { openingPage } from '../../../../templates/pages/console/engagement-opening';
import type { Kit, View } from '../../../../templates/pages/console/kit';
import { conventionFormPage } from '../../../../templates/pages/console/convention-form';
import { conventionsPage } from '../../../../templates/pages/console/conventions';
import { programmeFormPage } from '../../../../templates/pages/console/programme-form';
import { onFile } from './opening-samples';

const kit: Kit = { csrf: 'c', nonce: 'n', may: () => true, answered: null };
const reader: Kit = { ...kit, may: (path) => !path.endsWith('/new') };
const shown = ({ body }: View): string => renderToString(h('div', {}, body));
const nothing = { programmes: [], conventions: [], volunteers: [], sites: [] };

test.each<readonly [string, View, readonly string[]]>([
  ['the list of conventions', conventionsPage([], kit), ['/console/conventions/new']],
  ['a convention', conventionFormPage({ programmes: [], zones: [] }, kit), ['/console/programmes/new', '/console/imports']],
  ['a call', launchPage({ ...nothing, ticked: [] }, kit), ['/console/conventions/new', '/console/people', '/console/sites/new']],
  ['an engagement', openingPage(nothing, kit), ['/console/conventions/new', '/console/people']],
])('%s that lacks something leads to the page where it is made', (_title, view, links) => {
  for (const href of links) expect(shown(view)).toContain(`href="${href}"`);
});

const board = { lines: [], total: 0, audience: '', today: 'lundi 5 octobre 2026' };
const steps = [{ href: '/console/conventions/new', path: '/conventions/new', label: 'Créer une convention' }];

test('the board of a new collectivity says what to begin with, and that nothing waits only once it has begun', () => {
  const begins = shown(boardPage({ ...board, steps }, kit));
  expect(begins).toContain('Pour commencer');
  expect(begins).toContain('<a href="/console/conventions/new">Créer une convention</a>');
  expect(begins).not.toContain('Rien n’attend');
  const done = shown(boardPage({ ...board, steps: [] }, kit));
  expect(done).toContain('Rien n’attend');
  expect(done).not.toContain('Pour commencer');
  expect(shown(boardPage({ ...board, steps }, reader))).toContain('<li>Créer une convention</li>');
});

test('rows of a programme that were refused are shown as they were sent, not as they are on file', () => {
  const at = 'programme/components/0';
  const fields = { [`${at}/key`]: ['composante-9'], [`${at}/label`]: ['Reste'], [`${at}/rates/0/halfDay`]: ['cent'] };
  const html = shown(
    programmeFormPage({ file: onFile, model: '' }, { ...kit, answered: { form: 'programme', fields, errors: [], warnings: [] } }),
  );
  expect(html).toContain(`name="${at}/key" value="composante-9"`);
  expect(html).toContain('value="cent"');
  expect(html).not.toContain('Délibération 2026-48');
  expect(shown(programmeFormPage({ file: onFile, model: '' }, kit))).toContain('value="60,00"');
});
