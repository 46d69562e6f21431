/** A mail as it lies on the disk: headers and parts by their bytes, read without the libraries that wrote it. */
export type Part = {
  readonly headers: readonly Header[];
  /** type/subtype, in lower case */
  readonly type: string;
  readonly parameters: ReadonlyMap<string, string>;
  /** as transferred, before decoding */
  readonly body: Buffer;
  readonly parts: readonly Part[];
};
export type Header = { readonly name: string; readonly value: string };

export function readMime(bytes: Buffer): Part {
  return partOf(bytes.toString('latin1'));
}

export function headersNamed({ headers }: Part, name: string): readonly string[] {
  return headers.filter((header) => header.name === name.toLowerCase()).map(({ value }) => value);
}

export function headerNamed(part: Part, name: string): string {
  return headersNamed(part, name)[0] ?? '';
}

/** RFC 2045 6: the bytes behind the transfer encoding. */
export function decodedBody(part: Part): Buffer {
  const encoding = headerNamed(part, 'content-transfer-encoding').toLowerCase();
  const text = part.body.toString('latin1');
  if (encoding === 'base64') return Buffer.from(text, 'base64');
  return encoding === 'quoted-printable' ? Buffer.from(unquoted(text), 'latin1') : part.body;
}

export function everyPart(part: Part): readonly Part[] {
  return [part, ...part.parts.flatMap(everyPart)];
}

function partOf(text: string): Part {
  const end = text.startsWith('\r\n') ? 0 : text.indexOf('\r\n\r\n') + 2;
  const headers = end < 2 ? [] : headersOf(text.slice(0, end));
  const body = end < 2 ? text.slice(2) : text.slice(end + 2);
  const [type = '', ...rest] = splitOutsideQuotes(headers.find(({ name }) => name === 'content-type')?.value ?? 'text/plain');
  const parameters = new Map(rest.map(parameterOf));
  const boundary = parameters.get('boundary');
  const parts = type.trim().toLowerCase().startsWith('multipart/') && boundary !== undefined ? partsOf(body, boundary).map(partOf) : [];
  return { headers, type: type.trim().toLowerCase(), parameters, body: Buffer.from(body, 'latin1'), parts };
}

/** RFC 5322 2.2.3: a line that begins with a blank goes on with the one before. */
function headersOf(text: string): readonly Header[] {
  return text
    .replace(/\r\n(?=[ \t])/g, '')
    .split('\r\n')
    .filter((line) => line !== '')
    .map((line) => {
      const colon = line.indexOf(':');
      return { name: line.slice(0, colon).toLowerCase(), value: line.slice(colon + 1).trim() };
    });
}

/** RFC 2046 5.1.1: the line end before a boundary belongs to the boundary. What lacks its closing one is no part. */
function partsOf(body: string, boundary: string): readonly string[] {
  const [head = '', closing] = `\r\n${body}`.split(`\r\n--${boundary}--`);
  return closing === undefined ? [] : head.split(`\r\n--${boundary}\r\n`).slice(1);
}

function splitOutsideQuotes(value: string): readonly string[] {
  return value.match(/(?:"(?:\\.|[^"\\])*"|[^;"])+/g) ?? [];
}

function parameterOf(text: string): readonly [string, string] {
  const equals = text.indexOf('=');
  const value = text.slice(equals + 1).trim();
  return [text.slice(0, equals).trim().toLowerCase(), value.startsWith('"') ? value.slice(1, -1).replace(/\\(.)/g, '$1') : value];
}

function unquoted(text: string): string {
  return text.replace(/=\r\n/g, '').replace(/=([0-9A-F]{2})/g, (_, hex: string) => String.fromCharCode(Number.parseInt(hex, 16)));
}
