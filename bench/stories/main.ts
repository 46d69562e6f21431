import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { projectRoot } from '../../runtime/config';
import { guarded, stopChild } from '../../runtime/guard';
import { figure, type Told } from '../../season/figure';
import { stories } from '../../season/options';
import { reportSchema } from '../../season/report';

const limitMs = 14 * 60_000;
const graceMs = 30_000;

/** `npm run bar:stories`: every story of its own, one after the other, each on a product of its own; other options go to each season. */
async function main(options: readonly string[]): Promise<number> {
  const started = Date.now();
  const told: Told[] = [];
  for (const story of Object.keys(stories)) told.push(await play(story, options, started + limitMs));
  const { line, holds } = figure(told, (Date.now() - started) / 1000);
  process.stdout.write(`${line}\n`);
  return holds ? 0 : 1;
}

/** A story left running would slow the next one down: its data folder goes with it. */
async function play(story: string, options: readonly string[], end: number): Promise<Told> {
  const data = mkdtempSync(join(tmpdir(), 'relais-stories-'));
  const out = join(projectRoot(), 'out', `season-${story}`);
  rmSync(join(out, 'report.json'), { force: true });
  try {
    process.stdout.write(`\nHistoire « ${story} »\n`);
    const child = guarded(
      process.execPath,
      [join(__dirname, '..', '..', 'season', 'main.js'), '--check', '--story', story, '--out', out, ...options],
      {
        log: 1,
        env: { ...process.env, RELAIS_DATA: data },
      },
    );
    const late = setTimeout(() => void stopChild(child, graceMs), Math.max(0, end - Date.now()));
    const code = await new Promise<number>((resolve) => {
      child.once('error', () => resolve(1));
      child.once('exit', (exit) => resolve(exit ?? 1));
    });
    clearTimeout(late);
    return { story, code, scenes: scenesIn(join(out, 'report.json')) };
  } finally {
    rmSync(data, { recursive: true, force: true, maxRetries: 5, retryDelay: 200 });
  }
}

function scenesIn(file: string): Told['scenes'] {
  const read = existsSync(file) ? reportSchema.safeParse(JSON.parse(readFileSync(file, 'utf8'))) : null;
  return read?.success === true ? read.data.scenes : [];
}

void main(process.argv.slice(2)).then(
  (code) => process.exit(code),
  (error: unknown) => {
    process.stdout.write(`bar:stories\u00A0: ${error instanceof Error ? error.message : String(error)}\n`);
    process.exit(1);
  },
);
