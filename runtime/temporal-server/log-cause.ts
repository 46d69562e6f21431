import { readFile } from 'node:fs/promises';

const LAST_LINES = 3;
/** What ends a Go program comes first, and the trace of its goroutines after it. */
const causes = /address already in use|^panic:|^fatal error:|^Error:/;

/** Why a program ended, by what it wrote since `from` (bytes): the lines that say it where there are any, then its last ones. */
export async function causeIn(log: string, from = 0): Promise<string> {
  const text = await readFile(log).catch(() => Buffer.alloc(0));
  const lines = text.subarray(from).toString('utf8').trimEnd().split('\n');
  const told = lines.filter((line) => causes.test(line)).slice(-LAST_LINES);
  return [...new Set([...told, ...lines.slice(-LAST_LINES)])].join(' / ');
}
