import { unseal, type Keyring } from '../../runtime/sealing';

/** A stored message, opened, with its links masked: whoever reads it here must not be able to act as its recipient. */
export type OpenedMail = {
  readonly to: string;
  readonly subject: string;
  readonly text: string;
  readonly attachments: readonly string[];
  /** what was sent, octet for octet but for the masked tokens */
  readonly bytes: Buffer;
};

export function openedMail(keyring: Keyring, id: string, sealed: Uint8Array): OpenedMail {
  const value: unknown = JSON.parse(Buffer.from(unseal(keyring, sealed, `outbox/${id}`)).toString('utf8'));
  if (!isStoredMail(value)) throw new Error(`the outbox row ${id} holds no mail`);
  const bytes = masked(Buffer.from(value.bytes, 'base64'));
  const parts = leaves(bytes.toString('latin1'));
  if (parts.some(({ decoded }) => liveToken.test(decoded))) throw new Error(`a link of the outbox row ${id} could not be masked`);
  return {
    to: `${value.name} <${value.to}>`,
    subject: words(headerIn(headOf(bytes.toString('latin1')), 'subject')),
    text: utf8(parts.find(({ type, filename }) => type === 'text/plain' && filename === null)?.decoded ?? ''),
    attachments: parts.flatMap(({ filename }) => (filename === null ? [] : [filename])),
    bytes,
  };
}

type StoredMail = { readonly name: string; readonly to: string; readonly bytes: string };

function isStoredMail(value: unknown): value is StoredMail {
  if (typeof value !== 'object' || value === null || !('name' in value) || !('to' in value) || !('bytes' in value)) return false;
  return typeof value.name === 'string' && typeof value.to === 'string' && typeof value.bytes === 'string';
}

/** A soft line break of quoted-printable, or a folded line, may fall anywhere inside an address. */
const fold = '(?:=\\r\\n|\\r\\n[ \\t])?';
const token = new RegExp(`(/${fold}l${fold}/)((?:${fold}[A-Za-z0-9_-]){43})`, 'g');
const liveToken = /\/l\/(?!x{43})[A-Za-z0-9_-]{43}/;

/** Each character gives way to one other, so that lengths, breaks and boundaries stay. */
function maskText(text: string): string {
  return text.replaceAll(
    token,
    (_all, path: string, secret: string) =>
      `${path}${secret.replaceAll(/(=\r\n|\r\n[ \t])|[A-Za-z0-9_-]/g, (_each, kept: string | undefined) => kept ?? 'x')}`,
  );
}

const encodedPart = /(content-transfer-encoding:[ \t]*base64\b[\s\S]*?\r\n\r\n)([A-Za-z0-9+/=\r\n]+)/gi;

/** Encoded parts are opened, masked and encoded again: the same number of octets on the same lines. */
function masked(bytes: Buffer): Buffer {
  const opened = bytes.toString('latin1').replaceAll(encodedPart, (_all, head: string, body: string) => {
    const plain = Buffer.from(body, 'base64').toString('latin1');
    const hidden = maskText(plain);
    if (hidden === plain) return `${head}${body}`;
    const digits = Buffer.from(hidden, 'latin1').toString('base64');
    let at = 0;
    return `${head}${body.replaceAll(/[A-Za-z0-9+/=]/g, () => digits.charAt(at++))}`;
  });
  return Buffer.from(maskText(opened), 'latin1');
}

type Leaf = { readonly type: string; readonly filename: string | null; readonly decoded: string };

const headOf = (raw: string): string => raw.slice(0, Math.max(0, raw.indexOf('\r\n\r\n')));
const headerIn = (head: string, name: string): string =>
  new RegExp(`^${name}:((?:.|\\r\\n[ \\t])*)`, 'im')
    .exec(head)?.[1]
    ?.replaceAll(/\r\n[ \t]/g, ' ')
    .trim() ?? '';

function leaves(raw: string): readonly Leaf[] {
  const head = headOf(raw);
  const body = raw.slice(head.length + 4);
  const contentType = headerIn(head, 'content-type');
  const boundary = /boundary="?([^";]+)"?/i.exec(contentType)?.[1];
  if (/^multipart\//i.test(contentType) && boundary !== undefined)
    return `\r\n${body}`
      .split(`\r\n--${boundary}`)
      .slice(1)
      .filter((part) => !part.startsWith('--'))
      .flatMap((part) => leaves(part.replace(/^[ \t]*\r\n/, '')));
  const filename = /filename="?([^";]+)"?/i.exec(headerIn(head, 'content-disposition'))?.[1] ?? null;
  const type = contentType.split(';')[0]?.trim().toLowerCase() ?? '';
  return [{ type, filename, decoded: decoded(body, headerIn(head, 'content-transfer-encoding')) }];
}

function decoded(body: string, encoding: string): string {
  switch (encoding.toLowerCase()) {
    case 'base64':
      return Buffer.from(body, 'base64').toString('latin1');
    case 'quoted-printable':
      return octets(body.replaceAll(/=\r\n/g, ''));
    default:
      return body;
  }
}

const octets = (text: string): string =>
  text.replaceAll(/=([0-9A-F]{2})/gi, (_all, hex: string) => String.fromCharCode(Number.parseInt(hex, 16)));
const utf8 = (latin1: string): string => Buffer.from(latin1, 'latin1').toString('utf8').replaceAll('\r\n', '\n');

/** RFC 2047: the encoded words of a header. */
function words(header: string): string {
  return header
    .replaceAll(/\?=\s+=\?/g, '?==?')
    .replaceAll(/=\?utf-8\?([bq])\?([^?]*)\?=/gi, (_all, how: string, text: string) =>
      utf8(how.toLowerCase() === 'b' ? Buffer.from(text, 'base64').toString('latin1') : octets(text.replaceAll('_', ' '))),
    );
}
