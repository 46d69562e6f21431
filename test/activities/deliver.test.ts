import { fateOf } from '../../activities/deliver';
import type { EntryVersion, OutboxStatus } from '../../store/outbox';

type Row = Parameters<typeof fateOf>[0];
const version = (sequence: number, method: string, status: OutboxStatus): EntryVersion => ({ sequence, method, status });
const row = (sequence: number, method: string, status: OutboxStatus = 'pending'): Row => ({ sequence, method, status });
const statuses = ['pending', 'sending', 'sent', 'superseded', 'refused', 'unknown'] as const satisfies readonly OutboxStatus[];

/** What becomes of a next version, by what became of the one before. */
const after: Readonly<Record<OutboxStatus, { readonly REQUEST: string; readonly CANCEL: string }>> = {
  pending: { REQUEST: 'leave', CANCEL: 'skip' },
  sending: { REQUEST: 'wait', CANCEL: 'wait' },
  sent: { REQUEST: 'leave', CANCEL: 'leave' },
  superseded: { REQUEST: 'leave', CANCEL: 'skip' },
  refused: { REQUEST: 'leave', CANCEL: 'skip' },
  unknown: { REQUEST: 'leave', CANCEL: 'leave' },
};

describe('the versions of a calendar entry leave in order', () => {
  test.each(statuses.flatMap((status) => (['REQUEST', 'CANCEL'] as const).map((method) => [method, status] as const)))(
    'a %s whose earlier REQUEST is %s',
    (method, status) => {
      const versions = [version(0, 'REQUEST', status), version(1, method, 'pending')];
      expect(fateOf(row(1, method), versions)).toBe(after[status][method]);
    },
  );

  test.each(statuses)('a version that a later one replaces never leaves, whatever became of that one: %s', (status) => {
    expect(fateOf(row(0, 'REQUEST'), [version(0, 'REQUEST', 'pending'), version(1, 'REQUEST', status)])).toBe('skip');
  });

  test('one whose bytes began to leave is sent again to its end, so that a cancellation may follow it', () => {
    expect(fateOf(row(0, 'REQUEST', 'sending'), [version(0, 'REQUEST', 'sending'), version(1, 'CANCEL', 'pending')])).toBe('leave');
  });

  test('a CANCEL of what nobody ever got says nothing', () => {
    expect(fateOf(row(0, 'CANCEL'), [version(0, 'CANCEL', 'pending')])).toBe('skip');
  });

  test('a first invitation leaves', () => {
    expect(fateOf(row(0, 'REQUEST'), [version(0, 'REQUEST', 'pending')])).toBe('leave');
  });
});
