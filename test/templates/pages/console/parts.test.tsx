import { renderToString } from 'preact-render-to-string';
import { DataTable, type Column } from '../../../../templates/pages/console/parts';
import { SearchForm } from '../../../../templates/pages/console/form';

const columns = (count: number): readonly Column<string>[] =>
  Array.from({ length: count }, (_, n) => ({ label: `C${n}`, cell: (row: string) => row }));
const table = (count: number): string =>
  renderToString(<DataTable<string> caption="Journées" rows={['a']} empty="Rien." columns={columns(count)} />);

test('a table that may be wider than its page scrolls by itself, under a name, and is reached with the keyboard', () => {
  expect(table(5)).not.toContain('class="scroll"');
  expect(table(6)).toMatch(/^<div class="scroll" role="region" aria-label="Journées" tabindex="0"><table/);
});

test('a month is typed as text that says its form, and what was typed stays with what is wrong with it', () => {
  const field = { kind: 'month', name: 'month', label: 'Mois', value: 'bientôt', fault: 'Mois attendu.' } as const;
  const html = renderToString(<SearchForm action="/x" fields={[field]} />);
  expect(html).toMatch(/<input type="text" value="bientôt"[^>]*aria-describedby="filtre-month-hint filtre-month-fault" aria-invalid/);
  expect(html).toContain('Par exemple 09/2026, 2026-09 ou septembre 2026.');
  expect(html).toContain('Mois attendu.');
});
