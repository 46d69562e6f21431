import { readdirSync, readFileSync, existsSync } from 'node:fs';
import { join } from 'node:path';
import PostalMime, { type Attachment, type Email } from 'postal-mime';
import type { SeasonClock } from './clock';

/** A mail as its reader has it: nothing but what arrived. */
export type Mail = {
  readonly file: string;
  readonly to: string;
  readonly kind: string;
  readonly subject: string;
  readonly text: string;
  readonly date: string;
  readonly messageId: string;
  readonly link: string | null;
  readonly invite: string | null;
  readonly email: Email;
};

/** The folder where a rehearsal's mails arrive; each person reads only those that are addressed to them. */
export type PostOffice = {
  /** mails that arrived since the last call */
  readonly fresh: () => Promise<readonly Mail[]>;
  readonly all: () => readonly Mail[];
  /** arrivals of a message that was there already: whoever gets the same mail twice has one mail */
  readonly doubles: () => number;
};

/**
 * An earlier rehearsal over the same data goes on by its own clock, and mails into the same folder: what is dated before this one began, or after
 * its now, is of that one.
 */
export function postOffice(folder: string, clock?: Pick<SeasonClock, 'origin' | 'now'>): PostOffice {
  const isOurs = ({ date }: Mail): boolean => clock === undefined || (date >= clock.origin && date <= clock.now());
  const known = new Map<string, Mail>();
  const files = new Set<string>();
  let arrivals = 0;
  return {
    all: () => [...known.values()],
    doubles: () => arrivals - known.size,
    fresh: async () => {
      const names = existsSync(folder) ? readdirSync(folder).filter((name) => name.endsWith('.eml') && !files.has(name)) : [];
      for (const name of names) files.add(name);
      const arrived = await Promise.all(names.toSorted().map(async (name) => read(name, readFileSync(join(folder, name)))));
      const mails = arrived.filter(isOurs).filter((mail) => {
        arrivals += 1;
        const isNew = !known.has(mail.messageId);
        if (isNew) known.set(mail.messageId, mail);
        return isNew;
      });
      return mails;
    },
  };
}

async function read(file: string, bytes: Buffer): Promise<Mail> {
  const email = await PostalMime.parse(bytes);
  const text = email.text ?? '';
  return {
    file,
    email,
    text,
    invite: inviteOf(email),
    to: email.to?.[0]?.address ?? '',
    kind: email.headers.find(({ key }) => key === 'x-relais-kind')?.value ?? '',
    subject: email.subject ?? '',
    date: email.date ?? '',
    messageId: email.messageId ?? '',
    link: /https?:\/\/[^\s>]+\/l\/[A-Za-z0-9_-]{43}/.exec(text)?.[0] ?? null,
  };
}

function inviteOf({ attachments }: Email): string | null {
  const calendar = attachments.find(({ mimeType }) => mimeType === 'text/calendar');
  return calendar === undefined ? null : textOf(calendar);
}

const textOf = ({ content }: Attachment): string => (typeof content === 'string' ? content : new TextDecoder().decode(content));
