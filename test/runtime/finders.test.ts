import { chmodSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pinnedModule } from '../../runtime/temporal-server/build';
import { cacheFolder } from '../../runtime/temporal-server/cache';
import { findersOf } from '../../runtime/temporal-server/finders';
import { archiveFor } from '../../runtime/temporal-server/release';
import { CLI_VERSION, triedVersions } from '../../runtime/temporal-server/versions';

let home: string;
beforeEach(() => (home = mkdtempSync(join(tmpdir(), 'relais-finders-'))));
afterEach(() => rmSync(home, { recursive: true }));

function aTemporal(folder: string, version: string): string {
  mkdirSync(folder, { recursive: true });
  const path = join(folder, 'temporal');
  writeFileSync(path, `#!/bin/sh\necho "temporal version ${version} (Server 1.31.2, UI 2.50.1)"\n`);
  chmodSync(path, 0o755);
  return path;
}

const env = (): NodeJS.ProcessEnv => ({ PATH: join(home, 'bin'), XDG_CACHE_HOME: join(home, 'cache') });
const silent = (): void => undefined;

describe('the ways to a Temporal server', () => {
  it('takes from the PATH a version that was tried, and no other', async () => {
    const at = aTemporal(join(home, 'bin'), '1.8.2');
    expect(await findersOf({}, silent, env()).path()).toEqual({ outcome: 'found', at, version: '1.8.2' });
    aTemporal(join(home, 'bin'), '1.3.0');
    expect(await findersOf({}, silent, env()).path()).toMatchObject({ outcome: 'absent', reason: expect.stringContaining('1.3.0') });
  });

  it('takes a given program of any version, and refuses what is not one', async () => {
    const at = aTemporal(home, '9.9.9');
    expect(await findersOf({ temporalCli: at }, silent, env()).given()).toEqual({ outcome: 'found', at, version: '9.9.9' });
    for (const temporalCli of [join(home, 'nowhere'), '/bin/echo']) {
      expect(await findersOf({ temporalCli }, silent, env()).given()).toMatchObject({ outcome: 'failed' });
    }
  });

  it('takes from the cache the pinned version only', async () => {
    expect(await findersOf({}, silent, env()).cache()).toMatchObject({ outcome: 'absent' });
    const at = aTemporal(cacheFolder(env()), CLI_VERSION);
    expect(await findersOf({}, silent, env()).cache()).toMatchObject({ outcome: 'found', at });
    writeFileSync(at, 'cut short');
    expect(await findersOf({}, silent, env()).cache()).toMatchObject({ outcome: 'absent' });
  });

  it('says that a running server does not answer', async () => {
    expect(await findersOf({ temporalAddress: '127.0.0.1:1' }, silent, env()).running()).toMatchObject({ outcome: 'failed' });
  }, 20_000);

  it('has nothing to build with when there is no go', async () => {
    expect(await findersOf({}, silent, env()).built()).toMatchObject({ outcome: 'absent' });
  });

  it('reports a build that fails with the last words of its log', async () => {
    mkdirSync(join(home, 'bin'));
    writeFileSync(join(home, 'bin', 'go'), '#!/bin/sh\necho "go: no network"\nexit 1\n', { mode: 0o755 });
    const said: string[] = [];
    const finding = await findersOf({}, (line) => said.push(line), env()).built();
    expect(finding).toMatchObject({ outcome: 'failed', reason: expect.stringContaining('go: no network') });
    expect(said.join('\n')).toContain('compilation');
  });
});

describe('the pinned version', () => {
  it('is the same in the launcher and in the module that builds it', () => {
    const module = readFileSync(join(pinnedModule(), 'go.mod'), 'utf8');
    expect(module).toContain(`github.com/temporalio/cli v${CLI_VERSION} `);
    expect(triedVersions).toContain(CLI_VERSION);
  });

  it.each([
    ['linux', 'x64', 'linux_amd64'],
    ['linux', 'arm64', 'linux_arm64'],
    ['darwin', 'x64', 'darwin_amd64'],
    ['darwin', 'arm64', 'darwin_arm64'],
  ])('has an archive with a checksum of its own for %s %s', (platform, arch, name) => {
    const archive = archiveFor({ platform, arch });
    expect(archive?.url).toBe(`https://github.com/temporalio/cli/releases/download/v1.8.2/temporal_cli_1.8.2_${name}.tar.gz`);
    expect(archive?.sha256).toMatch(/^[0-9a-f]{64}$/);
  });

  it('has none for another machine', () => {
    expect(archiveFor({ platform: 'win32', arch: 'x64' })).toBeNull();
  });
});
