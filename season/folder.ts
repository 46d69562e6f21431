import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { join, sep } from 'node:path';
import { projectRoot } from '../runtime/config';
import { isAlive } from '../runtime/guard';

/** Says that a season made the folder; while it is played, its process. */
const marker = 'season.pid';
/** All that a season writes. What else a folder holds is somebody's. */
const ours: ReadonlySet<string> = new Set(['mails', 'documents', 'tables', 'report.json', 'ending.json', marker]);

export type Claim = { readonly ok: true; readonly release: () => void } | { readonly ok: false; readonly fault: string };
const refused = (why: string): Claim => ({ ok: false, fault: `--out\u00A0: ${why} Donnez un autre dossier avec --out.` });

/** Empties the folder of an earlier season and takes it: never one that is somebody's, nor that of a season under way. */
export function claim(folder: string): Claim {
  if (statSync(folder, { throwIfNoEntry: false })?.isDirectory() === false) return refused(`${folder} n’est pas un dossier.`);
  const found = existsSync(folder) ? readdirSync(folder) : [];
  const other = found.find((name) => !ours.has(name)) ?? (isOurs(folder, found) ? undefined : found[0]);
  if (other !== undefined) return refused(`le dossier ${folder} contient autre chose qu’une saison (${other}), que Relais n’efface pas.`);
  const player = playerOf(folder);
  if (player !== null) return refused(`une autre saison (processus ${player}) écrit dans ${folder}.`);
  for (const name of found) rmSync(join(folder, name), { recursive: true, force: true });
  mkdirSync(folder, { recursive: true });
  return mark(folder)
    ? { ok: true, release: () => writeFileSync(join(folder, marker), '') }
    : refused(`une autre saison commence dans ${folder}.`);
}

/** The process that plays there now. In a container, the number of one that was killed may be one's own. */
function playerOf(folder: string): number | null {
  const file = join(folder, marker);
  const pid = existsSync(file) ? Number(readFileSync(file, 'utf8')) : 0;
  return pid > 0 && pid !== process.pid && isAlive(pid) ? pid : null;
}

/** Those of versions without a marker lie where a season writes by itself. */
function isOurs(folder: string, found: readonly string[]): boolean {
  return found.length === 0 || found.includes(marker) || folder.startsWith(join(projectRoot(), 'out') + sep);
}

/** False where another season was quicker. */
function mark(folder: string): boolean {
  const owner = join(folder, marker);
  try {
    writeFileSync(owner, String(process.pid), { flag: 'wx' });
    return true;
  } catch (error) {
    if (!existsSync(owner)) throw error;
    return false;
  }
}
