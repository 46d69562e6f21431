import { thingsOf } from '../../../api/console/board-things';
import { monthTyped, userWords, waitsIn } from '../../../api/console/visit';
import { dossierId } from '../../../domain/ids';
import type { BoardTask } from '../../../store/board';
import { taskSentence } from '../../../templates/french';

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

const waiting = (owner: string, name: string): BoardTask => ({
  noun: 'campaign',
  dossier: 'call-1',
  key: `answer/${owner}`,
  ownerKind: 'party',
  owner,
  what: 'campaign-answer',
  until: '2026-10-01T06:00:00.000Z',
  detail: {},
  party: { role: 'doctor', name },
  date: null,
  about: null,
  site: null,
});

test('what several are asked is said once, with whom it waits for; R-53: doctors are named to administrators', () => {
  const things = thingsOf([waiting('p-1', 'Dr Odile Roux'), waiting('p-2', 'Dr Luc Morel')]);
  const said = taskSentence('campaign', 'campaign-answer', {});
  const until = '2026-10-01T06:00:00.000Z';
  expect(waitsIn(things, 'administrator')).toEqual([{ text: `${said} (Dr Odile Roux\u00a0; Dr Luc Morel)`, until }]);
  expect(waitsIn(things, 'auditor')).toEqual([{ text: `${said} (Médecin)`, until }]);
});
