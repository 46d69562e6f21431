import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import { SMTPServer, type SMTPServerOptions } from 'smtp-server';

export type SmtpSink = { readonly port: number; readonly bytes: Buffer[]; readonly stop: () => Promise<void> };

/** A real SMTP server on loopback that keeps what it takes. */
export async function smtpSink(options: SMTPServerOptions = {}): Promise<SmtpSink> {
  const bytes: Buffer[] = [];
  const server = new SMTPServer({
    disabledCommands: ['AUTH', 'STARTTLS'],
    disableReverseLookup: true,
    closeTimeout: 100,
    onData: (stream, _session, done) => {
      const chunks: Buffer[] = [];
      stream.on('data', (chunk: Buffer) => chunks.push(chunk));
      stream.on('end', () => {
        bytes.push(Buffer.concat(chunks));
        done();
      });
    },
    ...options,
  });
  // A client that goes away in the middle is what some tests are about.
  server.on('error', () => undefined);
  const listener = server.listen(0, '127.0.0.1');
  if (!listener.listening) await once(listener, 'listening');
  const address = listener.address();
  if (!isTcp(address)) throw new Error('no port');
  return { port: address.port, bytes, stop: () => new Promise((done) => server.close(() => done())) };
}

export function replyWith(code: number, message: string): Error {
  return Object.assign(new Error(message), { responseCode: code });
}

function isTcp(address: string | AddressInfo | null): address is AddressInfo {
  return typeof address === 'object' && address !== null;
}
