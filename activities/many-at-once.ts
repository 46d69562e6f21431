/** Does work of which `count` pieces may go on at the same time. `next` begins a piece, or answers null when nothing is left to begin. A piece that fails lets the others end, has no more begun, and is what is thrown. */
export async function manyAtOnce(count: number, next: () => Promise<void> | null): Promise<void> {
  let isBroken = false;
  const begin = (): Promise<void> | null => (isBroken ? null : next());
  const inTurn = async (): Promise<void> => {
    try {
      for (let piece = begin(); piece !== null; piece = begin()) await piece;
    } catch (error) {
      isBroken = true;
      throw error;
    }
  };
  const all = Array.from({ length: count }, inTurn);
  await Promise.allSettled(all);
  await Promise.all(all);
}
