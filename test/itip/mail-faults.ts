import { isUtf8 } from './content-lines';
import { decodedBody, everyPart, headerNamed, headersNamed, type Part, readMime } from './mime-tree';
import { objectFaults, type Version, versionOf } from './object-faults';

export type CheckedMail = {
  readonly messageId: string;
  readonly faults: readonly string[];
  /** the bytes of the invitation that the mail carries */
  readonly object: Buffer | null;
  /** what the entry becomes, when nothing is wrong with it */
  readonly version: Version | null;
};
type Rule = readonly [holds: boolean, fault: string];

/** RFC 6047 2 and what mail programs are known to want: the bytes of one message, with or without an invitation. */
export function checkMail(bytes: Buffer): CheckedMail {
  const raw = messageFaults(bytes);
  const mail = readMime(bytes);
  const messageId = headerNamed(mail, 'message-id');
  const calendars = everyPart(mail).filter(({ type }) => type === 'text/calendar' || type === 'application/ics');
  const outside = [...raw, ...headerFaults(mail), ...everyPart(mail).flatMap(partFaults)];
  if (calendars.length === 0) return { messageId, faults: [...outside, ...plainFaults(mail)], object: null, version: null };
  const shape = outside.length > 0 ? outside : shapeFaults(mail);
  const [calendar] = calendars.filter(({ type }) => type === 'text/calendar');
  if (shape.length > 0 || calendar === undefined) return { messageId, faults: shape, object: null, version: null };
  const object = decodedBody(calendar);
  const inner = objectFaults(object);
  if (inner.length > 0) return { messageId, faults: inner, object, version: null };
  const version = versionOf(object);
  return { messageId, faults: agreementFaults(mail, calendar, version), object, version };
}

function messageFaults(bytes: Buffer): readonly string[] {
  const text = bytes.toString('latin1');
  return failing([
    [text.endsWith('\r\n'), 'mail without a last CRLF'],
    [!/[\r\n]/.test(text.replaceAll('\r\n', '')), 'mail with a line end other than CRLF'],
    [/^[\x20-\x7e\t\r\n]*$/.test(text), 'mail with an octet outside ASCII'],
    [text.split('\r\n').every((line) => line.length <= 998), 'mail with a line over 998 octets'],
  ]);
}

function headerFaults(mail: Part): readonly string[] {
  const single = ['From', 'To', 'Subject', 'Date', 'Message-ID', 'MIME-Version', 'Content-Type', 'Auto-Submitted'];
  const date = Date.parse(headerNamed(mail, 'date'));
  return failing([
    ...single.map((name): Rule => [headersNamed(mail, name).length === 1, `not one ${name}`]),
    [headersNamed(mail, 'cc').length + headersNamed(mail, 'bcc').length === 0, 'a second recipient'],
    [addresses(headerNamed(mail, 'to')).length === 1, 'To is not one address'],
    [addresses(headerNamed(mail, 'from')).length === 1, 'From is not one address'],
    // an answer must reach the ORGANIZER
    [headersNamed(mail, 'reply-to').length === 0, 'Reply-To leads answers away'],
    [headerNamed(mail, 'mime-version') === '1.0', 'MIME-Version is not 1.0'],
    [/^<[^<>@\s]+@[^<>@\s]+>$/.test(headerNamed(mail, 'message-id')), 'Message-ID has no form'],
    [!Number.isNaN(date), 'Date is no date'],
    // RFC 3834 5: a machine says that it is one
    [headerNamed(mail, 'auto-submitted') === 'auto-generated', 'Auto-Submitted is not auto-generated'],
  ]);
}

function partFaults(part: Part): readonly string[] {
  const encoding = headerNamed(part, 'content-transfer-encoding').toLowerCase();
  const body = part.body.toString('latin1');
  if (part.type.startsWith('multipart/')) return failing([[part.parts.length > 1, `${part.type} without parts`]]);
  const lines = body.replace(/\r\n$/, '').split('\r\n');
  const isBase64 = lines.every((line, at) => /^[A-Za-z0-9+/]{0,76}={0,2}$/.test(line) && (at === lines.length - 1 || !line.includes('=')));
  return failing([
    // RFC 2045 6.8
    [encoding !== 'base64' || (isBase64 && lines.join('').length % 4 === 0), `${part.type} is not base64`],
    [!part.type.startsWith('text/') || part.parameters.get('charset')?.toLowerCase() === 'utf-8', `${part.type} without charset utf-8`],
    // a calendar is read line by line elsewhere
    [!['text/plain', 'text/html'].includes(part.type) || isUtf8(decodedBody(part)), `${part.type} is not UTF-8`],
    [!['text/plain', 'text/html'].includes(part.type) || decodedBody(part).toString('utf8').trim() !== '', `${part.type} is empty`],
  ]);
}

function plainFaults(mail: Part): readonly string[] {
  const alternative = everyPart(mail).find(({ type }) => type === 'multipart/alternative');
  return failing([[typesOf(alternative) === 'text/plain text/html', 'alternatives are not text then HTML']]);
}

/** RFC 2046 5.1.4: the last alternative is the richest, so the invitation; the file beside it serves who cannot read the alternative. */
function shapeFaults(mail: Part): readonly string[] {
  const [alternative, file] = mail.parts;
  const calendar = alternative?.parts.find(({ type }) => type === 'text/calendar');
  const order = mail.type === 'multipart/mixed' && typesOf(alternative) === 'text/plain text/html text/calendar';
  if (!order || calendar === undefined) return ['parts are not mixed(alternative(text, HTML, calendar), file)'];
  if (typesOf(mail) !== 'multipart/alternative application/ics' || file === undefined) return ['not one file beside the alternatives'];
  return failing([
    [headerNamed(calendar, 'content-transfer-encoding').toLowerCase() === 'base64', 'invitation not in base64'],
    [headerNamed(calendar, 'content-disposition') === '', 'invitation with a disposition'],
    [calendar.parameters.has('method'), 'invitation without the method parameter'],
    [headerNamed(file, 'content-transfer-encoding').toLowerCase() === 'base64', 'file not in base64'],
    [/^attachment\b/i.test(headerNamed(file, 'content-disposition')), 'file is not an attachment'],
    [file.parameters.get('name')?.endsWith('.ics') ?? false, 'file is not called .ics'],
    [decodedBody(file).equals(decodedBody(calendar)), 'file and invitation differ'],
  ]);
}

/** RFC 6047 2.2 and 2.4: envelope, MIME and object say the same. */
function agreementFaults(mail: Part, calendar: Part, { method, organizer, attendee, stamp }: Version): readonly string[] {
  return failing([
    [calendar.parameters.get('method') === method, 'method parameter is not METHOD'],
    [addresses(headerNamed(mail, 'from'))[0] === organizer, 'ORGANIZER is not the sender'],
    [addresses(headerNamed(mail, 'to'))[0] === attendee, 'ATTENDEE is not the recipient'],
    [Date.parse(headerNamed(mail, 'date')) === stamp, 'DTSTAMP is not the moment of the mail'],
  ]);
}

function typesOf(part: Part | undefined): string {
  return (part?.parts ?? []).map(({ type }) => type).join(' ');
}

function addresses(header: string): readonly string[] {
  const bare = header.replace(/"(?:\\.|[^"\\])*"/g, '');
  return (bare.match(/[^\s<>,;:"]+@[^\s<>,;:"]+/g) ?? []).map((address) => address.toLowerCase());
}

function failing(rules: readonly Rule[]): readonly string[] {
  return rules.filter(([holds]) => !holds).map(([, fault]) => fault);
}
