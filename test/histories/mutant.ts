import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { projectRoot } from '../../runtime/config';
import { workflowBundle } from '../../worker/bundle';

export type Change = { readonly file: string; readonly from: RegExp; readonly to: string };

/** A bundle of stories that somebody changed: built from a copy of workflows/ and domain/, from where packages are found as from here. */
export async function bundleWith({ file, from, to }: Change): Promise<{ readonly codePath: string }> {
  const parent = join(projectRoot(), 'dist', 'changed-stories');
  mkdirSync(parent, { recursive: true });
  const root = mkdtempSync(join(parent, 'copy-'));
  try {
    for (const folder of ['workflows', 'domain']) cpSync(join(projectRoot(), folder), join(root, folder), { recursive: true });
    const source = readFileSync(join(root, file), 'utf8');
    const changed = source.replace(from, to);
    if (changed === source) throw new Error(`${file} no longer says ${from.source}: this change must be written anew`);
    writeFileSync(join(root, file), changed);
    return await workflowBundle(root);
  } finally {
    rmSync(root, { recursive: true, force: true });
  }
}
