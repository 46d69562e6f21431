import { userWords } from '../../../api/console/visit';
import { dossierId } from '../../../domain/ids';
import { monthTyped } from '../../../api/console/visit';

const key = { id: dossierId('k1'), hash: 'h', user: 'claire', role: 'administrator', expires: null, revoked: null } as const;

test.each([
  [[key], 'claire (administration)'],
  [[key, { ...key, revoked: null }], 'claire (administration)'],
  [[key, { ...key, role: 'approver' as const }], 'claire (administration, approbation)'],
  [[], 'claire'],
])('who acted is named by the key, with what it is for', (keys, said) => {
  expect(userWords('user:claire', { keys })).toBe(said);
});

test.each([
  ['', { value: '2026-10', fault: null }],
  ['2026-09', { value: '2026-09', fault: null }],
  ['09/2026', { value: '2026-09', fault: null }],
  [
    'bientôt',
    {
      value: 'bientôt',
      fault: '«\u00a0bientôt\u00a0» n’est pas un mois. Écrivez le mois ainsi\u00a0: 09/2026, 2026-09 ou septembre 2026.',
    },
  ],
  [
    '2026-13',
    {
      value: '2026-13',
      fault: '«\u00a02026-13\u00a0» n’est pas un mois. Écrivez le mois ainsi\u00a0: 09/2026, 2026-09 ou septembre 2026.',
    },
  ],
])('the month « %s » of an address', (month, shown) => {
  const visit = { query: { month }, today: '2026-10-05' } as unknown as Parameters<typeof monthTyped>[0];
  expect(monthTyped(visit)).toEqual(shown);
});
