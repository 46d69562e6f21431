import { linePlace } from '../../domain/import-cells';
import { pointer, reader } from '../../domain/reader';
import { refusalSentence } from '../../templates/french';
import { typographyFaults } from '../../templates/typography';

function read(text: string): { readonly kept: string; readonly refusals: ReturnType<typeof reader>['refusals'] } {
  const reading = reader(pointer('/settings'));
  return { kept: reading.text('label', text), refusals: reading.refusals };
}

describe('a text that documents will print', () => {
  test('is kept composed and trimmed', () => {
    expect(read('  Dr He\u0301le\u0300ne Œuvrard-N’Diaye ')).toEqual({ kept: 'Dr Hélène Œuvrard-N’Diaye', refusals: [] });
  });

  test.each([
    ['Дмитрий', 'text-unprintable', { code: 'U+0414', character: 'Д' }, 'Д'],
    ['Mairie 😀', 'text-unprintable', { code: 'U+1F600', character: '😀' }, '😀'],
    ['Salle\u200b 2', 'text-unprintable', { code: 'U+200B' }, 'U+200B'],
    ['Le\u00adroy', 'text-unprintable', { code: 'U+00AD' }, 'U+00AD'],
    ['Dupont\u202etnemia', 'text-control-character', { code: 'U+202E' }, 'U+202E'],
    ['Du\u0007pont', 'text-control-character', { code: 'U+0007' }, 'U+0007'],
    ['Du\u0000pont', 'text-control-character', { code: 'U+0000' }, 'U+0000'],
    ['Du\npont', 'text-control-character', { code: 'U+000A' }, 'U+000A'],
    ['Du\ud800pont', 'text-broken-character', { code: 'U+D800' }, 'U+D800'],
  ])('%j is refused at its field, in French, with the character that is at fault', (text, code, detail, named) => {
    const { refusals } = read(text);
    expect(refusals).toEqual([{ code, field: '/settings/label', detail }]);
    const [refusal] = refusals;
    const sentence = refusal === undefined ? '' : refusalSentence('collectivity', refusal);
    expect(sentence).toContain(named);
    expect(typographyFaults(sentence)).toEqual([]);
  });

  test('in a table, the fault is shown at its line and column', () => {
    const reading = reader(linePlace(7, { familyName: 'nom' }));
    reading.text('familyName', 'Дмитрий');
    expect(reading.refusals).toEqual([
      { code: 'text-unprintable', field: '/lines/7/nom', detail: { line: 7, column: 'nom', code: 'U+0414', character: 'Д' } },
    ]);
  });
});
