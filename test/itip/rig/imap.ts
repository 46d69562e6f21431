import { connect, type Socket } from 'node:net';
import { imapPassword } from './mail-servers';

/** Every mail of one mailbox, by its bytes, in the order of arrival: what any mail program would show (RFC 9051). */
export async function readMailbox(port: number, address: string): Promise<readonly Buffer[]> {
  const socket = connect(port, '127.0.0.1');
  try {
    const answers = dialogue(socket);
    await answers.until(/^\* OK /m);
    await answers.ask(`a LOGIN "${address}" "${imapPassword}"`, 'a');
    const opened = await answers.ask('b EXAMINE INBOX', 'b');
    const count = Number(/^\* (\d+) EXISTS/m.exec(opened.toString('latin1'))?.[1] ?? 0);
    return count === 0 ? [] : literals(await answers.ask('c FETCH 1:* BODY.PEEK[]', 'c'));
  } finally {
    socket.end('z LOGOUT\r\n');
    socket.destroySoon();
  }
}

type Dialogue = { readonly until: (end: RegExp) => Promise<Buffer>; readonly ask: (line: string, tag: string) => Promise<Buffer> };

function dialogue(socket: Socket): Dialogue {
  let read = Buffer.alloc(0);
  let heard: (() => void) | null = null;
  let fault: Error | null = null;
  socket.on('data', (chunk: Buffer) => {
    read = Buffer.concat([read, chunk]);
    heard?.();
  });
  socket.on('error', (error) => {
    fault = error;
    heard?.();
  });
  socket.setTimeout(20_000, () => socket.destroy(new Error('the IMAP server is silent')));
  const until = async (end: RegExp): Promise<Buffer> => {
    while (!end.test(read.toString('latin1'))) {
      if (fault !== null) throw fault;
      await new Promise<void>((done) => (heard = done));
    }
    const answer = read;
    read = Buffer.alloc(0);
    return answer;
  };
  return {
    until,
    ask: async (line, tag) => {
      socket.write(`${line}\r\n`);
      const answer = await until(new RegExp(`(?:^|\\r\\n)${tag} (?:OK|NO|BAD)[^\\r\\n]*\\r\\n$`));
      if (!answer.toString('latin1').includes(`${tag} OK`)) throw new Error(`IMAP: ${line.split(' ')[1]} refused`);
      return answer;
    },
  };
}

/** RFC 9051 4.3: {octets} CRLF, then that many octets. */
function literals(answer: Buffer): readonly Buffer[] {
  const found: Buffer[] = [];
  let from = 0;
  for (;;) {
    const open = answer.indexOf('{', from);
    const close = answer.indexOf('}\r\n', open);
    if (open < 0 || close < 0) return found;
    const size = Number(answer.subarray(open + 1, close).toString('latin1'));
    found.push(answer.subarray(close + 3, close + 3 + size));
    from = close + 3 + size;
  }
}
