import { createHash } from 'node:crypto';
import { chmodSync, lstatSync, mkdirSync, realpathSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** `pg` names the socket of a folder after a port; the second one serves the self-test, before anybody else may connect. */
export const SERVED_PORT = 5432;
export const BOOT_PORT = 5433;

/** sun_path holds 108 bytes, the final NUL included (unix(7)). */
const LONGEST_SOCKET = 107;

export function socketIn(folder: string, port: number): string {
  return join(folder, `.s.PGSQL.${port}`);
}

/** The folder is named by what it is, not by how it was spelled: two links to it are the same place. */
export function identityOf(folder: string): string {
  const { dev, ino } = lstatSync(realpathSync(folder), { bigint: true });
  return `${dev.toString(16)}-${ino.toString(16)}`;
}

/** Beside the data; elsewhere only when that path is too long for a socket. */
export function socketFolderOf(folder: string): string {
  const beside = join(folder, 'socket');
  const short = join(tmpdir(), `relais-${createHash('sha256').update(identityOf(folder)).digest('hex').slice(0, 12)}`);
  return Buffer.byteLength(socketIn(beside, BOOT_PORT)) <= LONGEST_SOCKET ? beside : short;
}

/** In a common temporary folder somebody else may have come first: a folder that is not ours is refused. */
export function makePrivate(folder: string): void {
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  const found = lstatSync(folder);
  if (!found.isDirectory() || (process.getuid !== undefined && found.uid !== process.getuid())) {
    throw new Error(`Le dossier ${folder} appartient à un autre utilisateur.`);
  }
  chmodSync(folder, 0o700);
}
