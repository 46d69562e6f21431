import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { commonRefusals, ofNamed } from '../../../templates/french/common';
import { collectivityWords } from '../../../templates/french/collectivity';
import { dataImportWords } from '../../../templates/french/data-import';
import { identifierRefusals } from '../../../templates/french/identifiers';
import { dayEventWords } from '../../../templates/french/day-events';
import { personWords } from '../../../templates/french/person';
import { programmeWords } from '../../../templates/french/programme';
import { siteWords } from '../../../templates/french/site';
import { zoneWords } from '../../../templates/french/zone';
import { typographyFaults } from '../../../templates/typography';

const root = join(__dirname, '..', '..', '..');
const source = (file: string) => readFileSync(join(root, file), 'utf8');

/** Kebab words of these files that are values, not refusals. */
const values = new Set([
  'own-practice',
  'student-licensed',
  'struck-off',
  'strike-off',
  'add-certificate',
  'certificate-added',
  'locum-licence',
  'employer-clearance',
  'set-readiness',
  'readiness-set',
  'card-reader',
  'centre-de-sante',
  'france-services',
  'alsace-moselle',
  'consultation-day',
  'data-import',
  'issue-key',
  'revoke-key',
  'key-issued',
  'key-revoked',
  'half-day',
  'engagement-letter',
  'bank-details',
  'cdom-registration',
  'cdom-site',
  'zone-listed',
  'no-overcharge',
  'end-certificate',
  'certificate-ended',
  'certificates-changed',
  'locum-barred',
]);
const codesIn = (...files: readonly string[]) =>
  [...new Set(files.flatMap((file) => [...source(file).matchAll(/'([a-z]+(?:-[a-z]+)+)'/g)].map(([, code = '']) => code)))].filter(
    (code) => !values.has(code),
  );

const identifiers = ['domain/identifiers.ts', 'domain/contact-identifiers.ts', 'domain/bank-identifiers.ts', 'domain/reader.ts'];
const nouns = [
  ['collectivity', collectivityWords, ['domain/collectivity.ts']],
  ['programme', programmeWords, ['domain/programme.ts']],
  ['zone', zoneWords, ['domain/zone.ts']],
  ['site', siteWords, ['domain/site.ts']],
  ['person', personWords, ['domain/person.ts']],
  [
    'data-import',
    dataImportWords,
    [
      'domain/data-import.ts',
      'domain/import-cells.ts',
      'domain/import-rows.ts',
      'domain/person.ts',
      'domain/site.ts',
      'domain/zone.ts',
      'api/csv.ts',
    ],
  ],
] as const;

test.each(nouns)('every refusal of %s has its French sentence', (_, words, files) => {
  const codes = codesIn(...files, ...identifiers);
  expect(codes.length).toBeGreaterThan(20);
  expect(codes.filter((code) => words.refusals[code] === undefined && commonRefusals[code] === undefined)).toEqual([]);
});

const detail = {
  max: 3,
  min: 2,
  date: '2026-09-01',
  departement: '03',
  territory: 'metropole',
  hard: 4,
  lines: 12,
  column: 'rpps',
  cells: 4,
  columns: 3,
  first: 2,
  value: 'x',
  words: 'a, b',
};
const sentences = [identifierRefusals, ...nouns.map(([, words]) => words.refusals)].flatMap((refusals) =>
  Object.entries(refusals).map(([code, write]) => [code, write(detail)] as const),
);

test.each([...new Map(sentences)])('%s is worded as French is printed', (_, sentence) => {
  expect(typographyFaults(sentence)).toEqual([]);
  expect(sentence).not.toContain('undefined');
  expect(sentence).toMatch(/^[«\p{Lu}].*(\.|[~-])$/u);
});

test.each([
  ['elise', 'd’elise'],
  ['Élise Robert', 'd’Élise Robert'],
  ['paul', 'de paul'],
  ['huguette', 'de huguette'],
])('« de » before the name %s is written %s', (name, words) => expect(ofNamed(name)).toBe(words));

test('a day’s history tells what is known: a mail that left, a search that ended', () => {
  expect(dayEventWords.announced).toBe('Proposition envoyée au médecin par courriel');
  expect(dayEventWords['cover-settled']).toBe('Recherche de remplaçant terminée');
});
