import { formBody } from '../../api/console-form';

const part = (head: string, body: string): string => `--limit\r\nContent-Disposition: form-data; ${head}\r\n\r\n${body}\r\n`;
const multipart = (...parts: readonly string[]): Buffer => Buffer.from(`${parts.join('')}--limit--\r\n`);
const type = 'multipart/form-data; boundary=limit';

test('pairs are read with their repetitions, their accents and their line ends', () => {
  const body = formBody(
    'application/x-www-form-urlencoded',
    Buffer.from('items=room&items=access&reason=Pr%C3%A9venu%0D%0Apar+t%C3%A9l%C3%A9phone'),
  );
  expect(body).toEqual({ fields: { items: ['room', 'access'], reason: ['Prévenu\npar téléphone'] }, files: {} });
});

test('parts are read as fields and files; a file that was not chosen is none', () => {
  const csv = '\u00ef\u00bb\u00bfnom;rpps\r\nRoux;1';
  const sent = multipart(
    part('name="kind"', 'sites'),
    part('name="file"; filename="lieux %22A%22.csv"\r\nContent-Type: text/csv', csv),
    part('name="other"; filename=""\r\nContent-Type: application/octet-stream', ''),
  );
  const body = formBody(type, sent);
  expect(body?.fields).toEqual({ kind: ['sites'] });
  expect(body?.files['file']).toEqual({ name: 'lieux "A".csv', mediaType: 'text/csv', bytes: Buffer.from(csv) });
  expect(Object.keys(body?.files ?? {})).toEqual(['file']);
});

test.each([
  ['cut short', type, Buffer.from('--limit\r\nContent-Disposition: form-data; name="a"\r\n\r\nx')],
  ['without its boundary', 'multipart/form-data', multipart(part('name="a"', 'x'))],
  ['with a nameless part', type, multipart(part('filename="x"', 'x'))],
  ['of another type', 'application/json', Buffer.from('{}')],
])('a body %s is not half read', (_title, contentType, body) => {
  expect(formBody(contentType, body)).toBeNull();
});

test('a file is kept under its name, were it one that objects are born with', () => {
  const files = formBody(type, multipart(part('name="__proto__"; filename="a.csv"', 'x')))?.files ?? {};
  expect(Object.keys(files)).toEqual(['__proto__']);
  expect(Object.getPrototypeOf(files)).toBe(Object.prototype);
});

test('a form without anything is an empty form', () => {
  expect(formBody(undefined, {})).toEqual({ fields: {}, files: {} });
});
