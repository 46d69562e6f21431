import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { productionPrograms } from '../../runtime/production-programs';
import { pinnedModule } from '../../runtime/temporal-server/build';
import { SERVER_VERSION } from '../../runtime/temporal-server/versions';

let home: string;
beforeEach(() => {
  home = mkdtempSync(join(tmpdir(), 'relais-programs-'));
  mkdirSync(join(home, 'bin'));
  put('temporal', 'echo "temporal version 1.8.2 (Server 1.31.2)"');
});
afterEach(() => rmSync(home, { recursive: true }));

const put = (name: string, script: string): void => writeFileSync(join(home, 'bin', name), `#!/bin/sh\n${script}\n`, { mode: 0o755 });
const env = (): NodeJS.ProcessEnv => ({ PATH: `${join(home, 'bin')}:/usr/bin:/bin`, XDG_CACHE_HOME: join(home, 'cache'), HOME: home });

/** A compiler that writes down what it was asked, and leaves at `-o` a program that states the version. */
const compiler = (version: string): string =>
  [
    `for each; do last=$each; done; echo "$last" >> ${'$HOME'}/asked`,
    'while [ "$1" != -o ]; do shift; done',
    'case $last in *sql) name=temporal-sql-tool;; *) name=temporal;; esac',
    `printf '#!/bin/sh\\necho "%s version ${version}"\\n' $name > "$2"; chmod 755 "$2"`,
  ].join('\n');

test('the production server and its schema tool are built from the pinned module, once per user', async () => {
  put('go', compiler(SERVER_VERSION));
  const said: string[] = [];
  const programs = await productionPrograms((line) => said.push(line), env());
  expect(await productionPrograms(() => undefined, env())).toEqual(programs);
  expect(readFileSync(join(home, 'asked'), 'utf8').trim().split('\n')).toEqual([
    'go.temporal.io/server/cmd/tools/sql',
    'go.temporal.io/server/cmd/server',
  ]);
  expect(programs.commandLine).toBe(join(home, 'bin', 'temporal'));
  expect(said.join('\n')).toContain('temporal-server\u00A0: compilation');
});

test('a program of another version is not kept', async () => {
  put('go', compiler('1.30.0'));
  await expect(productionPrograms(() => undefined, env())).rejects.toThrow(`version 1.30.0 obtenue, ${SERVER_VERSION} attendue`);
});

test('without Go, the one thing to install is said', async () => {
  await expect(productionPrograms(() => undefined, { ...env(), PATH: join(home, 'bin') })).rejects.toThrow(
    'temporal-sql-tool se compile avec Go',
  );
});

test('the version is that of the module', () => {
  expect(readFileSync(join(pinnedModule(), 'go.mod'), 'utf8')).toContain(`go.temporal.io/server v${SERVER_VERSION}`);
});
