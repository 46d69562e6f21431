/**
 * A JSON column holds what `evolve` or the engine itself wrote, in this very shape: it is trusted where it is read.
 * A change of shape comes with a migration of the rows.
 */
export function stored<T>(value: unknown): T {
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- parsing each state again would write every noun's definition twice
  return value as T;
}
