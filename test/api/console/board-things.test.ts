import { thingsOf } from '../../../api/console/board-things';
import { aboutWords, ownerWords } from '../../../api/task-words';
import { civilDate } from '../../../domain/dates';
import { roles } from '../../../domain/decision';
import { partyRoles, type PartyRole } from '../../../domain/parties';
import type { BoardTask } from '../../../store/board';
import { partyRoleNames } from '../../../templates/french/party-roles';

const task = (more: Partial<BoardTask>): BoardTask => ({
  noun: 'engagement',
  dossier: 'e-1',
  key: 'contract',
  ownerKind: 'role',
  owner: 'administrator',
  what: 'contract-to-transmit',
  until: '2026-10-01T06:00:00.000Z',
  detail: { departement: '03' },
  party: null,
  date: null,
  about: null,
  site: null,
  ...more,
});
const known = (role: PartyRole): BoardTask => task({ ownerKind: 'party', owner: 'x', party: { role, name: 'Odile Roux' } });
const lines = (...tasks: readonly BoardTask[]): readonly (readonly string[])[] =>
  thingsOf(tasks).map(({ task: { what }, owners }) => [what, ...owners.map(({ owner }) => owner)]);

describe('one line per thing', () => {
  test('R-27: a letter to transmit and its receipt are one thing, and the desk’s act speaks for both', () => {
    const receipt = task({ key: 'contract-receipt', what: 'contract-receipt', ownerKind: 'party', owner: 'cdom-03' });
    expect(lines(receipt, task({}))).toEqual([['contract-to-transmit', 'administrator', 'cdom-03']]);
    expect(lines(task({}), task({ dossier: 'e-2' }))).toHaveLength(2);
  });

  test('an answer that several persons owe is one line, in the order of the tasks', () => {
    const answer = (owner: string, until: string): BoardTask =>
      task({ noun: 'campaign', what: 'campaign-answer', key: `answer-${owner}`, ownerKind: 'party', owner, until, detail: {} });
    expect(lines(answer('b', '2026-10-01'), answer('a', '2026-10-01'), answer('c', '2026-10-09'))).toEqual([
      ['campaign-answer', 'b', 'a'],
      ['campaign-answer', 'c'],
    ]);
  });

  test('R-44: each mail that could not be delivered is settled by itself', () => {
    const lost = (message: string): BoardTask => task({ what: 'undelivered', key: `undelivered/${message}`, detail: {} });
    expect(lines(lost('m0'), lost('m1'))).toHaveLength(2);
  });
});

describe('who is waited for, in words', () => {
  test('a role is said as such', () => {
    expect(ownerWords(task({}), 'auditor')).toBe('Administration');
    expect(ownerWords(task({ ownerKind: 'party', party: null }), 'administrator')).toBe('Une personne du dossier');
  });

  test.each(partyRoles)('R-53: « %s » is named to administrators, and to others only where it is an office', (role) => {
    expect(ownerWords(known(role), 'administrator')).toBe('Odile Roux');
    const name = partyRoleNames[role];
    const persons: readonly PartyRole[] = ['doctor', 'locum', 'host', 'signatory'];
    const said = persons.includes(role) ? `${name.slice(0, 1).toUpperCase()}${name.slice(1)}` : 'Odile Roux';
    for (const reader of roles.filter((each) => each !== 'administrator')) expect(ownerWords(known(role), reader)).toBe(said);
  });

  test('R-53: the doctor of a dossier is named to administrators only', () => {
    const subject = { about: { role: 'doctor', name: 'Dr Odile Roux' }, site: 'Maison de santé', date: civilDate('2026-10-01') } as const;
    expect(aboutWords(subject, 'administrator')).toBe('Dr Odile Roux, Maison de santé, 1er octobre 2026');
    expect(aboutWords(subject, 'accountant')).toBe('Maison de santé, 1er octobre 2026');
  });

  test('a dossier is called by its title; R-53: one that names a doctor is for administrators only', () => {
    const subject = { about: null, site: null, date: null };
    const convention = { text: 'C-2026-4, Accès aux soins', isPersonal: false };
    const letter = { text: 'Lettre d’engagement du Docteur Odile Roux, n° 3', isPersonal: true };
    expect(aboutWords({ ...subject, title: convention }, 'auditor')).toBe('C-2026-4, Accès aux soins');
    expect(aboutWords({ ...subject, title: letter }, 'administrator')).toBe(letter.text);
    expect(aboutWords({ ...subject, title: letter }, 'auditor')).toBe('');
  });
});
