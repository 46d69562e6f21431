import { statfsSync } from 'node:fs';

/** A WAL segment is 16 MiB, and what was accepted still has to be sent, drawn and kept: below this, nothing new is taken. */
const LEAST_BYTES = 100 * 1024 * 1024;

/** What the disk of a folder has left, as statfs(2) says it to an account without privileges. */
export type Left = { readonly bavail: number; readonly bsize: number; readonly files: number; readonly ffree: number };

/** Some file systems count no files (files = 0): then they do not run out of them. */
export function isRoomy({ bavail, bsize, files, ffree }: Left): boolean {
  return bavail * bsize >= LEAST_BYTES && (files === 0 || ffree > 0);
}

/** Asked at every act: a disk fills, and is emptied, behind the program's back. A folder that is not there yet refuses nothing. */
export function roomOn(folders: readonly string[]): () => boolean {
  return () =>
    folders.every((folder) => {
      try {
        return isRoomy(statfsSync(folder));
      } catch {
        return true;
      }
    });
}

const MEBIBYTES = LEAST_BYTES / 1024 / 1024;
export const noRoom = `le disque est presque plein\u00A0: il faut au moins ${MEBIBYTES}\u00A0Mio libres, et des fichiers (inodes) disponibles, là où se trouve le dossier de données (RELAIS_DATA)`;
