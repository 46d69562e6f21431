import { roundView } from '../../api/signature-rounds';

describe('a signature round, by role', () => {
  const round = { id: 'round-1', status: 'open', title: 'Lettre d’engagement du Docteur Ana Durand', groups: [[{ name: 'Ana Durand' }]] };

  test.each([
    ['administrator', round],
    ['approver', { id: 'round-1', status: 'open' }],
    ['accountant', { id: 'round-1', status: 'open' }],
    ['auditor', { id: 'round-1', status: 'open' }],
  ] as const)('R-53: %s sees no name that is not needed', (role, seen) => {
    expect(roundView(round, role)).toEqual(seen);
  });
});
