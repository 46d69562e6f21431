import type { Context } from '@temporalio/activity';
import { beats } from '../../worker/beats';

/** An activity that lasts until it is told to end. */
function running(heartbeatTimeoutMs: number | undefined): {
  readonly beaten: () => number;
  readonly end: () => void;
  readonly done: Promise<unknown>;
} {
  let count = 0;
  const context = { info: { heartbeatTimeoutMs }, heartbeat: () => (count += 1) } as unknown as Context;
  let end = (): void => undefined;
  const work = new Promise<string>((resolve) => (end = () => resolve('done')));
  const done = beats(context).inbound?.execute?.({ args: [], headers: {} }, () => work) ?? Promise.reject(new Error('no interceptor'));
  return { beaten: () => count, end: () => end(), done };
}

beforeEach(() => jest.useFakeTimers());
afterEach(() => jest.useRealTimers());

test('an activity that must beat within seconds is beaten for, until it ends', async () => {
  const { beaten, end, done } = running(6_000);
  await jest.advanceTimersByTimeAsync(5_500);
  expect(beaten()).toBe(5);
  end();
  expect(await done).toBe('done');
  await jest.advanceTimersByTimeAsync(5_000);
  expect(beaten()).toBe(5);
});

test.each([undefined, 0, 60_000])('an activity whose options say %p says itself how far it is, or needs no beat', async (timeout) => {
  const { beaten, end, done } = running(timeout);
  await jest.advanceTimersByTimeAsync(5_500);
  expect(beaten()).toBe(0);
  end();
  await done;
});
