/** Keys of an event that the journal, which is clear text, leaves out: names, addresses and whole records travel there only. */
export const unjournaled = ['state', 'rows'] as const;

/** A reference noun waits for nobody and writes to nobody. */
export const quiet = {
  dues: (): readonly never[] => [],
  nextActions: (): readonly never[] => [],
  messages: (): readonly never[] => [],
  closed: (): boolean => false,
} as const;

/** The names of the fields that differ: what the journal says of a change without saying the values. */
export function changedFields(before: object | null, after: object): readonly string[] {
  const known = new Map<string, unknown>(before === null ? [] : Object.entries(before));
  const kept = Object.entries(after).filter(([name, value]) => canonical(known.get(name)) !== canonical(value));
  const dropped = [...known.keys()].filter((name) => !Object.hasOwn(after, name));
  return [...kept.map(([name]) => name), ...dropped];
}

/** Records read back from a store may order their keys otherwise. */
function canonical(value: unknown): string {
  const sorted = (_: string, each: unknown): unknown =>
    typeof each === 'object' && each !== null && !Array.isArray(each)
      ? Object.fromEntries(Object.entries(each).toSorted(([a], [b]) => (a < b ? -1 : 1)))
      : each;
  return JSON.stringify(value, sorted) ?? '';
}

/** Départements as the Ordre and the zones file number them: two figures, 2A and 2B, three figures overseas. */
export function isDepartement(text: string): boolean {
  return /^(0[1-9]|1\d|2[1-9AB]|[3-8]\d|9[0-5]|97[1-8])$/.test(text);
}
