import type { Readable } from 'node:stream';
import { createTransport } from 'nodemailer';
import type { MailTransport, OutgoingMail, SendResult } from '../ports';

export type SmtpRelay = {
  readonly host: string;
  readonly port: number;
  /** TLS from the first byte (465); otherwise STARTTLS when offered, or always with requireTls. */
  readonly secure: boolean;
  readonly requireTls: boolean;
  readonly auth?: { readonly user: string; readonly pass: string };
  /** Hosters count by the hour; 0 is no limit. */
  readonly mailsPerMinute: number;
  readonly timeouts?: { readonly connectMs: number; readonly greetingMs: number; readonly silenceMs: number };
};

const connections = 2;
const usualTimeouts = { connectMs: 10_000, greetingMs: 10_000, silenceMs: 30_000 };

export function smtpTransport(relay: SmtpRelay): MailTransport {
  const { connectMs, greetingMs, silenceMs } = relay.timeouts ?? usualTimeouts;
  const transporter = createTransport({
    pool: true,
    host: relay.host,
    port: relay.port,
    secure: relay.secure,
    requireTLS: relay.requireTls,
    ...(relay.auth ? { auth: { user: relay.auth.user, pass: relay.auth.pass } } : {}),
    maxConnections: connections,
    maxMessages: 50,
    // The delivery workflow tries again; a pool that does so too would send twice what it lost track of.
    maxRequeues: 0,
    // The pool pauses each connection after a mail. A minute's mails in one burst would be refused, and keep the next ones waiting longer than an attempt lasts.
    ...(relay.mailsPerMinute > 0 ? { rateDelta: Math.ceil((connections * 60_000) / relay.mailsPerMinute), rateLimit: 1 } : {}),
    connectionTimeout: connectMs,
    greetingTimeout: greetingMs,
    socketTimeout: silenceMs,
    disableFileAccess: true,
    disableUrlAccess: true,
  });
  const departures = new WeakMap<AbortSignal, Readable>();
  // The stream of a message is read only after the relay has said "354, go on": whether it was read tells whether anything left.
  transporter.use('stream', (mail, done) => {
    const { signal } = mail.data;
    mail.message.processFunc((stream) => {
      if (signal) departures.set(signal, stream);
      return stream;
    });
    done();
  });
  return {
    send: async (mail, signal) => {
      const own = AbortSignal.any(signal ? [signal] : []);
      try {
        const { response } = await transporter.sendMail({ ...composed(mail), signal: own });
        return { kind: 'sent', response };
      } catch (error) {
        return failure(error, departures.get(own)?.readableDidRead ?? false);
      }
    },
    close: async () => transporter.close(),
  };
}

/** `raw` sends bytes as they are, so it must never see anybody's input. These were made by our own MIME builder and read back from our own record. */
function composed({ envelope, bytes, messageId }: OutgoingMail) {
  return { raw: bytes, messageId, envelope: { from: envelope.from, to: [envelope.to] } };
}

function failure(thrown: unknown, departed: boolean): SendResult {
  const { message, code, responseCode } = partsOf(thrown);
  const reply = typeof responseCode === 'number' ? responseCode : null;
  // A 5xx to our password or greeting is the relay's settings, which somebody will mend; to sender, recipient or content it is final.
  const concernsMessage = code === 'EENVELOPE' || code === 'EMESSAGE';
  const reason = typeof message === 'string' ? message : 'unknown';
  if (reply !== null && reply >= 500 && concernsMessage) return { kind: 'refused', permanent: true, code: reply, response: reason };
  return reply !== null || !departed ? { kind: 'failed', retryable: true, reason } : { kind: 'unknown', reason };
}

/** No `instanceof`: the system's errors may come from another realm. */
function partsOf(thrown: unknown): { readonly message?: unknown; readonly code?: unknown; readonly responseCode?: unknown } {
  return typeof thrown === 'object' && thrown !== null ? thrown : {};
}
