import { createHash } from 'node:crypto';
import { execFile } from 'node:child_process';
import { mkdir, open, rename, rm } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { promisify } from 'node:util';
import { CLI_VERSION } from './versions';

/** SHA-256 of the vendor's archives of this version, as its release publishes them. Their origin is told in docs/decisions/0001. */
const checksums: Readonly<Record<string, string>> = {
  linux_amd64: 'd8421bda989e6514b4bdb4d63a9012a8a05a806892e881a5aad8510496349a94',
  linux_arm64: '83600a8fac6e3da54093e5da6918d399f501532b9f1172235603f9606f4ac6e4',
  darwin_amd64: '489d7f5420cae02b559774ac23df035141954c33a51dba96f5759a0ddccdf1b6',
  darwin_arm64: 'dacdc3587682c04cf27e67c8878ca2d755230b6ad63c0c6ebddd7348ae90ed94',
};
const ORIGIN = `https://github.com/temporalio/cli/releases/download/v${CLI_VERSION}`;
const ANSWER_MS = 15_000;
const SILENCE_MS = 20_000;
const TOTAL_MS = 15 * 60_000;
const UNPACK_MS = 120_000;

export type Machine = { readonly platform: string; readonly arch: string };
export type Archive = { readonly url: string; readonly sha256: string };

export function archiveFor({ platform, arch }: Machine): Archive | null {
  const machine = `${platform}_${arch === 'x64' ? 'amd64' : arch}`;
  const sha256 = checksums[machine];
  return sha256 ? { url: `${ORIGIN}/temporal_cli_${CLI_VERSION}_${machine}.tar.gz`, sha256 } : null;
}

/** Leaves the program at `into`. Nothing is unpacked before its checksum was found right. */
export async function downloadRelease(archive: Archive, into: string, note: (detail: string) => void): Promise<void> {
  const folder = `${into}.d`;
  const file = join(folder, 'archive.tar.gz');
  await mkdir(folder, { recursive: true });
  try {
    const sha256 = await download(archive.url, file, note);
    if (sha256 !== archive.sha256) throw new Error(`somme SHA-256 ${sha256} reçue, ${archive.sha256} attendue\u00A0: archive refusée`);
    await promisify(execFile)('tar', ['-xzf', file, '-C', folder, 'temporal'], { timeout: UNPACK_MS });
    await mkdir(dirname(into), { recursive: true });
    await rename(join(folder, 'temporal'), into);
  } finally {
    await rm(folder, { force: true, recursive: true });
  }
}

async function download(url: string, file: string, note: (detail: string) => void): Promise<string> {
  const abort = new AbortController();
  const total = setTimeout(() => abort.abort(new Error(`téléchargement de plus de ${TOTAL_MS / 60_000} minutes`)), TOTAL_MS);
  let silence = setTimeout(() => abort.abort(new Error('github.com ne répond pas')), ANSWER_MS);
  const output = await open(file, 'w');
  try {
    const response = await fetch(url, { signal: abort.signal });
    if (!response.ok || !response.body) throw new Error(`${url} répond ${response.status}`);
    const size = Number(response.headers.get('content-length') ?? 0);
    const hash = createHash('sha256');
    let received = 0;
    for await (const chunk of response.body) {
      clearTimeout(silence);
      silence = setTimeout(() => abort.abort(new Error('le téléchargement s’est interrompu')), SILENCE_MS);
      hash.update(chunk);
      await output.write(chunk);
      received += chunk.length;
      note(size > 0 ? `${Math.floor((received / size) * 100)} %` : `${Math.floor(received / 1e6)} Mo`);
    }
    return hash.digest('hex');
  } finally {
    clearTimeout(total);
    clearTimeout(silence);
    await output.close();
  }
}
