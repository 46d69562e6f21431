import { existsSync, readdirSync } from 'node:fs';
import { join, relative, resolve } from 'node:path';
import { projectRoot } from '../../runtime/config';
import { corpus } from './corpus';
import { isRefused, mutantDrawings, soundDrawings } from './mutants';
import { differing, drawnBy, otherNode, settings } from './same-bytes';
import { inCi, validators, veraPdf, withFiles } from './validators';

/** `npm run bar:pdf [folder]`: every PDF of a season's folder and of our own corpus before the validators; then files that they must refuse. */
function main([folder = join(projectRoot(), 'out', 'season', 'documents')]: readonly string[]): number {
  const missing = absent();
  const here = validators.filter(({ name }) => !missing.includes(name));
  const left = pdfsOf(resolve(folder));
  say(`${left.size} documents de ${relative(process.cwd(), resolve(folder))}, et ceux que tracent les modèles du produit`);
  const accepted = withFiles({ ...corpus, ...soundDrawings }, (files) => judged(new Map([...left, ...files]), here));
  const refused = missing.includes(veraPdf.name) ? null : refusedMutants();
  const same = drawnAlike();
  say(
    [
      `bar:pdf : ${accepted.good} documents sur ${accepted.all} acceptés par ${here.map(({ name }) => name).join(', ')}`,
      refused === null ? 'mutants sautés' : `${refused.good} mutants sur ${refused.all} refusés`,
      `${same.good} sur ${same.all} identiques à l’octet en ${same.ways} tracés (${same.nodes.join(', ')})`,
      ...(missing.length === 0 ? [] : [`validateurs absents : ${missing.join(', ')}`]),
    ].join(' ; '),
  );
  const isShort = [accepted, same, ...(refused === null ? [] : [refused])].some(({ good, all }) => good < all);
  return isShort || (inCi && (missing.length > 0 || same.nodes.length < 2)) ? 1 : 0;
}

function absent(): string[] {
  return validators.flatMap(({ name, obstacle }) => {
    const reason = obstacle(true);
    if (reason === null) return [];
    say(`${name} n’a pas regardé${inCi ? '' : ' (compté comme sauté)'} : ${reason}`);
    return [name];
  });
}

type Score = { readonly good: number; readonly all: number };

function judged(files: ReadonlyMap<string, string>, here: typeof validators): Score {
  const paths = [...files.values()];
  const found = here.map(({ faults }) => faults(paths));
  let good = 0;
  for (const [name, path] of files) {
    const faults = found.flatMap((each) => each.get(path) ?? ['not looked at']);
    if (faults.length === 0) good += 1;
    else say(`✘ ${name} : ${faults.join(' | ')}`);
  }
  return { good, all: files.size };
}

function refusedMutants(): Score {
  return withFiles(mutantDrawings, (files) => {
    const found = veraPdf.faults([...files.values()]);
    const alive = [...files].filter(([name, path]) => !isRefused(name, found.get(path) ?? []));
    for (const [name, path] of alive) say(`✘ mutant accepté : ${name} ${(found.get(path) ?? []).join(' | ')}`);
    return { good: files.size - alive.length, all: files.size };
  });
}

/** In other processes, zones, locales and, where npm has it for this machine, another Node. */
function drawnAlike(): Score & { readonly ways: number; readonly nodes: readonly string[] } {
  const script = [join(__dirname, 'digests.js')];
  const other = otherNode();
  const nodes = [[process.execPath] as const, ...(drawnBy(other, script, settings[0]) === null ? [] : [other])];
  if (nodes.length < 2) say(`Une seule version de Node ici : ${other.join(' ')} ne démarre pas`);
  const told = nodes.flatMap((node) => settings.map((env) => drawnBy([...node], script, env))).filter((each) => each !== null);
  const others = differing(told);
  for (const name of others) say(`✘ ${name} : d’autres octets ailleurs`);
  const all = Object.keys(corpus).length;
  const whole = told.length === nodes.length * settings.length;
  return { good: whole ? all - others.length : 0, all, ways: told.length, nodes: [...new Set(told.map(({ node }) => node))] };
}

function pdfsOf(folder: string): Map<string, string> {
  if (!existsSync(folder)) return new Map();
  const names = readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter((name) => name.toLowerCase().endsWith('.pdf'));
  return new Map(names.toSorted().map((name) => [name, join(folder, name)]));
}

function say(line: string): void {
  process.stdout.write(`${line.replaceAll(' : ', '\u00a0: ').replaceAll(' ; ', '\u00a0; ')}\n`);
}

process.exitCode = main(process.argv.slice(2));
