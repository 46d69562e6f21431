import { importKinds } from '../../../../domain/import-rows';
import { consolePage } from '../../../../templates/pages/console/frame';
import { importsPage, lineId, trialPage } from '../../../../templates/pages/console/imports';
import type { Kit, LinkedError, View } from '../../../../templates/pages/console/kit';

const kit: Kit = { csrf: 'c', nonce: 'n', may: () => true, answered: null };
const shown = ({ body }: View, errors: readonly LinkedError[] = []): string =>
  consolePage({ title: 'Imports', section: null, user: null, collectivity: null, errors }, body);
const accepts = { volunteers: '', sites: '', zones: '' };

test('R-57: a fault of a line of the file leads to that line', () => {
  const lines = [{ line: 2, ok: false, cells: 'Roux', faults: [{ column: 'rpps', text: 'Onze chiffres.', overridable: false }] }];
  const page = trialPage({ kind: 'volunteers', csv: 'x', accepted: 0, refused: 1, note: 'Essai', lines }, kit);
  const html = shown(page, [
    { href: `#${lineId(2)}`, text: 'Ligne 2, rpps\u00a0: Onze chiffres.' },
    { href: `#${lineId(9)}`, text: 'Ligne 9, rpps\u00a0: Onze chiffres.' },
  ]);
  expect(html).toContain('<a href="#ligne-2">Ligne 2, rpps\u00a0: Onze chiffres.</a>');
  expect(html).toContain('<span id="ligne-2">2</span>');
  expect(html).toContain('<li>Ligne 9, rpps\u00a0: Onze chiffres.</li>');
});

test('an import is shown by its date, its content, its lines and its author, without any id', () => {
  const html = shown(
    importsPage({ lines: [{ kind: 'sites', count: 3, on: 'lundi 5 octobre 2026 à 9 h', by: 'claire (administration)' }], accepts }, kit),
  );
  for (const said of ['lundi 5 octobre 2026 à 9 h', 'Lieux d’accueil', '>3<', 'claire (administration)']) expect(html).toContain(said);
  expect(html).not.toContain('Dossier');
});

test.each(importKinds)('R-57: the template of %s is there to download', (kind) => {
  expect(shown(importsPage({ lines: [], accepts }, kit))).toContain(`href="/console/imports/${kind}/modele.csv"`);
});

test('a file that some contents need is not called optional', () => {
  const html = shown(importsPage({ lines: [], accepts }, kit));
  expect(html).not.toContain('facultatif)');
  expect(html).toContain('Obligatoire pour les médecins et les lieux d’accueil.');
});
