import { createHash } from 'node:crypto';
import { existsSync, readdirSync, readFileSync, renameSync, writeFileSync, mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { bundleWorkflowCode } from '@temporalio/worker';
import { projectRoot } from '../runtime/config';
import { failureConverterPath } from '../runtime/payload-codec';

const beside = join(__dirname, '..');

function sources(folder: string): readonly string[] {
  return readdirSync(join(beside, folder), { recursive: true, encoding: 'utf8' })
    .filter((name) => /\.(ts|js)$/.test(name) && !name.endsWith('.d.ts'))
    .toSorted()
    .map((name) => join(folder, name));
}

/** The workflows' code, bundled once per content: starts and tests share it. */
export async function workflowBundle(): Promise<{ readonly codePath: string }> {
  const hash = createHash('sha256').update(readFileSync(require.resolve('@temporalio/worker/package.json')));
  for (const file of [...sources('workflows'), ...sources('domain')]) hash.update(file).update(readFileSync(join(beside, file)));
  const folder = join(projectRoot(), 'dist', 'workflow-bundles');
  const codePath = join(folder, `${hash.digest('hex').slice(0, 24)}.js`);
  if (existsSync(codePath)) return { codePath };
  mkdirSync(folder, { recursive: true });
  const { code } = await bundleWorkflowCode({ workflowsPath: join(beside, 'workflows'), failureConverterPath, logger: quiet });
  const written = `${codePath}.${process.pid}`;
  writeFileSync(written, code);
  renameSync(written, codePath);
  return { codePath };
}

const nothing = (): void => undefined;
const quiet = { log: nothing, trace: nothing, debug: nothing, info: nothing, warn: nothing, error: nothing };
