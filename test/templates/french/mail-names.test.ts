import { nouns } from '../../../activities/nouns';
import { mailName, mailNames } from '../../../templates/french/mail-names';
import { partyRoleNames, partyWords } from '../../../templates/french/party-roles';
import { typographyFaults } from '../../../templates/typography';

const written = [...new Set([...Object.values(nouns).flatMap(({ letters }) => Object.keys(letters)), 'link-renewed'])];

test('every kind of mail that can be written has a French name, and no name is left over', () => {
  expect(Object.keys(mailNames).toSorted()).toEqual(written.toSorted());
});

test('no two kinds bear one name, and each is correct French', () => {
  const names = Object.values(mailNames);
  expect(names.filter((name, n) => names.indexOf(name) !== n)).toEqual([]);
  for (const name of [...names, ...Object.values(partyRoleNames)]) expect([name, typographyFaults(name)]).toEqual([name, []]);
});

test('a kind that is no longer written keeps the name that it had', () => {
  expect(mailName('day-confirmed')).toBe('Journée confirmée');
  expect(mailName('telegram')).toBe('telegram');
});

test('a recipient is named with its role', () => {
  expect(partyWords({ role: 'locum', name: 'Dr Odile Roux' })).toBe('Dr Odile Roux (remplaçant)');
});
