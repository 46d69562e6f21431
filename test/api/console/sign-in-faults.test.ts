import { keyFault } from '../../../api/console/sign-in-faults';

test('no key, and the key of the instance, are told by their form before anything is tried', () => {
  expect(keyFault('')).toBe('La clé d’accès est obligatoire.');
  const right = keyFault(`relais_instance_${'a'.repeat(43)}`);
  expect(right).toContain('Cette clé est celle de l’instance\u00A0: elle crée une collectivité.');
  expect(keyFault('relais_instance_x')).toBe(right);
});

test('any other key is for the sessions to know', () => {
  expect(keyFault('relais_abc_secret')).toBeNull();
  expect(keyFault('autre chose')).toBeNull();
});
