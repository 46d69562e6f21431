import { lostName } from './lost-temporal';
import type { Report } from './report';

/** The last line of a bar or a proof, and whether what it is about holds. */
export type Figure = { readonly line: string; readonly holds: boolean };

/** One of the seasons of a proof, by its name. */
type Judged = { readonly name: string; readonly holds: boolean };

/** The last line of a proof made of many seasons: those that held of those that were asked for, those that did not, and those that nobody played. */
export function proofFigure(what: string, asked: readonly string[], judged: readonly Judged[], more: string): Figure {
  const named = (holds: boolean): readonly string[] =>
    asked.filter((name) => judged.some((each) => each.name === name && each.holds === holds));
  const [held, red] = [named(true), named(false)];
  const left = asked.filter((name) => judged.every((each) => each.name !== name));
  const line = [
    `${what} ${held.length} sur ${asked.length}, ${more}`,
    ...(red.length === 0 ? [] : [`à revoir\u00A0: ${red.join(', ')}`]),
    ...(left.length === 0 ? [] : [`restent à jouer\u00A0: ${left.join(', ')} (la même commande reprend)`]),
  ].join('\u00A0; ');
  return { line, holds: asked.length > 0 && held.length === asked.length };
}

/** What one story came to: its exit code, and the scenes of its report; none when it left no report. */
export type Told = { readonly story: string; readonly code: number; readonly scenes: Report['scenes'] };

/** The last line of the bar, and whether every story showed all that it set out to show. */
export function figure(told: readonly Told[], seconds: number): Figure {
  const holding = told.filter(({ code, scenes }) => code === 0 && scenes.length > 0 && scenes.every(({ ok }) => ok));
  const scenes = told.flatMap((each) => each.scenes);
  const kept = scenes.filter(({ ok }) => ok).length;
  const red = told.filter((each) => !holding.includes(each)).map(({ story }) => story);
  const short = red.length === 0 ? '' : `\u00A0; à revoir\u00A0: ${red.join(', ')}`;
  const line = `bar:stories\u00A0: histoires tenues ${holding.length} sur ${told.length}, scènes tenues ${kept} sur ${scenes.length}, ${Math.round(seconds)} s${short}`;
  return { line, holds: told.length > 0 && red.length === 0 };
}

/** What a whole season came to: its exit code, and its report; none when it left none. */
type Whole = { readonly code: number; readonly report: Pick<Report, 'scenes' | 'invariants'> | null };
/** A season on the production stack, and what it left behind of the stack. */
export type Stacked = Whole & { readonly left: readonly string[] };

type Weighed = { readonly kept: string; readonly holds: boolean; readonly cases: number };

/** What is told of any whole season; the invariant that the bar is about must have had cases. */
function weighed({ code, report }: Whole, about: string): Weighed {
  const { scenes, invariants } = report ?? { scenes: [], invariants: [] };
  const shown = scenes.filter(({ ok }) => ok).length;
  const held = invariants.filter(({ holds }) => holds).length;
  const cases = invariants.find(({ name }) => name === about)?.cases ?? 0;
  return {
    cases,
    kept: `scènes tenues ${shown} sur ${scenes.length}, invariants tenus ${held} sur ${invariants.length}`,
    holds: code === 0 && cases > 0 && scenes.length > 0 && shown === scenes.length && held === invariants.length,
  };
}

/** The last line of the bar; what was replaced is an invariant of the report. */
export function stackFigure({ left, ...whole }: Stacked, seconds: number): Figure {
  const { kept, cases, holds } = weighed(whole, rollingName);
  const remains = left.length === 0 ? '' : `\u00A0; restes\u00A0: ${left.join(', ')}`;
  const line = `bar:stack\u00A0: ${kept}, workers remplacés ${cases}, ${Math.round(seconds)} s${remains}`;
  return { line, holds: holds && left.length === 0 };
}

/** The last line of the bar; that there was something to lose is an invariant of the report. */
export function lostFigure(whole: Whole, seconds: number): Figure {
  const { kept, cases, holds } = weighed(whole, lostName);
  return { line: `bar:lost\u00A0: ${kept}, fichiers de Temporal effacés ${cases}, ${Math.round(seconds)} s`, holds };
}

export const rollingName = 'chaque worker est remplacé en cours de saison sans que deux au moins cessent de lire les files';
