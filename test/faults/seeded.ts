export type Random = () => number;

/** `--seed n`, or one of this moment; it is printed with the figure. */
export function seedOf(args: readonly string[]): number {
  const given = args.indexOf('--seed');
  return (given < 0 ? 0 : Number(args[given + 1])) || 1 + (Date.now() % 100_000);
}

/** mulberry32: the same seed gives the same moments. */
export function seeded(seed: number): Random {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
}
