import { z } from 'zod';
import { answeredBy } from '../../../api/console-page';
import { dateIn, dateOrNull, monthIn, spelt, speltMonth } from '../../../api/console/typed-date';
import { parsed } from '../../../api/parsed';
import { civilDateSchema } from '../../../api/schemas';

test.each([
  ['15/11/2026', '2026-11-15'],
  [' 5/1/2026 ', '2026-01-05'],
  ['2026-11-15', '2026-11-15'],
  ['15 novembre', '15 novembre'],
  ['', ''],
])('a date typed as « %s » is read as a browser’s calendar would send it, or left for its refusal', (typed, read) => {
  expect(spelt(typed)).toBe(read);
  expect(dateIn({ on: [typed] }, 'on')).toBe(read);
  expect(dateOrNull({ on: [typed] }, 'on')).toBe(read === '' ? null : read);
});

test.each([
  ['09/2026', '2026-09'],
  [' 9/2026 ', '2026-09'],
  ['Septembre 2026', '2026-09'],
  ['août 2026', '2026-08'],
  ['2026-09', '2026-09'],
  ['13/2026', '13/2026'],
  ['bientôt', 'bientôt'],
  ['', ''],
])('a month typed as « %s » is read, or left for its refusal', (typed, read) => {
  expect(speltMonth(typed)).toBe(read);
  expect(monthIn({ month: [typed] }, 'month')).toBe(read);
});

test('a wrong date is answered with an example that its reader would type, not with the form that programs use', () => {
  const fields = { on: ['31/02/2026'] };
  let said: unknown;
  try {
    parsed(z.strictObject({ on: civilDateSchema }), { on: dateIn(fields, 'on') }, 'body');
  } catch (error) {
    said = answeredBy(error, 'order', fields);
  }
  expect(said).toMatchObject({ fields, errors: [{ field: 'on', text: 'Indiquez une date, par exemple 15/11/2026.' }] });
});
