import { DateTime } from 'luxon';
import MailComposer from 'nodemailer/lib/mail-composer';
import type { WallTime } from '../domain/dates';
import { answerByLinkNotice } from '../templates/calendar-invite';
import { inviteFaults } from '../templates/calendar-invite/lint';
import { readInvite } from '../templates/calendar-invite/read-back';
import { isMailAddress, type Letter, letterHtml, letterText, subjectLine } from '../templates/mail';
import { cleanLine } from '../templates/typography';

export type Mailbox = { readonly name: string; readonly address: string };
export type InvitePart = { readonly text: string; readonly method: 'REQUEST' | 'CANCEL'; readonly filename: string };
export type MailParts = {
  readonly messageId: string;
  readonly date: WallTime;
  readonly from: Mailbox;
  readonly to: Mailbox;
  readonly letter: Letter;
  readonly invite?: InvitePart;
  /** What the boundaries are made of; from the same cause as the Message-ID, so that a second build gives the same bytes. */
  readonly boundarySeed: string;
  readonly headers?: Readonly<Partial<Record<OurHeader, string>>>;
};
type OurHeader = (typeof ourHeaders)[number];

const ourHeaders = ['X-Relais-Kind', 'List-Unsubscribe', 'List-Unsubscribe-Post'] as const;

/** The bytes that are stored and sent: the same parts give the same bytes, on every machine, however often. */
export async function mimeBytes(parts: MailParts): Promise<Buffer> {
  const faults = partFaults(parts);
  if (faults.length > 0) throw new RangeError(`mail refused: ${faults.join('; ')}`);
  const { messageId, date, from, to, invite, headers = {} } = parts;
  const letter = invite?.method === 'REQUEST' ? withNotice(parts.letter) : parts.letter;
  const composer = new MailComposer({
    messageId,
    date: rfcDate(date),
    from: mailbox(from),
    to: mailbox(to),
    subject: subjectLine(letter.subject),
    // RFC 3834: no machine answers a machine. Never "All", which would also suppress delivery reports.
    headers: { 'Auto-Submitted': 'auto-generated', 'X-Auto-Response-Suppress': 'OOF, AutoReply', ...headers },
    text: { content: crlf(letterText(letter)), contentTransferEncoding: 'quoted-printable' },
    html: { content: crlf(letterHtml(letter)), contentTransferEncoding: 'quoted-printable' },
    // No headers here: the library would share them with the alternative, which then turns into an attachment.
    ...(invite
      ? { icalEvent: { content: invite.text, method: invite.method, filename: invite.filename, contentTransferEncoding: 'base64' } }
      : {}),
    baseBoundary: parts.boundarySeed,
    disableFileAccess: true,
    disableUrlAccess: true,
  });
  const bytes = await composer.compile().build();
  return bytes.subarray(-2).toString('latin1') === '\r\n' ? bytes : Buffer.concat([bytes, Buffer.from('\r\n')]);
}

/** Whoever writes a template cannot forget to say that calendars do not tell us. */
function withNotice(letter: Letter): Letter {
  const closing = letter.closing ?? [];
  return [...letter.paragraphs, ...closing].includes(answerByLinkNotice)
    ? letter
    : { ...letter, closing: [...closing, answerByLinkNotice] };
}

function partFaults({ messageId, from, to, invite, boundarySeed, headers = {} }: MailParts): readonly string[] {
  const names: readonly string[] = ourHeaders;
  const rules: readonly (readonly [holds: boolean, fault: string])[] = [
    [/^<[A-Za-z0-9._~+-]+@[A-Za-z0-9.-]+>$/.test(messageId), 'Message-ID'],
    [isMailAddress(from.address), 'From'],
    [isMailAddress(to.address), 'To'],
    [/^[A-Za-z0-9_-]{8,48}$/.test(boundarySeed), 'boundary seed'],
    ...Object.entries(headers).map(
      ([name, value]) => [names.includes(name) && /^[\x20-\x7e]{1,500}$/.test(value), `header ${name}`] as const,
    ),
  ];
  const faults = rules.filter(([holds]) => !holds).map(([, fault]) => fault);
  return invite ? [...faults, ...invitePartFaults(invite, from, to)] : faults;
}

/** Exchange rejects a method that differs from the body's; Gmail shows an invitation only to its attendee; DMARC wants the organizer in From. */
function invitePartFaults(invite: InvitePart, from: Mailbox, to: Mailbox): readonly string[] {
  const faults = inviteFaults(invite.text);
  if (faults.length > 0) return faults;
  const read = readInvite(invite.text);
  const rules: readonly (readonly [holds: boolean, fault: string])[] = [
    [/^[a-z0-9-]{1,60}\.ics$/.test(invite.filename), 'file name of the invitation'],
    [read.method === invite.method, 'METHOD and method differ'],
    [read.organizer.email === from.address, 'ORGANIZER is not the sender'],
    [read.attendees[0]?.email === to.address, 'ATTENDEE is not the recipient'],
  ];
  return rules.filter(([holds]) => !holds).map(([, fault]) => fault);
}

/** The library leaves line feeds bare; a relay would then change the bytes on their way. */
function crlf(text: string): string {
  return text.replace(/\r?\n/g, '\r\n');
}

/** An object, never a string: a name with a comma would otherwise become a second recipient. */
function mailbox({ name, address }: Mailbox): { name: string; address: string } {
  return { name: cleanLine(name), address };
}

function rfcDate(date: WallTime): string {
  const text = DateTime.fromMillis(date, { zone: 'utc', locale: 'en' }).toRFC2822();
  if (text === null) throw new RangeError(`not a date: ${date}`);
  return text;
}
