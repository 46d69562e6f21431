import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { z } from 'zod';
import { projectRoot } from '../../runtime/config';
import { guarded, stopChild } from '../../runtime/guard';
import { proofFigure, proofTable, type Told } from '../../season/chaos/proof';
import { reportSchema } from '../../season/report';

const seeds: readonly number[] = [1, 2, 3, 4, 5, 6, 7, 8, 9, 10];
/** A chaos season ends within this time, or is stopped. */
const seasonMs = 18 * 60_000;
const graceMs = 30_000;
const say = (line: string): void => void process.stdout.write(`${line}\n`);

/**
 * `npm run proof:chaos`: ten seeds one after the other, each on a product of its own. What was played stays in `out/proof-chaos`: the same
 * command goes on where it stopped. `--seeds 4,7` plays these alone, `--minutes 60` begins no season that could last longer, `--again` forgets what was played.
 */
async function main(): Promise<number> {
  const { asked, end, again } = wishes();
  const folder = join(projectRoot(), 'out', 'proof-chaos');
  if (again) rmSync(folder, { recursive: true, force: true });
  mkdirSync(folder, { recursive: true });
  const told: Told[] = [];
  for (const seed of asked) {
    const out = join(folder, String(seed));
    const before = played(out, seed);
    if (before !== null) told.push(before);
    else if (Date.now() + seasonMs <= end) told.push(await play(out, seed));
  }
  say('');
  proofTable(told).forEach(say);
  told.flatMap(redOf).forEach(say);
  const { line, holds } = proofFigure(told, asked);
  say(line);
  return holds ? 0 : 1;
}

type Wishes = { readonly asked: readonly number[]; readonly end: number; readonly again: boolean };
function wishes(): Wishes {
  const text = { type: 'string' } as const;
  const { values } = parseArgs({ options: { seeds: text, minutes: text, again: { type: 'boolean' } }, strict: true });
  return {
    asked: values.seeds === undefined ? seeds : values.seeds.split(',').map(Number),
    end: Date.now() + Number(values.minutes ?? Infinity) * 60_000,
    again: values.again === true,
  };
}

function redOf({ seed, report }: Told): readonly string[] {
  const red = (report?.invariants ?? []).filter(({ holds }) => !holds);
  return red.map(({ name, faults }) => `graine ${seed}, ${name}\u00A0: ${faults.slice(0, 5).join('\u00A0; ')}`);
}

const endingSchema = z.object({ code: z.int(), seconds: z.number() });

/** A seed that held is not played again; a red one is. */
function played(out: string, seed: number): Told | null {
  const file = join(out, 'ending.json');
  const ending = existsSync(file) ? endingSchema.safeParse(JSON.parse(readFileSync(file, 'utf8'))) : null;
  return ending?.success === true && ending.data.code === 0 ? { seed, ...ending.data, report: reportIn(out) } : null;
}

async function play(out: string, seed: number): Promise<Told> {
  const data = mkdtempSync(join(tmpdir(), 'relais-chaos-'));
  const began = Date.now();
  say(`\nGraine ${seed}`);
  try {
    const season = join(__dirname, '..', '..', 'season', 'main.js');
    const child = guarded(process.execPath, [season, '--check', '--chaos', '--seed', String(seed), '--out', out], {
      log: 1,
      env: { ...process.env, RELAIS_DATA: data },
    });
    const late = setTimeout(() => void stopChild(child, graceMs), seasonMs);
    const code = await new Promise<number>((resolve) => {
      child.once('error', () => resolve(1));
      child.once('exit', (exit) => resolve(exit ?? 1));
    });
    clearTimeout(late);
    const ending = { code, seconds: (Date.now() - began) / 1000 };
    mkdirSync(out, { recursive: true });
    writeFileSync(join(out, 'ending.json'), JSON.stringify(ending));
    return { seed, ...ending, report: reportIn(out) };
  } finally {
    rmSync(data, { recursive: true, force: true, maxRetries: 5, retryDelay: 200 });
  }
}

function reportIn(out: string): Told['report'] {
  const file = join(out, 'report.json');
  const read = existsSync(file) ? reportSchema.safeParse(JSON.parse(readFileSync(file, 'utf8'))) : null;
  return read?.success === true ? read.data : null;
}

void main().then(
  (code) => process.exit(code),
  (error: unknown) => {
    say(`proof:chaos\u00A0: ${error instanceof Error ? error.message : String(error)}`);
    process.exit(1);
  },
);
