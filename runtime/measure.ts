/** Of an odd number of runs, one after the other: one interruption changes nothing. */
export async function medianOf(runs: number, run: () => Promise<number>): Promise<number> {
  const found: number[] = [];
  for (let n = 0; n < runs; n += 1) found.push(await run());
  return found.toSorted((a, b) => a - b)[Math.floor(runs / 2)] ?? 0;
}

/** A measured figure as a sentence has it: « 0,25 ». */
export function frenchFigure(value: number, digits = 2): string {
  return value.toLocaleString('fr-FR', { maximumFractionDigits: digits });
}
