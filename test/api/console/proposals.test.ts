import { datesIn } from '../../../api/console/proposals';

test.each([
  ['03/11/2026', ['2026-11-03']],
  ['3/1/2026\n\n 2026-11-05 ', ['2026-01-03', '2026-11-05']],
  ['03/11/2026, 03/11/2026; 04/11/2026', ['2026-11-03', '2026-11-04']],
  ['demain', ['demain']],
  ['', []],
])('dates typed as « %s » are read once each, and what is no date is left for its refusal', (typed, dates) => {
  expect(datesIn(typed)).toEqual(dates);
});
