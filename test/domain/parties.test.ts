import { conventionParty, doctorParty, hostParty, ownParty, parentsOf } from '../../domain/parties';
import type { Person } from '../../domain/person';
import { aCollectivity } from './reference-data';

const person = { givenName: 'Odile', familyName: 'Roux', volunteer: true, locum: false } as Person;
const party = (ref: string): { ref: string; name: string; email: string } => ({ ref, name: `Nom de ${ref}`, email: `${ref}@x.example` });
const settings = {
  ...aCollectivity(),
  contact: { name: 'Cellule santé', phone: '0470344003', email: 'sante@x.example' },
  accountant: party('payeur'),
  approvers: [party('direction')],
  signatories: [{ ...party('presidence'), capacity: 'Présidente' }],
  escalation: [party('chef')],
  cdoms: { '03': party('cdom-03') },
};

test('a doctor who only replaces others is a locum', () => {
  expect(doctorParty(person)).toEqual({ role: 'doctor', name: 'Dr Odile Roux' });
  expect(doctorParty({ ...person, locum: true }).role).toBe('doctor');
  expect(doctorParty({ ...person, volunteer: false, locum: true }).role).toBe('locum');
});

test('a contact is named with its site, and the site stands for one that it no longer names', () => {
  const site = { name: 'Maison de santé', contacts: [{ key: 'contact-1', name: 'Luc Morel', email: 'l@x.example', phone: '0470000001' }] };
  expect(hostParty('s.2', site, 's.2.contact-1')).toEqual({ role: 'host', name: 'Luc Morel, Maison de santé' });
  expect(hostParty('s.2', site, 's.2.contact-9').name).toBe('Maison de santé');
  expect(hostParty('s.2', site, 's.2').name).toBe('Maison de santé');
  expect(hostParty('s.2', site, 's.2.j.contact-1').name).toBe('Maison de santé');
});

test('whom a party is named after is sought from the longest id on: ids and keys may both hold dots', () => {
  expect(parentsOf('s.2.j.dupont')).toEqual(['s.2.j', 's.2', 's']);
  expect(parentsOf('dr-a')).toEqual([]);
});

test('a party of a convention is its signatory, with the organisation', () => {
  const parties = [
    {
      key: 'ars',
      role: 'party',
      rank: 1,
      organisation: 'ARS',
      signatory: { name: 'Anne Roy', capacity: 'Directrice', email: 'a@x.example' },
    },
  ] as unknown as Parameters<typeof conventionParty>[1]['parties'];
  expect(conventionParty('c-1', { parties }, 'c-1.ars')).toEqual({ role: 'signatory', name: 'Anne Roy, ARS' });
  expect(conventionParty('c-1', { parties }, 'c-1.cpam')).toBeNull();
});

test.each([
  ['contact', 'desk', 'Cellule santé'],
  ['payeur', 'accountant', 'Nom de payeur'],
  ['direction', 'approver', 'Nom de direction'],
  ['presidence', 'signatory', 'Nom de presidence'],
  ['chef', 'escalation', 'Nom de chef'],
  ['cdom-03', 'council', 'Nom de cdom-03'],
])('the settings name « %s » as %s', (ref, role, name) => {
  expect(ownParty(settings, ref)).toEqual({ role, name });
});

test('nobody else is of the collectivity', () => {
  expect(ownParty(settings, 'inconnu')).toBeNull();
});
