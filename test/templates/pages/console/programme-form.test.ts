import { render } from 'preact-render-to-string';
import { h } from 'preact';
import { latestValue, parameters } from '../../../../domain/parameters';
import type { Kit } from '../../../../templates/pages/console/kit';
import { programmeFormPage } from '../../../../templates/pages/console/programme-form';

const kit: Kit = { csrf: 'c', nonce: 'n', may: () => true, answered: null };
const shown = (model: string): string =>
  render(h('div', null, programmeFormPage({ file: null, model }, kit).body)).replaceAll('\u00a0', ' ');

test('R-06, R-36: a new national programme begins with the cap, the rate and the source of the parameters', () => {
  const page = shown('national');
  const [{ source, value }] = parameters.nationalRate;
  expect(page).toMatch(new RegExp(`value="${latestValue(parameters.monthlyHalfDayCap)}"[^>]*name="programme/caps/monthlyHard"`));
  expect(page).toContain(`value="${String(value.halfDay / 100)},00"`);
  expect(page).toContain(source.replaceAll('\u00a0', ' '));
});

test('what only the collectivity’s own payments need is not said to be optional', () => {
  expect(shown('departemental')).toMatch(/>Chapitre<\/label>/);
});
