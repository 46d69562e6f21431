import { isRehearsalSafe, mailTransport, relaySettings } from '../../../activities/adapters/mail-transports';

describe('the mail of a rehearsal', () => {
  it.each([
    'file:///var/lib/relais/mails',
    'smtp://127.0.0.1:2525',
    'smtp://127.8.9.10',
    'smtp://[::1]:25',
    'smtps://localhost:465',
    'smtp://user:secret@127.0.0.1',
  ])('may go to %s', (url) => {
    expect(isRehearsalSafe(url)).toBe(true);
  });

  it.each([
    'smtp://mail.example.fr',
    'smtp://127.0.0.1.example.fr',
    'smtp://127.0.0.1@mail.example.fr',
    'smtp://127.0.0.256',
    'smtp://128.0.0.1',
    'smtp://0.0.0.0',
    'smtp://192.168.1.2',
    'smtp://localhost.example.fr',
    'smtp://[::2]',
    'smtp://[::ffff:10.0.0.1]',
    'file://server/share',
    'http://127.0.0.1',
    '',
    'mails',
    'smtp:',
  ])('may not go to %j', (url) => {
    expect(isRehearsalSafe(url)).toBe(false);
  });

  it('refuses an address that is no transport', () => {
    expect(() => mailTransport('http://127.0.0.1', { requireTls: false, mailsPerMinute: 0 })).toThrow(RangeError);
  });
});

describe('the pace of a relay', () => {
  it.each(['file:///var/lib/relais/mails', 'smtp://127.0.0.1:2525'])('holds up nothing that stays on this machine: %s', (url) => {
    expect(relaySettings(url, 60)).toEqual({ requireTls: false, mailsPerMinute: 6000 });
  });

  it.each(['smtp://mail.example.fr', 'smtps://mail.example.fr:465'])('is the configured one for any other, over TLS: %s', (url) => {
    expect(relaySettings(url, 60)).toEqual({ requireTls: true, mailsPerMinute: 60 });
  });
});
