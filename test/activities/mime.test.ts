import PostalMime from 'postal-mime';
import { mimeBytes } from '../../activities/mime';
import { answerByLinkNotice, calendarInvite } from '../../templates/calendar-invite';
import { anInvite } from '../templates/calendar-invite/invite-builder';
import { aLetter } from './letter-builder';
import { mailParts } from './mail-builder';

const lineOf = (bytes: Buffer, start: string): string | undefined =>
  bytes
    .toString('latin1')
    .replace(/\r\n[ \t]+/g, ' ')
    .split('\r\n')
    .find((line) => line.startsWith(start));
/** By hand: the reader gives calendars other line ends. */
const base64Parts = (bytes: Buffer): string[] =>
  [...bytes.toString('latin1').matchAll(/Transfer-Encoding: base64\r\n(?:[^\r]+\r\n)*\r\n([A-Za-z0-9+/=\r\n]+)/g)].map(([, body = '']) =>
    Buffer.from(body, 'base64').toString('utf8'),
  );
const contentTypes = (bytes: Buffer): string[] =>
  [
    ...bytes
      .toString('latin1')
      .replace(/\r\n[ \t]+/g, ' ')
      .matchAll(/^Content-Type: ([^\r]*)\r$/gm),
  ].map(([, type = '']) => type.replace(/; boundary=.*/, ''));

describe('the bytes of a mail', () => {
  it('are the same at every build', async () => {
    const [first, second] = await Promise.all([mimeBytes(mailParts()), mimeBytes(mailParts())]);
    expect(first.equals(second)).toBe(true);
  });

  it('end their lines with CRLF only, the last one too, and hold nothing but ASCII', async () => {
    const text = (await mimeBytes(mailParts())).toString('latin1');
    expect(text.endsWith('\r\n')).toBe(true);
    expect(text.replaceAll('\r\n', '')).toMatch(/^[\x20-\x7e\t]*$/);
    expect(Math.max(...text.split('\r\n').map((line) => line.length))).toBeLessThanOrEqual(998);
  });

  it('carry text, HTML and the invitation as alternatives, and the invitation once more as a file', async () => {
    const bytes = await mimeBytes(mailParts());
    expect(contentTypes(bytes)).toEqual([
      'multipart/mixed',
      'multipart/alternative',
      'text/plain; charset=utf-8',
      'text/html; charset=utf-8',
      'text/calendar; charset=utf-8; method=REQUEST',
      'application/ics; name=rendez-vous.ics',
    ]);
    const calendarPart = bytes.toString('latin1').split('text/calendar')[1]?.split('\r\n\r\n')[0];
    expect(calendarPart).toContain('Content-Transfer-Encoding: base64');
    expect(calendarPart).not.toContain('Content-Disposition');
  });

  it.each(['REQUEST', 'CANCEL'] as const)('of a %s are read back with the same invitation twice, byte by byte', async (method) => {
    const text = calendarInvite(anInvite({ method, sequence: 3 }));
    const bytes = await mimeBytes(mailParts({ invite: { text, method, filename: 'rendez-vous.ics' } }));
    const { attachments } = await PostalMime.parse(bytes);
    expect(attachments.map(({ mimeType, method: word }) => [mimeType, word])).toEqual([
      ['text/calendar', method],
      ['application/ics', undefined],
    ]);
    expect(base64Parts(bytes)).toEqual([text, text]);
  });

  it('are without any calendar part when nothing is planned', async () => {
    const { invite: _, ...parts } = mailParts();
    expect(contentTypes(await mimeBytes(parts))).toEqual([
      'multipart/alternative',
      'text/plain; charset=utf-8',
      'text/html; charset=utf-8',
    ]);
  });

  it('say who, to whom, what and when, to one recipient', async () => {
    const read = await PostalMime.parse(await mimeBytes(mailParts()));
    expect(read).toMatchObject({
      from: { name: 'Planification', address: 'rdv@example.fr' },
      to: [{ name: 'Dr Jeanne Martin', address: 'jeanne.martin@medecin.example' }],
      subject: 'Consultation à Thizy le samedi 24 octobre 2026',
      messageId: '<3q2-7wAB_x@rdv.example.fr>',
      date: '2026-09-14T09:30:15.000Z',
    });
    expect([read.cc, read.bcc, read.replyTo]).toEqual([undefined, undefined, undefined]);
  });

  it('tell machines not to answer, and our own tests which kind it is', async () => {
    const bytes = await mimeBytes(mailParts());
    expect(lineOf(bytes, 'Date')).toBe('Date: Mon, 14 Sep 2026 09:30:15 +0000');
    expect(lineOf(bytes, 'Auto-Submitted')).toBe('Auto-Submitted: auto-generated');
    expect(lineOf(bytes, 'X-Auto-Response-Suppress')).toBe('X-Auto-Response-Suppress: OOF, AutoReply');
    expect(lineOf(bytes, 'X-Relais-Kind')).toBe('X-Relais-Kind: day-confirmed');
    expect(lineOf(bytes, 'X-Mailer')).toBeUndefined();
    expect(lineOf(bytes, 'List-Unsubscribe')).toBeUndefined();
  });

  it('say in text and HTML that an answer in the calendar does not tell us', async () => {
    const read = await PostalMime.parse(await mimeBytes(mailParts()));
    expect(read.text?.split(answerByLinkNotice)).toHaveLength(2);
    expect(read.html?.split(answerByLinkNotice)).toHaveLength(2);
  });

  it('say it once when the template said it already, and not at all in a cancellation', async () => {
    const said = await PostalMime.parse(await mimeBytes(mailParts({ letter: aLetter({ paragraphs: [answerByLinkNotice] }) })));
    expect(said.text?.split(answerByLinkNotice)).toHaveLength(2);
    const text = calendarInvite(anInvite({ method: 'CANCEL', sequence: 1 }));
    const cancelled = await PostalMime.parse(
      await mimeBytes(mailParts({ invite: { text, method: 'CANCEL', filename: 'rendez-vous.ics' } })),
    );
    expect(cancelled.text).not.toContain(answerByLinkNotice);
  });

  it.each([
    ['a\r\nBcc: x@example.fr', 'a Bcc: x@example.fr'],
    ['Martin, Jeanne <x@example.fr>', 'Martin, Jeanne <x@example.fr>'],
    ['"Jeanne" \\ (Dr)', '"Jeanne" \\ (Dr)'],
  ])('keep the name %j a name', async (name, shown) => {
    const read = await PostalMime.parse(
      await mimeBytes(mailParts({ to: { name, address: 'jeanne.martin@medecin.example' }, letter: aLetter({ subject: name }) })),
    );
    expect(read.to).toEqual([{ name: shown, address: 'jeanne.martin@medecin.example' }]);
    expect([read.subject, read.bcc]).toEqual([shown, undefined]);
  });

  it.each([
    ['a list of recipients', { to: { name: 'X', address: 'a@example.fr,b@example.fr' } }],
    ['a quoted address', { to: { name: 'X', address: '"a@evil.example"@example.fr' } }],
    ['a line feed in the sender', { from: { name: 'X', address: 'a@example.fr\r\nBcc: b@example.fr' } }],
    ['a Message-ID with a line feed', { messageId: '<a@b>\r\nX: 1' }],
    ['a boundary with a line feed', { boundarySeed: 'abcdefgh\r\n' }],
    ['a header with a line feed', { headers: { 'X-Relais-Kind': 'a\r\nBcc: b@example.fr' } }],
    ['another recipient than the ATTENDEE', { to: { name: 'X', address: 'autre@medecin.example' } }],
    ['another sender than the ORGANIZER', { from: { name: 'X', address: 'autre@example.fr' } }],
    ['another method than METHOD', { invite: { text: calendarInvite(anInvite()), method: 'CANCEL', filename: 'rendez-vous.ics' } }],
    ['a file name with a path', { invite: { text: calendarInvite(anInvite()), method: 'REQUEST', filename: '../x.ics' } }],
    [
      'an invitation that the lint refuses',
      { invite: { text: calendarInvite(anInvite()).replace('CLASS:PUBLIC\r\n', ''), method: 'REQUEST', filename: 'rendez-vous.ics' } },
    ],
  ] as const)('are refused with %s', async (_, changes) => {
    await expect(mimeBytes(mailParts(changes))).rejects.toThrow('mail refused');
  });
});
