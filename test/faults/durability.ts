import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { diskFull, type DiskFull } from './disk-full';
import { openers, type Openers } from './openers';
import { cutAfter, openRecords, record, type Found, type Layer, type Recording } from './power-cut';
import { seeded, seedOf, type Random } from './seeded';

/**
 * `npm run bar:durability`: nothing that was acknowledged is lost when the power is cut under the embedded database, when several
 * processes want its folder, or when its disk is full. `--seed n` plays the same cuts again.
 */
const SURVIVING = [0, 0.3, 0.7] as const;
const WRITE_MS = 2_500;
/** of each recording: whether it begins in a folder that had records already, and how many times the power is cut in it */
const recordings = [
  { name: 'premier-démarrage', fresh: true, cuts: 8 },
  { name: 'redémarrage', fresh: false, cuts: 12 },
  { name: 'redémarrage-2', fresh: false, cuts: 6 },
] as const;
const MUTANT_CUTS = 3;
const LEAST_CUTS = 24;

type Tally = { cuts: number; acknowledged: number; lost: number; faults: number };

const say = (line: string): void => void process.stdout.write(`${line}\n`);

async function main(args: readonly string[]): Promise<number> {
  const seed = seedOf(args);
  const started = Date.now();
  const work = mkdtempSync(join(tmpdir(), 'relais-durability-'));
  try {
    const random = seeded(seed);
    const cuts = await powerCuts(work, random);
    const mutant = await withoutTheLayer(work, random);
    const refusing = await selfTestRefuses(work);
    const { failed, line } = verdict({ cuts, mutant, refusing, many: await openers(work), full: await diskFull(work) });
    say(`${line} (graine ${seed}, ${Math.round((Date.now() - started) / 1000)} s).`);
    return failed ? 1 : 0;
  } finally {
    rmSync(work, { recursive: true, force: true, maxRetries: 5, retryDelay: 200 });
  }
}

type Parts = {
  readonly cuts: Tally;
  readonly mutant: Tally;
  readonly refusing: readonly string[];
  readonly many: Openers;
  readonly full: DiskFull;
};

function verdict({ cuts, mutant, refusing, many, full }: Parts): { readonly failed: boolean; readonly line: string } {
  const skipped = 'skipped' in full ? full.skipped : null;
  const disk =
    'skipped' in full ? { acknowledged: 0, lost: 0, refused: 0, faults: process.env['CI'] === undefined ? [] : [full.skipped] } : full;
  say(`Deux ouvertures\u00A0: ${many.refused} refus sur ${many.tried}, ${many.acknowledged} lignes acquittées, ${many.lost} perdues.`);
  if (skipped === null)
    say(`Disque plein\u00A0: ${disk.acknowledged} lignes et actes acquittés, ${disk.refused} refusés, ${disk.lost} perdus.`);
  else say(`Passé\u00A0: disque plein, car ${skipped}.`);
  const faults = [...refusing, ...many.faults, ...disk.faults];
  for (const fault of faults.slice(0, 40)) say(`✘ ${fault}`);
  const lost = cuts.lost + many.lost + disk.lost;
  const acknowledged = cuts.acknowledged + many.acknowledged + disk.acknowledged;
  const figures = `${cuts.cuts} coupures, ${acknowledged} lignes acquittées, ${lost} perdues, ${cuts.faults + faults.length} fautes`;
  const mutants = `sans la couche ${mutant.faults} coupures sur ${mutant.cuts} endommagent`;
  return {
    failed: lost > 0 || cuts.faults > 0 || faults.length > 0 || mutant.faults === 0 || cuts.cuts < LEAST_CUTS,
    line: `bar:durability\u00A0: ${figures}\u00A0; ${mutants}\u00A0; disque plein ${skipped === null ? 'joué' : 'passé'}`,
  };
}

async function powerCuts(work: string, random: Random): Promise<Tally> {
  const base = await baseFolder(work);
  const tally: Tally = { cuts: 0, acknowledged: 0, lost: 0, faults: 0 };
  for (const { name, fresh, cuts } of recordings) {
    const recording = await record(work, name, fresh ? null : base, random, 'ours', WRITE_MS);
    await cutAll({ work, recording, cuts, random, title: name }, tally);
  }
  return tally;
}

/** The same proof must be red when the engine is opened as PGlite opens it by itself. */
async function withoutTheLayer(work: string, random: Random): Promise<Tally> {
  const tally: Tally = { cuts: 0, acknowledged: 0, lost: 0, faults: 0 };
  const recording = await record(work, 'sans-la-couche', join(work, 'base'), random, 'plain', WRITE_MS);
  await cutAll({ work, recording, cuts: MUTANT_CUTS, random, title: 'sans la couche' }, tally);
  return tally;
}

type Cutting = {
  readonly work: string;
  readonly recording: Recording;
  readonly cuts: number;
  readonly random: Random;
  readonly title: string;
};

async function cutAll({ work, recording, cuts, random, title }: Cutting, tally: Tally): Promise<void> {
  for (let cut = 0; cut < cuts; cut += 1) {
    const surviving = SURVIVING[cut % SURVIVING.length] ?? 0;
    const count = whereToCut(recording, random, cut);
    const found = await cutAfter(work, recording, count, () => random() < surviving);
    tally.cuts += 1;
    tally.acknowledged += found.acknowledged;
    tally.lost += found.lost;
    if (found.lost > 0 || found.fault !== null) tally.faults += 1;
    say(`${title}\u00A0: coupure après ${count} écritures sur ${recording.entries.length}, ${lossOf(surviving)}\u00A0: ${told(found)}`);
  }
}

const lossOf = (surviving: number): string => `${Math.round((1 - surviving) * 100)} % de ce qui n’était pas synchronisé perdu`;
const told = ({ acknowledged, lost, fault }: Found): string =>
  `${acknowledged} lignes acquittées, ${lost} perdues${fault === null ? '' : ` — ${fault}`}`;

/** Half of the cuts anywhere, half while rows are being acknowledged: laying a new folder writes far more than serving it. */
function whereToCut({ entries, acknowledged }: Recording, random: Random, cut: number): number {
  const first = acknowledged[0]?.size ?? 0;
  const from =
    cut % 2 === 0
      ? 0
      : Math.max(
          0,
          entries.findIndex(({ end }) => end >= first),
        );
  return from + Math.floor(random() * (entries.length - from));
}

async function baseFolder(work: string): Promise<string> {
  const base = join(work, 'base');
  mkdirSync(base);
  const { db } = await openRecords(base);
  await db.pool.query('CREATE TABLE kept (n int PRIMARY KEY, batch int NOT NULL, size int NOT NULL, body text NOT NULL)');
  await db.close();
  // sockets are no records, and cannot be copied
  for (const name of ['lock', 'socket']) rmSync(join(base, name), { recursive: true, force: true });
  return base;
}

/** An engine without its layer is not served at all: the self-test sees it before anybody may connect. */
async function selfTestRefuses(work: string): Promise<readonly string[]> {
  const faults: string[] = [];
  for (const layer of ['plain', 'empty'] as const satisfies readonly (Layer | 'empty')[]) {
    const folder = join(work, `refused-${layer}`);
    mkdirSync(folder);
    const refused = await openRecords(folder, { hooks: ['without-layer.js'], env: { RELAIS_WITHOUT_LAYER: layer } }).then(
      async ({ db }) => db.close().then(() => 'ouverte'),
      (error: unknown) => String(error),
    );
    if (!refused.includes('autotest')) faults.push(`sans la couche (${layer}), la base est servie\u00A0: ${refused}`);
  }
  return faults;
}

void main(process.argv.slice(2)).then(
  (code) => process.exit(code),
  (error: unknown) => {
    say(`bar:durability\u00A0: ${error instanceof Error ? (error.stack ?? error.message) : String(error)}`);
    process.exit(1);
  },
);
