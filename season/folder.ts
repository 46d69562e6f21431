import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { isAlive } from '../runtime/guard';

/** All that a season writes. What else a folder holds is somebody's. */
const ours: ReadonlySet<string> = new Set(['mails', 'documents', 'tables', 'report.json', 'ending.json', 'season.pid']);

export type Claim = { readonly ok: true; readonly release: () => void } | { readonly ok: false; readonly fault: string };

/** Empties the folder of an earlier season and takes it: never one that holds other files, nor that of a season under way. */
export function claim(folder: string): Claim {
  const refused = (why: string): Claim => ({ ok: false, fault: `--out\u00A0: ${why} Donnez un autre dossier avec --out.` });
  if (statSync(folder, { throwIfNoEntry: false })?.isDirectory() === false) return refused(`${folder} n’est pas un dossier.`);
  const found = existsSync(folder) ? readdirSync(folder) : [];
  const other = found.find((name) => !ours.has(name));
  if (other !== undefined) return refused(`le dossier ${folder} contient autre chose qu’une saison (${other}), que Relais n’efface pas.`);
  const owner = join(folder, 'season.pid');
  const pid = existsSync(owner) ? Number(readFileSync(owner, 'utf8')) : 0;
  if (pid > 0 && isAlive(pid)) return refused(`une autre saison (processus ${pid}) écrit dans ${folder}.`);
  for (const name of found) rmSync(join(folder, name), { recursive: true });
  mkdirSync(folder, { recursive: true });
  writeFileSync(owner, String(process.pid));
  return { ok: true, release: () => rmSync(owner, { force: true }) };
}
