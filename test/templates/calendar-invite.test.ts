import fc from 'fast-check';
import { at, civilDate, type TimeZone } from '../../domain/dates';
import { answerByLinkNotice, calendarInvite, expected, readBackFaults } from '../../templates/calendar-invite';
import { inviteFaults } from '../../templates/calendar-invite/lint';
import { readInvite } from '../../templates/calendar-invite/read-back';
import { anInvite, everyZone } from './calendar-invite/invite-builder';

const unfolded = (text: string): string[] => text.replace(/\r\n /g, '').split('\r\n');

describe('an invitation', () => {
  it('is the same bytes on every machine, in every process zone', () => {
    expect(calendarInvite(anInvite({ description: 'Court', location: 'Thizy', summary: 'Consultation, Thizy' })).split('\r\n')).toEqual([
      'BEGIN:VCALENDAR',
      'VERSION:2.0',
      'PRODID:-//Relais//Relais//FR',
      'CALSCALE:GREGORIAN',
      'METHOD:REQUEST',
      'BEGIN:VTIMEZONE',
      'TZID:Europe/Paris',
      'X-LIC-LOCATION:Europe/Paris',
      'BEGIN:DAYLIGHT',
      'TZOFFSETFROM:+0100',
      'TZOFFSETTO:+0200',
      'TZNAME:CEST',
      'DTSTART:19700329T020000',
      'RRULE:FREQ=YEARLY;BYMONTH=3;BYDAY=-1SU',
      'END:DAYLIGHT',
      'BEGIN:STANDARD',
      'TZOFFSETFROM:+0200',
      'TZOFFSETTO:+0100',
      'TZNAME:CET',
      'DTSTART:19701025T030000',
      'RRULE:FREQ=YEARLY;BYMONTH=10;BYDAY=-1SU',
      'END:STANDARD',
      'END:VTIMEZONE',
      'BEGIN:VEVENT',
      'UID:6f1c0a9be4d24d5f8a7b3c2d1e0f9a8b@rdv.example.fr',
      'SEQUENCE:0',
      'DTSTAMP:20260914T093015Z',
      'DTSTART;TZID=Europe/Paris:20261024T090000',
      'DTEND;TZID=Europe/Paris:20261024T120000',
      'SUMMARY:Consultation\\, Thizy',
      'TRANSP:OPAQUE',
      'LOCATION:Thizy',
      'DESCRIPTION:Court\\n\\nRépondre depuis votre agenda ne nous prévient pas\u00a0',
      ' : pour accepter\\, refuser ou signaler un empêchement\\, utilisez le lien d',
      ' u message.',
      'ORGANIZER;CN="Planification":mailto:rdv@example.fr',
      'ATTENDEE;ROLE=REQ-PARTICIPANT;CUTYPE=INDIVIDUAL;PARTSTAT=NEEDS-ACTION;RSVP',
      ' =FALSE;CN="Dr Jeanne Martin":MAILTO:jeanne.martin@medecin.example',
      'GEO:46.030000;4.312500',
      'STATUS:CONFIRMED',
      'X-MICROSOFT-DISALLOW-COUNTER:TRUE',
      'CLASS:PUBLIC',
      'END:VEVENT',
      'END:VCALENDAR',
      '',
    ]);
  });

  it('says in the event itself that an answer in the calendar does not tell us, a cancellation asks for none', () => {
    expect(readInvite(calendarInvite(anInvite())).description).toContain(answerByLinkNotice);
    expect(readInvite(calendarInvite(anInvite({ method: 'CANCEL', sequence: 1 }))).description).not.toContain(answerByLinkNotice);
  });

  it.each([
    ['REQUEST', false, 'CONFIRMED'],
    ['REQUEST', true, 'TENTATIVE'],
    ['CANCEL', false, 'CANCELLED'],
    ['CANCEL', true, 'CANCELLED'],
  ] as const)('of method %s, tentative %s, has the status %s', (method, tentative, status) => {
    expect(unfolded(calendarInvite(anInvite({ method, tentative })))).toContain(`STATUS:${status}`);
  });

  it.each(everyZone)('in %s gives the hour of the site on both sides of a change of clocks (R-37)', (zone) => {
    for (const date of ['2026-03-28', '2026-03-30', '2026-10-24', '2026-10-26', '2027-03-13', '2027-03-15', '2027-11-06', '2027-11-08'].map(
      civilDate,
    )) {
      const text = calendarInvite(anInvite({ zone, start: { date, time: '08:30' }, end: { date, time: '12:30' } }));
      expect(readInvite(text)).toMatchObject({ start: at(date, '08:30', zone), end: at(date, '12:30', zone) });
      expect(unfolded(text)).toContain(`DTSTART;TZID=${zone}:${date.replaceAll('-', '')}T083000`);
    }
  });

  it('writes a coordinate of zero, which the library would drop', () => {
    expect(unfolded(calendarInvite(anInvite({ geo: { lat: 48.5, lon: 0 } })))).toContain('GEO:48.500000;0.000000');
  });

  it.each([
    ['an hour that does not exist', { start: { date: civilDate('2026-03-29'), time: '02:30' } }],
    [
      'an hour that exists twice',
      { start: { date: civilDate('2026-10-25'), time: '02:30' }, end: { date: civilDate('2026-10-25'), time: '12:00' } },
    ],
    ['an end before its start', { end: { date: civilDate('2026-10-24'), time: '08:00' } }],
    ['a uid with a line feed', { uid: '6f1c0a9be4d24d5f8a7b3c2d1e0f9a8b\r\nATTENDEE:mailto:x@example.fr' }],
    ['a uid that can be guessed', { uid: 'jour-12' }],
    ['a blank summary', { summary: ' \u0000 ' }],
    ['a blank place', { location: '\n' }],
    ['an address with a comma', { attendee: { name: 'X', email: 'a,b@example.fr' } }],
    ['an address with a line feed', { organizer: { name: 'X', email: 'a@example.fr\r\nX:1' } }],
    ['a recipient who is the organizer', { attendee: { name: 'X', email: 'RDV@example.fr' } }],
    ['a url with a line feed', { url: 'https://example.fr/\r\nX:1' }],
    ['a negative sequence', { sequence: -1 }],
    ['a zone that no calendar knows by rule', { zone: 'UTC' as TimeZone }],
    ['a zone whose law has changed since its frozen rules', { zone: 'America/Mexico_City' as TimeZone }],
  ])('with %s is refused', (_, changes) => {
    expect(() => calendarInvite(anInvite(changes))).toThrow(RangeError);
  });

  it('takes 2 000 hostile names, places and texts without a fault, without one more property, and is read back as meant', () => {
    const pieces = fc.constantFrom(
      '\r\n',
      '\n',
      '\r',
      '"',
      '\\',
      '\\n',
      ';',
      ',',
      ':',
      '^',
      '^n',
      "'",
      '\u0000',
      '\ud83d',
      '\u{1f469}\u200d\u2695\ufe0f',
      '\u2028',
      '\u0085',
      'ATTENDEE:mailto:x@example.fr',
      'END:VEVENT',
      'BEGIN:VALARM',
      'é',
      '\u00a0',
      '\t',
      ' ',
      '=?utf-8?Q?a?=',
      '%0D%0A',
      'mailto:',
      '«',
    );
    const hostile = fc
      .array(fc.oneof(pieces, fc.string({ maxLength: 12, unit: 'binary' })), { maxLength: 25 })
      .map((parts) => `x${parts.join('')}`);
    fc.assert(
      fc.property(hostile, hostile, hostile, hostile, hostile, (summary, description, location, organizer, attendee) => {
        const invite = anInvite({
          summary,
          description,
          location,
          organizer: { name: organizer, email: 'rdv@example.fr' },
          attendee: { name: attendee, email: 'jm@medecin.example' },
        });
        const text = calendarInvite(invite);
        return inviteFaults(text).length === 0 && readBackFaults(text, expected(invite)).length === 0;
      }),
      { numRuns: 400, seed: 20260914 },
    );
  });
});
