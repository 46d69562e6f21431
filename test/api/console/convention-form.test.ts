import { conventionBody, tidyConvention } from '../../../api/console/convention-form';
import { withoutGaps } from '../../../api/console/form-rows';
import { conventionRoutes } from '../../../api/conventions';

const party = (n: number, organisation: string): Readonly<Record<string, readonly string[]>> => ({
  [`terms/parties/${n}/organisation`]: [organisation],
  [`terms/parties/${n}/role`]: [organisation === '' ? '' : 'signatory'],
  [`terms/parties/${n}/signatory/name`]: [organisation === '' ? '' : 'Anne Petit'],
  [`terms/parties/${n}/signatory/capacity`]: [organisation === '' ? '' : 'présidente'],
  [`terms/parties/${n}/signatory/email`]: [organisation === '' ? '' : 'anne@example.org'],
  [`terms/parties/${n}/rank`]: [String(n + 1)],
});
const sent = (fields: Readonly<Record<string, readonly string[]>>): Parameters<typeof conventionBody>[0] => ({
  fields,
  files: {},
  key: 'k',
});
const terms = {
  'terms/title': ['Convention 2027'],
  'terms/from': ['1/1/2027'],
  'terms/to': ['31/12/2027'],
  'terms/noticeMonths': ['3'],
  'terms/programmes': ['programme-1'],
  'terms/epci': ['200071082', '200072098'],
};

test('the form of a convention is the body of its route: dates as they are typed, a party without a name is nobody', () => {
  const tidy = tidyConvention(sent({ ...terms, ...party(0, 'Département'), ...party(1, ''), ...party(2, 'Ordre'), ...party(3, '') }));
  const body = conventionBody(tidy);
  expect(body).toMatchObject({
    terms: {
      title: 'Convention 2027',
      from: '2027-01-01',
      to: '2027-12-31',
      noticeMonths: 3,
      epci: ['200071082', '200072098'],
      parties: [
        { key: 'partie-1', organisation: 'Département', rank: 1 },
        { key: 'partie-2', organisation: 'Ordre', rank: 3 },
      ],
    },
  });
  expect(conventionRoutes.find(({ path }) => path === '/conventions')?.body?.safeParse(body).error).toBeUndefined();
});

test('an empty form still shows the two parties that it requires, and what was typed moves up with its row', () => {
  const tidy = tidyConvention(sent({ ...party(0, ''), ...party(1, ''), ...party(2, '') }));
  expect(Object.keys(tidy.fields).filter((name) => name.endsWith('/rank'))).toEqual(['terms/parties/0/rank', 'terms/parties/1/rank']);
  expect(withoutGaps({ 'a/0/x': [''], 'a/3/x': ['typed'], b: ['kept'] }, { at: 'a', given: [], least: 0 })).toEqual({
    'a/0/x': ['typed'],
    b: ['kept'],
  });
});
