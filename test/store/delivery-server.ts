import { setTimeout as pause } from 'node:timers/promises';
import { WorkflowExecutionAlreadyStartedError } from '@temporalio/client';
import { collectivityId } from '../../domain/ids';
import type { Database } from '../../store/db';
import { setSeals } from '../../store/documents';
import { mark, markTold, undelivered, type PendingTell } from '../../store/outbox';
import { delivery, type Delivery } from '../../workflows/delivery';

type Activity = (...args: never[]) => Promise<unknown>;
const mockServed: { now: Readonly<Record<string, Activity>>; signal: (from: string) => void } = { now: {}, signal: () => undefined };
/** whoever waits for something, which only a signal changes */
const mockWaiting = new Set<() => void>();
jest.mock('@temporalio/workflow', () => ({
  condition: (holds: () => boolean) => new Promise<void>((resolve) => mockWaiting.add(() => void (holds() && resolve()))),
  defineSignal: (name: string) => name,
  isCancellation: () => false,
  setHandler: (_: string, handler: (from: string) => void) =>
    (mockServed.signal = (from) => {
      handler(from);
      for (const look of mockWaiting) look();
    }),
  proxyActivities: () =>
    new Proxy(
      {},
      {
        get:
          (_, name: string) =>
          (...args: never[]) =>
            (mockServed.now[name] ?? (() => Promise.reject(new Error(name))))(...args),
      },
    ),
}));

type Asked = { readonly workflowId: string; readonly args: readonly [Delivery]; readonly signalArgs?: readonly [string] };

/** The server of workflows, for deliveries alone: their real story, one run at a time under each name. What they hand on is counted, and leaves at once unless it is held up. */
export type DeliveryServer = {
  readonly client: object;
  /** documents, mails and tells by their ids: how often each was handed on */
  readonly handedOn: ReadonlyMap<string, number>;
  readonly holdUp: () => void;
  /** nothing is held up any more, and every run has ended */
  readonly settled: () => Promise<void>;
};

export function deliveryServer(db: Database): DeliveryServer {
  const handedOn = new Map<string, number>();
  const runs = new Map<string, { readonly signal: (from: string) => void; readonly ended: Promise<void> }>();
  let gate: { readonly open: () => void; readonly opened: Promise<void> } | null = null;
  const gone = new Set<string>();
  /** as each row does, it knows what has left */
  const handOn = async (all: readonly string[]): Promise<readonly string[]> => {
    const ids = all.filter((id) => !gone.has(id));
    for (const id of ids) handedOn.set(id, (handedOn.get(id) ?? 0) + 1);
    await gate?.opened;
    for (const id of ids) gone.add(id);
    return ids;
  };
  const send = async (owner: string, ids: readonly string[]): Promise<void> => {
    for (const id of await handOn(ids)) await db.transaction(collectivityId(owner), async (tx) => mark(tx, id, 'sent'));
  };
  mockServed.now = {
    undelivered: (owner: string, command: string) => db.read(collectivityId(owner), (tx) => undelivered(tx, command)),
    draw: async (owner: string, ids: readonly string[]) => {
      const drawn = (await handOn(ids)).map((id) => ({ id, sha256: id, size: 1 }));
      await db.transaction(collectivityId(owner), (tx) => setSeals(tx, drawn));
      return [];
    },
    deliver: (owner: string, id: string) => send(owner, [id]),
    deliverMany: (owner: string, ids: readonly string[]) => send(owner, ids).then(() => ({ failed: [], rest: [] })),
    tell: async (owner: string, rows: readonly PendingTell[]) => {
      const ids = rows.map(({ id }) => id);
      await handOn(ids);
      await db.transaction(collectivityId(owner), (tx) => markTold(tx, ids));
    },
  };
  const start = (type: string, { workflowId, args }: Asked): Promise<void> => {
    if (type !== 'delivery') return Promise.resolve();
    if (runs.has(workflowId)) return Promise.reject(new WorkflowExecutionAlreadyStartedError('started', workflowId, type));
    const ended = delivery(args[0]).finally(() => runs.delete(workflowId));
    runs.set(workflowId, { signal: mockServed.signal, ended });
    return Promise.resolve();
  };
  const signalWithStart = async (type: string, asked: Asked): Promise<void> => {
    if (type === 'delivery' && !runs.has(asked.workflowId)) await start(type, asked);
    runs.get(asked.workflowId)?.signal(asked.signalArgs?.[0] ?? '');
  };
  return {
    client: { workflow: { start, signalWithStart } },
    handedOn,
    holdUp: () => {
      let open = (): void => undefined;
      const opened = new Promise<void>((resolve) => (open = resolve));
      gate = { open, opened };
    },
    settled: async () => {
      await pause(50); // what was just begun asks the record
      gate?.open();
      gate = null;
      while (runs.size > 0) await Promise.all([...runs.values()].map(({ ended }) => ended));
    },
  };
}
