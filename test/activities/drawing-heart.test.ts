import { draw } from '../../activities/documents';
import type { Context } from '../../activities/context';

test('an activity that draws beats while it waits for the database, and says where it was', async () => {
  jest.useFakeTimers();
  try {
    const beats: number[] = [];
    const read = (): Promise<readonly never[]> => new Promise((resolve) => setTimeout(() => resolve([]), 20_000));
    const ids = Array.from({ length: 30 }, (_, n) => `document-${n}`);
    const drawn = draw({ db: { read } } as unknown as Context, 'place-1', ids, { beat: (done) => beats.push(done) });
    await jest.advanceTimersByTimeAsync(19_500);
    expect(beats).toEqual(Array.from({ length: 19 }, () => 0));
    await jest.advanceTimersByTimeAsync(21_000);
    expect(await drawn).toEqual([]);
    expect([beats.at(-1), beats.includes(25)]).toEqual([30, true]);
    const told = beats.length;
    await jest.advanceTimersByTimeAsync(5_000);
    expect(beats).toHaveLength(told);
  } finally {
    jest.useRealTimers();
  }
});

test('a part that is sealed before an earlier one is not said to be dealt with: the next attempt begins at the earlier one', async () => {
  jest.useFakeTimers();
  try {
    const beats: number[] = [];
    let parts = 0;
    const read = (): Promise<readonly never[]> => new Promise((resolve) => setTimeout(() => resolve([]), (parts++ === 0 ? 20 : 1) * 1_000));
    const ids = Array.from({ length: 120 }, (_, n) => `document-${n}`);
    const drawn = draw({ db: { read } } as unknown as Context, 'place-1', ids, { beat: (done) => beats.push(done) });
    await jest.advanceTimersByTimeAsync(19_500);
    expect([parts, new Set(beats)]).toEqual([5, new Set([0])]);
    await jest.advanceTimersByTimeAsync(2_000);
    expect(await drawn).toEqual([]);
    expect(beats.at(-1)).toBe(120);
  } finally {
    jest.useRealTimers();
  }
});
