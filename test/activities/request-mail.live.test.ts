import PostalMime from 'postal-mime';
import { smtpTransport } from '../../activities/adapters/smtp';
import { mimeBytes } from '../../activities/mime';
import { at, civilDate, timeZone } from '../../domain/dates';
import { calendarInvite } from '../../templates/calendar-invite';
import { inviteFaults } from '../../templates/calendar-invite/lint';
import { readInvite } from '../../templates/calendar-invite/read-back';
import { anInvite } from '../templates/calendar-invite/invite-builder';
import { smtpSink } from './adapters/smtp-sink';
import { mailParts } from './mail-builder';

const versions = [
  { method: 'REQUEST', sequence: 0, date: '2026-10-24' },
  { method: 'REQUEST', sequence: 1, date: '2026-10-26' },
  { method: 'CANCEL', sequence: 2, date: '2026-10-26' },
] as const;

describe('the life of an invitation through a real relay', () => {
  it.each(['Europe/Paris', 'Indian/Mayotte', 'America/Miquelon'].map(timeZone))(
    'in %s reaches the other side as three mails that another reader understands (R-37)',
    async (zone) => {
      const sink = await smtpSink();
      const transport = smtpTransport({ host: '127.0.0.1', port: sink.port, secure: false, requireTls: false, mailsPerMinute: 0 });
      for (const { method, sequence, date: text } of versions) {
        const date = civilDate(text);
        const invite = calendarInvite(anInvite({ method, sequence, zone, start: { date, time: '09:00' }, end: { date, time: '12:00' } }));
        const messageId = `<version-${sequence}@rdv.example.fr>`;
        const bytes = await mimeBytes(mailParts({ messageId, invite: { text: invite, method, filename: 'rendez-vous.ics' } }));
        await expect(
          transport.send({ envelope: { from: 'rdv@example.fr', to: 'jeanne.martin@medecin.example' }, bytes, messageId }),
        ).resolves.toMatchObject({ kind: 'sent' });
      }
      await transport.close();
      await sink.stop();

      const mails = await Promise.all(sink.bytes.map((bytes) => PostalMime.parse(bytes)));
      const calendars = mails.map(({ attachments }) =>
        attachments.map(({ content }) =>
          new TextDecoder().decode(typeof content === 'string' ? new TextEncoder().encode(content) : content).replace(/\r?\n/g, '\r\n'),
        ),
      );
      expect(calendars.map(([alternative, file]) => alternative === file)).toEqual([true, true, true]);
      expect(calendars.flat().flatMap(inviteFaults)).toEqual([]);
      expect(calendars.map(([text = '']) => readInvite(text))).toMatchObject(
        versions.map(({ method, sequence, date }) => ({
          method,
          sequence,
          uid: anInvite().uid,
          start: at(civilDate(date), '09:00', zone),
          end: at(civilDate(date), '12:00', zone),
        })),
      );
    },
  );
});
