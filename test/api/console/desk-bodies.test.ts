import { budgetsBody, centsTyped, outsideBody } from '../../../api/console/convention-papers';
import { siteBody } from '../../../api/console/site-form';
import { ProblemError } from '../../../api/problems';

const sent = (fields: Readonly<Record<string, readonly string[]>>): Parameters<typeof siteBody>[0] => ({ fields, files: {}, key: 'k' });

test.each([
  ['45000', 45_000_00],
  ['45 000,5 €', 45_000_50],
  ['45\u202f000,05', 45_000_05],
  ['0.10', 10],
  ['beaucoup', null],
  ['1,234,5', null],
  ['-3', null],
])('an amount typed « %s » is read in cents, or not at all', (typed, read) => {
  expect(centsTyped(typed)).toBe(read);
});

test('R-36: a year without its vote is not noted, unless an amount was typed for it', () => {
  const year = (source: string, credits: string): Readonly<Record<string, readonly string[]>> => ({
    'budgets/2026/source': [source],
    'budgets/2026/credits': [credits],
    'budgets/2026/mode': ['warn'],
    'budgets/2026/takenUntil': ['15/12/2026'],
  });
  expect(budgetsBody(sent(year('', '')))).toEqual({ budgets: [] });
  expect(budgetsBody(sent(year('BP 2026', '')))).toEqual({
    budgets: [{ year: 2026, credits: null, mode: 'warn', source: 'BP 2026', takenUntil: '2026-12-15' }],
  });
  expect(() => budgetsBody(sent(year('', '100')))).toThrow(ProblemError);
  expect(() => budgetsBody(sent(year('BP 2026', 'cent')))).toThrow(ProblemError);
});

test('a signed copy is asked for, and each signatory is read with the date on the document', () => {
  const fields = {
    'signatures/0/party': ['cdom'],
    'signatures/0/name': ['A'],
    'signatures/0/capacity': ['B'],
    'signatures/0/on': ['1/9/2026'],
  };
  expect(() => outsideBody(sent(fields))).toThrow(ProblemError);
  const file = { name: 'c.pdf', mediaType: 'application/pdf', bytes: Buffer.from('%PDF-') };
  expect(outsideBody({ ...sent(fields), files: { file } })).toEqual({
    file: 'JVBERi0=',
    signatures: [{ party: 'cdom', name: 'A', capacity: 'B', on: '2026-09-01' }],
  });
});

test('R-45: contacts keep their keys, a new one never takes another’s, an empty line is nobody', () => {
  const { site } = siteBody(
    sent({
      'site/contacts/0/key': ['contact-2'],
      'site/contacts/0/name': ['Luc'],
      'site/contacts/1/name': [''],
      'site/contacts/2/name': ['Ana'],
      'site/rooms': ['deux'],
    }),
  ) as { site: { contacts: readonly unknown[]; rooms: unknown } };
  expect(site.contacts).toMatchObject([
    { key: 'contact-2', name: 'Luc' },
    { key: 'contact-4', name: 'Ana' },
  ]);
  expect(site.rooms).toBe('deux');
});
