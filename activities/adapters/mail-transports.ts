import { fileURLToPath } from 'node:url';
import type { MailTransport } from '../ports';
import { filesTransport } from './files';
import { smtpTransport } from './smtp';

export type MailSettings = { readonly requireTls: boolean; readonly mailsPerMinute: number };

/** file:///folder, smtp://relay:587 or smtps://user:password@relay:465 */
export function mailTransport(url: string, settings: MailSettings): MailTransport {
  const { protocol, hostname, port, username, password } = new URL(url);
  if (protocol === 'file:') return filesTransport(fileURLToPath(url));
  if (protocol !== 'smtp:' && protocol !== 'smtps:') throw new RangeError(`no mail transport for ${protocol}`);
  const secure = protocol === 'smtps:';
  return smtpTransport({
    host: hostname.replace(/^\[|\]$/g, ''),
    port: Number(port) || (secure ? 465 : 587),
    secure,
    ...settings,
    ...(username ? { auth: { user: decodeURIComponent(username), pass: decodeURIComponent(password) } } : {}),
  });
}

/** What never leaves this machine needs no secrecy and may go as fast as a rehearsal's clock wants it. */
const ownMachinePerMinute = 6_000;

export function relaySettings(url: string, mailsPerMinute: number): MailSettings {
  const own = isRehearsalSafe(url);
  return { requireTls: !own, mailsPerMinute: own ? ownMachinePerMinute : mailsPerMinute };
}

/** A rehearsal's mails are fictional: a folder or this machine takes them, nobody else ever. */
export function isRehearsalSafe(url: string): boolean {
  if (!URL.canParse(url)) return false;
  const { protocol, hostname } = new URL(url);
  if (protocol === 'file:') return hostname === '';
  return (protocol === 'smtp:' || protocol === 'smtps:') && isLoopback(hostname);
}

function isLoopback(hostname: string): boolean {
  const byte = '(25[0-5]|2[0-4]\\d|1\\d\\d|[1-9]?\\d)';
  return hostname === 'localhost' || hostname === '[::1]' || new RegExp(`^127(\\.${byte}){3}$`).test(hostname);
}
