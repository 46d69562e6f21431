import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';

import { z } from 'zod';

import { projectRoot } from '../runtime/config';

const root = projectRoot();
const page = readFileSync(join(root, 'docs', 'architecture.md'), 'utf8');

/** What is neither written by us nor part of a clone; an editor may keep a folder of its own, with a dot. */
const isUnwritten = (name: string): boolean => /^(?:\.|dist\.)|^(?:node_modules|dist|data|out)$/.test(name);

const patternSchema = z.object({
  regex: z.string().optional(),
  group: z.array(z.string()).optional(),
  allowTypeImports: z.boolean().optional(),
});
const rulesSchema = z.object({
  'no-restricted-imports': z.tuple([z.string(), z.object({ patterns: z.array(patternSchema) })]).optional(),
});
const lintSchema = z.object({ overrides: z.array(z.object({ files: z.array(z.string()), rules: rulesSchema })) });

type Permission = { readonly who: string; readonly folders: string; readonly packages: string };

/** The rows of the Markdown table that follows a heading, as cells. */
function tableUnder(heading: string): readonly (readonly string[])[] {
  const section = page.split(/^## /m).find((part) => part.startsWith(`${heading}\n`)) ?? '';
  const rows = section.split('\n').filter((line) => line.startsWith('|'));
  return rows.slice(2).map((row) =>
    row
      .slice(1, -1)
      .split('|')
      .map((cell) => cell.trim()),
  );
}

const codeIn = (cell: string): readonly string[] => [...cell.matchAll(/`([^`]+)`/g)].map((match) => match[1] ?? '');

function topFolders(): readonly string[] {
  return readdirSync(root).filter((name) => !isUnwritten(name) && statSync(join(root, name)).isDirectory());
}

/** Says what one folder may import, as the page says it. */
function permissionOf(files: readonly string[], patterns: readonly z.output<typeof patternSchema>[], all: readonly string[]): Permission {
  const who = (files[0] ?? '').replace(/\/\*\*.*$/, '');
  const own = who.split('/')[0] ?? '';
  const foldersOf = (regex: string | undefined): readonly string[] =>
    /^\^\(\\\.\\\.\/\)\+\(?([a-z|]+)\)?\(\/\|\$\)$/.exec(regex ?? '')?.[1]?.split('|') ?? [];
  const banned = new Set(patterns.filter(({ allowTypeImports }) => !allowTypeImports).flatMap(({ regex }) => foldersOf(regex)));
  const typesOnly = new Set(patterns.filter(({ allowTypeImports }) => allowTypeImports).flatMap(({ regex }) => foldersOf(regex)));
  const open = patterns.flatMap(({ group }) => group ?? []).filter((path) => path.startsWith('!'));
  const narrowed = patterns.flatMap(({ group }) => group ?? []).flatMap((path) => /^\.\.\/([a-z]+)\/\*$/.exec(path)?.[1] ?? []);
  const isClosed = !open.includes('!../**');
  const folders = isClosed ? [] : all.filter((folder) => !banned.has(folder) && folder !== own);
  const words = folders.map((folder) => {
    if (typesOnly.has(folder)) return `\`${folder}\` (types)`;
    if (!narrowed.includes(folder)) return `\`${folder}\``;
    const names = open.flatMap((path) => (path.startsWith(`!../${folder}/`) ? path.slice(`!../${folder}/`.length) : [])).toSorted();
    const types = patterns.some(({ group, allowTypeImports }) => allowTypeImports && group?.includes(`../${folder}/*`));
    return names.map((name) => `\`${folder}/${name}\``).join(', ') + (types ? `, \`${folder}\` (types)` : '');
  });
  const packages = open.map((path) => path.slice(1)).filter((path) => !path.startsWith('.') && !path.endsWith('/**'));
  return { who, folders: words.join(', ') || 'nothing', packages: packages.map((name) => `\`${name}\``).join(', ') || 'nothing' };
}

function permissions(): readonly Permission[] {
  const { overrides } = lintSchema.parse(JSON.parse(readFileSync(join(root, '.oxlintrc.json'), 'utf8')));
  const bans = overrides.flatMap(({ files, rules }) => {
    const patterns = rules['no-restricted-imports']?.[1].patterns;
    return patterns ? [{ files, patterns }] : [];
  });
  const all = bans.map(({ files }) => (files[0] ?? '').replace(/\/\*\*.*$/, '')).filter((name) => !name.includes('/'));
  return bans.map(({ files, patterns }) => permissionOf(files, patterns, all.toSorted()));
}

describe('docs/architecture.md cannot lie', () => {
  test('its first table names every folder of the tree', () => {
    const named = new Set(tableUnder('Find your way').flatMap((cells) => codeIn(cells[1] ?? '').map((path) => path.split('/')[0])));
    expect(topFolders().filter((folder) => !named.has(folder))).toEqual([]);
  });

  test('every path it names exists, placeholders read as "any"', () => {
    const paths = [...page.matchAll(/`([a-z-]+\/[\w./<>-]*)`/g)]
      .map((match) => match[1] ?? '')
      .filter((path) => existsSync(join(root, path.split('/')[0] ?? '')));
    const missing = paths.filter((path) => {
      const known = path.split('<')[0] ?? '';
      const at = join(root, known.endsWith('/') ? known : known.replace(/\/[^/]*$/, '/'));
      return path.includes('<') ? !existsSync(at) : !['', '.ts', '.tsx'].some((end) => existsSync(join(root, path + end)));
    });
    expect(missing).toEqual([]);
  });

  test('its table of imports is the one that lint holds', () => {
    const written = tableUnder('Who may import whom').map(([who = '', folders = '', packages = '']) => ({
      who: codeIn(who)[0] ?? '',
      folders,
      packages,
    }));
    expect(written).toEqual(permissions());
  });

  test('its table of processes names each long-lived workflow of the code, and no other', () => {
    const source = readFileSync(join(root, 'workflows', 'index.ts'), 'utf8');
    const carried = tableUnder('Processes').flatMap((cells) => codeIn(cells[0] ?? ''));
    const camel = (name: string): string => name.replaceAll(/-([a-z])/g, (_all, letter: string) => letter.toUpperCase());
    expect(carried.filter((name) => !source.includes(camel(name)))).toEqual([]);
  });
});

describe('what each folder is for', () => {
  const within = (folder: string): readonly string[] =>
    readdirSync(join(root, folder), { withFileTypes: true })
      .filter((entry) => entry.isDirectory() && !isUnwritten(entry.name))
      .map(({ name }) => name);

  test.each(topFolders())('%s/README.md tells it first, and names each of its own folders', (folder) => {
    const told = readFileSync(join(root, folder, 'README.md'), 'utf8');
    expect(within(folder).filter((name) => !told.includes(`${name}/`))).toEqual([]);
  });

  test.each(topFolders().filter((folder) => folder !== 'zones'))('%s/README.md names only files that exist', (folder) => {
    const told = codeIn(readFileSync(join(root, folder, 'README.md'), 'utf8')).filter((name) => /^[\w./-]+(?:\.[jt]s|\/)$/.test(name));
    expect(told.filter((name) => !existsSync(join(root, folder, name)) && !existsSync(join(root, name)))).toEqual([]);
  });
});

describe('the papers of the project', () => {
  test('each decision has its own number, and is listed', () => {
    const folder = join(root, 'docs', 'decisions');
    const files = readdirSync(folder).filter((name) => /^\d{4}-/.test(name));
    const list = readFileSync(join(folder, 'README.md'), 'utf8');
    expect(new Set(files.map((name) => name.slice(0, 4))).size).toBe(files.length);
    expect(files.filter((name) => !list.includes(`(${name})`))).toEqual([]);
  });

  test('package.json has at most fifteen scripts besides its bars, and each replaces the shell, so that signals reach the program', () => {
    const { scripts } = z
      .object({ scripts: z.record(z.string(), z.string()) })
      .parse(JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')));
    const others = Object.keys(scripts).filter((name) => !/^(?:bar|proof|bench):/.test(name));
    expect(others.length).toBeLessThanOrEqual(15);
    expect(Object.values(scripts).filter((script) => !script.startsWith('exec node bin/run.js '))).toEqual([]);
  });

  test('every dependency is pinned at one version', () => {
    const pins = z.record(z.string(), z.string());
    const { dependencies, devDependencies } = z
      .object({ dependencies: pins, devDependencies: pins })
      .parse(JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')));
    const all = Object.entries({ ...dependencies, ...devDependencies });
    expect(all.filter(([, version]) => !/^(npm:@?[\w/-]+@)?\d+\.\d+\.\d+$/.test(version))).toEqual([]);
  });

  test('CHANGELOG.md has its place for what is not released', () => {
    expect(readFileSync(join(root, 'CHANGELOG.md'), 'utf8')).toMatch(/^## \[Unreleased\]$/m);
  });
});
