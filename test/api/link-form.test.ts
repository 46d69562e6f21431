import { typed } from '../../api/link-form';

describe('what a link’s form sends', () => {
  test('keeps line feeds, and nothing that nobody sees', () => {
    expect(typed({ reason: 'Une\r\nligne', name: 'Mar\u200btin', halves: ['morning', 'afternoon'] })).toEqual({
      fields: { reason: ['Une\nligne'], name: ['Martin'], halves: ['morning', 'afternoon'] },
      faults: {},
    });
    expect(typed(undefined)).toEqual({ fields: {}, faults: {} });
  });

  test.each(['\u0000', '\u001b', '\u202e', '\ud800'])(
    'a field that holds %j is a fault of that field, and the page shows the rest of it again',
    (character) => {
      const { fields, faults } = typed({ choice: 'refuse', reason: `Non${character}` });
      expect(Object.keys(faults)).toEqual(['reason']);
      expect(faults['reason']).toMatch(/caractère invisible/);
      expect(fields).toMatchObject({ choice: ['refuse'], reason: [expect.stringMatching(/^Non\ufffd?$/)] });
    },
  );
});
