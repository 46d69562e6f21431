import type { Report } from './report';

/** What one story came to: its exit code, and the scenes of its report; none when it left no report. */
export type Told = { readonly story: string; readonly code: number; readonly scenes: Report['scenes'] };

/** The last line of the bar, and whether every story showed all that it set out to show. */
export function figure(told: readonly Told[], seconds: number): { readonly line: string; readonly holds: boolean } {
  const holding = told.filter(({ code, scenes }) => code === 0 && scenes.length > 0 && scenes.every(({ ok }) => ok));
  const scenes = told.flatMap((each) => each.scenes);
  const kept = scenes.filter(({ ok }) => ok).length;
  const red = told.filter((each) => !holding.includes(each)).map(({ story }) => story);
  const short = red.length === 0 ? '' : `\u00A0; à revoir\u00A0: ${red.join(', ')}`;
  const line = `bar:stories\u00A0: histoires tenues ${holding.length} sur ${told.length}, scènes tenues ${kept} sur ${scenes.length}, ${Math.round(seconds)} s${short}`;
  return { line, holds: told.length > 0 && red.length === 0 };
}

/** What a season on the production stack came to: its exit code, its report (none when it left none), and what it left behind of the stack. */
export type Stacked = {
  readonly code: number;
  readonly report: Pick<Report, 'scenes' | 'invariants'> | null;
  readonly left: readonly string[];
};

/** The last line of the bar; what was replaced is an invariant of the report. */
export function stackFigure({ code, report, left }: Stacked, seconds: number): { readonly line: string; readonly holds: boolean } {
  const { scenes, invariants } = report ?? { scenes: [], invariants: [] };
  const kept = `scènes tenues ${scenes.filter(({ ok }) => ok).length} sur ${scenes.length}`;
  const held = `invariants tenus ${invariants.filter(({ holds }) => holds).length} sur ${invariants.length}`;
  const rolled = invariants.find(({ name }) => name === rollingName)?.cases ?? 0;
  const line = `bar:stack\u00A0: ${kept}, ${held}, workers remplacés ${rolled}, ${Math.round(seconds)} s${left.length === 0 ? '' : `\u00A0; restes\u00A0: ${left.join(', ')}`}`;
  return {
    line,
    holds:
      code === 0 &&
      left.length === 0 &&
      rolled > 0 &&
      scenes.length > 0 &&
      scenes.every(({ ok }) => ok) &&
      invariants.every(({ holds }) => holds),
  };
}

export const rollingName = 'chaque worker est remplacé en cours de saison sans que deux au moins cessent de lire les files';
