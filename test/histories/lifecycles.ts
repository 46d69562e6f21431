import { campaignTransitions } from '../../domain/campaign-record';
import { conventionTransitions } from '../../domain/convention-record';
import { coverTransitions } from '../../domain/cover-record';
import { dayTransitions } from '../../domain/day-record';
import type { Transitions } from '../../domain/decision';
import { engagementTransitions } from '../../domain/engagement-record';
import type { Noun, Nouns } from '../../domain/nouns';
import { roundTransitions } from '../../domain/round-record';
import type { stories } from '../../workflows/contract';

type StoryNoun = { [N in Noun]: (typeof stories)[N] extends 'referenceChange' ? never : N }[Noun];
type Status<N extends Noun> = Nouns[N]['state']['status'];
/** What a story may hear of its record: which status follows which, and those that close it. */
export type Lifecycle = { readonly moves: Transitions<string>; readonly over: readonly string[] };

/** A status that is added, or a way between two, has no history until one is recorded. */
export const lifecycles: Readonly<Record<StoryNoun, Lifecycle>> = {
  campaign: { moves: campaignTransitions, over: ['closed'] },
  convention: { moves: conventionTransitions, over: ['archived'] },
  cover: { moves: coverTransitions, over: ['closed-practice', 'partner', 'resolved', 'waived', 'withdrawn'] },
  engagement: { moves: engagementTransitions, over: ['withdrawn', 'ended'] },
  'consultation-day': { moves: dayTransitions, over: ['attested', 'no-show', 'declined', 'lapsed', 'cancelled'] },
  'signature-round': { moves: roundTransitions, over: ['complete', 'refused', 'expired', 'withdrawn'] },
  // confirmed, refused or lapsed; details that were refused are declared anew
  creditor: {
    moves: { declared: ['effective', 'refused'], effective: [], refused: ['declared'] } satisfies Transitions<Status<'creditor'>>,
    over: ['effective', 'refused'],
  },
  digest: { moves: { quiet: ['waiting'], waiting: ['quiet'] } satisfies Transitions<Status<'digest'>>, over: ['quiet'] },
  // a PROJET is reopened; a wrong document is replaced, or its replacement given up
  'month-closing': {
    moves: {
      announced: ['draft'],
      draft: ['approved', 'published'],
      approved: ['draft', 'issued'],
      issued: ['published'],
      published: ['draft', 'settled'],
      settled: [],
    } satisfies Transitions<Status<'month-closing'>>,
    over: ['settled'],
  },
};

export const isStoryNoun = (noun: string): noun is StoryNoun => Object.hasOwn(lifecycles, noun);
export const storyNouns: readonly StoryNoun[] = Object.keys(lifecycles).filter(isStoryNoun);
export const moveName = (noun: string, from: string, to: string): string => `${noun}: ${from} → ${to}`;

/** Each way from a status to another, of every story. A dossier that was over is reopened in a new run, which never heard how it ended. */
export const moveNames: readonly string[] = storyNouns.flatMap((noun) =>
  Object.entries(lifecycles[noun].moves)
    .filter(([from]) => !lifecycles[noun].over.includes(from))
    .flatMap(([from, next]) => next.filter((to) => to !== from).map((to) => moveName(noun, from, to))),
);

/** Walks that together take every way, each from some status to one that closes the dossier. */
export function walks({ moves, over }: Lifecycle): readonly (readonly string[])[] {
  const open = new Set(Object.entries(moves).flatMap(([from, next]) => next.filter((to) => to !== from).map((to) => `${from}>${to}`)));
  const found: (readonly string[])[] = [];
  for (let [way] = open; way !== undefined; [way] = open) {
    const walk = way.split('>');
    open.delete(way);
    for (let at = walk.at(-1) ?? ''; !over.includes(at); at = walk.at(-1) ?? '') {
      const next = moves[at]?.find((to) => open.has(`${at}>${to}`)) ?? towardsEnd(moves, over, at);
      open.delete(`${at}>${next}`);
      walk.push(next);
    }
    found.push(walk);
  }
  return found;
}

/** The next status on a shortest way to the end. */
function towardsEnd(moves: Lifecycle['moves'], over: readonly string[], from: string): string {
  let reached = (moves[from] ?? []).map((first) => ({ first, at: first }));
  for (let n = 0; n < 20; n += 1) {
    const end = reached.find(({ at }) => over.includes(at));
    if (end !== undefined) return end.first;
    reached = reached.flatMap(({ first, at }) => (moves[at] ?? []).map((next) => ({ first, at: next })));
  }
  throw new Error(`no end is reached from ${from}`);
}
