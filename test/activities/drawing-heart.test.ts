import { draw, type Drawing } from '../../activities/documents';
import type { Context } from '../../activities/context';

beforeEach(() => void jest.useFakeTimers());
afterEach(() => void jest.useRealTimers());

/** A list whose parts of 25 the database answers after so many seconds each; a part of `null` it refuses after one. What is read is sealed already. */
function drawing(parts: readonly (number | null)[], over: Drawing = {}): Listened {
  const beats: number[] = [];
  const found = { asked: 0, beats };
  const ids = Array.from({ length: parts.length * 25 - 5 }, (_, n) => `document-${n}`);
  const answer = (after: number | null, resolve: (rows: readonly never[]) => void, reject: (error: Error) => void): unknown =>
    setTimeout(() => (after === null ? reject(new Error('database away')) : resolve([])), (after ?? 1) * 1_000);
  const read = (): Promise<readonly never[]> =>
    new Promise((resolve, reject) => {
      answer(parts[found.asked] ?? null, resolve, reject);
      found.asked += 1;
    });
  const drawn = draw({ db: { read } } as unknown as Context, 'place-1', ids, { ...over, beat: (done) => beats.push(done) });
  drawn.catch(() => undefined);
  return Object.assign(found, { drawn });
}
type Listened = { asked: number; readonly beats: readonly number[]; readonly drawn: Promise<readonly string[]> };

test('an activity that draws beats while it waits for the database, and says where it was', async () => {
  const { beats, drawn } = drawing([20, 40]);
  await jest.advanceTimersByTimeAsync(19_500);
  expect(beats).toEqual(Array.from({ length: 19 }, () => 0));
  await jest.advanceTimersByTimeAsync(21_000);
  expect(await drawn).toEqual([]);
  expect([beats.at(-1), beats.includes(25)]).toEqual([45, true]);
  const told = beats.length;
  await jest.advanceTimersByTimeAsync(5_000);
  expect(beats).toHaveLength(told);
});

test('a part that is sealed before an earlier one is not said to be dealt with: the next attempt begins at the earlier one', async () => {
  const found = drawing([20, 1, 1, 1, 1]);
  await jest.advanceTimersByTimeAsync(19_500);
  expect([found.asked, new Set(found.beats)]).toEqual([5, new Set([0])]);
  await jest.advanceTimersByTimeAsync(1_000);
  expect(await found.drawn).toEqual([]);
  expect(found.beats.at(-1)).toBe(120);
});

test('a part that failed is never said to be dealt with, though a later one is: the next attempt begins with it', async () => {
  const found = drawing([null, 2, 1, 1]);
  await jest.advanceTimersByTimeAsync(5_000);
  await expect(found.drawn).rejects.toThrow('database away');
  expect(found.beats.length).toBeGreaterThan(0);
  expect(new Set(found.beats)).toEqual(new Set([0]));
  expect(found.asked).toBeLessThan(4);
});

test('the next attempt asks for the rest alone; one whose worker stops begins nothing', async () => {
  const rest = drawing([1, 1, 1], { from: 50 });
  await jest.advanceTimersByTimeAsync(2_000);
  expect([await rest.drawn, rest.asked, rest.beats.at(-1)]).toEqual([[], 1, 70]);
  const stopped = drawing([1, 1], { signal: AbortSignal.abort(new Error('stopping')) });
  await expect(stopped.drawn).rejects.toThrow('stopping');
  expect(stopped.asked).toBe(0);
});
