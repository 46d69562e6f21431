import { spawnSync } from 'node:child_process';
import { copyFileSync, existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { loadavg } from 'node:os';
import { join } from 'node:path';
import { projectRoot } from '../../runtime/config';
import { veraPdf } from '../documents/validators';
import { engineNames, measured, median, type EngineName, type Run } from './measure';

const folder = join(projectRoot(), 'out', 'bench');
const goals = { ratio: 25, rate: 1000, firstMs: 500, rss: 300, count: 20_000 } as const;

/** `npm run bench:statements [rounds] [seconds]`: the reference page by our templates and by five libraries, in turns, so that a busy moment hits all of them. */
async function main([rounds = '3', seconds = '3']: readonly string[]): Promise<number> {
  install();
  say(
    `Machine : Node ${process.version}, charge ${loadavg()[0]?.toFixed(1) ?? ''} au départ ; chiffres d’un seul processus par bibliothèque.`,
  );
  const runs = new Map<EngineName, Run[]>(engineNames.map((name) => [name, []]));
  for (let round = 0; round < Number(rounds); round++)
    for (const name of engineNames) runs.get(name)?.push(await measured(name, { seconds: Number(seconds), sample: sampleOf(name) }));
  const verdicts = conformance();
  const summary = engineNames.map((name) => summaryOf(name, runs.get(name) ?? [], verdicts));
  for (const line of summary) say(row(line));
  const long = await measured('relais', { seconds: 600, count: goals.count, sample: sampleOf('relais') });
  return verdict(runs, long, verdicts.get('relais') ?? null);
}

type Summary = {
  readonly name: string;
  readonly rate: number;
  readonly cpuRate: number;
  readonly p95: number;
  readonly firstMs: number;
  readonly bytes: number;
  readonly rss: number;
  readonly conforms: string;
};

function summaryOf(name: EngineName, runs: readonly Run[], verdicts: ReadonlyMap<string, boolean>): Summary {
  const of = (key: keyof Run): number => median(runs.map((run) => run[key]));
  const conforms = verdicts.get(name);
  return {
    name,
    rate: of('rate'),
    cpuRate: of('cpuRate'),
    p95: of('p95'),
    firstMs: of('firstMs'),
    bytes: of('bytes'),
    rss: of('rss'),
    conforms: conforms === undefined ? 'non vérifié' : conforms ? 'PDF/A-2a et PDF/UA-1' : 'non conforme',
  };
}

function row({ name, rate, cpuRate, p95, firstMs, bytes, rss, conforms }: Summary): string {
  return [
    name.padEnd(20),
    `${rate.toFixed(1)} documents/s`.padStart(18),
    `${cpuRate.toFixed(1)} par seconde de processeur`.padStart(34),
    `p95 ${p95.toFixed(1)} ms`.padStart(14),
    `premier ${firstMs.toFixed(0)} ms`.padStart(16),
    `${bytes} octets`.padStart(15),
    `${rss.toFixed(0)} Mo`.padStart(8),
    conforms,
  ].join('  ');
}

function verdict(runs: ReadonlyMap<EngineName, readonly Run[]>, long: Run, conforms: boolean | null): number {
  const own = runs.get('relais') ?? [];
  const peers = engineNames.filter((name) => name !== 'relais');
  /** round by round, since all libraries of a round shared the same minutes */
  const ratio = median(own.map((run, i) => run.rate / Math.max(...peers.map((name) => runs.get(name)?.[i]?.rate ?? 0))));
  const rate = median(own.map((run) => run.rate));
  const firstMs = median(own.map((run) => run.firstMs));
  const met = [ratio >= goals.ratio, rate >= goals.rate, firstMs <= goals.firstMs, long.rss <= goals.rss, conforms !== false];
  say(
    `bench:statements : ${ratio.toFixed(1)} fois la plus rapide des autres (but ${goals.ratio}) ; ${rate.toFixed(0)} documents/s (but ${goals.rate}) ; ` +
      `premier en ${firstMs.toFixed(0)} ms (but ${goals.firstMs}) ; ${long.rss.toFixed(0)} Mo après ${long.drawn} documents (but ${goals.rss}) ; ` +
      (conforms === null ? 'conformité non vérifiée' : conforms ? 'conforme' : 'non conforme'),
  );
  return met.every(Boolean) ? 0 : 1;
}

function sampleOf(name: EngineName): string {
  return join(folder, `${name.replaceAll(/\W+/g, '-')}.pdf`);
}

function conformance(): Map<string, boolean> {
  const reason = veraPdf.obstacle(true);
  if (reason !== null) {
    say(`veraPDF n’a pas regardé : ${reason}`);
    return new Map();
  }
  const faults = veraPdf.faults(engineNames.map(sampleOf));
  return new Map(engineNames.map((name) => [name, faults.get(sampleOf(name))?.length === 0]));
}

/** The other libraries, in their exact versions, apart from the product's. */
function install(): void {
  const lock = readFileSync(join(projectRoot(), 'bench', 'package-lock.json'), 'utf8');
  const stamp = join(folder, 'installed');
  if (existsSync(stamp) && readFileSync(stamp, 'utf8') === lock) return;
  mkdirSync(folder, { recursive: true });
  for (const name of ['package.json', 'package-lock.json']) copyFileSync(join(projectRoot(), 'bench', name), join(folder, name));
  say('installation des bibliothèques comparées (npm ci)');
  const npm = process.env.npm_execpath;
  const [command, before] = npm !== undefined && /npm-cli\.c?js$/.test(npm) ? [process.execPath, [npm]] : ['npm', []];
  const args = ['ci', '--ignore-scripts', '--no-audit', '--no-fund', '--loglevel=error'];
  const run = spawnSync(command, [...before, ...args], { cwd: folder, stdio: 'inherit', timeout: 300_000 });
  if (run.status !== 0) throw new Error(`npm ci ended with ${run.status} in ${folder}`);
  writeFileSync(stamp, lock);
}

function say(line: string): void {
  process.stdout.write(`${line.replaceAll(' : ', '\u00a0: ').replaceAll(' ; ', '\u00a0; ')}\n`);
}

void main(process.argv.slice(2)).then(
  (code) => (process.exitCode = code),
  (error: unknown) => {
    say(error instanceof Error ? error.message : String(error));
    process.exitCode = 1;
  },
);
