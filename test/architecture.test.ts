import { execFile } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { promisify } from 'node:util';

import { z } from 'zod';

import { projectRoot } from '../runtime/config';

/** One line per rule: a file that breaks it must be reported, by that rule; a rule that stops biting is a rule that is gone. */
type Canary = { readonly title: string; readonly file: string; readonly code: string; readonly rule: string };

const imports = 'eslint(no-restricted-imports)';
const forbidden = (folder: string, ...modules: readonly string[]): readonly Canary[] =>
  modules.map((module) => ({
    title: `${folder} does not import ${module}`,
    file: folder,
    code: `import { x } from '${module}'; x();`,
    rule: imports,
  }));
const allowed = (folder: string, ...modules: readonly string[]): readonly (readonly [string, string])[] =>
  modules.map((module) => [folder, `import { x } from '${module}'; x();`]);
const global = (folder: string, ...expressions: readonly string[]): readonly Canary[] =>
  expressions.map((expression) => ({
    title: `${folder} does not use ${expression}`,
    file: folder,
    code: `export const x: unknown = ${expression};`,
    rule:
      expression.includes('.') && !expression.startsWith('globalThis')
        ? 'eslint(no-restricted-properties)'
        : 'eslint(no-restricted-globals)',
  }));
const style = (rule: string, code: string, file = 'domain'): Canary => ({ title: `${rule} bites in ${file}`, file, code, rule });

const canaries: readonly Canary[] = [
  ...forbidden('domain', 'zod', 'luxon', 'node:fs', '../store/db', '../templates/french', '../workflows/contract', '../runtime/config'),
  {
    title: 'domain imports no type from elsewhere',
    file: 'domain',
    code: "import type { X } from '../store/db'; export type Y = X;",
    rule: imports,
  },
  { title: 'domain re-exports nothing from elsewhere', file: 'domain', code: "export { x } from '../store/db';", rule: imports },
  ...global(
    'domain',
    'Date',
    'Intl',
    'process',
    'fetch',
    'crypto',
    'setTimeout',
    'setInterval',
    'performance',
    'globalThis.Date',
    'Math.random',
  ),
  ...global('domain/dates.ts', 'process', 'fetch', 'setTimeout', 'Date.now'),
  ...forbidden(
    'workflows',
    'zod',
    'node:fs',
    '@temporalio/worker',
    '@temporalio/client',
    '../activities/perform',
    '../store/db',
    '../templates/french',
  ),
  ...forbidden('workflows', '../domain/consultation-day', '../domain/money', '../runtime/config', '../api/main'),
  {
    title: 'workflows take no type of the store',
    file: 'workflows',
    code: "import type { X } from '../store/db'; export type Y = X;",
    rule: imports,
  },
  ...global('workflows', 'process', 'fetch', 'crypto', 'setTimeout'),
  ...forbidden(
    'templates',
    'pg',
    'express',
    'nodemailer',
    'node:http',
    '../store/db',
    '../activities/perform',
    '../runtime/config',
    '../api/main',
  ),
  ...forbidden('templates/mails', '../../store/db', '../../runtime/config'),
  ...global('templates', 'process', 'fetch', 'Date.now', 'Math.random'),
  ...forbidden(
    'store',
    'express',
    '@temporalio/client',
    'nodemailer',
    '../templates/french',
    '../activities/perform',
    '../runtime/config',
    '../api/main',
  ),
  ...forbidden(
    'activities',
    'express',
    '@temporalio/worker',
    '@temporalio/workflow',
    '../api/main',
    '../worker/main',
    '../workflows/delivery',
    '../runtime/embedded',
  ),
  ...forbidden('activities/adapters', '../../api/main', '../../workflows/delivery', '../../season/main'),
  ...forbidden(
    'api',
    'pg',
    'kysely',
    'nodemailer',
    '@temporalio/worker',
    '../activities/perform',
    '../worker/main',
    '../workflows/delivery',
    '../season/main',
  ),
  ...forbidden('api', '../runtime/embedded'),
  ...forbidden('worker', 'express', 'pg', '../api/main', '../templates/french', '../season/main', '../runtime/embedded'),
  ...forbidden('runtime', 'express', 'pg', '../api/main', '../worker/main', '../store/db', '../activities/perform', './embedded'),
  ...forbidden('runtime/embedded.ts', '../api/app', '../worker/bundle', '../workflows/contract', '../season/main'),
  ...forbidden(
    'season',
    'pg',
    'express',
    '@temporalio/client',
    '../store/db',
    '../api/main',
    '../domain/money',
    '../runtime/log',
    '../runtime/embedded',
  ),
  ...forbidden('season/stories', '../../store/db', '../../domain/money', '../../runtime/config'),
  ...forbidden('season/stack', 'pg', '@temporalio/client', '../../store/db', '../../runtime/log', '../../runtime/embedded'),
  style('eslint(max-lines)', `${'\n'.repeat(300)}export const x = 1;`),
  style('eslint(max-lines-per-function)', `export function x(): number {${'\n'.repeat(60)}return 1; }`),
  style('eslint(max-depth)', 'export function x(a: boolean): void { if (a) { if (a) { if (a) { if (a) { x(a); } } } } }'),
  style(
    'eslint(complexity)',
    `export function x(a: number): number { ${[...Array(12).keys()].map((n) => `if (a === ${n}) return ${n};`).join(' ')} return a; }`,
  ),
  style('import(no-default-export)', 'export default 1;'),
  style('typescript(consistent-type-imports)', "import { X } from './x'; export type Y = X;"),
  style('typescript(explicit-module-boundary-types)', 'export function x() { return 1; }'),
  style('typescript(no-explicit-any)', 'export const x: any = 1;'),
  style('typescript(no-non-null-assertion)', 'export const x = (a: string | null): string => a!;'),
  style('unicorn(filename-case)', 'export const x = 1;', 'domain/NotKebab.ts'),
  style('eslint(no-warning-comments)', '// TODO later\nexport const x = 1;'),
  style('eslint(no-console)', "console.log('x');", 'store'),
  style('typescript(no-floating-promises)', 'export function x(p: Promise<void>): void { p; }'),
  style('typescript(no-misused-promises)', 'export const x = (p: () => Promise<void>): void => { [1].forEach(p); };'),
  style('typescript(switch-exhaustiveness-check)', "export function x(a: 'b' | 'c'): void { switch (a) { case 'b': x(a); } }"),
  style('typescript(only-throw-error)', "export const x = (): never => { throw 'x'; };"),
  style('typescript(no-deprecated)', '/** @deprecated */ const old = 1; export const x: number = old;'),
  style('typescript(ban-ts-comment)', '// @ts-ignore\nexport const x = 1;'),
  style('typescript(no-require-imports)', "export const x: unknown = require('./y');"),
  style('typescript(no-namespace)', 'export namespace X { export const y = 1; }'),
  style('eslint(eqeqeq)', 'export const x = (a: string): boolean => a == "b";'),
  style('typescript(no-unsafe-type-assertion)', "export const x = (a: string): 'a' => a as 'a';"),
];

const good: readonly (readonly [string, string])[] = [
  ...allowed('domain', './money', './dates'),
  ['domain/dates.ts', 'export const x = (ms: number): string => new Intl.DateTimeFormat().format(new Date(ms));'],
  ...allowed('workflows', '@temporalio/workflow', '@temporalio/common', '../domain/ids', '../domain/dates', '../domain/nouns', './dossier'),
  ['workflows', "import type { X } from '../activities/perform'; export type Y = X;"],
  ['workflows', "import type { X } from '../domain/consultation-day'; export type Y = X;"],
  ...allowed('templates', '../domain/money', 'pdf-lib', 'preact', './french'),
  ...allowed('templates/pdf', '../../domain/money', '../french'),
  ...allowed('store', '../domain/money', 'pg', 'kysely', 'node:fs', './db'),
  ...allowed(
    'activities',
    '../domain/money',
    '../store/db',
    '../templates/french',
    '../runtime/log',
    '../workflows/contract',
    '@temporalio/activity',
  ),
  ...allowed('activities/adapters', '../../domain/money', '../ports', 'nodemailer'),
  ...allowed(
    'api',
    'express',
    'zod',
    '@temporalio/client',
    '../workflows/contract',
    '../store/db',
    '../templates/french',
    '../runtime/config',
  ),
  ...allowed('worker', '@temporalio/worker', '../activities/index', '../store/db', '../runtime/config', '../workflows/contract'),
  ...allowed('runtime', 'pino', 'zod', '@temporalio/client', './config', '../domain/dates'),
  ...allowed('runtime/embedded.ts', '../api/main', '../worker/main', '../store/db', '../activities/context', './config'),
  ...allowed('season', '../domain/dates', '../runtime/config', '../runtime/guard', 'postal-mime', 'node:http', './actors'),
  ...allowed('season/stories', '../../domain/dates', '../actors'),
  ...allowed('season/stack', '../../domain/dates', '../../runtime/guard', '../../runtime/production-programs'),
];

const reportSchema = z.object({ diagnostics: z.array(z.object({ code: z.string(), filename: z.string() })) });
const tsconfig = {
  compilerOptions: { strict: true, types: [], target: 'es2022', lib: ['es2023'], module: 'node16', moduleResolution: 'node16' },
};
const root = projectRoot();

/** Canaries of one given file name cannot share a folder: each has a project of its own, below a folder that mirrors the tree. */
function seed(home: string, name: string, at: string, code: string): string {
  const file = at.endsWith('.ts') ? join(name, at) : join(name, at, 'seeded-line.ts');
  mkdirSync(dirname(join(home, file)), { recursive: true });
  writeFileSync(join(home, file), `${code}\n`);
  return file;
}

async function lint(home: string): Promise<ReadonlyMap<string, readonly string[]>> {
  const oxlint = join(root, 'node_modules', 'oxlint', 'bin', 'oxlint');
  const env = { ...process.env, OXLINT_TSGOLINT_PATH: join(root, 'node_modules', '.bin', 'tsgolint') };
  const options = { cwd: home, env, maxBuffer: 64 * 1024 * 1024 };
  const output = await promisify(execFile)(process.execPath, [oxlint, '--format', 'json', '.'], options).then(
    ({ stdout }) => stdout,
    (error: unknown) => z.object({ stdout: z.string() }).parse(error).stdout,
  );
  const found = new Map<string, string[]>();
  for (const { code, filename } of reportSchema.parse(JSON.parse(output)).diagnostics) {
    found.set(filename, [...(found.get(filename) ?? []), code]);
  }
  return found;
}

/** The product's own lint file, for a tree that lies one folder deeper. */
function configure(home: string): void {
  const config = z.looseObject({ overrides: z.array(z.looseObject({ files: z.array(z.string()) })) });
  const parsed = config.parse(JSON.parse(readFileSync(join(root, '.oxlintrc.json'), 'utf8')));
  const overrides = parsed.overrides.map((override) => ({ ...override, files: override.files.map((glob) => `*/${glob}`) }));
  writeFileSync(join(home, '.oxlintrc.json'), JSON.stringify({ ...parsed, overrides }));
  writeFileSync(join(home, 'tsconfig.json'), JSON.stringify(tsconfig));
}

describe('a folder is a permission, and lint holds it', () => {
  const home = mkdtempSync(join(tmpdir(), 'relais-canaries-'));
  const seeded = canaries.map(({ file, code }, at) => seed(home, `bad${at}`, file, code));
  const fine = good.map(([file, code], at) => seed(home, `good${at}`, file, code));
  const cycle = ['one', 'two'].map((name, at) =>
    seed(home, 'cycle', `store/${name}.ts`, `import { x as y } from './${at === 0 ? 'two' : 'one'}';\nexport const x = (): number => y();`),
  );
  let found: ReadonlyMap<string, readonly string[]>;

  beforeAll(async () => {
    configure(home);
    found = await lint(home);
  }, 60_000);
  afterAll(() => rmSync(home, { recursive: true, force: true }));

  test.each(canaries.map((canary, at) => [canary.title, canary.rule, seeded[at] ?? '']))('%s', (_title, rule, file) => {
    expect(found.get(file) ?? []).toContain(rule);
  });

  test('files do not import each other in a circle', () => {
    expect(cycle.flatMap((file) => found.get(file) ?? [])).toContain('import(no-cycle)');
  });

  test.each(good.map(([folder, code], at) => [folder, code, fine[at] ?? '']))('in %s, this passes: %s', (_folder, _code, file) => {
    expect((found.get(file) ?? []).filter((code) => code.includes('restricted'))).toEqual([]);
  });
});

describe('what the linter has no rule for', () => {
  const folders = ['domain', 'workflows', 'activities', 'store', 'templates', 'api', 'worker', 'runtime', 'season', 'bench', 'test'];
  const files = folders
    .filter((folder) => existsSync(join(root, folder)))
    .flatMap((folder) =>
      readdirSync(join(root, folder), { recursive: true, encoding: 'utf8' })
        .filter((name) => /\.tsx?$/.test(name))
        .map((name) => join(folder, name)),
    );
  const sourceOf = (file: string): string => readFileSync(join(root, file), 'utf8');

  test('nothing is exported by a star: a reader sees what a file gives', () => {
    expect(files.filter((file) => /^\s*export \*/m.test(sourceOf(file)))).toEqual([]);
  });

  test('neither domain nor workflows load a module while they run', () => {
    const pure = files.filter((file) => /^(domain|workflows)\//.test(file));
    expect(pure.filter((file) => /(?<![.\w])(import|require)\(/.test(sourceOf(file)))).toEqual([]);
  });

  test('every exception to a lint rule carries its reason', () => {
    const bare = /(ox|es)lint-disable(?!.* -- \S)/;
    expect(
      files.filter((file) =>
        sourceOf(file)
          .split('\n')
          .some((line) => bare.test(line) && !line.includes('bare =')),
      ),
    ).toEqual([]);
  });
});
