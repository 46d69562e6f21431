import { msToNumber } from '@temporalio/common/lib/time';
import { proxyActivities, type ActivityOptions } from '@temporalio/workflow';
import '../../workflows/activities';

jest.mock('@temporalio/workflow', () => ({ proxyActivities: jest.fn(() => ({})) }));
const proxied = jest.mocked(proxyActivities).mock.calls.map(([options]) => options);

const day = 86_400_000;

/** The pauses between attempts, one after the other. */
function tried({
  initialInterval = 0,
  backoffCoefficient = 2,
  maximumInterval = 0,
  maximumAttempts = 1,
}: NonNullable<ActivityOptions['retry']>): number {
  const [first, longest] = [msToNumber(initialInterval), msToNumber(maximumInterval)];
  return Array.from({ length: maximumAttempts - 1 }, (_, n) => Math.min(first * backoffCoefficient ** n, longest)).reduce(
    (sum, each) => sum + each,
    0,
  );
}

describe('classes of retry', () => {
  test('a mail is tried for five days of a worker’s time: while none runs, no time is held against it', () => {
    const [deliver, ...others] = proxied.filter(({ taskQueue }) => taskQueue === 'relais-delivery');
    expect(others.map(({ retry, scheduleToCloseTimeout }) => [retry?.maximumAttempts, scheduleToCloseTimeout])).toEqual([
      [undefined, undefined], // one try for each of many, which cannot fail
    ]);
    expect(deliver?.scheduleToCloseTimeout).toBeUndefined();
    const days = tried(deliver?.retry ?? {}) / day;
    expect(days).toBeGreaterThanOrEqual(5);
    expect(days).toBeLessThan(5.1);
  });

  test('what a killed worker was doing is taken up by another within seconds, whatever an attempt may last', () => {
    for (const { heartbeatTimeout } of proxied) {
      expect(msToNumber(heartbeatTimeout ?? 0)).toBeGreaterThanOrEqual(5_000);
      expect(msToNumber(heartbeatTimeout ?? 0)).toBeLessThanOrEqual(15_000);
    }
  });

  test('everything else is tried until it is done', () => {
    const others = proxied.filter(({ taskQueue }) => taskQueue === undefined);
    expect(others.length).toBeGreaterThan(0);
    for (const { retry, scheduleToCloseTimeout } of others)
      expect([retry?.maximumAttempts, scheduleToCloseTimeout]).toEqual([undefined, undefined]);
  });
});
