import { mimeBytes } from '../../activities/mime';
import { instantMs, wallTime } from '../../domain/dates';
import { calendarInvite } from '../../templates/calendar-invite';
import { mailParts } from '../activities/mail-builder';
import { anInvite } from '../templates/calendar-invite/invite-builder';
import { checkMail } from './mail-faults';
import { seriesFaults } from './series-faults';

type Change = (text: string) => string;

/** Version n of one entry, as it would leave: each an hour after the one before. */
function sent(sequence: number, method: 'REQUEST' | 'CANCEL', changes: Parameters<typeof anInvite>[0] = {}): Promise<Buffer> {
  const date = wallTime(Date.UTC(2026, 8, 14, 9 + sequence, 30, 15));
  const invite = anInvite({
    sequence,
    method,
    dtstamp: `2026-09-14T${String(9 + sequence).padStart(2, '0')}:30:15.000Z` as never,
    ...changes,
  });
  const messageId = `<version-${sequence}@rdv.example.fr>`;
  const to = { name: invite.attendee.name, address: invite.attendee.email };
  const from = { name: invite.organizer.name, address: invite.organizer.email };
  return mimeBytes(
    mailParts({
      messageId,
      from,
      to,
      date: wallTime(Math.max(date, instantMs(invite.dtstamp))),
      invite: { text: calendarInvite(invite), method, filename: 'rendez-vous.ics' },
    }),
  );
}

function changed(text: string, from: string | RegExp, to: string): string {
  const mutant = text.replace(from, () => to);
  if (mutant === text) throw new Error(`nothing to change: ${from}`);
  return mutant;
}

const swap =
  (from: string | RegExp, to: string): Change =>
  (text) =>
    changed(text, from, to);

/** Changes the mail around the invitation. */
const mail =
  (from: string | RegExp, to: string) =>
  (bytes: Buffer): Buffer =>
    Buffer.from(changed(bytes.toString('latin1'), from, to), 'latin1');

/** Changes the invitation in both places where the mail carries it. */
const object =
  (change: Change) =>
  (bytes: Buffer): Buffer =>
    Buffer.from(
      bytes.toString('latin1').replace(/(Encoding: base64\r\n(?:[^\r]+\r\n)*\r\n)([A-Za-z0-9+/=\r\n]+?)(?=\r\n--)/g, (_, head, body) => {
        const text = change(Buffer.from(String(body), 'base64').toString('utf8'));
        return `${head}${base64(Buffer.from(text, 'utf8'))}`;
      }),
      'latin1',
    );
const base64 = (bytes: Buffer): string => bytes.toString('base64').replace(/.{76}(?=.)/g, '$&\r\n');
const raw =
  (change: (bytes: Buffer) => Buffer) =>
  (bytes: Buffer): Buffer =>
    Buffer.from(
      bytes
        .toString('latin1')
        .replace(
          /(Encoding: base64\r\n(?:[^\r]+\r\n)*\r\n)([A-Za-z0-9+/=\r\n]+?)(?=\r\n--)/g,
          (_, head, body) => `${head}${base64(change(Buffer.from(String(body), 'base64')))}`,
        ),
      'latin1',
    );

const alarm = 'BEGIN:VALARM\r\nACTION:DISPLAY\r\nTRIGGER:-PT15M\r\nDESCRIPTION:x\r\nEND:VALARM\r\n';
const attendee = /ATTENDEE[^]*?\r\n(?! )/;

const objectMutants: readonly (readonly [name: string, change: Change, fault: string])[] = [
  ['bare line feeds', (text) => text.replaceAll('\r\n', '\n'), 'no CRLF at the end'],
  ['one bare line feed', swap('VERSION:2.0\r\n', 'VERSION:2.0\n'), 'line end other than CRLF'],
  ['no last line end', (text) => text.slice(0, -2), 'no CRLF at the end'],
  ['an unfolded line', swap(/\r\n ?=FALSE/, '=FALSE'), 'line over 75 octets'],
  ['no VTIMEZONE', swap(/BEGIN:VTIMEZONE[^]*END:VTIMEZONE\r\n/, ''), 'TZID without its VTIMEZONE'],
  ['a VTIMEZONE under an alias', swap('TZID:Europe/Paris\r\nX-LIC', 'TZID:Europe/Brussels\r\nX-LIC'), 'TZID without its VTIMEZONE'],
  ['floating hours', (text) => text.replaceAll(';TZID=Europe/Paris', ''), 'floating time'],
  ['a wrong summer offset', swap('TZOFFSETTO:+0200', 'TZOFFSETTO:+0300'), 'VTIMEZONE is not the law of Europe/Paris at 2026-03-29T01h'],
  ['a wrong Sunday', swap('BYMONTH=10;BYDAY=-1SU', 'BYMONTH=10;BYDAY=1SU'), 'VTIMEZONE is not the law of Europe/Paris at 2026-10-04T01h'],
  ['a wrong month', swap('BYMONTH=3;', 'BYMONTH=4;'), 'VTIMEZONE is not the law of Europe/Paris at 2026-03-29T06h'],
  [
    'a rule by day of the month',
    swap('RRULE:FREQ=YEARLY;BYMONTH=10;BYDAY=-1SU', 'RRULE:FREQ=YEARLY;BYMONTH=10;BYMONTHDAY=25'),
    'VTIMEZONE rule is not yearly by month and weekday',
  ],
  ['a rule that begins late', swap('DTSTART:19701025T030000', 'DTSTART:20071028T030000'), 'VTIMEZONE begins after 1970'],
  ['a local DTSTAMP', swap('20260914T093015Z', '20260914T093015'), 'DTSTAMP is not in UTC'],
  ['no UID', swap(/UID:.*\r\n/, ''), 'not one UID'],
  ['a UID that one guesses', swap(/UID:.*\r\n/, 'UID:day-1\r\n'), 'UID can be guessed'],
  ['no ORGANIZER', swap(/ORGANIZER.*\r\n/, ''), 'not one ORGANIZER'],
  ['no ATTENDEE', swap(attendee, ''), 'not one ATTENDEE'],
  ['two ATTENDEE', (text) => changed(text, attendee, `${attendee.exec(text)?.[0]}ATTENDEE:mailto:x@example.fr\r\n`), 'not one ATTENDEE'],
  ['no SEQUENCE', swap('SEQUENCE:0\r\n', ''), 'not one SEQUENCE'],
  ['no METHOD', swap('METHOD:REQUEST\r\n', ''), 'not one METHOD'],
  ['METHOD PUBLISH', swap('METHOD:REQUEST', 'METHOD:PUBLISH'), 'METHOD is neither REQUEST nor CANCEL'],
  ['a cancellation inside a REQUEST', swap('STATUS:CONFIRMED', 'STATUS:CANCELLED'), 'STATUS does not fit METHOD'],
  ['an alarm', swap('END:VEVENT', `${alarm}END:VEVENT`), 'an alarm'],
  ['a raw comma', swap('Consultation\\,', 'Consultation,'), 'SUMMARY is not escaped'],
  ['a blank summary', swap(/SUMMARY:.*\r\n/, 'SUMMARY: \r\n'), 'SUMMARY is blank'],
  ['a repetition', swap('STATUS:', 'RRULE:FREQ=DAILY\r\nSTATUS:'), 'RRULE in the event'],
  ['two events', (text) => changed(text, /END:VEVENT\r\n/, `END:VEVENT\r\nBEGIN:VEVENT\r\nUID:x\r\nEND:VEVENT\r\n`), 'not one VEVENT'],
  ['a calendar property behind the zone', swap('BEGIN:VEVENT', 'X-WR-CALNAME:x\r\nBEGIN:VEVENT'), 'calendar property behind a component'],
  ['an hour that the clocks skip', swap('Paris:20261024T090000', 'Paris:20260329T023000'), 'an hour that clocks skip or repeat'],
  ['an hour that the clocks repeat', swap('Paris:20261024T090000', 'Paris:20261025T023000'), 'an hour that clocks skip or repeat'],
  ['an end before its start', swap('Paris:20261024T120000', 'Paris:20261024T080000'), 'the end is not after the start'],
  ['an answered invitation', swap('PARTSTAT=NEEDS-ACTION', 'PARTSTAT=ACCEPTED'), 'ATTENDEE without PARTSTAT=NEEDS-ACTION'],
  ['an unclosed event', swap('END:VEVENT\r\n', ''), 'END:VCALENDAR closes VEVENT'],
  ['a private event', swap('CLASS:PUBLIC', 'CLASS:PRIVATE'), 'CLASS hides the entry from a secretary'],
  ['another organizer than the sender', swap('mailto:rdv@example.fr', 'mailto:autre@example.fr'), 'ORGANIZER is not the sender'],
  ['another attendee than the recipient', swap('MAILTO:jeanne.martin@', 'MAILTO:jean.martin@'), 'ATTENDEE is not the recipient'],
  ['a stamp made anew on a retry', swap('DTSTAMP:20260914T093015Z', 'DTSTAMP:20260914T093016Z'), 'DTSTAMP is not the moment of the mail'],
  [
    'another METHOD than the parameter',
    (text) => changed(changed(text, 'METHOD:REQUEST', 'METHOD:CANCEL'), 'STATUS:CONFIRMED', 'STATUS:CANCELLED'),
    'method parameter is not METHOD',
  ],
];

const mailMutants: readonly (readonly [name: string, change: (bytes: Buffer) => Buffer, fault: string])[] = [
  ['a character cut by a fold', raw(cutCharacter), 'character cut by a fold'],
  ['no method parameter', mail('; method=REQUEST', ''), 'invitation without the method parameter'],
  ['no charset', mail('text/calendar; charset=utf-8', 'text/calendar'), 'text/calendar without charset utf-8'],
  [
    'the invitation as an attachment',
    mail(/(?=Content-Transfer-Encoding: base64)/, 'Content-Disposition: attachment\r\n'),
    'invitation with a disposition',
  ],
  ['an invitation that says to be quoted-printable', mail('Encoding: base64', 'Encoding: quoted-printable'), 'invitation not in base64'],
  [
    'characters that base64 has not',
    mail(/(Encoding: base64\r\n\r\n.{20})./, 'Encoding: base64\r\n\r\n!!!!'),
    'text/calendar is not base64',
  ],
  ['a base64 line over 76', mail(/(?<=base64\r\n(?:[^\r]+\r\n)*\r\n[A-Za-z0-9+/]{76})\r\n/, ''), 'text/calendar is not base64'],
  ['the calendar before the text', reordered, 'parts are not mixed(alternative(text, HTML, calendar), file)'],
  ['alternatives that are no alternatives', mail('multipart/alternative', 'multipart/related'), 'not one file beside the alternatives'],
  ['a file of another name', mail('name=rendez-vous.ics', 'name=rendez-vous.txt'), 'file is not called .ics'],
  ['a copy to somebody', mail('\r\nTo: ', '\r\nCc: x@example.fr\r\nTo: '), 'a second recipient'],
  ['two recipients', mail('<jeanne.martin@medecin.example>', '<jeanne.martin@medecin.example>, <x@example.fr>'), 'To is not one address'],
  ['an answer led away', mail('\r\nTo: ', '\r\nReply-To: x@example.fr\r\nTo: '), 'Reply-To leads answers away'],
  ['a machine that hides', mail('Auto-Submitted: auto-generated\r\n', ''), 'not one Auto-Submitted'],
  ['a mail without its last line end', (bytes) => bytes.subarray(0, -2), 'mail without a last CRLF'],
  ['a mail with bare line feeds', mail('\r\nTo: ', '\nTo: '), 'mail with a line end other than CRLF'],
];

/** Moves the first fold that stands behind an accent one octet to the left. */
function cutCharacter(bytes: Buffer): Buffer {
  const at = bytes.indexOf('É') > 0 ? bytes.indexOf('É') : bytes.indexOf('é');
  return Buffer.concat([bytes.subarray(0, at + 1), Buffer.from('\r\n '), bytes.subarray(at + 1)]);
}

function reordered(bytes: Buffer): Buffer {
  const text = bytes.toString('latin1');
  const boundary = /multipart\/alternative;\s+boundary="([^"]+)"/.exec(text)?.[1] ?? '';
  const [head = '', plain = '', html = '', calendar = ''] = text.split(`--${boundary}\r\n`);
  const [own = '', rest = ''] = calendar.split(`--${boundary}--`);
  return Buffer.from([head, own, plain, html].join(`--${boundary}\r\n`) + `--${boundary}--${rest}`, 'latin1');
}

describe('the checker of invitations', () => {
  let good: Buffer;
  beforeAll(async () => void (good = await sent(0, 'REQUEST')));

  it('accepts what is good', () => {
    expect(checkMail(good)).toMatchObject({
      faults: [],
      version: { sequence: 0, method: 'REQUEST', attendee: 'jeanne.martin@medecin.example' },
    });
  });

  it.each(objectMutants)('refuses %s for its own reason', (_, change, fault) => {
    expect(checkMail(object(change)(good)).faults[0]).toBe(fault);
  });

  it.each(mailMutants)('refuses %s for its own reason', (_, change, fault) => {
    expect(checkMail(change(good)).faults[0]).toBe(fault);
  });
});

describe('the checker of series', () => {
  const uid = '6f1c0a9be4d24d5f8a7b3c2d1e0f9a8b@rdv.example.fr';
  const request = { uid };
  const series: readonly (readonly [name: string, () => readonly Promise<Buffer>[], faults: readonly string[]])[] = [
    ['a request, an update and a cancellation', () => [sent(0, 'REQUEST'), sent(1, 'REQUEST'), sent(2, 'CANCEL')], []],
    ['the same in another order of reading', () => [sent(2, 'CANCEL'), sent(0, 'REQUEST'), sent(1, 'REQUEST')], []],
    ['a first version that never left', () => [sent(1, 'REQUEST'), sent(4, 'CANCEL')], []],
    ['a cancellation of nothing', () => [sent(2, 'CANCEL')], ['CANCEL of what was never asked']],
    [
      'the same SEQUENCE twice',
      () => [sent(0, 'REQUEST'), sent(0, 'REQUEST', { ...request, dtstamp: '2026-09-14T12:00:00.000Z' as never })],
      ['two mails are called <version-0@rdv.example.fr>', 'SEQUENCE does not grow'],
    ],
    ['life after a cancellation', () => [sent(0, 'REQUEST'), sent(1, 'CANCEL'), sent(2, 'REQUEST')], ['a version after the CANCEL']],
    [
      'another organizer',
      () => [sent(0, 'REQUEST'), sent(1, 'REQUEST', { organizer: { name: 'Autre', email: 'autre@example.fr' } })],
      ['ORGANIZER changes'],
    ],
    [
      'one UID for two people',
      () => [sent(0, 'REQUEST'), sent(1, 'REQUEST', { attendee: { name: 'Autre', email: 'autre@example.fr' } })],
      ['one UID for two people'],
    ],
    [
      'a cancellation at another hour',
      () => [sent(0, 'REQUEST'), sent(1, 'CANCEL', { start: { date: '2026-10-24' as never, time: '10:00' } })],
      ['CANCEL names another hour'],
    ],
  ];

  it.each(series)('judges %s', async (_, mails, faults) => {
    const checked = (await Promise.all(mails())).map(checkMail);
    expect(checked.flatMap((each) => each.faults)).toEqual([]);
    expect(seriesFaults(checked).map((fault) => fault.replace(`: ${uid}`, ''))).toEqual(faults);
  });
});
