import { spawnSync } from 'node:child_process';
import { tmpdir } from 'node:os';

/** Where a clock, a language's rules of case and figures, or a library of the platform could slip into a file. */
export const settings = [
  { TZ: 'UTC', LC_ALL: 'C', LANG: 'C' },
  { TZ: 'Europe/Paris', LC_ALL: 'fr_FR.UTF-8', LANG: 'fr_FR.UTF-8' },
  { TZ: 'Pacific/Noumea', LC_ALL: 'tr_TR.UTF-8', LANG: 'tr_TR.UTF-8' },
  { TZ: 'America/Cayenne', LC_ALL: 'ar_EG.UTF-8', LANG: 'ar_EG.UTF-8' },
] as const;

/** A program and its first arguments: some Node. */
export type Runner = readonly [program: string, ...args: string[]];
type Told = { readonly node: string; readonly digests: ReadonlyMap<string, string> };

/** The two versions that we promise: the floor, and that of the production image. */
const versions = { floor: '20.19.0', image: '24.21.0' } as const;

/** The version that this process is not, from npm: its packages for a platform are the program alone. */
export function otherNode(): Runner {
  const version = process.version.startsWith('v24.') ? versions.floor : versions.image;
  const npm = process.env.npm_execpath;
  const program: Runner = npm !== undefined && /npm-cli\.c?js$/.test(npm) ? [process.execPath, npm] : ['npm'];
  return [...program, 'exec', '--yes', `--package=node-${process.platform}-${process.arch}@${version}`, '--', 'node'];
}

/** What this Node draws, or null where it does not start. */
export function drawnBy([program, ...args]: Runner, script: readonly string[], env: Readonly<Record<string, string>>): Told | null {
  const run = spawnSync(program, [...args, ...script], {
    encoding: 'utf8',
    env: { ...process.env, ...env },
    cwd: tmpdir(),
    timeout: 300_000,
  });
  const line = run.stdout?.split('\n').find((each) => each.startsWith('v')) ?? '';
  if (run.status !== 0 || line === '') return null;
  const [node = '', ...digests] = line.split('\t');
  return { node, digests: new Map(digests.map((each) => [each.slice(65), each.slice(0, 64)])) };
}

/** Documents that are not the same in every telling. */
export function differing(tellings: readonly Told[]): string[] {
  const [first, ...others] = tellings;
  if (first === undefined) return [];
  return [...first.digests].filter(([name, digest]) => others.some(({ digests }) => digests.get(name) !== digest)).map(([name]) => name);
}
