import { createHash } from 'node:crypto';
import { existsSync, readdirSync, readFileSync, renameSync, writeFileSync, mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { bundleWorkflowCode, type BundleOptions } from '@temporalio/worker';
import { projectRoot } from '../runtime/config';
import { failureConverterPath } from '../runtime/payload-codec';

const beside = join(__dirname, '..');

function sources(root: string, folder: string): readonly string[] {
  return readdirSync(join(root, folder), { recursive: true, encoding: 'utf8' })
    .filter((name) => /\.(ts|js)$/.test(name) && !name.endsWith('.d.ts'))
    .toSorted()
    .map((name) => join(folder, name));
}

/** Beside the compiled files, and made from them. */
export const bundlesFolder = 'workflow-bundles';

/** The workflows' code, bundled once per content: starts and tests share it. `root` holds workflows/ and domain/. */
export async function workflowBundle(root: string = beside): Promise<{ readonly codePath: string }> {
  const hash = createHash('sha256')
    .update(readFileSync(require.resolve('@temporalio/worker/package.json')))
    .update(target);
  for (const file of [...sources(root, 'workflows'), ...sources(root, 'domain')]) hash.update(file).update(readFileSync(join(root, file)));
  const folder = join(projectRoot(), 'dist', bundlesFolder);
  const codePath = join(folder, `${hash.digest('hex').slice(0, 24)}.js`);
  if (existsSync(codePath)) return { codePath };
  mkdirSync(folder, { recursive: true });
  const { code } = await bundleWorkflowCode({
    workflowsPath: join(root, 'workflows'),
    failureConverterPath,
    logger: quiet,
    webpackConfigHook: asWritten,
  });
  const written = `${codePath}.${process.pid}`;
  writeFileSync(written, code);
  renameSync(written, codePath);
  return { codePath };
}

const target = 'es2022';
type WebpackConfig = Parameters<NonNullable<BundleOptions['webpackConfigHook']>>[0];

/** The bundler would turn TypeScript into the language of 2017; what is built is of 2022, and so is what the tests run: one code, of which every branch was written by us. */
function asWritten(config: WebpackConfig): WebpackConfig {
  for (const rule of config.module?.rules ?? []) {
    const use: unknown = typeof rule === 'object' && rule !== null ? rule.use : null;
    if (isLoader(use)) use.options.jsc.target = target;
  }
  return config;
}

function isLoader(use: unknown): use is { readonly options: { readonly jsc: { target: string } } } {
  if (typeof use !== 'object' || use === null || !('options' in use)) return false;
  const { options } = use;
  return typeof options === 'object' && options !== null && 'jsc' in options && typeof options.jsc === 'object';
}

const nothing = (): void => undefined;
const quiet = { log: nothing, trace: nothing, debug: nothing, info: nothing, warn: nothing, error: nothing };
