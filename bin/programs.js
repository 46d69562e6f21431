'use strict';
const { spawn } = require('node:child_process');
const { join } = require('node:path');

const { prepare } = require('./bootstrap.js');
const { endWithNpm } = require('./npm-gone.js');
const { root, say, seconds } = require('./progress.js');

const tool = (name, file = `bin/${name}`) => join(root, 'node_modules', name, file);
const jest = () => tool('jest', 'bin/jest.js');

const steps = {
  typecheck: { title: 'types', run: () => [tool('typescript', 'bin/tsc'), '--noEmit', '-p', '.'] },
  lint: { title: 'règles de code', run: () => [tool('oxlint'), '.'] },
  format: { title: 'mise en forme', run: () => [tool('oxfmt'), '--check', '.'] },
  deadcode: { title: 'code mort', run: () => [tool('knip', 'bin/knip.js')] },
  unit: {
    title: 'tests unitaires',
    env: { RELAIS_NO_SERVERS: '1' },
    run: () => [jest(), '--testPathIgnorePatterns', '\\.live\\.test\\.tsx?$'],
  },
};

/** Whole programs, killed and started again, cost too much beside the others: the bar plays them. */
const operation = [
  'runtime/embedded\\.live',
  'runtime/lost-temporal\\.live',
  'store/db-away\\.live',
  'store/pglite\\.live',
  'runtime/temporal-server\\.live',
];

/** `program` is required in this very process, so that signals reach it; a tool that only reads the sources needs no build. */
const programs = {
  start: { build: true, program: () => join(root, 'dist', 'runtime', 'embedded.js') },
  season: { build: true, program: () => join(root, 'dist', 'season', 'main.js') },
  // starting and killing whole products takes minutes, and so does looking at every page: bars of their own
  test: {
    build: true,
    program: jest,
    args: ['/node_modules/', ...operation, 'test/pages/'].map((each) => `--testPathIgnorePatterns=${each}`),
  },
  'bar:durability': { build: true, typed: true, program: () => join(root, 'test', 'faults', 'durability.ts') },
  'bar:signals': { build: true, typed: true, program: () => join(root, 'test', 'faults', 'signals.ts') },
  'bar:fuzz': { build: true, typed: true, program: () => join(root, 'test', 'fuzz', 'bar.ts') },
  'bar:itip': { build: false, typed: true, program: () => join(root, 'test', 'itip', 'bar.ts') },
  histories: { build: true, typed: true, program: () => join(root, 'test', 'histories', 'main.ts') },
  rig: { build: true, typed: true, program: () => join(root, 'test', 'itip', 'rig', 'main.ts') },
  'bar:operation': { build: true, program: jest, args: operation },
  'bar:pages': { build: true, program: jest, args: ['test/pages/', '--reporters=default', '--reporters=./test/pages/figure.js'] },
  'bar:pdf': { build: true, program: () => join(root, 'dist', 'bench', 'documents', 'main.js') },
  'bar:stack': { build: true, program: () => join(root, 'dist', 'bench', 'stack', 'main.js') },
  'bar:lost': { build: true, program: () => join(root, 'dist', 'bench', 'lost', 'main.js') },
  'bar:stories': { build: true, program: () => join(root, 'dist', 'bench', 'stories', 'main.js') },
  'proof:chaos': { build: true, program: () => join(root, 'dist', 'bench', 'chaos', 'main.js') },
  'proof:starts': { build: true, program: () => join(root, 'dist', 'bench', 'starts', 'main.js') },
  'bench:engine': { build: true, program: () => join(root, 'dist', 'bench', 'engine', 'main.js') },
  'bench:statements': { build: true, program: () => join(root, 'dist', 'bench', 'statements', 'main.js') },
  build: { build: true },
  fix: { build: false, each: [{ title: 'mise en forme', run: () => [tool('oxfmt'), '.'] }] },
  typecheck: { build: false, each: [steps.typecheck] },
  lint: { build: false, each: [steps.lint] },
  format: { build: false, each: [steps.format] },
  deadcode: { build: false, each: [steps.deadcode] },
  check: { build: false, each: Object.values(steps) },
};

async function run([name, ...args]) {
  const wanted = Object.hasOwn(programs, name ?? '') ? programs[name] : null;
  if (!wanted) {
    say(`Programme inconnu\u00A0: «\u00A0${name ?? ''}\u00A0». Programmes\u00A0: ${Object.keys(programs).join(', ')}.`);
    process.exit(2);
  }
  process.chdir(root);
  endWithNpm();
  try {
    await prepare({ build: wanted.build });
  } catch (error) {
    say(error.message);
    process.exit(1);
  }
  if (wanted.program) {
    const file = wanted.program();
    if (wanted.typed) require('./typed.js').withTypes();
    process.argv = [process.argv[0], file, ...(wanted.args ?? []), ...args];
    require(file);
  } else if (wanted.each) {
    process.exitCode = await inTurn(wanted.each, args);
  }
}

/** Every step runs, whatever the others say: one reading shows all that is to be mended. */
async function inTurn(wanted, args) {
  const failed = [];
  for (const { title, env, run: command } of wanted) {
    const started = Date.now();
    const code = await inChild([...command(), ...(wanted.length === 1 ? args : [])], env);
    if (code !== 0) failed.push(title);
    if (wanted.length > 1) say(`${code === 0 ? '✔' : '✘'} ${title} (${seconds(started)})`);
  }
  if (wanted.length > 1) say(failed.length === 0 ? 'Tout est en ordre.' : `À corriger\u00A0: ${failed.join(', ')}.`);
  return failed.length === 0 ? 0 : 1;
}

function inChild(args, env) {
  return new Promise((resolve) => {
    const child = spawn(process.execPath, args, { cwd: root, env: { ...process.env, ...env }, stdio: 'inherit' });
    child.once('error', () => resolve(1));
    child.once('exit', (code) => resolve(code ?? 1));
  });
}

module.exports = { run };
