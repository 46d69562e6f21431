import { openapiDocument } from '../../api/openapi';
import { routes } from '../../api/routes';
import { explanationSchema, optionalTextSchema, textSchema } from '../../api/text-schemas';

describe('a text of the API', () => {
  test('is kept composed, without blanks around it and without what nobody sees', () => {
    expect(textSchema(20).parse(' \ufeffE\u0301li\u200bse\u00a0\n')).toBe('Élise');
    expect(optionalTextSchema(20).parse(' \u200b ')).toBe('');
    expect(textSchema(20).safeParse('\u200b').success).toBe(false);
  });

  test('is counted as it will be kept: read a second time it is the same, however its letters decompose', () => {
    for (const text of ['\u0958'.repeat(10), '\ufb1d'.repeat(10), `${' '.repeat(30)}x`, 'e\u0301'.repeat(20)]) {
      const once = textSchema(20).safeParse(text);
      expect(once.success && textSchema(20).safeParse(once.data)).toMatchObject({ success: once.success, data: once.data });
    }
    expect(textSchema(10).safeParse('\u0958'.repeat(10)).success).toBe(false);
  });

  test('a reason has three letters at least', () => {
    expect(explanationSchema.safeParse(' a\u200bb ').success).toBe(false);
    expect(explanationSchema.parse('Vu au téléphone')).toBe('Vu au téléphone');
  });
});

test('every pattern of the documentation is one that other languages can read, and fits what the routes take', () => {
  const patterns = new Set(
    [...JSON.stringify(openapiDocument(routes, 'http://127.0.0.1')).matchAll(/"pattern":("(?:[^"\\]|\\.)*")/g)].map(
      ([, text = '""']) => JSON.parse(text) as string,
    ),
  );
  expect(patterns.size).toBeGreaterThan(6);
  for (const pattern of patterns) {
    expect(pattern).not.toMatch(/\/[a-z]*$|\\p\{|\(\?/);
    expect(() => new RegExp(pattern, 'u')).not.toThrow();
  }
  expect([...patterns].some((pattern) => new RegExp(pattern, 'u').test('Maison de santé'))).toBe(true);
});
