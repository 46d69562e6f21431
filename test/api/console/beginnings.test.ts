import { stepsLeft } from '../../../api/console/beginnings';
import type { Beginning } from '../../../store/console-beginnings';
import { consolePages } from '../../../api/console-pages';

const labels = (...begun: readonly Beginning[]): readonly string[] => stepsLeft(new Set(begun)).map(({ label }) => label);

test('a step leaves the list once it is done, an engagement without a call counts as one', () => {
  expect(labels()).toHaveLength(6);
  expect(labels('zones', 'people', 'sites', 'programmes')).toEqual(['Créer une convention', 'Lancer un appel aux volontaires']);
  expect(labels('zones', 'people', 'sites', 'programmes', 'conventions', 'engagements')).toEqual([]);
});

test('each step leads to a page of the console', () => {
  const pages = consolePages.flatMap(({ kind, path }) => (kind === 'page' ? [path] : []));
  for (const { href, path } of stepsLeft(new Set())) expect([pages.includes(path), href]).toEqual([true, `/console${path}`]);
});
