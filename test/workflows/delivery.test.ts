import { setTimeout as pause } from 'node:timers/promises';
import { delivery, type Delivery } from '../../workflows/delivery';

type Left = NonNullable<Delivery['left']>;
const nothing: Left = { documents: [], messages: [], tells: [] };
const documents = (...ids: readonly string[]): Left => ({ ...nothing, documents: ids });

const mockAsked: Left[] = [];
const mockDrawn: string[] = [];
/** whoever waits for something, which only a signal changes */
const mockWaiting: (() => void)[] = [];
let mockSignal: (from: string) => void = () => undefined;

jest.mock('@temporalio/workflow', () => ({
  condition: (holds: () => boolean) => new Promise<void>((resolve) => mockWaiting.push(() => void (holds() && resolve()))),
  defineSignal: (name: string) => name,
  setHandler: (_: string, handler: typeof mockSignal) =>
    (mockSignal = (from) => {
      handler(from);
      for (const look of mockWaiting) look();
    }),
  isCancellation: () => false,
  proxyActivities: () => ({
    undelivered: () => Promise.resolve(mockAsked.shift()),
    draw: async (_: string, ids: readonly string[]) => {
      await pause(ids.includes('slow') ? 500 : 20);
      mockDrawn.push(...ids);
      return [];
    },
  }),
}));

const run = (left: Left | null, by?: string): Promise<void> =>
  delivery({ collectivity: 'place-1', command: 'c1', left, ...(by === undefined ? {} : { by }) });

beforeEach(() => {
  mockAsked.length = 0;
  mockDrawn.length = 0;
});

describe('a delivery', () => {
  test('asks the record for nothing when the act that began it said what it wrote', async () => {
    await run(documents('a', 'b'));
    expect(mockDrawn).toEqual(['a', 'b']);
  });

  test('begun from the record asks it once, for the signal that came with the start is its own', async () => {
    mockAsked.push(documents('a'));
    const ended = run(null, 'me');
    mockSignal('me');
    await ended;
    expect([mockDrawn, mockAsked]).toEqual([['a'], []]);
  });

  test.each<[string, Left | null]>([
    ['what an act wrote', documents('a')],
    ['what a restart found', null],
  ])('of %s, told meanwhile that there is more, asks again before it ends, however often it was told', async (_, left) => {
    mockAsked.push(...(left === null ? [documents('a')] : []), documents('b', 'c'));
    const ended = run(left, 'me');
    await pause(5);
    mockSignal('another');
    mockSignal('a third');
    await ended;
    expect([mockDrawn, mockAsked]).toEqual([['a', 'b', 'c'], []]);
  });

  test('what is slow to leave holds up nothing that is told later, and is not begun a second time', async () => {
    mockAsked.push(documents('slow', 'b'));
    const ended = run(documents('slow'), 'me');
    await pause(5);
    mockSignal('another');
    await ended;
    expect([mockDrawn, mockAsked]).toEqual([['b', 'slow'], []]);
  });
});
