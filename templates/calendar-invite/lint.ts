import { at, isCivilDate, isTimeOfDay, isTimeZone } from '../../domain/dates';
import { readInvite } from './read-back';
import { vtimezone, vtimezoneFaults } from './vtimezone';

type Line = { readonly name: string; readonly parameters: string; readonly value: string };
type Block = { readonly name: string; readonly lines: readonly Line[]; readonly blocks: readonly Block[]; readonly mixed: boolean };
type Rule = readonly [holds: boolean, fault: string];

/** Every property that we write, once and in no other number; anything else was injected or is one that clients misread. */
const calendarProperties = ['VERSION', 'PRODID', 'CALSCALE', 'METHOD'];
const identifying = ['UID', 'SEQUENCE', 'DTSTAMP', 'DTSTART', 'DTEND', 'SUMMARY', 'LOCATION', 'ORGANIZER', 'ATTENDEE'];
const neededProperties = [...identifying, 'STATUS', 'TRANSP', 'CLASS', 'X-MICROSOFT-DISALLOW-COUNTER'];
const allowedProperties = [...neededProperties, 'DESCRIPTION', 'GEO', 'URL'];
const statuses = new Map([
  ['REQUEST', ['CONFIRMED', 'TENTATIVE']],
  ['CANCEL', ['CANCELLED']],
]);
const lineForm = /^([A-Za-z0-9-]+)((?:;[A-Za-z0-9-]+=(?:"[^"]*"|[^";:,]*))*):(.*)$/;
/** A backslash only before what it may escape; no bare comma or semicolon. */
const escapedText = /^(?:[^\\,;]|\\[\\,;nN])*$/;

/** What a mail or calendar client is known to stumble on; none means that the text may leave. Known validators catch few of these. */
export function inviteFaults(text: string): readonly string[] {
  const bytes = byteFaults(text);
  if (bytes.length > 0) return bytes;
  const calendar = parsed(text);
  if (typeof calendar === 'string') return [calendar];
  const events = calendar.blocks.filter(({ name }) => name === 'VEVENT');
  const [event] = events;
  if (!event || events.length !== 1) return [`${events.length} VEVENT`];
  const faults = [...calendarFaults(calendar), ...eventFaults(event, valueOf(calendar, 'METHOD')), ...partyFaults(event)];
  return faults.length > 0 ? faults : timeFaults(text, calendar, event);
}

function byteFaults(text: string): readonly string[] {
  const lines = text.split('\r\n');
  return failing([
    [text.endsWith('\r\n') && !text.endsWith('\r\n\r\n'), 'no single CRLF at the end'],
    [!lines.some((line) => /[\r\n]/.test(line)), 'line ends other than CRLF'],
    [!lines.some((line) => Buffer.byteLength(line) > 75), 'line over 75 octets'],
    [!lines.some((line) => /\p{Surrogate}/u.test(line)), 'character cut by a fold'],
    // oxlint-disable-next-line no-control-regex -- control characters are what this looks for
    [!lines.some((line) => /[\u0000-\u0008\u000b-\u001f\u007f]/.test(line)), 'control character'],
  ]);
}

function calendarFaults(calendar: Block): readonly string[] {
  const zones = calendar.blocks.filter(({ name }) => name === 'VTIMEZONE');
  return failing([
    [calendar.name === 'VCALENDAR', 'not a VCALENDAR'],
    [!calendar.mixed, 'calendar property after a component'],
    [valueOf(calendar, 'VERSION') === '2.0', 'VERSION'],
    ...calendarProperties.map((name): Rule => [count(calendar, name) === 1, `${name} is not there once`]),
    ...calendar.lines.map(({ name }): Rule => [calendarProperties.includes(name), `${name} does not belong in the calendar`]),
    [zones.length === 1, `${zones.length} VTIMEZONE`],
    [calendar.blocks.length === 2, 'another component'],
    [statuses.has(valueOf(calendar, 'METHOD')), 'METHOD is neither REQUEST nor CANCEL'],
  ]);
}

function eventFaults(event: Block, method: string): readonly string[] {
  const texts = event.lines.filter(({ name }) => ['SUMMARY', 'LOCATION', 'DESCRIPTION'].includes(name));
  return failing([
    [event.blocks.length === 0, 'an alarm: clients drop it, replace it or refuse the whole message'],
    ...neededProperties.map((name): Rule => [count(event, name) === 1, `${name} is not there once`]),
    ...event.lines.map(({ name }): Rule => [allowedProperties.includes(name), `${name} does not belong in the event`]),
    ...texts.map(({ name, value }): Rule => [escapedText.test(value), `${name} is not escaped`]),
    [valueOf(event, 'SUMMARY').trim() !== '', 'blank SUMMARY'],
    [valueOf(event, 'UID').length >= 16, 'UID is guessable'],
    [/^\d+$/.test(valueOf(event, 'SEQUENCE')), 'SEQUENCE is not a number'],
    [/^\d{8}T\d{6}Z$/.test(valueOf(event, 'DTSTAMP')), 'DTSTAMP is not in UTC'],
    [statuses.get(method)?.includes(valueOf(event, 'STATUS')) ?? false, 'STATUS does not fit METHOD'],
    [valueOf(event, 'CLASS') === 'PUBLIC', 'CLASS'],
    [valueOf(event, 'X-MICROSOFT-DISALLOW-COUNTER') === 'TRUE', 'counter-proposals are not refused'],
    [count(event, 'GEO') === 0 || /^-?\d+\.\d{6};-?\d+\.\d{6}$/.test(valueOf(event, 'GEO')), 'GEO'],
  ]);
}

function partyFaults(event: Block): readonly string[] {
  const organizer = event.lines.find(({ name }) => name === 'ORGANIZER');
  const attendee = event.lines.find(({ name }) => name === 'ATTENDEE');
  const address = (line: Line | undefined): string => (line?.value ?? '').toLowerCase();
  const parameters = `${attendee?.parameters ?? ''};`;
  const wanted = ['ROLE=REQ-PARTICIPANT', 'CUTYPE=INDIVIDUAL', 'PARTSTAT=NEEDS-ACTION', 'RSVP=FALSE'];
  return failing([
    [/^mailto:[^@\s]+@[^@\s]+$/.test(address(organizer)), 'ORGANIZER is not a mail address'],
    [/^mailto:[^@\s]+@[^@\s]+$/.test(address(attendee)), 'ATTENDEE is not a mail address'],
    [address(organizer) !== address(attendee), 'ATTENDEE is the ORGANIZER'],
    [!/[\\^]/.test(parameters + (organizer?.parameters ?? '')), 'a name that readers disagree on'],
    ...wanted.map((parameter): Rule => [parameters.includes(`;${parameter};`), `ATTENDEE lacks ${parameter}`]),
  ]);
}

/** The hour on the wall, read by the zone's own law, is the instant that another parser finds through the file's own VTIMEZONE. */
function timeFaults(text: string, calendar: Block, event: Block): readonly string[] {
  const [start, end] = [zoned(event, 'DTSTART'), zoned(event, 'DTEND')];
  if (!start || !end || start.zone !== end.zone) return ['DTSTART or DTEND is not a local time with a known TZID'];
  const block = /BEGIN:VTIMEZONE\r\n[^]*END:VTIMEZONE/.exec(text)?.[0] ?? '';
  const faults = vtimezoneFaults(block, start.zone);
  if (faults.length > 0) return faults;
  try {
    const [from, to, read] = [at(start.date, start.time, start.zone), at(end.date, end.time, end.zone), readInvite(text)];
    return failing([
      [block === vtimezone(start.zone), 'VTIMEZONE is not the one of its zone'],
      [read.start === from && read.end === to, 'another parser reads other hours'],
      [from < to, 'the end is not after the start'],
      [valueOf(calendar, 'METHOD') === read.method, 'another parser reads another METHOD'],
    ]);
  } catch (error) {
    return [error instanceof Error ? error.message : 'unreadable'];
  }
}

function zoned(event: Block, property: string) {
  const line = event.lines.find(({ name }) => name === property);
  const zone = /^;TZID=([^;"]+)$/.exec(line?.parameters ?? '')?.[1] ?? '';
  const [, year, month, day, hour, minute] = /^(\d{4})(\d\d)(\d\d)T(\d\d)(\d\d)00$/.exec(line?.value ?? '') ?? [];
  const [date, time] = [`${year}-${month}-${day}`, `${hour}:${minute}`];
  return isTimeZone(zone) && isCivilDate(date) && isTimeOfDay(time) ? { date, time, zone } : null;
}

/** The tree of components, or the first thing that makes it none. */
function parsed(text: string): Block | string {
  const root: OpenBlock = { name: '', lines: [], blocks: [], mixed: false };
  const open = [root];
  for (const raw of text
    .replace(/\r\n[ \t]/g, '')
    .slice(0, -2)
    .split('\r\n')) {
    const line = contentLine(raw);
    const inner = open.at(-1);
    if (!line || !inner) return `not a content line: ${raw.slice(0, 20)}`;
    const outer = open.at(-2);
    if (line.name === 'BEGIN') open.push({ name: line.value, lines: [], blocks: [], mixed: false });
    else if (line.name !== 'END') addLine(inner, line);
    else if (inner.name !== line.value || !outer) return `END:${line.value} closes ${inner.name}`;
    else outer.blocks.push(...open.splice(-1));
  }
  const [calendar] = root.blocks;
  const whole = open.length === 1 && root.blocks.length === 1 && root.lines.length === 0;
  return whole && calendar ? calendar : 'not one whole calendar';
}

type OpenBlock = { readonly name: string; readonly lines: Line[]; readonly blocks: OpenBlock[]; mixed: boolean };

function addLine(block: OpenBlock, line: Line): void {
  if (block.blocks.length > 0) block.mixed = true;
  block.lines.push(line);
}

function contentLine(raw: string): Line | null {
  const [, name, parameters, value] = lineForm.exec(raw) ?? [];
  return name === undefined || parameters === undefined || value === undefined ? null : { name, parameters, value };
}

function count(block: Block, property: string): number {
  return block.lines.filter(({ name }) => name === property).length;
}

function valueOf(block: Block, property: string): string {
  return block.lines.find(({ name }) => name === property)?.value ?? '';
}

function failing(rules: readonly Rule[]): readonly string[] {
  return rules.filter(([holds]) => !holds).map(([, fault]) => fault);
}
