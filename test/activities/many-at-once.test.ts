import { setTimeout as pause } from 'node:timers/promises';
import { manyAtOnce } from '../../activities/many-at-once';

describe('many pieces of work at once', () => {
  test('are never more than asked for, and each is done once', async () => {
    const left = [1, 2, 3, 4, 5, 6, 7];
    const done: number[] = [];
    let going = 0;
    let most = 0;
    const work = async (piece: number): Promise<void> => {
      going += 1;
      most = Math.max(most, going);
      await pause(1);
      going -= 1;
      done.push(piece);
    };
    await manyAtOnce(3, () => {
      const piece = left.shift();
      return piece === undefined ? null : work(piece);
    });
    expect([most, done.toSorted((a, b) => a - b)]).toEqual([3, [1, 2, 3, 4, 5, 6, 7]]);
  });

  test('where one fails, those under way end, no other begins, and its error is thrown', async () => {
    const pieces = [async () => Promise.reject(new Error('first')), async () => void (await pause(20).then(() => ended.push('second')))];
    const begun: string[] = [];
    const ended: string[] = [];
    const next = (): Promise<void> => {
      begun.push('piece');
      return (pieces.shift() ?? ((): Promise<void> => Promise.resolve()))();
    };
    await expect(manyAtOnce(2, next)).rejects.toThrow('first');
    expect([begun.length, ended]).toEqual([2, ['second']]);
  });

  test('what cannot even begin is thrown, once those under way have ended', async () => {
    let ended = false;
    const pieces = [() => pause(20).then(() => void (ended = true))];
    const next = (): Promise<void> => {
      const piece = pieces.shift();
      if (piece === undefined) throw new Error('over');
      return piece();
    };
    await expect(manyAtOnce(2, next)).rejects.toThrow('over');
    expect(ended).toBe(true);
  });
});
