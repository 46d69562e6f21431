import { calendarInvite, expected, readBackFaults } from '../../../templates/calendar-invite';
import { inviteFaults } from '../../../templates/calendar-invite/lint';
import { anInvite } from './invite-builder';

const good = calendarInvite(anInvite());
const cancel = calendarInvite(anInvite({ method: 'CANCEL', sequence: 2 }));
const zone = /BEGIN:VTIMEZONE[^]*END:VTIMEZONE\r\n/;
const attendee = /ATTENDEE[^]*?\r\n(?! )/.exec(good)?.[0] ?? '';
const alarm = 'BEGIN:VALARM\r\nACTION:DISPLAY\r\nTRIGGER:-PT15M\r\nDESCRIPTION:x\r\nEND:VALARM\r\n';
const swap = (text: string, from: string | RegExp, to: string): string => {
  const mutant = text.replace(from, () => to);
  if (mutant === text) throw new Error(`nothing to change: ${from}`);
  return mutant;
};

const mutants: readonly (readonly [name: string, text: string])[] = [
  ['no VTIMEZONE', swap(good, zone, '')],
  ['a VTIMEZONE under an alias', swap(good, 'TZID:Europe/Paris\r\nX-LIC', 'TZID:Europe/Brussels\r\nX-LIC')],
  ['a zone that only its event names', swap(good, 'DTSTART;TZID=Europe/Paris', 'DTSTART;TZID=Paris')],
  ['a local DTSTAMP', swap(good, '20260914T093015Z', '20260914T093015')],
  ['floating hours', good.replaceAll(';TZID=Europe/Paris', '')],
  ['bare line feeds', good.replaceAll('\r\n', '\n')],
  ['one bare line feed', swap(good, 'VERSION:2.0\r\n', 'VERSION:2.0\n')],
  ['no last line end', good.slice(0, -2)],
  ['a long line', swap(good, /\r\n ?=FALSE/, '=FALSE')],
  ['a character cut by a fold', swap(good, 'SUMMARY:', 'SUMMARY:\ud83d\r\n \udc69')],
  ['no UID', swap(good, /UID:.*\r\n/, '')],
  ['no ORGANIZER', swap(good, /ORGANIZER.*\r\n/, '')],
  ['no ATTENDEE', swap(good, attendee, '')],
  ['two ATTENDEE', swap(good, attendee, attendee + attendee.replace('jeanne', 'jean'))],
  ['no METHOD', swap(good, 'METHOD:REQUEST\r\n', '')],
  ['two METHOD', swap(good, 'METHOD:REQUEST\r\n', 'METHOD:REQUEST\r\nMETHOD:REQUEST\r\n')],
  ['METHOD PUBLISH', swap(good, 'METHOD:REQUEST', 'METHOD:PUBLISH')],
  ['a method named like a property of objects', swap(good, 'METHOD:REQUEST', 'METHOD:constructor')],
  ['two events', swap(good, 'END:VEVENT\r\n', `END:VEVENT\r\n${/BEGIN:VEVENT[^]*END:VEVENT\r\n/.exec(good)?.[0]}`)],
  ['a cancellation that stays CONFIRMED', swap(cancel, 'STATUS:CANCELLED', 'STATUS:CONFIRMED')],
  ['a cancellation without STATUS', swap(cancel, 'STATUS:CANCELLED\r\n', '')],
  ['a cancellation without SEQUENCE', swap(cancel, 'SEQUENCE:2\r\n', '')],
  ['a cancellation with an alarm', swap(cancel, 'END:VEVENT', `${alarm}END:VEVENT`)],
  ['a cancellation sent as a request', swap(cancel, 'METHOD:CANCEL', 'METHOD:REQUEST')],
  ['an alarm before STATUS', swap(good, 'STATUS:', `${alarm}STATUS:`)],
  ['an alarm at its right place', swap(good, 'END:VEVENT', `${alarm}END:VEVENT`)],
  ['a wrong summer offset', swap(good, 'TZOFFSETTO:+0200', 'TZOFFSETTO:+0300')],
  ['a wrong rule for the change of clocks', swap(good, 'BYMONTH=10', 'BYMONTH=9')],
  ['a rule without BYDAY', swap(good, ';BYDAY=-1SU', ';BYMONTHDAY=29')],
  ['a list of dates in the zone', swap(good, 'RRULE:FREQ=YEARLY;BYMONTH=10;BYDAY=-1SU', 'RDATE:20261025T030000')],
  ['a raw comma', swap(good, 'Consultation\\,', 'Consultation,')],
  ['a stray backslash', swap(good, 'Consultation\\,', 'Consultation\\x')],
  ['a blank summary', swap(good, /SUMMARY:.*\r\n/, 'SUMMARY: \r\n')],
  ['a name of the calendar', swap(good, 'METHOD:', 'X-WR-CALNAME:Relais\r\nMETHOD:')],
  ['a calendar property after the zone', swap(good, 'BEGIN:VEVENT', 'CALSCALE:GREGORIAN\r\nBEGIN:VEVENT')],
  ['an injected property', swap(good, 'STATUS:', 'ATTACH:https://example.fr/x\r\nSTATUS:')],
  ['an escaped quote in a name', swap(good, 'CN="Planification"', 'CN="Planif\\\\ication"')],
  ['an answer asked for', swap(good, /RSVP\r\n ?=FALSE/, 'RSVP\r\n =TRUE')],
  ['a recipient who is the organizer', swap(good, 'mailto:rdv@example.fr', 'mailto:jeanne.martin@medecin.example')],
  ['a private event', swap(good, 'CLASS:PUBLIC', 'CLASS:PRIVATE')],
  ['counter-proposals', swap(good, 'X-MICROSOFT-DISALLOW-COUNTER:TRUE\r\n', '')],
  ['a local time that does not exist', swap(good, 'Paris:20261024T090000', 'Paris:20260329T023000')],
  ['an end before the start', swap(good, 'Paris:20261024T120000', 'Paris:20261024T080000')],
  ['an empty calendar', 'BEGIN:VCALENDAR\r\nVERSION:2.0\r\nEND:VCALENDAR\r\n'],
  ['an unclosed component', swap(good, 'END:VEVENT\r\n', '')],
  ['nothing', ''],
];

describe('the lint of invitations', () => {
  it('finds nothing in a request, an update or a cancellation of ours', () => {
    const update = calendarInvite(anInvite({ sequence: 1, tentative: true }));
    expect([good, update, cancel].map(inviteFaults)).toEqual([[], [], []]);
  });

  it.each(mutants)('refuses %s', (_, text) => {
    expect(inviteFaults(text)).not.toEqual([]);
  });
});

describe('the second parser', () => {
  it.each([
    ['uid', 'UID:6f1c', 'UID:7f1c'],
    ['sequence', 'SEQUENCE:0', 'SEQUENCE:1'],
    ['method', 'METHOD:REQUEST', 'METHOD:CANCEL'],
    ['status', 'STATUS:CONFIRMED', 'STATUS:TENTATIVE'],
    ['dtstamp', 'DTSTAMP:20260914T093015Z', 'DTSTAMP:20260914T093016Z'],
    ['start', 'Paris:20261024T090000', 'Paris:20261024T080000'],
    ['end', 'Paris:20261024T120000', 'Paris:20261024T130000'],
    ['summary', 'SUMMARY:C', 'SUMMARY:D'],
    ['location', 'LOCATION:M', 'LOCATION:N'],
    ['description', 'DESCRIPTION:D', 'DESCRIPTION:E'],
    ['organizer', 'CN="Planification"', 'CN="Planifications"'],
    ['attendees', 'CN="Dr Jeanne', 'CN="Dr Jeannette'],
  ])('notices that another %s than the one meant is read', (name, from, to) => {
    expect(readBackFaults(swap(good, from, to), expected(anInvite()))).toEqual([`${name} is read differently`]);
  });
});
