import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { projectRoot } from '../runtime/config';

const root = projectRoot();
const read = (path: string): string => readFileSync(join(root, path), 'utf8');
const under = (folder: string, fits: RegExp): readonly string[] =>
  readdirSync(join(root, folder), { recursive: true, encoding: 'utf8' })
    .filter((name) => fits.test(name))
    .map((name) => join(folder, name));

const papers = ['README.md', 'CONTRIBUTING.md', 'CHANGELOG.md', ...under('docs', /\.md$/)];
const folders = ['domain', 'workflows', 'activities', 'store', 'templates', 'api', 'worker', 'runtime', 'season', 'test'];
const sources = folders.flatMap((folder) => under(folder, /\.(tsx?|sql)$/));

/** What `pattern` finds in the given files, each with one file that says it. */
function citations(files: readonly string[], pattern: RegExp): ReadonlyMap<string, string> {
  return new Map(files.flatMap((file) => [...read(file).matchAll(pattern)].map(([text]) => [text, file] as const)));
}

const missing = (cited: ReadonlyMap<string, string>, known: (name: string) => boolean): readonly string[] =>
  [...cited].filter(([name]) => !known(name)).map(([name, file]) => `${name} (${file})`);

describe('what code and papers refer to exists', () => {
  const glossary = read('docs/glossary.md');
  const decisions = under('docs/decisions', /^\d{4}-.*\.md$/)
    .map(read)
    .join('\n');

  test('every rule R-nn and every case E-nn that is cited is told in the glossary, once', () => {
    const told = [...glossary.matchAll(/^- \*\*([RE]-\d\d)\*\* \S/gm)].map(([, name]) => name);
    expect(new Set(told).size).toBe(told.length);
    expect(missing(citations([...sources, ...papers], /(?<![\w-])[RE]-\d\d(?!\d|-)/g), (name) => told.includes(name))).toEqual([]);
  });

  test('every decision that a comment cites by its short name is explained', () => {
    const cited = citations(sources, /(?<![\w-])D(?:[1-9]|1\d)(?=[:,;)])/g);
    expect(cited.size).toBeGreaterThan(3);
    expect(missing(cited, (name) => decisions.includes(`**${name}.`))).toEqual([]);
  });

  test('every path in the papers exists, placeholders read as "any"', () => {
    const tops = new Set(readdirSync(root));
    const paths = citations(papers, /(?<=`)[a-z]+\/[\w./<>-]*(?=`)/g);
    const ours = new Map([...paths].filter(([path]) => tops.has(path.split('/')[0] ?? '') && !/^(data|out|dist)\//.test(path)));
    expect(ours.size).toBeGreaterThan(40);
    expect(
      missing(ours, (path) => ['', '.ts', '.tsx'].some((end) => existsSync(join(root, path.includes('<') ? dirname(path) : path + end)))),
    ).toEqual([]);
  });

  test.each(papers)('the links of %s lead somewhere', (paper) => {
    const targets = [...read(paper).matchAll(/\]\((?!https?:|mailto:)([^)#]+)(?:#[^)]*)?\)/g)].map(([, target = '']) => target);
    expect(targets.filter((target) => !existsSync(join(root, dirname(paper), target)))).toEqual([]);
  });
});
