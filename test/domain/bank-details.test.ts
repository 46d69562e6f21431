import { holderIsCompany } from '../../domain/bank-details';

test.each([
  ['SELARL DR MARTIN CLAIRE', 'SELARL du Docteur Claire Martin', true],
  ['Cabinet médical des Érables', 'SOCIETE CABINET MEDICAL DES ERABLES', true],
  ['SELAS CŒUR DE VILLE', 'Cœur de ville', true],
  ['SCP Martin et Durand', 'SCP Durand – Martin', true],
  ['Claire Martin', 'SELARL Cabinet des Érables', false],
  ['SELARL Martin', 'SELARL Martin-Durand', false],
  ['SELARL', 'SCP', false],
])('E-14: the account of « %s » and the company « %s » are one: %s', (holder, company, same) =>
  expect(holderIsCompany(holder, company)).toBe(same),
);
