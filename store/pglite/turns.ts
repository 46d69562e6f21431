import type { PGlite } from '@electric-sql/pglite';
import type { PGLiteSocketServer } from '@electric-sql/pglite-socket';

type Deliver = (part: Uint8Array) => void;
type Turn = { readonly client: number; readonly kind: string; readonly bytes: Uint8Array; readonly deliver: Deliver; readonly done: (size: number) => void; readonly failed: (error: Error) => void };

const letter = (message: Uint8Array): string => String.fromCharCode(message[0] ?? 0);
/** Parts of an extended query, which mean something only together, up to Sync; Flush asks for the answers so far. */
const PARTS = 'PBDEC';
const FLUSH = 'H';
const TERMINATE = 'X';

/** What the handlers of pglite-socket ask of their queue. */
type Queue = {
  enqueue(client: number, message: Uint8Array, deliver: Deliver): Promise<number>;
  clearQueueForHandler(client: number): void;
  clearTransactionIfNeeded(client: number): Promise<void>;
  getQueueLength(): number;
};

/** Collects the messages of each client until they make a whole query. */
function collect(): { add(client: number, message: Uint8Array): Uint8Array | null; drop(client: number): void } {
  const parts = new Map<number, Uint8Array[]>();
  return {
    add: (client, message) => {
      const held = [...(parts.get(client) ?? []), message];
      if (PARTS.includes(letter(message))) {
        parts.set(client, held);
        return null;
      }
      parts.delete(client);
      return held.length === 1 ? message : Buffer.concat(held);
    },
    drop: (client) => void parts.delete(client),
  };
}

/**
 * One engine, one session, many clients. The queue of pglite-socket lets clients interleave between Parse, Bind and Execute, so that one
 * gets the answer of another; here a turn is a whole query up to Sync, and a transaction keeps its turn until it ends.
 */
export function turnsOf(db: PGlite, fatal: (error: unknown) => void): Queue {
  const waiting: Turn[] = [];
  const queries = collect();
  const left = new Set<number>();
  let owner: number | null = null;
  let running: number | null = null;
  let working = false;

  const ownerLeft = (): boolean => owner !== null && left.has(owner);

  const next = (): Turn | undefined => {
    if (owner === null) return waiting.shift();
    const at = waiting.findIndex(({ client }) => client === owner);
    return at < 0 ? undefined : waiting.splice(at, 1)[0];
  };

  const rollBack = async (): Promise<void> => {
    if (db.isInTransaction()) await db.exec('ROLLBACK');
    if (owner !== null) left.delete(owner);
    owner = null;
  };

  const run = async (turn: Turn): Promise<void> => {
    let size = 0;
    running = turn.client;
    const onRawData = (part: Uint8Array): void => {
      size += part.length;
      turn.deliver(part);
    };
    await db.runExclusive(() => db.execProtocolRawStream(turn.bytes, { onRawData }));
    running = null;
    const unfinished = db.isInTransaction() || turn.kind === FLUSH;
    owner = unfinished ? turn.client : null;
    if (!unfinished) left.delete(turn.client);
    turn.done(size);
  };

  const work = async (): Promise<void> => {
    if (working) return;
    working = true;
    try {
      for (let turn = next(); turn !== undefined || ownerLeft(); turn = next()) {
        if (ownerLeft()) await rollBack();
        if (turn !== undefined) await run(turn);
      }
    } catch (error) {
      fatal(error);
    } finally {
      working = false;
    }
  };

  return {
    enqueue: (client, message, deliver) => {
      const kind = letter(message);
      const bytes = kind === TERMINATE ? null : queries.add(client, message);
      if (bytes === null) return Promise.resolve(0);
      return new Promise((done, failed) => {
        waiting.push({ client, kind, bytes, deliver, done, failed });
        void work();
      });
    },
    clearQueueForHandler: (client) => {
      queries.drop(client);
      for (let at = waiting.length - 1; at >= 0; at -= 1) {
        if (waiting[at]?.client === client) waiting.splice(at, 1)[0]?.failed(new Error('client left'));
      }
    },
    // A client that leaves inside its transaction, or while its BEGIN still runs, must not hold the others for ever.
    clearTransactionIfNeeded: async (client) => {
      if (owner !== client && running !== client) return;
      left.add(client);
      await work();
    },
    getQueueLength: () => waiting.length,
  };
}

/** The queue is private to pglite-socket, hence its exact version, and the self-test before anybody may connect. */
export function takeTurns(server: PGLiteSocketServer, turns: Queue): void {
  const queue: unknown = Reflect.get(server, 'queryQueue');
  if (typeof queue !== 'object' || queue === null) throw new Error('pglite-socket has changed: no queryQueue');
  Reflect.set(server, 'queryQueue', turns);
}
