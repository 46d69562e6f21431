import { spawn } from 'node:child_process';
import { join } from 'node:path';

export const engineNames = ['relais', 'pdfkit', 'pdfmake', '@react-pdf/renderer', 'jspdf', 'pdf-lib'] as const;
export type EngineName = (typeof engineNames)[number];

export type Measure = {
  readonly drawn: number;
  /** documents per second of the clock on the wall */
  readonly rate: number;
  /** documents per second of processor time, all threads of the process together */
  readonly cpuRate: number;
  readonly p50: number;
  readonly p95: number;
  readonly bytes: number;
  /** the most memory that the process held, in megabytes */
  readonly rss: number;
};

export type Run = Measure & { readonly firstMs: number };

/** A process of its own, timed from outside: the first document counts from its start. */
export function measured(
  name: EngineName,
  what: { readonly seconds: number; readonly count?: number; readonly sample: string },
): Promise<Run> {
  return new Promise((resolve, reject) => {
    const started = performance.now();
    const args = [join(__dirname, 'child.js'), name, String(what.seconds), what.count === undefined ? '' : String(what.count), what.sample];
    const child = spawn(process.execPath, args, { stdio: ['ignore', 'pipe', 'inherit'] });
    let firstMs = Number.NaN;
    let told = '';
    child.stdout.setEncoding('utf8').on('data', (chunk: string) => {
      if (Number.isNaN(firstMs) && chunk.includes('{"first":true}')) firstMs = performance.now() - started;
      told += chunk;
    });
    child.once('error', reject);
    child.once('close', (code) => {
      const line = told.split('\n').find((each) => each.startsWith('{"drawn"'));
      if (code !== 0 || line === undefined) reject(new Error(`${name} ended with ${code}`));
      else resolve({ ...parsed(line), firstMs });
    });
  });
}

function parsed(line: string): Measure {
  const read: Record<string, unknown> = JSON.parse(line);
  const number = (key: keyof Measure): number => Number(read[key]);
  return {
    drawn: number('drawn'),
    rate: number('rate'),
    cpuRate: number('cpuRate'),
    p50: number('p50'),
    p95: number('p95'),
    bytes: number('bytes'),
    rss: number('rss'),
  };
}

export function median(figures: readonly number[]): number {
  const sorted = figures.toSorted((a, b) => a - b);
  return sorted[Math.floor(sorted.length / 2)] ?? Number.NaN;
}
