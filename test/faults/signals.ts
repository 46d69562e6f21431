import { cpSync, existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { z } from 'zod';
import { projectRoot } from '../../runtime/config';
import { signals, startAs, ways, type Asked, type Signal, type Started, type Way } from './family';
import { seeded, seedOf, type Random } from './seeded';

/**
 * `npm run bar:signals`: Ctrl-C, SIGTERM and the closing of the terminal at random moments of set-up, of start and of the season. Within
 * 30 s no process of it is left, and the same folder starts again. `--seed n` plays the same moments again.
 */
const GONE_WITHIN_MS = 30_000;
const READY_WITHIN_MS = 240_000;
const LEAST_SIGNALS = 30;
const plan = { starts: 11, seasons: 4, setUps: 4, builds: 1 } as const;

type Bar = { readonly work: string; readonly random: Random; readonly faults: string[]; count: number; turn: number };

const say = (line: string): void => void process.stdout.write(`${line}\n`);

async function main(args: readonly string[]): Promise<number> {
  const seed = seedOf(args);
  const started = Date.now();
  const work = mkdtempSync(join(tmpdir(), 'relais-signals-'));
  const bar: Bar = { work, random: seeded(seed), faults: [], count: 0, turn: 0 };
  try {
    const found = await mutant(bar);
    await starts(bar);
    await seasons(bar);
    await setUps(bar);
    await builds(bar);
    for (const fault of bar.faults) say(`✘ ${fault}`);
    const seconds = Math.round((Date.now() - started) / 1000);
    say(
      `bar:signals\u00A0: ${bar.count} signaux, ${bar.faults.length} fautes\u00A0; un enfant que rien ne garde est ${found ? 'trouvé' : 'passé inaperçu'} (graine ${seed}, ${seconds} s).`,
    );
    return bar.faults.length > 0 || !found || bar.count < LEAST_SIGNALS ? 1 : 0;
  } finally {
    rmSync(work, { recursive: true, force: true, maxRetries: 5, retryDelay: 500 });
  }
}

/** Every way with every signal in turn, shifted at each round so that each scene meets each of them; only the moments are left to chance. */
function next(bar: Bar): { readonly way: Way; readonly signal: Signal } {
  const turn = (bar.turn += 1);
  const way = ways[(turn + Math.floor(turn / ways.length)) % ways.length] ?? 'direct';
  return { way, signal: signals[turn % signals.length] ?? 'SIGINT' };
}

type Scene = Omit<Asked, 'way' | 'log'> & { readonly what: string };

/** Starts, waits for a moment, gives the signal, and looks for what is left. */
async function interrupted(bar: Bar, scene: Scene, moment: (started: Started) => Promise<string>): Promise<void> {
  const { way, signal } = next(bar);
  const started = startAs({ ...scene, way, log: join(bar.work, 'log') });
  const when = await moment(started).catch((error: unknown) => {
    bar.faults.push(`${scene.what}\u00A0: ${error instanceof Error ? error.message : String(error)}`);
    return 'jamais prêt';
  });
  const there = started.alive().length;
  const since = performance.now();
  started.signal(signal);
  const gone = await started.gone(GONE_WITHIN_MS);
  const ms = Math.round(performance.now() - since);
  bar.count += 1;
  const title = `${scene.what}, ${signal} (${way}) ${when}, ${there} processus`;
  if (gone) return say(`✔ ${title}\u00A0: tout est fini en ${ms} ms`);
  bar.faults.push(
    `${title}\u00A0: reste ${started
      .alive()
      .map(({ pid, args }) => `${pid} ${args.slice(0, 90)}`)
      .join(' | ')}`,
  );
  say(`✘ ${bar.faults.at(-1)}`);
  started.killAll();
}

const after = (ms: number) => async (): Promise<string> => {
  await pause(ms);
  return `à ${ms} ms`;
};

const portsSchema = z.object({ http: z.int() });

/** `/readyz` on the port that the folder keeps. */
const whenReady =
  (data: string) =>
  async (started: Started): Promise<string> => {
    const since = Date.now();
    for (; Date.now() - since < READY_WITHIN_MS; await pause(200)) {
      const file = join(data, 'ports.json');
      if (await started.gone(0)) throw new Error('arrêté avant d’être prêt');
      if (!existsSync(file)) continue;
      const { http } = portsSchema.parse(JSON.parse(readFileSync(file, 'utf8')));
      const ok = await fetch(`http://127.0.0.1:${http}/readyz`).then(
        (answer) => answer.ok,
        () => false,
      );
      if (ok) return `prêt en ${Date.now() - since} ms`;
    }
    throw new Error('jamais prêt');
  };

/** The tree as a clone has it: nothing that a command made. */
function clone(bar: Bar, name: string): string {
  const root = projectRoot();
  const to = join(bar.work, name);
  const made = /^(node_modules|dist(\..*)?|data|out|\.git|\.relais)$/;
  mkdirSync(to);
  for (const entry of readdirSync(root)) if (!made.test(entry)) cpSync(join(root, entry), join(to, entry), { recursive: true });
  return to;
}

/** Each moment is followed by a whole start of the same folder, which ends by a signal too. */
async function starts(bar: Bar): Promise<void> {
  const kept = join(bar.work, 'kept');
  const root = projectRoot();
  for (let turn = 0; turn < plan.starts; turn += 1) {
    const fresh = turn % 2 === 0;
    const data = fresh ? join(bar.work, `fresh-${turn}`) : kept;
    const what = fresh ? 'premier démarrage' : 'démarrage';
    // every third with the worker and the API as processes of their own
    const split: Readonly<Record<string, string>> = turn % 3 === 2 ? { RELAIS_PROCESSES: 'split' } : {};
    const scene: Scene = { what, cwd: root, script: 'start', env: { RELAIS_DATA: data, ...split } };
    await interrupted(bar, scene, after(Math.round(bar.random() * (fresh ? 9_000 : 6_000))));
    await interrupted(bar, { ...scene, what: 'en marche' }, whenReady(data));
    if (fresh) rmSync(data, { recursive: true, force: true });
  }
}

async function seasons(bar: Bar): Promise<void> {
  const root = projectRoot();
  const data = join(bar.work, 'season');
  const args = ['--check', '--out', join(bar.work, 'out')];
  for (let turn = 0; turn < plan.seasons; turn += 1)
    await interrupted(
      bar,
      { what: 'saison', cwd: root, script: 'season', args, env: { RELAIS_DATA: data } },
      after(Math.round(500 + bar.random() * 30_000)),
    );
  await interrupted(bar, { what: 'en marche après des saisons', cwd: root, script: 'start', env: { RELAIS_DATA: data } }, whenReady(data));
}

/** `npm start` in a clone where nothing is installed: interrupted again and again, then left to end. */
async function setUps(bar: Bar): Promise<void> {
  const cwd = clone(bar, 'clone');
  const data = join(bar.work, 'clone-data');
  const scene: Scene = { what: 'préparation', cwd, script: 'start', env: { RELAIS_DATA: data } };
  for (let turn = 0; turn < plan.setUps; turn += 1) await interrupted(bar, scene, after(Math.round(300 + bar.random() * 20_000)));
  await interrupted(bar, { ...scene, what: 'en marche après une préparation' }, whenReady(data));
}

/** With an empty cache of programs the Temporal server is fetched or built; the cache of the compiler alone is the machine's. */
async function builds(bar: Bar): Promise<void> {
  const data = join(bar.work, 'build-data');
  const home = process.env['XDG_CACHE_HOME'] ?? join(process.env['HOME'] ?? '', '.cache');
  const env = { RELAIS_DATA: data, XDG_CACHE_HOME: join(bar.work, 'cache'), GOCACHE: process.env['GOCACHE'] ?? join(home, 'go-build') };
  const scene: Scene = { what: 'préparation du serveur Temporal', cwd: projectRoot(), script: 'start', env };
  for (let turn = 0; turn < plan.builds; turn += 1) await interrupted(bar, scene, after(Math.round(2_000 + bar.random() * 25_000)));
  await interrupted(bar, { ...scene, what: 'en marche après une préparation du serveur' }, whenReady(data));
}

/** What proves that this bar sees: with a child that nothing guards, it must find one process left. */
async function mutant(bar: Bar): Promise<boolean> {
  const data = join(bar.work, 'mutant');
  const env = { RELAIS_DATA: data, NODE_OPTIONS: `--require=${join(__dirname, 'unguarded.js')}` };
  const started = startAs({ way: 'direct', cwd: projectRoot(), script: 'start', env, log: join(bar.work, 'log') });
  await whenReady(data)(started);
  started.signal('SIGTERM');
  const isAlone = (): boolean => started.alive().length === 1;
  for (let tries = 0; tries < 60 && !isAlone(); tries += 1) if (await started.gone(500)) break;
  const isLeft = isAlone() && !(await started.gone(5_000)) && isAlone();
  started.killAll();
  return isLeft;
}

void main(process.argv.slice(2)).then(
  (code) => process.exit(code),
  (error: unknown) => {
    say(`bar:signals\u00A0: ${error instanceof Error ? (error.stack ?? error.message) : String(error)}`);
    process.exit(1);
  },
);
