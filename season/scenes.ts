import type { Report } from './report';

/** What a story sets out to show, and how it must turn out: fixed before anything is played. */
export type Scene = { readonly story: string; readonly name: string; readonly expected: string };
export type Played = Report['scenes'][number];

export type SceneBook = {
  /** how a scene turned out; of several sightings the first that is not as expected stays */
  readonly saw: (scene: Scene, seen: string) => void;
  /** plays a scene to its end; one that breaks off is red and leaves the others their turn */
  readonly play: (scene: Scene, act: () => Promise<string | null>) => Promise<void>;
  /** every scene that was planned: one that was never reached has seen nothing, and is not in order */
  readonly all: () => readonly Played[];
};

export function sceneBook(planned: readonly Scene[]): SceneBook {
  const seenOf = new Map<string, string>();
  const saw: SceneBook['saw'] = (scene, seen) => {
    if (!planned.includes(scene)) throw new Error(`a scene that nobody planned: ${scene.name}`);
    const before = seenOf.get(scene.name);
    if (before === undefined || before === scene.expected) seenOf.set(scene.name, seen);
  };
  return {
    saw,
    play: async (scene, act) => {
      try {
        const seen = await act();
        if (seen !== null) saw(scene, seen);
      } catch (error) {
        saw(scene, error instanceof Error ? error.message : String(error));
      }
    },
    all: () =>
      planned.map(({ story, name, expected }) => {
        const seen = seenOf.get(name) ?? null;
        return { story, name, expected, seen, ok: seen === expected };
      }),
  };
}

/** The scenes of one story are declared beside it. */
export function scenesOf(story: string): (name: string, expected: string) => Scene {
  return (name, expected) => ({ story, name, expected });
}
