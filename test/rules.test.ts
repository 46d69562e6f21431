import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { projectRoot } from '../runtime/config';

const root = projectRoot();
const glossary = readFileSync(join(root, 'docs', 'glossary.md'), 'utf8');
const rules = [...glossary.matchAll(/^- \*\*(R-\d\d)\*\* (.*)$/gm)].map(([, name = '', text = '']) => ({
  name,
  isBuilt: !text.includes('*Not built*'),
  isPart: text.includes('*Built in part*'),
}));

/** Rules that a literal names at its start, as a title or the first cell of a table of cases does. */
function namedIn(source: string): readonly string[] {
  const words = source.replaceAll(/\/\*[^]*?\*\//g, '').replaceAll(/^\s*\/\/.*$/gm, '');
  const heads = [...words.matchAll(/['"`]((?:[A-Z]-?\d+(?:, | and |: ))+)/g)].map(([, head = '']) => head);
  return heads.flatMap((head) => head.match(/R-\d\d/g) ?? []);
}

const titled = new Set(
  readdirSync(join(root, 'test'), { recursive: true, encoding: 'utf8' })
    .filter((name) => name.endsWith('.test.ts') && name !== 'rules.test.ts')
    .flatMap((name) => namedIn(readFileSync(join(root, 'test', name), 'utf8'))),
);

describe('the rules of the glossary', () => {
  test('are numbered without a gap', () => {
    expect(rules.map(({ name }) => name)).toEqual(rules.map((_rule, at) => `R-${String(at + 1).padStart(2, '0')}`));
    expect(rules.length).toBeGreaterThanOrEqual(58);
  });

  test('are each named by the title of the test that holds it', () => {
    expect(rules.filter(({ name, isBuilt }) => isBuilt && !titled.has(name)).map(({ name }) => name)).toEqual([]);
  });

  test('are marked once, and a part that lacks is named', () => {
    expect(rules.filter(({ isBuilt, isPart }) => isPart && !isBuilt)).toEqual([]);
    expect([...glossary.matchAll(/\*(?:Not built|Built in part)\*(?!: \w.{10,}\.$)/gm)].length).toBe(2); // where the marks are explained
  });

  test('are not said to lack what a test holds', () => {
    expect(rules.filter(({ name, isBuilt }) => !isBuilt && titled.has(name)).map(({ name }) => name)).toEqual([]);
  });
});

test('a comment, a fixture and a rule in passing name no rule; a title and a case do', () => {
  const source = [
    '/** R-01: law */',
    '// R-02: law',
    "test('R-03: whole cents', work);",
    'test("D7, R-04, E-16: attested", work);',
    "const pair = ['R-05: twice', 2];",
    "const text = 'as R-06 says';",
  ];
  expect(namedIn(source.join('\n'))).toEqual(['R-03', 'R-04', 'R-05']);
});
