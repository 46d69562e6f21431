import { askedIn } from '../../../api/console/imports';
import { ProblemError } from '../../../api/problems';

const upload = (text: string) => ({ file: { name: 'a.csv', mediaType: 'text/csv', bytes: Buffer.from(text) } });
function refused(...asked: Parameters<typeof askedIn>): unknown {
  try {
    return askedIn(...asked);
  } catch (error) {
    return error instanceof ProblemError ? error.problem.errors : error;
  }
}

test.each(['', ' \r\n'])('an empty file is said to be empty: %p', (text) => {
  const fields = { kind: ['volunteers'] };
  expect(refused({ fields, files: upload(text) })).toMatchObject([{ pointer: '/file', detail: 'Ce fichier est vide.' }]);
});

test('without a file the list of the zones is tried; any other content needs one', () => {
  expect(refused({ fields: { kind: ['zones'] }, files: {} })).toEqual({ kind: 'zones', csv: null });
  expect(refused({ fields: { kind: ['sites'] }, files: {} })).toMatchObject([{ detail: 'Choisissez un fichier.' }]);
});
