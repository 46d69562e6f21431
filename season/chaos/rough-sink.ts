import { mkdirSync, renameSync, writeFileSync } from 'node:fs';
import { createServer, type Server, type Socket } from 'node:net';
import { join } from 'node:path';
import { chance } from '../clock';

/** What a relay on a bad day does with a mail; nothing here is final, and all of it is allowed by RFC 5321. */
export const sinkFaults = [
  'closing-421',
  'sender-451',
  'recipient-450',
  'data-452',
  'content-451',
  'dropped-before-keeping',
  'dropped-after-keeping',
] as const;
export type SinkFault = (typeof sinkFaults)[number];

export type RoughSink = {
  readonly url: string;
  readonly faults: () => Readonly<Record<SinkFault, number>>;
  readonly stop: () => Promise<void>;
};

/** What happens to the next mail: null when it is taken as it should. */
export type Mood = () => SinkFault | null;

const faultyShare = 0.14;

export function moodOf(seed: number): Mood {
  const draw = chance(seed + 15_485_863);
  return () => (draw() < faultyShare ? (sinkFaults[Math.floor(draw() * sinkFaults.length)] ?? null) : null);
}

/** An SMTP server on loopback (RFC 5321) that keeps each mail it takes as a file of its own, in the order of their arrival. */
export async function roughSink(folder: string, mood: Mood): Promise<RoughSink> {
  mkdirSync(folder, { recursive: true });
  const counts = new Map<SinkFault, number>();
  let kept = 0;
  const keep = (bytes: Buffer): void => {
    kept += 1;
    const path = join(folder, `${String(kept).padStart(6, '0')}.eml`);
    writeFileSync(`${path}.tmp`, bytes, { mode: 0o600 });
    renameSync(`${path}.tmp`, path); // a reader sees a whole mail or none
  };
  const open = new Set<Socket>();
  const server = createServer((socket) => {
    open.add(socket);
    socket.once('close', () => open.delete(socket));
    socket.on('error', () => socket.destroy());
    converse(socket, { keep, mood, met: (fault) => void counts.set(fault, (counts.get(fault) ?? 0) + 1) });
  });
  const port = await listening(server);
  return {
    url: `smtp://127.0.0.1:${port}`,
    faults: () => ({ ...none(), ...Object.fromEntries(counts) }),
    stop: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        for (const socket of open) socket.destroy();
      }),
  };
}

const none = (): Record<SinkFault, number> => ({
  'closing-421': 0,
  'sender-451': 0,
  'recipient-450': 0,
  'data-452': 0,
  'content-451': 0,
  'dropped-before-keeping': 0,
  'dropped-after-keeping': 0,
});

function listening(server: Server): Promise<number> {
  return new Promise((resolve, reject) => {
    server.once('error', reject);
    server.listen(0, '127.0.0.1', () => {
      const address = server.address();
      if (address === null || typeof address === 'string') reject(new Error('no port'));
      else resolve(address.port);
    });
  });
}

type Post = { readonly keep: (bytes: Buffer) => void; readonly mood: Mood; readonly met: (fault: SinkFault) => void };

/** One connection: lines until DATA, then a message until its lone dot, and so on for the next mail. */
function converse(socket: Socket, { keep, mood, met }: Post): void {
  let buffer = Buffer.alloc(0);
  let inMessage = false;
  let next = mood();
  const say = (line: string): void => void socket.write(`${line}\r\n`);
  /** whether this mail meets that fault here; the mail after it has a mood of its own */
  const meets = (...faults: readonly SinkFault[]): SinkFault | null => {
    const fault = next;
    if (fault === null || !faults.includes(fault)) return null;
    met(fault);
    next = mood();
    return fault;
  };
  const received = (message: Buffer): void => {
    const fault = meets('content-451', 'dropped-before-keeping', 'dropped-after-keeping');
    if (fault === null || fault === 'dropped-after-keeping') keep(unstuffed(message));
    if (fault === 'content-451') say('451 4.3.0 try again later');
    else if (fault !== null) socket.destroy();
    else {
      next = mood();
      say('250 2.0.0 kept');
    }
  };
  const close = (line: string): void => void socket.end(`${line}\r\n`);
  const verbs: Readonly<Record<string, () => void>> = {
    EHLO: () => say('250 rough.example'),
    HELO: () => say('250 rough.example'),
    MAIL: () => {
      if (meets('closing-421') !== null) close('421 4.3.2 not now');
      else say(meets('sender-451') === null ? '250 2.1.0 sender' : '451 4.3.0 try again later');
    },
    RCPT: () => say(meets('recipient-450') === null ? '250 2.1.5 recipient' : '450 4.2.0 mailbox busy'),
    DATA: () => {
      inMessage = meets('data-452') === null;
      say(inMessage ? '354 go on' : '452 4.3.1 no room');
    },
    RSET: () => say('250 2.0.0 ok'),
    NOOP: () => say('250 2.0.0 ok'),
    QUIT: () => close('221 2.0.0 bye'),
  };
  const command = (line: string): void => (verbs[line.slice(0, 4).toUpperCase()] ?? (() => say('502 5.5.1 unknown')))();
  socket.on('data', (part: Buffer) => {
    buffer = Buffer.concat([buffer, part]);
    for (;;) {
      const end = inMessage ? endOfMessage(buffer) : buffer.indexOf('\r\n');
      if (end < 0 || socket.destroyed) return;
      const head = buffer.subarray(0, end);
      buffer = buffer.subarray(inMessage ? end + 3 : end + 2);
      if (!inMessage) command(head.toString('latin1'));
      else {
        inMessage = false;
        received(head);
      }
    }
  });
  // 421 closes the connection, as a greeting or later
  if (meets('closing-421') === null) say('220 rough.example ESMTP');
  else close('421 4.3.2 not now');
}

/** Where the lone dot begins: the CRLF before it belongs to the message. */
function endOfMessage(buffer: Buffer): number {
  if (buffer.subarray(0, 3).equals(Buffer.from('.\r\n'))) return 0;
  const found = buffer.indexOf('\r\n.\r\n');
  return found < 0 ? -1 : found + 2;
}

/** RFC 5321 4.5.2: a line that begins with a dot was sent with one more. */
function unstuffed(message: Buffer): Buffer {
  const text = message.toString('latin1');
  return Buffer.from(text.replaceAll(/(^|\r\n)\.\./g, '$1.'), 'latin1');
}
