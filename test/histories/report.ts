import { codeBranches, counting } from './branch-coverage';
import { readCorpus, type Kept } from './history-file';
import { replay, type Replayed } from './replay';
import { expectedShown, shownBy } from './shown';
import { isOutOfReach, outOfReach } from './out-of-reach';

export type Branch = { readonly name: string; readonly isShown: boolean };
export type Judged = {
  readonly replayed: readonly Replayed[];
  readonly branches: readonly Branch[];
  /** what the list of branches out of reach says wrongly */ readonly stale: readonly string[];
};

/** Replays the corpus on a bundle, and says of every branch of the code and of every story whether one of its histories takes it. */
export async function judge(codePath: string, corpus: readonly Kept[]): Promise<Judged> {
  const { replayed, count } = await counting(codePath, async (copy, taken) => ({
    replayed: await replay(copy, corpus),
    count: await taken(),
  }));
  const shown = new Set(corpus.flatMap(({ history }) => [...shownBy(history)]));
  const code = codeBranches(codePath);
  const reached = code.filter((branch) => isOutOfReach(branch) && branch.isTaken(count)).map(({ name }) => name);
  const vanished = outOfReach.filter(({ line }) => !code.some((branch) => branch.line === line)).map(({ line }) => line);
  const branches = [
    ...code.filter((branch) => !isOutOfReach(branch)).map((branch) => ({ name: branch.name, isShown: branch.isTaken(count) })),
    ...expectedShown.map((name) => ({ name, isShown: shown.has(name) })),
  ];
  return { replayed, branches, stale: [...reached, ...vanished] };
}

export async function report(codePath: string, say: (line: string) => void): Promise<number> {
  const corpus = readCorpus();
  const { replayed, branches, stale } = await judge(codePath, corpus);
  for (const { name, isShown } of branches) say(`${isShown ? '✔' : '✘'} ${name}`);
  for (const line of stale) say(`✘ dite hors d’atteinte à tort\u00A0: ${line}`);
  const faults = replayed.filter(({ fault }) => fault !== null);
  for (const { name, fault } of faults) say(`✘ ${name}\u00A0: ${fault}`);
  const missing = branches.filter(({ isShown }) => !isShown).length;
  say(`${corpus.length} histoires, ${branches.length} branches dont ${missing} manquante(s), ${faults.length} faute(s).`);
  return missing + faults.length + stale.length === 0 ? 0 : 1;
}
