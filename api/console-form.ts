import type { Fields } from './link-form';

/** A file that came with a form. */
export type Upload = { readonly name: string; readonly mediaType: string; readonly bytes: Buffer };
export type FormBody = { readonly fields: Fields; readonly files: Readonly<Record<string, Upload>> };

const nothing: FormBody = { fields: {}, files: {} };

/** What a browser sends of a form: pairs, or parts when there is a file among them. Null when it cannot be read. */
export function formBody(contentType: string | undefined, body: unknown): FormBody | null {
  if (!Buffer.isBuffer(body)) return contentType === undefined ? nothing : null;
  const [type = '', ...parameters] = (contentType ?? '').split(';').map((part) => part.trim());
  switch (type.toLowerCase()) {
    case 'application/x-www-form-urlencoded':
      return { fields: pairs(body.toString('utf8')), files: {} };
    case 'multipart/form-data':
      return parts(body, boundaryIn(parameters));
    default:
      return null;
  }
}

/** Text boxes send their lines with CRLF; a record keeps line feeds. */
const text = (value: string): string => value.replaceAll('\r\n', '\n');

/** A page of thousands of boxes sends one name as often: what was read of it is not copied each time. */
export function pairs(encoded: string): Fields {
  const fields = new Map<string, string[]>();
  for (const [name, value] of new URLSearchParams(encoded)) {
    const values = fields.get(name);
    if (values === undefined) fields.set(name, [text(value)]);
    else values.push(text(value));
  }
  return Object.fromEntries(fields);
}

function boundaryIn(parameters: readonly string[]): string | null {
  const given = parameters.find((each) => /^boundary=/i.test(each))?.slice('boundary='.length);
  const boundary = given?.replace(/^"(.*)"$/, '$1') ?? '';
  return /^[\x20-\x7e]{1,70}$/.test(boundary) ? boundary : null;
}

const mostParts = 500;

/** RFC 7578: each part lies between two lines of the boundary, its headers before the first empty line. */
function parts(body: Buffer, boundary: string | null): FormBody | null {
  if (boundary === null) return null;
  const line = Buffer.from(`--${boundary}`, 'latin1');
  const fields = new Map<string, string[]>();
  const files = new Map<string, Upload>();
  let at = body.indexOf(line);
  for (let read = 0; at !== -1 && read < mostParts; read += 1) {
    const start = at + line.length;
    if (body.subarray(start, start + 2).toString('latin1') === '--')
      return { fields: Object.fromEntries(fields), files: Object.fromEntries(files) };
    const end = body.indexOf(`\r\n--${boundary}`, start, 'latin1');
    if (end === -1) return null;
    const part = partIn(body.subarray(start + 2, end));
    if (part === null) return null;
    const { name, filename, mediaType, bytes } = part;
    if (filename === null) fields.set(name, [...(fields.get(name) ?? []), text(bytes.toString('utf8'))]);
    else if (filename !== '' || bytes.length > 0) files.set(name, { name: filename, mediaType, bytes });
    at = end + 2;
  }
  return null;
}

type Part = { readonly name: string; readonly filename: string | null; readonly mediaType: string; readonly bytes: Buffer };

function partIn(raw: Buffer): Part | null {
  const headEnd = raw.indexOf('\r\n\r\n');
  if (headEnd === -1) return null;
  const head = raw.subarray(0, headEnd).toString('utf8');
  const disposition = /^content-disposition:\s*form-data;(.*)$/im.exec(head)?.[1] ?? '';
  const name = quoted(disposition, 'name');
  if (name === null) return null;
  const mediaType = /^content-type:\s*([\w.+/-]+)/im.exec(head)?.[1] ?? 'application/octet-stream';
  return { name, filename: quoted(disposition, 'filename'), mediaType, bytes: raw.subarray(headEnd + 4) };
}

/** Browsers write a quote inside a name as %22. */
function quoted(disposition: string, parameter: string): string | null {
  const value = new RegExp(`(?:^|[;\\s])${parameter}="([^"]*)"`, 'i').exec(disposition)?.[1];
  return value === undefined ? null : value.replaceAll('%22', '"');
}
