import { byteFaults, type Component, parameterOf, propertiesNamed, type Property, readObject, valueOf } from './content-lines';
import { instantByLaw, isKnownZone, wallOf, zoneFormFaults, zoneYearFault } from './zone-rules';

/** One version of one entry, as the bytes say it. */
export type Version = {
  readonly uid: string;
  readonly sequence: number;
  readonly method: string;
  readonly organizer: string;
  readonly attendee: string;
  /** epoch ms */
  readonly stamp: number;
  readonly start: number;
  readonly end: number;
  readonly summary: string;
};
type Rule = readonly [holds: boolean, fault: string];

/** RFC 5546 3.2.2 and 3.2.5: what a REQUEST and a CANCEL hold exactly once. */
const once = ['UID', 'SEQUENCE', 'DTSTAMP', 'DTSTART', 'DTEND', 'SUMMARY', 'LOCATION', 'ORGANIZER', 'ATTENDEE', 'STATUS'];
/** Nobody here writes these: whoever finds one has found an injection. */
const foreign = ['RRULE', 'RDATE', 'EXDATE', 'RECURRENCE-ID', 'DURATION', 'ATTACH', 'CONTACT', 'COMMENT', 'REQUEST-STATUS'];
const texts = ['SUMMARY', 'LOCATION', 'DESCRIPTION'];
const fitting: Readonly<Record<string, readonly string[]>> = { REQUEST: ['CONFIRMED', 'TENTATIVE'], CANCEL: ['CANCELLED'] };

/** What a calendar would stumble on in the bytes of one invitation object; nothing when it may be obeyed. */
export function objectFaults(bytes: Buffer): readonly string[] {
  const raw = byteFaults(bytes);
  if (raw.length > 0) return raw;
  const calendar = readObject(bytes);
  if (typeof calendar === 'string') return [calendar];
  const faults = calendarFaults(calendar);
  const event = calendar.components.find(({ name }) => name === 'VEVENT');
  if (event === undefined || faults.length > 0) return faults;
  const inside = [...eventFaults(event, valueOf(calendar, 'METHOD')), ...partyFaults(event)];
  return inside.length > 0 ? inside : timeFaults(calendar, event);
}

/** Of an object without faults. */
export function versionOf(bytes: Buffer): Version {
  const calendar = readObject(bytes);
  if (typeof calendar === 'string') throw new RangeError(calendar);
  const event = calendar.components.find(({ name }) => name === 'VEVENT');
  if (event === undefined) throw new RangeError('no VEVENT');
  return {
    uid: valueOf(event, 'UID'),
    sequence: Number(valueOf(event, 'SEQUENCE')),
    method: valueOf(calendar, 'METHOD'),
    organizer: addressOf(event, 'ORGANIZER'),
    attendee: addressOf(event, 'ATTENDEE'),
    stamp: wallOf(valueOf(event, 'DTSTAMP').replace(/Z$/, '')),
    start: instantOf(event, 'DTSTART') ?? Number.NaN,
    end: instantOf(event, 'DTEND') ?? Number.NaN,
    summary: valueOf(event, 'SUMMARY'),
  };
}

function calendarFaults(calendar: Component): readonly string[] {
  const names = calendar.components.map(({ name }) => name);
  return failing([
    [!calendar.disordered, 'calendar property behind a component'],
    [propertiesNamed(calendar, 'METHOD').length === 1, 'not one METHOD'],
    [valueOf(calendar, 'METHOD') in fitting || propertiesNamed(calendar, 'METHOD').length !== 1, 'METHOD is neither REQUEST nor CANCEL'],
    [propertiesNamed(calendar, 'VERSION').length === 1 && valueOf(calendar, 'VERSION') === '2.0', 'VERSION is not 2.0'],
    [propertiesNamed(calendar, 'PRODID').length === 1, 'not one PRODID'],
    [propertiesNamed(calendar, 'CALSCALE').every(({ value }) => value === 'GREGORIAN'), 'CALSCALE is not GREGORIAN'],
    [names.filter((name) => name === 'VEVENT').length === 1, 'not one VEVENT'],
    [names.every((name) => name === 'VEVENT' || name === 'VTIMEZONE'), 'a component that is neither VEVENT nor VTIMEZONE'],
    [names.at(-1) === 'VEVENT', 'VTIMEZONE behind the event'],
  ]);
}

function eventFaults(event: Component, method: string): readonly string[] {
  const written = event.properties.filter(({ name }) => texts.includes(name));
  return failing([
    [event.components.length === 0, 'an alarm'],
    ...once.map((name): Rule => [propertiesNamed(event, name).length === 1, `not one ${name}`]),
    ...foreign.map((name): Rule => [propertiesNamed(event, name).length === 0, `${name} in the event`]),
    ...written.map(({ name, value }): Rule => [isEscaped(value), `${name} is not escaped`]),
    [valueOf(event, 'SUMMARY').trim() !== '' || propertiesNamed(event, 'SUMMARY').length !== 1, 'SUMMARY is blank'],
    [/^.{16,}$/.test(valueOf(event, 'UID')) || propertiesNamed(event, 'UID').length !== 1, 'UID can be guessed'],
    [/^\d{1,9}$/.test(valueOf(event, 'SEQUENCE')) || propertiesNamed(event, 'SEQUENCE').length !== 1, 'SEQUENCE is not a number'],
    ...event.properties
      .filter(({ name }) => ['DTSTAMP', 'CREATED', 'LAST-MODIFIED'].includes(name))
      .map(({ name, value }): Rule => [/^\d{8}T\d{6}Z$/.test(value), `${name} is not in UTC`]),
    [
      (fitting[method] ?? []).includes(valueOf(event, 'STATUS')) || propertiesNamed(event, 'STATUS').length !== 1,
      'STATUS does not fit METHOD',
    ],
    [['', 'PUBLIC'].includes(valueOf(event, 'CLASS')), 'CLASS hides the entry from a secretary'],
    [valueOf(event, 'X-MICROSOFT-DISALLOW-COUNTER') === 'TRUE', 'counter-proposals are not refused'],
  ]);
}

function partyFaults(event: Component): readonly string[] {
  const [organizer, attendee] = [propertiesNamed(event, 'ORGANIZER')[0], propertiesNamed(event, 'ATTENDEE')[0]];
  if (organizer === undefined || attendee === undefined) return [];
  const wanted = { PARTSTAT: 'NEEDS-ACTION', ROLE: 'REQ-PARTICIPANT', CUTYPE: 'INDIVIDUAL' };
  const isMailto = ({ value }: Property): boolean => /^mailto:[^@\s,;]+@[^@\s,;]+$/i.test(value);
  return failing([
    [isMailto(organizer), 'ORGANIZER is not one mail address'],
    [isMailto(attendee), 'ATTENDEE is not one mail address'],
    [addressOf(event, 'ORGANIZER') !== addressOf(event, 'ATTENDEE'), 'ATTENDEE is the ORGANIZER'],
    ...Object.entries(wanted).map(([name, value]): Rule => [parameterOf(attendee, name) === value, `ATTENDEE without ${name}=${value}`]),
    [/^(TRUE|FALSE)$/.test(parameterOf(attendee, 'RSVP')), 'ATTENDEE without RSVP'],
    [!/[\\^]/.test(parameterOf(attendee, 'CN') + parameterOf(organizer, 'CN')), 'a name that readers cut or change'],
  ]);
}

/** RFC 5545 3.2.19: a TZID needs its VTIMEZONE in the object, under the very same name. */
function timeFaults(calendar: Component, event: Component): readonly string[] {
  const zones = calendar.components.filter(({ name }) => name === 'VTIMEZONE');
  const used = new Set(event.properties.map((property) => parameterOf(property, 'TZID')).filter((tzid) => tzid !== ''));
  const given = zones.map((zone) => valueOf(zone, 'TZID'));
  const both = ['DTSTART', 'DTEND'].flatMap((name) => propertiesNamed(event, name));
  const form = failing([
    [both.every((property) => parameterOf(property, 'TZID') !== ''), 'floating time'],
    [both.every(({ value }) => !Number.isNaN(wallOf(value))), 'DTSTART or DTEND is not a local time'],
    [[...used].every((tzid) => given.includes(tzid)), 'TZID without its VTIMEZONE'],
    [given.every((tzid) => used.has(tzid)) && new Set(given).size === given.length, 'VTIMEZONE that nothing uses'],
    [[...used].every(isKnownZone), 'a zone that the world does not know'],
  ]);
  const faults = form.length > 0 ? form : zones.flatMap(zoneFormFaults);
  return faults.length > 0 ? faults : instantFaults(zones, event);
}

function instantFaults(zones: readonly Component[], event: Component): readonly string[] {
  const [start, end] = [instantOf(event, 'DTSTART'), instantOf(event, 'DTEND')];
  if (start === null || end === null) return ['an hour that clocks skip or repeat'];
  if (end <= start) return ['the end is not after the start'];
  return zones.flatMap((zone) => zoneYearFault(zone, valueOf(zone, 'TZID'), new Date(start).getUTCFullYear()) ?? []);
}

/** RFC 5545 3.3.11: a comma, a semicolon and a backslash stand behind a backslash, and nothing else does but a line feed's n. */
function isEscaped(value: string): boolean {
  return /^(?:[^\\,;]|\\[\\,;nN])*$/.test(value);
}

function instantOf(event: Component, name: string): number | null {
  const [property] = propertiesNamed(event, name);
  return property === undefined ? null : instantByLaw(parameterOf(property, 'TZID'), wallOf(property.value));
}

function addressOf(event: Component, name: string): string {
  return valueOf(event, name)
    .replace(/^mailto:/i, '')
    .toLowerCase();
}

function failing(rules: readonly Rule[]): readonly string[] {
  return rules.filter(([holds]) => !holds).map(([, fault]) => fault);
}
