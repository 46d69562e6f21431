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
