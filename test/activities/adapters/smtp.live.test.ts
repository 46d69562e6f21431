import { once } from 'node:events';
import { createServer, type Socket } from 'node:net';
import type { SMTPServerOptions } from 'smtp-server';
import { type SmtpRelay, smtpTransport } from '../../../activities/adapters/smtp';
import type { SendResult } from '../../../activities/ports';
import { anOutgoingMail } from '../mail-builder';
import { mailTransportContract } from '../mail-transport-contract';
import { replyWith, smtpSink } from './smtp-sink';

const relayOn = (port: number, changes: Partial<SmtpRelay> = {}): SmtpRelay => ({
  host: '127.0.0.1',
  port,
  secure: false,
  requireTls: false,
  mailsPerMinute: 0,
  timeouts: { connectMs: 5_000, greetingMs: 5_000, silenceMs: 5_000 },
  ...changes,
});

mailTransportContract('a relay', 2, async () => {
  const sink = await smtpSink();
  return { transport: smtpTransport(relayOn(sink.port)), received: () => Promise.resolve(sink.bytes), stop: sink.stop };
});

async function sentTo(port: number, changes: Partial<SmtpRelay> = {}, signal?: AbortSignal): Promise<SendResult> {
  const transport = smtpTransport(relayOn(port, changes));
  try {
    return await transport.send(await anOutgoingMail(), signal);
  } finally {
    await transport.close();
  }
}

async function sentToSink(options: SMTPServerOptions, changes: Partial<SmtpRelay> = {}): Promise<SendResult> {
  const sink = await smtpSink(options);
  try {
    return await sentTo(sink.port, changes);
  } finally {
    await sink.stop();
  }
}

/** A server of a few written lines: answers each command by its first word, hangs up at `drop`, says nothing where no answer is given: `silent` hears of that. */
async function scripted<T>(
  answers: Readonly<Record<string, string>>,
  act: (port: number) => Promise<T>,
  silent: () => void = () => undefined,
): Promise<T> {
  const sockets: Socket[] = [];
  const server = createServer((socket) => {
    sockets.push(socket);
    let inData = false;
    const answer = (word: string): void => {
      const line = answers[word];
      if (line === 'drop') socket.destroy();
      else if (line !== undefined) socket.write(`${line}\r\n`);
      else silent();
    };
    socket.on('error', () => undefined);
    socket.on('data', (chunk) => {
      for (const line of chunk.toString('latin1').split('\r\n').filter(Boolean)) {
        if (inData && line !== '.') continue;
        const word = inData ? 'END' : (line.split(/[ :]/)[0] ?? '');
        inData = word === 'DATA' && (answers['DATA'] ?? '').startsWith('354');
        answer(word);
      }
    });
    answer('GREETING');
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  try {
    return await act(typeof address === 'object' && address ? address.port : 0);
  } finally {
    for (const socket of sockets) socket.destroy();
    server.close();
  }
}

const polite = {
  GREETING: '220 hello',
  EHLO: '250 hello',
  MAIL: '250 ok',
  RCPT: '250 ok',
  DATA: '354 go on',
  END: '250 taken',
  RSET: '250 ok',
  QUIT: '221 bye',
};

describe('what a relay answers', () => {
  it.each<[string, SMTPServerOptions, SendResult['kind'], number | undefined]>([
    ['an unknown recipient', { onRcptTo: (_address, _session, done) => done(replyWith(550, 'no such user')) }, 'refused', 550],
    ['a refused sender', { onMailFrom: (_address, _session, done) => done(replyWith(553, 'not yours')) }, 'refused', 553],
    ['a recipient to try again', { onRcptTo: (_address, _session, done) => done(replyWith(451, 'greylisted')) }, 'failed', undefined],
    [
      'a refused content',
      { onData: (stream, _session, done) => stream.on('end', () => done(replyWith(554, 'spam'))).resume() },
      'refused',
      554,
    ],
    [
      'a content to try again',
      { onData: (stream, _session, done) => stream.on('end', () => done(replyWith(451, 'later'))).resume() },
      'failed',
      undefined,
    ],
    ['a closed door', { onConnect: (_session, done) => done(replyWith(554, 'go away')) }, 'failed', undefined],
  ])('%s makes the mail %s', async (_, options, kind, code) => {
    const result = await sentToSink(options);
    expect(result).toMatchObject(code === undefined ? { kind } : { kind, permanent: true, code });
  });

  it.each<[string, Readonly<Record<string, string>>, SendResult['kind']]>([
    ['all answers', polite, 'sent'],
    ['a drop after the last byte', { ...polite, END: 'drop' }, 'unknown'],
    ['silence after the last byte', { ...polite, END: '' }, 'unknown'],
    ['a drop at DATA', { ...polite, DATA: 'drop' }, 'failed'],
    ['a drop at the recipient', { ...polite, RCPT: 'drop' }, 'failed'],
    ['a drop before the greeting', { GREETING: 'drop' }, 'failed'],
    ['no greeting', {}, 'failed'],
    ['421 after the last byte', { ...polite, END: '421 closing' }, 'failed'],
  ])('with %s', async (_, answers, kind) => {
    const said = Object.fromEntries(Object.entries(answers).filter(([, line]) => line !== ''));
    const short = { connectMs: 5_000, greetingMs: 500, silenceMs: 500 };
    const waits = 'GREETING' in said && 'END' in said ? {} : { timeouts: short };
    await expect(scripted(said, (port) => sentTo(port, waits))).resolves.toMatchObject({ kind });
  });

  it('nobody listening is a failure to try again', async () => {
    const sink = await smtpSink();
    await sink.stop();
    await expect(sentTo(sink.port)).resolves.toMatchObject({ kind: 'failed' });
  });

  it('a relay without TLS gets nothing when TLS is required', async () => {
    await expect(sentToSink({}, { requireTls: true })).resolves.toMatchObject({ kind: 'failed' });
  });

  it('a refused password is a failure to try again once it is mended', async () => {
    const options: SMTPServerOptions = {
      disabledCommands: ['STARTTLS'],
      allowInsecureAuth: true,
      onAuth: (_auth, _session, done) => done(replyWith(535, 'wrong')),
    };
    await expect(sentToSink(options, { auth: { user: 'a', pass: 'b' } })).resolves.toMatchObject({ kind: 'failed' });
  });
});

describe('a send that is aborted', () => {
  const hung = { connectMs: 60_000, greetingMs: 60_000, silenceMs: 60_000 };
  const abortedIn = (answers: Readonly<Record<string, string>>): Promise<SendResult> => {
    const given = new AbortController();
    return scripted(
      answers,
      (port) => sentTo(port, { timeouts: hung }, given.signal),
      () => given.abort(),
    );
  };

  it('while the relay hangs before the content is a failure to try again', async () => {
    const { RCPT: _, ...silent } = polite;
    await expect(abortedIn(silent)).resolves.toMatchObject({ kind: 'failed' });
  });

  it('while the relay hangs after the content is unknown', async () => {
    const { END: _, ...silent } = polite;
    await expect(abortedIn(silent)).resolves.toMatchObject({ kind: 'unknown' });
  });
});

test('mails leave one per connection at a time, at their pace and never in a burst that a relay would refuse', async () => {
  const sink = await smtpSink();
  const transport = smtpTransport(relayOn(sink.port, { mailsPerMinute: 300 }));
  const mails = await Promise.all([1, 2, 3, 4, 5, 6].map(() => anOutgoingMail()));
  const begun = performance.now();
  await Promise.all(mails.map((mail) => transport.send(mail)));
  const took = performance.now() - begun;
  await transport.close();
  await sink.stop();
  expect(sink.bytes).toHaveLength(6);
  expect(took).toBeGreaterThan(750); // 300 a minute are 5 a second: two at once, and two more after 400 and 800 ms, less what timers round off
});
