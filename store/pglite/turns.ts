import type { PGlite } from '@electric-sql/pglite';
import type { PGLiteSocketServer } from '@electric-sql/pglite-socket';

type Deliver = (part: Uint8Array) => void;
type Turn = {
  readonly client: number;
  readonly kind: string;
  readonly bytes: Uint8Array;
  readonly deliver: Deliver;
  readonly done: (size: number) => void;
  readonly failed: (error: Error) => void;
};

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

type Line = {
  readonly join: (turn: Turn) => void;
  /** The first of the given client, or of anybody. */
  readonly next: (owner: number | null) => Turn | undefined;
  readonly drop: (client: number) => void;
  readonly length: () => number;
};

function waitingLine(): Line {
  const waiting: Turn[] = [];
  const firstOf = (owner: number): Turn | undefined => {
    const at = waiting.findIndex(({ client }) => client === owner);
    return at < 0 ? undefined : waiting.splice(at, 1)[0];
  };
  return {
    join: (turn) => void waiting.push(turn),
    next: (owner) => (owner === null ? waiting.shift() : firstOf(owner)),
    drop: (client) => {
      for (let turn = firstOf(client); turn !== undefined; turn = firstOf(client)) turn.failed(new Error('client left'));
    },
    length: () => waiting.length,
  };
}

/** Runs the line, one turn at a time. `leave` takes the turn back from a client that is gone inside its transaction, or while its BEGIN still runs. */
function server(db: PGlite, line: Line): { work: () => Promise<void>; leave: (client: number) => void } {
  let owner: number | null = null;
  let running: number | null = null;
  let left: number | null = null;
  let working = false;

  const run = async (turn: Turn): Promise<void> => {
    let size = 0;
    running = turn.client;
    const onRawData = (part: Uint8Array): void => {
      size += part.length;
      turn.deliver(part);
    };
    await db.runExclusive(() => db.execProtocolRawStream(turn.bytes, { onRawData }));
    running = null;
    owner = db.isInTransaction() || turn.kind === FLUSH ? turn.client : null;
    turn.done(size);
  };

  const freeOwner = async (): Promise<void> => {
    if (db.isInTransaction()) await db.exec('ROLLBACK');
    owner = null;
  };

  return {
    leave: (client) => {
      if (owner === client || running === client) left = client;
    },
    work: async () => {
      if (working) return;
      working = true;
      do {
        for (let turn = line.next(owner); turn !== undefined; turn = line.next(owner)) await run(turn);
        if (owner !== null && owner === left) await freeOwner();
      } while (owner === null && line.length() > 0);
      working = false;
    },
  };
}

/**
 * One engine, one session, many clients. The queue of pglite-socket lets clients interleave between Parse, Bind and Execute, so that one
 * gets the answer of another; here a turn is a whole query up to Sync, and a transaction keeps its turn until it ends.
 */
export function turnsOf(db: PGlite, fatal: (error: unknown) => void): Queue {
  const queries = collect();
  const line = waitingLine();
  const { work, leave } = server(db, line);
  return {
    enqueue: (client, message, deliver) => {
      const kind = letter(message);
      const bytes = kind === TERMINATE ? null : queries.add(client, message);
      if (bytes === null) return Promise.resolve(0);
      return new Promise((done, failed) => {
        line.join({ client, kind, bytes, deliver, done, failed });
        // An engine that throws instead of answering is broken: no further turn.
        work().catch(fatal);
      });
    },
    clearQueueForHandler: (client) => {
      queries.drop(client);
      line.drop(client);
    },
    clearTransactionIfNeeded: async (client) => {
      leave(client);
      await work();
    },
    getQueueLength: () => line.length(),
  };
}

/** The queue is private to pglite-socket, hence its exact version, and the self-test before anybody may connect. */
export function takeTurns(server: PGLiteSocketServer, turns: Queue): void {
  const queue: unknown = Reflect.get(server, 'queryQueue');
  if (typeof queue !== 'object' || queue === null) throw new Error('pglite-socket has changed: no queryQueue');
  Reflect.set(server, 'queryQueue', turns);
}
