import { bodiesOf, datesIn, ofDate } from '../../../api/console/proposals';
import { problem, ProblemError } from '../../../api/problems';
import { civilDate } from '../../../domain/dates';

test.each([
  ['03/11/2026', ['2026-11-03']],
  ['3/1/2026\n\n 2026-11-05 ', ['2026-01-03', '2026-11-05']],
  ['03/11/2026, 03/11/2026; 04/11/2026', ['2026-11-03', '2026-11-04']],
  ['demain', ['demain']],
  ['', []],
])('dates typed as « %s » are read once each, and what is no date is left for its refusal', (typed, dates) => {
  expect(datesIn(typed)).toEqual(dates);
});

test('of several days, the one that is refused is named, at the field of the dates', () => {
  const errors = [{ code: 'unknown-engagement', detail: 'Cet engagement n’existe pas.' }];
  const named = ofDate(new ProblemError(problem('refused', { errors })), civilDate('2026-10-06'));
  expect(named).toMatchObject({
    problem: { status: 409, errors: [{ pointer: '/date', detail: 'mardi 6 octobre 2026\u00a0: Cet engagement n’existe pas.' }] },
  });
  const place = [{ pointer: '/site', code: 'unknown-site', detail: 'Ce lieu n’existe pas.' }];
  expect(ofDate(new ProblemError(problem('refused', { errors: place })), civilDate('2026-10-06'))).toMatchObject({
    problem: { errors: [{ pointer: '/site' }] },
  });
  const fault = new Error('of ours');
  expect(ofDate(fault, civilDate('2026-10-06'))).toBe(fault);
});

function refusedWith(fields: Parameters<typeof bodiesOf>[0]['fields']): unknown {
  try {
    return bodiesOf({ fields });
  } catch (error) {
    return error instanceof ProblemError ? error.problem.errors?.map(({ pointer, detail }) => [pointer, detail]) : error;
  }
}

test('a proposal sent empty names all its fields at once', () => {
  expect(refusedWith({ engagement: [''], site: [''], date: [''] })).toEqual([
    ['/engagement', 'Ce champ est obligatoire.'],
    ['/site', 'Ce champ est obligatoire.'],
    ['/halves', 'Ce champ ne peut pas être vide.'],
    ['/date', 'Indiquez au moins une date.'],
  ]);
});

test('each line of the dates that is no date is quoted as it was typed', () => {
  const fields = { engagement: ['e-1'], site: ['s-1'], halves: ['morning'], date: ['31/09/2026\r\n06/10/2026\r\ndemain'] };
  expect(refusedWith(fields)).toEqual([
    [
      '/date',
      '«\u00a031/09/2026\u00a0» n’est pas une date du calendrier. «\u00a0demain\u00a0» n’est pas une date\u00a0: écrivez par exemple 15/11/2026.',
    ],
  ]);
});
