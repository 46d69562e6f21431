import { execFile } from 'node:child_process';
import { isNativeError } from 'node:util/types';

export type Progress = (line: string) => void;

const EVERY_MS = 30_000;
const VERSION_MS = 15_000;

/** Runs a long step and says every half minute how long it has been at it. */
export async function withProgress<T>(progress: Progress, label: string, step: (note: (detail: string) => void) => Promise<T>): Promise<T> {
  const started = performance.now();
  let detail = '';
  const elapsed = (): string => `${Math.round((performance.now() - started) / 1_000)} s`;
  progress(`${label}…`);
  const ticking = setInterval(() => progress(`${label}… ${elapsed()}${detail}`), EVERY_MS);
  try {
    const result = await step((text) => (detail = ` (${text})`));
    progress(`${label}\u00A0: fait en ${elapsed()}`);
    return result;
  } catch (error) {
    progress(`${label}\u00A0: échec après ${elapsed()} (${reasonOf(error)})`);
    throw error;
  } finally {
    clearInterval(ticking);
  }
}

/** The version that a `temporal` program states of itself, or why it is not one. */
export async function versionOf(path: string, name = 'temporal'): Promise<{ version: string } | { reason: string }> {
  return new Promise((resolve) => {
    execFile(path, ['--version'], { timeout: VERSION_MS }, (error, stdout) => {
      const [stated, version] = /^(\S+) version (\d[\w.-]*)/.exec(stdout)?.slice(1) ?? [];
      if (stated === name && version) resolve({ version });
      else
        resolve({
          reason: error ? `${path} ne s’exécute pas (${reasonOf(error)})` : `${path} n’est pas le programme «\u00A0${name}\u00A0»`,
        });
    });
  });
}

export function reasonOf(error: unknown): string {
  if (!isNativeError(error)) return String(error);
  const { cause } = error;
  const deeper = isNativeError(cause) ? `\u00A0: ${cause.message}` : '';
  return `${error.message.split('\n')[0] ?? ''}${deeper}`;
}
