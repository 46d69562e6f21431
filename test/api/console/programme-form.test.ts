import { programmeBody, tidyProgramme } from '../../../api/console/programme-form';
import { ProblemError } from '../../../api/problems';
import { programmeRoutes } from '../../../api/programmes';

type Fields = Readonly<Record<string, readonly string[]>>;
const sent = (fields: Fields): Parameters<typeof programmeBody>[0] => ({ fields, files: {}, key: 'k' });

const at = 'programme/components';
const rate = (n: number, m: number, [halfDay = '', from = '', to = '', source = '']: readonly string[]): Fields =>
  Object.fromEntries(
    Object.entries({ halfDay, from, to, source }).map(([name, value]) => [`${at}/${n}/rates/${m}/${name}`, [value]] as const),
  );
const component = (n: number, values: Readonly<Record<string, string>>): Fields =>
  Object.fromEntries(Object.entries(values).map(([name, value]) => [`${at}/${n}/${name}`, [value]] as const));
const head = {
  'programme/label': ['Renfort départemental'],
  'programme/from': ['1/1/2027'],
  'programme/to': [''],
  'programme/caps/monthlyHard': ['4'],
  'programme/caps/monthlySoft': [''],
  'programme/gates': ['engagement-letter', 'zone-listed'],
  'programme/certificates': ['rcp'],
};
const imputation = { 'imputation/chapter': '934', 'imputation/account': '65748', 'imputation/budgetCommitment': 'EJ-1' };
const presence = { label: 'Indemnité', payer: 'collectivity', legalBasis: 'CGCT, art. L. 3211-1', ...imputation };
const empty = { label: '', payer: '', legalBasis: '', 'imputation/chapter': '' };

test('R-03, R-07: euros become cents, rates keep their dates and sources, and empty rows are left out', () => {
  const tidy = tidyProgramme(
    sent({
      ...head,
      ...component(0, empty),
      ...rate(0, 0, []),
      ...component(1, presence),
      ...rate(1, 0, ['120,00', '1/1/2027', '30/6/2027', 'Vote du 4 décembre']),
      ...rate(1, 1, []),
      ...rate(1, 2, ['1 135,5', '1/7/2027', '', 'Vote du 3 juin']),
    }),
  );
  const body = programmeBody(tidy);
  expect(body).toMatchObject({
    programme: {
      unit: 'half-day',
      from: '2027-01-01',
      to: null,
      caps: { monthlySoft: null, monthlyHard: 4 },
      components: [
        {
          key: 'composante-1',
          imputation: { chapter: '934', account: '65748', budgetCommitment: 'EJ-1' },
          rates: [
            { from: '2027-01-01', to: '2027-06-30', halfDay: 120_00, source: 'Vote du 4 décembre' },
            { from: '2027-07-01', to: null, halfDay: 1135_50, source: 'Vote du 3 juin' },
          ],
        },
      ],
    },
  });
  expect(programmeRoutes.find(({ path }) => path === '/programmes')?.body?.safeParse(body).error).toBeUndefined();
});

test('R-01: who pays from another purse names no imputation; a component on file keeps its key', () => {
  const known = component(0, { key: 'composante-2', label: 'Forfait', payer: 'cpam', legalBasis: 'Mission', 'imputation/chapter': '' });
  const body = programmeBody(
    tidyProgramme(
      sent({
        ...head,
        ...known,
        ...rate(0, 0, ['100', '1/9/2025', '', 'ARS']),
        ...component(1, presence),
        ...rate(1, 0, ['60', '1/1/2027', '', 'Vote']),
      }),
    ),
  );
  expect(body).toMatchObject({ programme: { components: [{ key: 'composante-2', imputation: null }, { key: 'composante-4' }] } });
});

const refused = (fields: Fields): unknown => {
  try {
    return programmeBody(tidyProgramme(sent(fields)));
  } catch (error) {
    return error instanceof ProblemError ? error.problem.errors?.map(({ pointer }) => pointer) : error;
  }
};

test('each amount that is none is refused where it was typed; a missing one is left for the schema', () => {
  const typed = {
    ...head,
    ...component(0, presence),
    ...rate(0, 0, ['cent', '1/1/2027', '', 'V']),
    ...rate(0, 1, ['-3', '1/7/2027', '', 'V']),
  };
  expect(refused(typed)).toEqual([`/${at}/0/rates/0/halfDay`, `/${at}/0/rates/1/halfDay`]);
  const body = refused({ ...head, ...component(0, presence), ...rate(0, 0, ['', '1/1/2027', '', 'V']) });
  const route = programmeRoutes.find(({ path }) => path === '/programmes');
  expect(route?.body?.safeParse(body).error?.issues.map(({ path }) => path.join('/'))).toEqual([`${at}/0/rates/0/halfDay`]);
});
