import { randomBytes } from 'node:crypto';
import PostalMime from 'postal-mime';
import { mimeBytes } from '../../../activities/mime';
import { sealMail } from '../../../activities/sealed-mail';
import { openedMail } from '../../../api/console/mail-bytes';
import { wallTime } from '../../../domain/dates';

const keyring = { current: 'test', keys: new Map([['test', randomBytes(32)]]) };
const secret = randomBytes(32).toString('base64url');
const link = `https://relais.departement.example/l/${secret}`;

async function stored(): Promise<Buffer> {
  return mimeBytes({
    messageId: '<a.b@relais.invalid>',
    date: wallTime(Date.UTC(2026, 8, 1)),
    from: { name: 'Département de l’Exemple', address: 'rdv@relais.invalid' },
    to: { name: 'Dr Éléonore Lefèvre', address: 'eleonore@example.org' },
    letter: {
      subject: 'Journée proposée à Saint-Éloy',
      greeting: 'Bonjour,',
      paragraphs: [`Répondez ici : ${link}.`],
      action: { label: 'Répondre', url: link },
      contact: { name: 'Cellule santé', email: 'sante@departement.example' },
      sender: 'Département de l’Exemple',
      specimen: false,
    },
    boundarySeed: 'seedseed',
    headers: { 'List-Unsubscribe': `<${link}>` },
  });
}

test('a message is shown as it was sent, but nobody who reads it here can use its links', async () => {
  const bytes = await stored();
  const mail = openedMail(keyring, 'c/m0', sealMail(keyring, 'c/m0', { name: 'Dr Éléonore Lefèvre', to: 'eleonore@example.org', bytes }));
  const read = await PostalMime.parse(mail.bytes);
  const everything = `${mail.text}${mail.bytes.toString('latin1')}${read.text ?? ''}${read.html ?? ''}${JSON.stringify(read.headers)}`;
  expect(everything.replaceAll(/=\r\n/g, '')).not.toContain(secret);
  expect(mail.text).toContain(`/l/${'x'.repeat(43)}`);
  expect(mail).toMatchObject({
    to: 'Dr Éléonore Lefèvre <eleonore@example.org>',
    subject: 'Journée proposée à Saint-Éloy',
    attachments: [],
  });
  expect(mail.bytes).toHaveLength(bytes.length);
});

const raw = (parts: readonly string[]): Buffer =>
  Buffer.from(
    ['Subject: =?UTF-8?B?w4l0w6k=?= =?UTF-8?Q?_2026?=', 'Content-Type: multipart/mixed; boundary="b"', '', ...parts, '--b--', ''].join(
      '\r\n',
    ),
    'latin1',
  );
const wrapped = (text: string): string =>
  (
    Buffer.from(text)
      .toString('base64')
      .match(/.{1,76}/g) ?? []
  ).join('\r\n');

test('a link inside an encoded attachment, folded as calendars fold, is masked on the same lines', () => {
  const event = `DESCRIPTION:${link.slice(0, 60)}\r\n ${link.slice(60)}\r\n${'X-LONG:0123456789\r\n'.repeat(40)}`;
  const attachment = [
    '--b',
    'Content-Type: text/calendar; charset=utf-8',
    'Content-Transfer-Encoding: base64',
    'Content-Disposition: attachment; filename="journee.ics"',
    '',
    wrapped(event),
  ];
  const bytes = raw(['--b', 'Content-Type: text/plain; charset=utf-8', 'Content-Transfer-Encoding: 8bit', '', 'Bonjour', ...attachment]);
  const mail = openedMail(keyring, 'c/m1', sealMail(keyring, 'c/m1', { name: 'A', to: 'a@example.org', bytes }));
  const shown = mail.bytes.toString('latin1');
  const calendar = Buffer.from(/ics"\r\n\r\n([\s\S]*?)\r\n--b--/.exec(shown)?.[1] ?? '', 'base64').toString('latin1');
  expect(calendar).toBe(
    event
      .replaceAll('\r\n ', '\u0000')
      .replace(secret.slice(0, 60 - link.indexOf(secret)), (head) => 'x'.repeat(head.length))
      .replace(secret.slice(60 - link.indexOf(secret)), (tail) => 'x'.repeat(tail.length))
      .replaceAll('\u0000', '\r\n '),
  );
  expect(shown.split('\r\n').map(({ length }) => length)).toEqual(
    bytes
      .toString('latin1')
      .split('\r\n')
      .map(({ length }) => length),
  );
  expect(mail).toMatchObject({ subject: 'Été 2026', text: 'Bonjour', attachments: ['journee.ics'] });
});

test('a message that lies in another row is not opened', async () => {
  const bytes = await stored();
  expect(() => openedMail(keyring, 'c/m9', sealMail(keyring, 'c/m0', { name: 'A', to: 'a@example.org', bytes }))).toThrow(
    /altered or belong elsewhere/,
  );
});
