'use strict';
const { createHash } = require('node:crypto');
const { spawn } = require('node:child_process');
const fs = require('node:fs');
const { join } = require('node:path');

const { alone } = require('./lock.js');
const { root, step } = require('./progress.js');

/**
 * Makes a clone ready, and does nothing twice. A stamp says of what state the folder was made: it is removed before the work and
 * written after it, so that a kill at any moment means "do it again", never "it is done".
 */
const sources = ['domain', 'workflows', 'activities', 'store', 'templates', 'api', 'worker', 'runtime', 'season', 'bench'];
const settings = ['tsconfig.json', 'tsconfig.build.json'];
const modules = join(root, 'node_modules');
const installStamp = join(modules, '.relais-lock');
const hiddenLock = join(modules, '.package-lock.json');
const dist = join(root, 'dist');
const fresh = join(root, 'dist.new');
const former = join(root, 'dist.old');
const buildStamp = '.relais-sources';

async function prepare({ build }) {
  if (isInstalled() && (!build || isBuilt())) return;
  await alone(async () => {
    if (!isInstalled()) await install();
    if (build && !isBuilt()) await compile();
  });
}

const machine = `${process.version} ${process.platform} ${process.arch}`;
const lockHash = () => `${machine} ${hash([join(root, 'package-lock.json')])}`;
const isInstalled = () => read(installStamp) === lockHash();

async function install() {
  fs.mkdirSync(modules, { recursive: true });
  if (isInstalledByHand()) return write(installStamp, lockHash());
  fs.rmSync(installStamp, { force: true });
  fs.rmSync(hiddenLock, { force: true });
  const [command, before] = npm();
  const args = ['ci', '--ignore-scripts', '--include=dev', '--no-audit', '--no-fund', '--loglevel=error'];
  await step('installation des dépendances (npm ci), une minute environ la première fois', () =>
    runs(command, [...before, ...args], 'npm ci'),
  );
  write(installStamp, lockHash());
}

/** After a plain `npm install` or `npm ci`, npm's own record of the folder tells that all is there: nothing to redo. */
function isInstalledByHand() {
  const stamped = read(installStamp);
  const there = read(hiddenLock);
  if (there === null || (stamped !== null && !stamped.startsWith(`${machine} `))) return false;
  const installed = JSON.parse(there).packages;
  return Object.entries(JSON.parse(read(join(root, 'package-lock.json'))).packages).every(
    ([path, { integrity, optional }]) => path === '' || optional || installed[path]?.integrity === integrity,
  );
}

/** npm sets the path of its own program for the scripts that it runs; started by hand, the one of the PATH serves. */
function npm() {
  const program = process.env.npm_execpath;
  return program && /npm-cli\.c?js$/.test(program) ? [process.execPath, [program]] : ['npm', []];
}

const sourceHash = () =>
  `${lockHash()} ${hash([...settings.map((name) => join(root, name)), ...sources.flatMap((folder) => filesOf(join(root, folder)))])}`;
const isBuilt = () => read(join(dist, buildStamp)) === sourceHash();

/** Into a new folder, put in place at the end: files of deleted sources go, and what runs from the former build is not mixed with the new. */
async function compile() {
  const made = sourceHash();
  for (const folder of [fresh, former]) fs.rmSync(folder, { recursive: true, force: true });
  const args = [join(modules, 'typescript', 'bin', 'tsc'), '-p', 'tsconfig.build.json', '--outDir', fresh];
  await step('compilation', () => runs(process.execPath, args, 'tsc'));
  write(join(fresh, buildStamp), made);
  if (fs.existsSync(dist)) fs.renameSync(dist, former);
  fs.renameSync(fresh, dist);
  fs.rmSync(former, { recursive: true, force: true });
}

function filesOf(folder) {
  if (!fs.existsSync(folder)) return [];
  const found = fs.readdirSync(folder, { withFileTypes: true }).flatMap((entry) => {
    const path = join(folder, entry.name);
    if (entry.isDirectory()) return filesOf(path);
    return /\.(tsx?|json)$/.test(entry.name) ? [path] : [];
  });
  return found.sort();
}

function hash(files) {
  const sum = createHash('sha256');
  for (const file of files)
    sum
      .update(`${file.slice(root.length)}\0`)
      .update(fs.readFileSync(file))
      .update('\0');
  return sum.digest('hex');
}

/** The watcher holds a pipe to us and kills its group when we are gone, kill -9 included: no npm goes on behind a dead command. */
const guard = '{ read _ <&3; kill -9 0; } & exec "$@" 3<&-';

function runs(command, args, name) {
  return new Promise((resolve, reject) => {
    const child = spawn('/bin/sh', ['-c', guard, 'guard', command, ...args], {
      cwd: root,
      detached: true,
      stdio: ['ignore', 2, 2, 'pipe'],
    });
    child.stdio[3].on('error', () => undefined);
    child.once('error', (error) => reject(new Error(`${name} n’a pas pu être lancé\u00A0: ${error.message}`)));
    child.once('exit', (code, signal) => {
      child.stdio[3].destroy();
      if (code === 0) resolve();
      else
        reject(
          new Error(
            `✘ ${name} a échoué (${signal ?? `code ${code}`})\u00A0: voir le message ci-dessus. Rien n’est à défaire, relancez la commande une fois la cause levée.`,
          ),
        );
    });
  });
}

function read(file) {
  try {
    return fs.readFileSync(file, 'utf8');
  } catch {
    return null;
  }
}

/** Written beside and renamed: a stamp is whole or absent. */
function write(file, content) {
  fs.writeFileSync(`${file}.part`, content);
  fs.renameSync(`${file}.part`, file);
}

module.exports = { prepare };
