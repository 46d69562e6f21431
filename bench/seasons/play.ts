import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { guarded, stopChild } from '../../runtime/guard';
import { reportSchema, type Report } from '../../season/report';

const graceMs = 30_000;
const signals = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const;

/** What a season came to: its exit code, how long it lasted, and its report; null where it left none. */
export type Ending = { readonly code: number; readonly seconds: number; readonly report: Report | null };
export type Wish = {
  /** where the season writes what it saw */
  readonly out: string;
  /** a season that lasts longer is stopped, and is red */
  readonly limitMs: number;
  /** its own words on this terminal, or in a file of its folder when several are played at once */
  readonly heard?: boolean;
};

/** One season as a program of its own, on a Relais of its own whose data goes with it. */
export async function playSeason(
  options: readonly string[],
  { out, limitMs, heard = true }: Wish,
): Promise<Ending & { readonly pid: number | undefined }> {
  const data = mkdtempSync(join(tmpdir(), 'relais-seasons-'));
  const began = Date.now();
  rmSync(join(out, 'report.json'), { force: true });
  mkdirSync(out, { recursive: true });
  try {
    const season = join(__dirname, '..', '..', 'season', 'main.js');
    const child = guarded(process.execPath, [season, '--check', '--out', out, ...options], {
      log: heard ? 1 : `${out}.log`,
      env: { ...process.env, RELAIS_DATA: data },
    });
    let asked = false;
    const stop = (): void => void (asked = child.kill('SIGTERM'));
    for (const signal of signals) process.on(signal, stop);
    const late = setTimeout(() => void stopChild(child, graceMs), limitMs);
    const code = await new Promise<number>((resolve) => {
      child.once('error', () => resolve(1));
      child.once('exit', (exit) => resolve(exit ?? 1));
    });
    clearTimeout(late);
    for (const signal of signals) process.off(signal, stop);
    if (asked) throw new Error('interrompu');
    return { pid: child.pid, code, seconds: (Date.now() - began) / 1000, report: reportIn(out) };
  } finally {
    rmSync(data, { recursive: true, force: true, maxRetries: 5, retryDelay: 200 });
  }
}

/** A season that broke off left none, or half of one. */
export function reportIn(out: string): Report | null {
  const file = join(out, 'report.json');
  const read = existsSync(file) ? reportSchema.safeParse(JSON.parse(readFileSync(file, 'utf8'))) : null;
  return read?.success === true ? read.data : null;
}
