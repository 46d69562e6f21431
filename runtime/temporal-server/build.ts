import { existsSync } from 'node:fs';
import { delimiter, dirname, join } from 'node:path';
import { guarded, stopChild } from '../guard';
import { causeIn } from './log-cause';
import { CLI_VERSION } from './versions';

/** A program of the pinned module, and what its linker writes into it. */
export type Source = { readonly main: string; readonly linked: string };

export const commandLine: Source = {
  main: 'github.com/temporalio/cli/cmd/temporal',
  linked: `-s -w -X github.com/temporalio/cli/internal/temporalcli.Version=${CLI_VERSION}`,
};
const BUILD_MS = 40 * 60_000;

/** The first program of that name on the PATH. */
export function onPath(name: string, env: NodeJS.ProcessEnv): string | null {
  const folders = (env['PATH'] ?? '').split(delimiter).filter((folder) => folder !== '');
  return folders.map((folder) => join(folder, name)).find((path) => existsSync(path)) ?? null;
}

/** Found from the sources and from the compiled tree alike. */
export function pinnedModule(): string {
  let folder = __dirname;
  while (!existsSync(join(folder, 'tools', 'temporal', 'go.mod'))) {
    if (dirname(folder) === folder) throw new Error('le dossier tools/temporal est introuvable');
    folder = dirname(folder);
  }
  return join(folder, 'tools', 'temporal');
}

/** Leaves the program at `into`, built from the pinned module exactly as its go.sum has it. */
export async function buildProgram(go: string, { main, linked }: Source, into: string, log: string, env: NodeJS.ProcessEnv): Promise<void> {
  const args = ['build', '-mod=readonly', '-trimpath', '-buildvcs=false', '-ldflags', linked, '-o', into, main];
  const child = guarded(go, args, { log, cwd: pinnedModule(), env: { ...env, CGO_ENABLED: '0' } });
  const code = await new Promise<number | null>((resolve, reject) => {
    const late = setTimeout(() => void stopChild(child).then(() => reject(new Error('compilation trop longue, abandonnée'))), BUILD_MS);
    child.once('error', reject);
    child.once('exit', (status) => {
      clearTimeout(late);
      resolve(status);
    });
  });
  if (code !== 0) throw new Error(`go build a échoué\u00A0: ${await causeIn(log)} (journal\u00A0: ${log})`);
}
