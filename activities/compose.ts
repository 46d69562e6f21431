import { createHash, createHmac, randomBytes } from 'node:crypto';
import { isRehearsal } from '../domain/collectivity';
import { civilDate, instantMs, wallTime } from '../domain/dates';
import type { Addressed, BaseFacts, InviteSpec, Mail } from '../domain/decision';
import type { Command } from '../domain/nouns';
import type { Tx } from '../store/db';
import { linksWrite, type NewLink } from '../store/links';
import { messageRowId, messagesWrite, type OutboxRow } from '../store/outbox';
import type { Write } from '../store/together';
import { calendarInvite } from '../templates/calendar-invite';
import { inZone } from '../templates/day-lines';
import type { Letter } from '../templates/mail';
import { greetingTo, type LetterBody } from '../templates/mails/letters';
import type { Context } from './context';
import { mimeBytes } from './mime';
import { sealMail } from './sealed-mail';
import { frenchDeadline } from '../templates/lateness';

export type Composed = { readonly rows: readonly OutboxRow[]; readonly links: readonly NewLink[] };
type Written = { readonly command: Command; readonly base: BaseFacts; readonly context: Context };

/** Renders messages once: links minted, invitations read back, bytes sealed. What a rolled back transaction composed is thrown away. */
export async function compose(
  written: Written,
  messages: readonly Addressed<Mail<string, unknown>>[],
  letterOf: (mail: Mail<string, unknown>) => LetterBody,
): Promise<Composed> {
  const rows: OutboxRow[] = [];
  const links: NewLink[] = [];
  for (const [n, message] of messages.entries()) rows.push(await write(written, n, message, letterOf(message), links));
  return { rows, links };
}

/** Rows to write beside the act that causes them. */
export function composedWrites(tx: Tx, { command, base }: Written, { rows, links }: Composed): readonly Write[] {
  return [linksWrite(tx, links), messagesWrite(tx, command, base.now, rows)];
}

async function write(
  written: Written,
  n: number,
  message: Addressed<Mail<string, unknown>>,
  body: LetterBody,
  links: NewLink[],
): Promise<OutboxRow> {
  const { command, base, context } = written;
  const id = messageRowId(command.id, n);
  const letter = letterFor(written, id, message, body, links);
  const domain = context.mailFrom.slice(context.mailFrom.indexOf('@') + 1);
  const digest = createHash('sha256').update(`${base.collectivityId}/${id}`).digest('base64url');
  const messageId = `<${digest}@${domain}>`;
  const entry = isSender(message.to, context) ? undefined : message.invite;
  const invite = entry === undefined ? null : inviteFor(written, entry, message.to, entryText(body, letter));
  const bytes = await mimeBytes({
    messageId,
    date: wallTime(instantMs(base.now)),
    from: { name: base.collectivity.label, address: context.mailFrom },
    to: { name: message.to.name, address: message.to.email },
    letter,
    boundarySeed: digest,
    headers: { 'X-Relais-Kind': message.kind },
    ...(invite === null ? {} : { invite: { text: invite.text, method: invite.method, filename: 'rendez-vous.ics' } }),
  });
  const sealed = sealMail(context.keyring, id, { name: message.to.name, to: message.to.email, bytes });
  return {
    n,
    kind: message.kind,
    ref: message.to.ref,
    uid: invite?.uid ?? null,
    sequence: entry?.sequence ?? null,
    method: entry?.method ?? null,
    messageId,
    sealed,
  };
}

/** Nobody is invited by himself (RFC 5546, 3.2.2): whoever reads the mailbox that Relais writes from has the mail alone. */
function isSender({ email }: { readonly email: string }, { mailFrom }: Context): boolean {
  return email.toLowerCase() === mailFrom.toLowerCase();
}

/** The letter with its envelope; a link is minted here and written with the others. */
function letterFor(
  { command, base, context }: Written,
  id: string,
  message: Addressed<Mail<string, unknown>>,
  body: LetterBody,
  links: NewLink[],
): Letter {
  const { collectivity } = base;
  const { action, limit, entry: _, greeting = greetingTo(message.to, collectivity), ...rest } = body;
  const common = { ...rest, greeting, sender: collectivity.label, contact: collectivity.contact, specimen: isRehearsal(collectivity) };
  if (message.page !== undefined)
    return { ...common, action: { label: action ?? 'Ouvrir la page', url: `${context.publicUrl}${message.page}` } };
  if (message.link === undefined) return common;
  const { zone = collectivity.zone } = message.link;
  const token = randomBytes(32).toString('base64url');
  links.push({
    token,
    collectivity: base.collectivityId,
    noun: command.noun,
    dossier: command.dossier,
    item: message.link.item ?? null,
    purpose: message.link.purpose,
    ref: message.to.ref,
    message: id,
    until: message.link.until,
  });
  return {
    ...common,
    action: {
      label: action ?? 'Ouvrir la page',
      url: `${context.publicUrl}/l/${token}`,
      until: inZone(frenchDeadline(message.link.until, zone), zone),
      ...(limit === undefined ? {} : { limit }),
    },
  };
}

/** An entry is read months later, away from its mail: its text is its own, and its last line the link. */
function entryText({ entry }: LetterBody, { paragraphs, action }: Letter): string {
  return [...(entry ?? paragraphs), ...(action === undefined ? [] : [`${action.label}\u00A0: ${action.url}`])].join('\n\n');
}

/** The UID is secret and stable: a keyed hash of what never changes while the day lives. */
function inviteFor(
  { base, context }: Written,
  spec: InviteSpec,
  to: { readonly name: string; readonly email: string },
  description: string,
): { readonly uid: string; readonly text: string; readonly method: InviteSpec['method'] } {
  const [key] = context.keyring.keys.values(); // the oldest: a new key must not give a day that is in calendars another UID
  if (key === undefined) throw new Error('the keyring is empty');
  const uid = createHmac('sha256', key).update(`invite/${base.collectivityId}/${spec.key}`).digest('hex').slice(0, 32);
  const text = calendarInvite({
    uid: `${uid}@${context.mailFrom.slice(context.mailFrom.indexOf('@') + 1)}`,
    sequence: spec.sequence,
    method: spec.method,
    dtstamp: base.now,
    start: { date: civilDate(spec.date), time: spec.start },
    end: { date: civilDate(spec.date), time: spec.end },
    zone: spec.zone,
    summary: spec.summary,
    description,
    location: spec.location,
    tentative: spec.tentative,
    organizer: { name: base.collectivity.label, email: context.mailFrom },
    attendee: { name: to.name, email: to.email },
  });
  return { uid, text, method: spec.method };
}
