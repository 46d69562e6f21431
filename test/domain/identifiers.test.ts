import {
  communeCode,
  departementOf,
  epciSiren,
  fictionalRpps,
  finess,
  isFictionalRpps,
  rpps,
  siren,
  siret,
  sirenOf,
} from '../../domain/identifiers';
import { outcome } from './outcome';

describe('R-54: RPPS', () => {
  test.each([
    ['10001234565', '10001234565'],
    ['1000 1234 565', '10001234565'],
    ['10001234566', '10001234566 rpps-key'],
    ['1000123456', 'rpps-malformed'],
    ['100012345678', 'rpps-malformed'],
    ['810001234565', 'rpps-card-number'],
    ['631012345', 'rpps-adeli'],
    ['2A1012345', 'rpps-adeli'],
    ['1000123456O', 'rpps-malformed'],
    ['', 'rpps-malformed'],
  ])('%s gives %s', (text, expected) => expect(outcome(rpps(text))).toBe(expected));

  test('fictional numbers hold a valid key, are marked, and differ from each other', () => {
    const numbers = Array.from({ length: 200 }, (_, n) => fictionalRpps(n));
    expect(new Set(numbers).size).toBe(200);
    expect(numbers.map((number) => outcome(rpps(number)))).toEqual(numbers.map((number) => `${number} rpps-fictional`));
    expect(numbers.every(isFictionalRpps)).toBe(true);
    expect(fictionalRpps(99_999)).toHaveLength(11);
  });

  test.each([-1, 100_000, 1.5])('there is no fictional number of rank %d', (n) => expect(() => fictionalRpps(n)).toThrow(RangeError));
});

describe('R-54: SIREN, SIRET, EPCI', () => {
  test.each([
    ['732829320', '732829320'],
    ['732 829 320', '732829320'],
    ['732829321', 'siren-key'],
    ['73282932', 'siren-malformed'],
    ['73282932A', 'siren-malformed'],
  ])('SIREN %s gives %s', (text, expected) => expect(outcome(siren(text))).toBe(expected));

  test.each([
    ['73282932000074', '73282932000074'],
    ['732\u202f829\u00a0320 00074', '73282932000074'],
    ['35600000000048', '35600000000048'],
    ['35600000049837', '35600000049837'],
    ['35600000049838', 'siret-key'],
    ['73282932000075', 'siret-key'],
    ['73282932100073', 'siret-key'],
    ['732829320', 'siret-malformed'],
  ])('SIRET %s gives %s', (text, expected) => expect(outcome(siret(text))).toBe(expected));

  test('a SIRET starts with the SIREN of its holder', () => {
    const checked = siret('73282932000074');
    expect(checked.ok && sirenOf(checked.value)).toBe('732829320');
  });

  test.each([
    ['200071082', '200071082'],
    ['243300316', '243300316'],
    ['732829320', '732829320 epci-unusual-siren'],
    ['200071083', 'siren-key'],
    ['20007108', 'siren-malformed'],
  ])('EPCI %s gives %s', (text, expected) => expect(outcome(epciSiren(text))).toBe(expected));
});

describe('R-54: FINESS and communes', () => {
  test.each([
    ['750712184', '750712184'],
    ['750712185', '750712185 finess-key'],
    ['2a0000014', '2A0000014'],
    ['2C0000014', 'finess-malformed'],
    ['75071218', 'finess-malformed'],
  ])('FINESS %s gives %s', (text, expected) => expect(outcome(finess(text))).toBe(expected));

  test.each([
    ['01004', '01004', '01'],
    ['2a004', '2A004', '2A'],
    ['2B033', '2B033', '2B'],
    ['75056', '75056', '75'],
    ['97411', '97411', '974'],
    ['97608', '97608', '976'],
    ['98818', '98818', '988'],
  ])('commune %s is %s, of %s', (text, code, departement) => {
    const checked = communeCode(text);
    expect(checked.ok && [checked.value, departementOf(checked.value)]).toEqual([code, departement]);
  });

  test.each(['1004', '20004', '96001', '00001', '35000', '350470', 'ABCDE', ''])('%s is not a commune', (text) => {
    expect(outcome(communeCode(text))).toBe('commune-malformed');
  });
});
