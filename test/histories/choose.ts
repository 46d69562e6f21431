import { origins, type HistoryJson, type Kept, type Origin } from './history-file';
import { workflowOf } from './shown';

/** A run that may be kept, and all that it shows: names of what happens in it and of the code's branches that it takes. */
export type Candidate = { readonly history: HistoryJson; readonly shows: ReadonlySet<string>; readonly from: Origin };

/** As few and as short as show everything: what only one run shows is taken first. Those that the product lived go before those that a script played. */
export function choose(candidates: readonly Candidate[]): readonly Kept[] {
  const sized = candidates.map((each) => ({ ...each, size: JSON.stringify(each.history).length })).toSorted((a, b) => a.size - b.size);
  const lacking = new Set(sized.flatMap(({ shows }) => [...shows]));
  const kept: Pick<Candidate, 'history' | 'from'>[] = [];
  for (const origin of origins) {
    const mine = sized.filter(({ from }) => from === origin);
    for (let next = best(mine, lacking); next !== null; next = best(mine, lacking)) {
      for (const name of next.shows) lacking.delete(name);
      kept.push(next);
    }
  }
  return named(kept);
}

/** Most that is new for its size. */
function best<C extends Candidate & { readonly size: number }>(candidates: readonly C[], lacking: ReadonlySet<string>): C | null {
  let found: { readonly each: C; readonly worth: number } | null = null;
  for (const each of candidates) {
    const news = [...each.shows].filter((name) => lacking.has(name)).length;
    const worth = news / (each.size + 20_000);
    if (news > 0 && (found === null || worth > found.worth)) found = { each, worth };
  }
  return found?.each ?? null;
}

function named(all: readonly Pick<Candidate, 'history' | 'from'>[]): readonly Kept[] {
  const counts = new Map<string, number>();
  return all.map(({ history, from }) => {
    const workflow = workflowOf(history).replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`);
    const n = (counts.get(workflow) ?? 0) + 1;
    counts.set(workflow, n);
    return { name: `${workflow}-${String(n).padStart(2, '0')}`, history, from };
  });
}
