import { DateTime } from 'luxon';
import ical, {
  ICalAttendeeRole,
  ICalAttendeeStatus,
  ICalAttendeeType,
  ICalCalendarMethod,
  type ICalEventData,
  ICalEventClass,
  ICalEventStatus,
  ICalEventTransparency,
} from 'ical-generator';
import { at, type CivilDate, type Instant, instantFromMs, instantMs, isBefore, type TimeZone } from '../domain/dates';
import { inviteFaults } from './calendar-invite/lint';
import { type ReadInvite, readInvite } from './calendar-invite/read-back';
import { vtimezone } from './calendar-invite/vtimezone';
import { isMailAddress } from './mail';
import { cleanLine, cleanText } from './typography';

export type Invite = {
  /** Random, one per day and recipient, never used again after a CANCEL. */
  readonly uid: string;
  /** Grows with every version sent, CANCEL included. */
  readonly sequence: number;
  readonly method: 'REQUEST' | 'CANCEL';
  /** When this version was decided: stored, never taken anew on a retry. */
  readonly dtstamp: Instant;
  readonly start: WallReading;
  readonly end: WallReading;
  readonly zone: TimeZone;
  readonly summary: string;
  readonly description: string;
  readonly location: string;
  readonly geo?: { readonly lat: number; readonly lon: number };
  readonly tentative: boolean;
  readonly organizer: Party;
  readonly attendee: Party;
  readonly url?: string;
};
type WallReading = { readonly date: CivilDate; /** HH:MM */ readonly time: string };
type Party = { readonly name: string; readonly email: string };
type Meant = ReadInvite & { readonly status: 'CONFIRMED' | 'TENTATIVE' | 'CANCELLED' };

/** Replies of calendars are not read yet: the event and its mail both say so. */
export const answerByLinkNotice =
  'Répondre depuis votre agenda ne nous prévient pas\u00a0: pour accepter, refuser ou signaler un empêchement, utilisez le lien du message.';

/** The text of one invitation, checked and read back by another parser: what is returned may leave. Throws rather than give a doubtful one. */
export function calendarInvite(invite: Invite): string {
  const meant = expected(invite);
  refuseUnwritable(invite, meant);
  const text = finished(written(invite, meant), invite);
  const faults = [...inviteFaults(text), ...readBackFaults(text, meant)];
  if (faults.length > 0) throw new RangeError(`invitation refused: ${faults.join('; ')}`);
  return text;
}

/** What another parser understands differently from what we meant. */
export function readBackFaults(text: string, meant: ReadInvite): readonly string[] {
  try {
    const read = readInvite(text);
    return readNames
      .filter((name) => JSON.stringify(read[name]) !== JSON.stringify(meant[name]))
      .map((name) => `${name} is read differently`);
  } catch (error) {
    return [`unreadable: ${error instanceof Error ? error.message : 'unknown'}`];
  }
}

const readNames = [
  'method',
  'uid',
  'sequence',
  'status',
  'dtstamp',
  'start',
  'end',
  'summary',
  'description',
  'location',
  'organizer',
  'attendees',
] as const satisfies readonly (keyof ReadInvite)[];

function written({ method, zone, url }: Invite, meant: Meant): string {
  const { uid, sequence, dtstamp, start, end, summary, description, location, organizer, attendees, status } = meant;
  // A timezone name on the calendar would make DTSTAMP local; only the event has one.
  const calendar = ical({
    prodId: '//Relais//Relais//FR',
    scale: 'GREGORIAN',
    method: ICalCalendarMethod[method],
    timezone: { name: null, generator: () => vtimezone(zone) },
  });
  const event: ICalEventData = {
    id: uid,
    sequence,
    // Zoned values only: with a plain Date the library prints the server's wall clock under the event's TZID.
    stamp: DateTime.fromISO(dtstamp, { zone: 'utc' }),
    start: DateTime.fromISO(start, { zone }),
    end: DateTime.fromISO(end, { zone }),
    timezone: zone,
    summary,
    description,
    location: { title: location },
    organizer: { name: organizer.name, email: organizer.email },
    status: ICalEventStatus[status],
    transparency: ICalEventTransparency.OPAQUE,
    // Zimbra forwards only public invitations to a secretary.
    class: ICalEventClass.PUBLIC,
    x: [['X-MICROSOFT-DISALLOW-COUNTER', 'TRUE']],
    attendees: attendees.map((attendee) => ({
      ...attendee,
      rsvp: false,
      role: ICalAttendeeRole.REQ,
      status: ICalAttendeeStatus.NEEDSACTION,
      type: ICalAttendeeType.INDIVIDUAL,
    })),
    ...(url === undefined ? {} : { url }),
  };
  calendar.createEvent(event);
  return calendar.toString();
}

/** By hand, after the library: it forgets the last line end, and drops GEO when a coordinate is 0 or writes it with any number of digits. */
function finished(text: string, { geo }: Invite): string {
  const whole = `${text}\r\n`;
  return geo ? whole.replace('\r\nSTATUS:', `\r\nGEO:${geo.lat.toFixed(6)};${geo.lon.toFixed(6)}\r\nSTATUS:`) : whole;
}

/** What any reader must understand. */
export function expected(invite: Invite): Meant {
  const { method, uid, sequence, dtstamp, start, end, zone, tentative } = invite;
  const description = cleanText(invite.description).trim();
  const status = method === 'CANCEL' ? 'CANCELLED' : tentative ? 'TENTATIVE' : 'CONFIRMED';
  return {
    method,
    uid,
    sequence,
    status,
    dtstamp: wholeSecond(dtstamp),
    start: at(start.date, start.time, zone),
    end: at(end.date, end.time, zone),
    summary: cleanLine(invite.summary),
    description: method === 'REQUEST' ? `${description}\n\n${answerByLinkNotice}`.trim() : description,
    location: cleanText(invite.location).trim(),
    organizer: party(invite.organizer),
    attendees: [party(invite.attendee)],
  };
}

function wholeSecond(i: Instant): Instant {
  return instantFromMs(Math.floor(instantMs(i) / 1000) * 1000);
}

/** Readers disagree on backslashes, quotes and carets in a CN (RFC 6868 came late): a name does without them. */
function party({ name, email }: Party): Party {
  return { name: cleanLine(name).replace(/["“”]/g, '\u2019').replace(/\\/g, '/').replace(/\^/g, ' ').trim() || email, email };
}

/** The library writes these raw: a line feed in one would be a property of its own. */
function refuseUnwritable(invite: Invite, meant: Meant): void {
  const { uid, sequence, organizer, attendee, url, geo } = invite;
  const rules: readonly (readonly [holds: boolean, fault: string])[] = [
    [/^[A-Za-z0-9][A-Za-z0-9@._-]{15,119}$/.test(uid), 'uid'],
    [Number.isSafeInteger(sequence) && sequence >= 0, 'sequence'],
    [isMailAddress(organizer.email), 'organizer address'],
    [isMailAddress(attendee.email), 'attendee address'],
    // Zimbra creates nothing for its own organizer.
    [organizer.email.toLowerCase() !== attendee.email.toLowerCase(), 'attendee is the organizer'],
    [isBefore(meant.start, meant.end), 'end is not after start'],
    [meant.summary !== '', 'blank summary'],
    [meant.location !== '', 'blank location'],
    [url === undefined || /^https?:\/\/[A-Za-z0-9._~:/?#@!$&*+=%[\]-]+$/.test(url), 'url'],
    [geo === undefined || (Math.abs(geo.lat) <= 90 && Math.abs(geo.lon) <= 180), 'geo'],
  ];
  const faults = rules.filter(([holds]) => !holds).map(([, fault]) => fault);
  if (faults.length > 0) throw new RangeError(`invitation refused: ${faults.join(', ')}`);
}
