import { z } from 'zod';
import { answeredBy } from '../../../api/console-page';
import { wholeTyped } from '../../../api/console/form-rows';
import { dateIn, dateOrNull, monthIn, spelt, speltMonth } from '../../../api/console/typed-date';
import { parsed } from '../../../api/parsed';
import { ProblemError, refusedProblem } from '../../../api/problems';
import { civilDateSchema, monthSchema } from '../../../api/schemas';

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

function saidOf(schema: z.ZodType, body: unknown, fields: Readonly<Record<string, readonly string[]>>): unknown {
  try {
    return parsed(schema, body, 'body');
  } catch (error) {
    return answeredBy(error, 'order', fields);
  }
}

test.each([
  ['', 'Indiquez une date, par exemple 15/11/2026.'],
  ['31/09/2026', '«\u00a031/09/2026\u00a0» n’est pas une date du calendrier.'],
  ['2026-02-31', '«\u00a02026-02-31\u00a0» n’est pas une date du calendrier.'],
  ['demain', '«\u00a0demain\u00a0» n’est pas une date\u00a0: écrivez par exemple 15/11/2026.'],
])('a wrong date is quoted as its reader typed it, not in the form that programs use: « %s »', (typed, text) => {
  const fields = { on: [typed] };
  const said = saidOf(z.strictObject({ on: civilDateSchema }), { on: dateIn(fields, 'on') }, fields);
  expect(said).toMatchObject({ fields, errors: [{ field: 'on', text }] });
});

test.each([
  ['', 'Écrivez le mois ainsi\u00a0: 09/2026, 2026-09 ou septembre 2026.'],
  ['2026-13', '«\u00a02026-13\u00a0» n’est pas un mois. Écrivez le mois ainsi\u00a0: 09/2026, 2026-09 ou septembre 2026.'],
])('a month typed as « %s » is answered with the forms that are read', (typed, text) => {
  const fields = { month: [typed] };
  const said = saidOf(z.strictObject({ month: monthSchema }), { month: monthIn(fields, 'month') }, fields);
  expect(said).toMatchObject({ errors: [{ field: 'month', text }] });
});

const laterFaults = 'D’autres points pourront apparaître une fois ceux-ci corrigés.';

test.each([
  ['', 'Ce champ est obligatoire.'],
  ['quatre', 'Indiquez un nombre entier.'],
  ['4,5', 'Indiquez un nombre entier.'],
  ['4.5', 'Indiquez un nombre entier.'],
])('a whole number typed as « %s » is missing, or is none; and other faults may follow', (typed, text) => {
  const fields = { cap: [typed] };
  const said = saidOf(z.strictObject({ cap: z.int().nullable() }), { cap: wholeTyped(typed) }, fields);
  expect(said).toMatchObject({ errors: [{ field: 'cap', text }], later: laterFaults });
});

test.each(['-1', '0', '99', '12345'])('a whole number out of bounds, « %s », is left for the rule, which says them', (typed) => {
  expect(wholeTyped(typed)).toBe(Number(typed));
});

test('what the rule refused is all that it refuses: nothing is said to follow', () => {
  const refused = new ProblemError(refusedProblem('programme', [{ code: 'dates-reversed', field: '/programme/to' }]));
  expect(answeredBy(refused, 'programme', {})).not.toHaveProperty('later');
});
