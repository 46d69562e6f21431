import type ICalJs from 'ical.js' with { 'resolution-mode': 'import' };
import { type Instant, instantFromMs } from '../../domain/dates';

/** What a calendar that never saw our code understands of an invitation. */
export type ReadInvite = {
  readonly method: string;
  readonly uid: string;
  readonly sequence: number;
  readonly status: string;
  readonly dtstamp: Instant;
  readonly start: Instant;
  readonly end: Instant;
  readonly summary: string;
  readonly description: string;
  readonly location: string;
  readonly organizer: Party;
  readonly attendees: readonly Party[];
};
type Party = { readonly name: string; readonly email: string };

/** Its types are those of an ES module, its CommonJS build carries none. */
// oxlint-disable-next-line typescript/no-require-imports -- see above
const ICAL: typeof ICalJs = require('ical.js');

/** Reads through the file's own VTIMEZONE, never through a zone that the reader knows by name. Throws on what it cannot read. */
export function readInvite(text: string): ReadInvite {
  const calendar = new ICAL.Component(ICAL.parse(text));
  const events = calendar.getAllSubcomponents('vevent');
  const [event] = events;
  if (!event || events.length !== 1) throw new RangeError(`${events.length} events`);
  const word = (name: string): string => String(event.getFirstPropertyValue(name) ?? '');
  return {
    method: String(calendar.getFirstPropertyValue('method')),
    uid: word('uid'),
    sequence: Number(word('sequence')),
    status: word('status'),
    dtstamp: instantOf(calendar, event, 'dtstamp'),
    start: instantOf(calendar, event, 'dtstart'),
    end: instantOf(calendar, event, 'dtend'),
    summary: word('summary'),
    description: word('description'),
    location: word('location'),
    organizer: party(event.getFirstProperty('organizer')),
    attendees: event.getAllProperties('attendee').map(party),
  };
}

function instantOf(calendar: ICalJs.Component, event: ICalJs.Component, name: string): Instant {
  const property = event.getFirstProperty(name);
  const time = property?.getFirstValue();
  if (!(time instanceof ICAL.Time)) throw new RangeError(`no ${name}`);
  const tzid = property?.getFirstParameter('tzid');
  if (tzid) {
    const zone = calendar.getAllSubcomponents('vtimezone').find((component) => component.getFirstPropertyValue('tzid') === tzid);
    if (!zone) throw new RangeError(`no VTIMEZONE for ${tzid}`);
    time.zone = zoneOf(zone, tzid);
  } else if (time.zone !== ICAL.Timezone.utcTimezone) {
    throw new RangeError(`${name} is a floating time`);
  }
  return instantFromMs(time.toUnixTime() * 1000);
}

/** The reader unrolls a zone's rules from 1970 on, which takes tens of milliseconds: once per text of a zone is enough. */
function zoneOf(component: ICalJs.Component, tzid: string): ICalJs.Timezone {
  const text = component.toString();
  const known = zones.get(text);
  if (known) return known;
  const zone = new ICAL.Timezone({ component, tzid });
  zones.set(text, zone);
  return zone;
}

const zones = new Map<string, ICalJs.Timezone>();

function party(property: ICalJs.Property | null): Party {
  const address = String(property?.getFirstValue() ?? '');
  return { name: property?.getFirstParameter('cn') ?? '', email: address.replace(/^mailto:/i, '') };
}
