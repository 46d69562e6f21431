/** A calendar object as its bytes say it: what a reader would forgive is kept visible. */
export type Property = { readonly name: string; readonly parameters: readonly Parameter[]; readonly value: string };
export type Parameter = { readonly name: string; readonly value: string };
export type Component = {
  readonly name: string;
  readonly properties: readonly Property[];
  readonly components: readonly Component[];
  /** a property stands behind a component that lies inside */
  readonly disordered: boolean;
  /** the lines from BEGIN to END, unfolded: what identifies a zone's rules */
  readonly text: string;
};
type Growing = {
  readonly name: string;
  readonly properties: Property[];
  readonly components: Component[];
  disordered: boolean;
  readonly lines: string[];
};

/** RFC 5545 3.1: CRLF, 75 octets, no character cut, no control character but the tab. */
export function byteFaults(bytes: Buffer): readonly string[] {
  const lines = splitLines(bytes);
  const faults: string[] = [];
  if (bytes.subarray(-2).toString('latin1') !== '\r\n') faults.push('no CRLF at the end');
  if (lines.slice(0, -1).some((line) => line.length === 0)) faults.push('empty line');
  if (lines.some((line) => line.includes(0x0a) || line.includes(0x0d))) faults.push('line end other than CRLF');
  if (lines.some((line) => line.length > 75)) faults.push('line over 75 octets');
  if (lines.some((line) => !isUtf8(line))) faults.push('character cut by a fold');
  if (lines.some((line) => line.some((octet) => (octet < 0x20 && ![0x09, 0x0a, 0x0d].includes(octet)) || octet === 0x7f)))
    faults.push('control character');
  return faults;
}

/** The one VCALENDAR, or what makes the text none. */
export function readObject(bytes: Buffer): Component | string {
  const root = opened('');
  const open = [root];
  const text = bytes.toString('utf8').replace(/\r\n[ \t]/g, '');
  for (const line of text.split('\r\n').slice(0, -1)) {
    const property = propertyOf(line);
    const inner = open.at(-1);
    if (property === null || inner === undefined) return `not a content line: ${line.slice(0, 20)}`;
    for (const each of open) each.lines.push(line);
    const fault = take(property, line, inner, open);
    if (fault !== null) return fault;
  }
  const [calendar] = root.components;
  if (open.length > 1) return `${open.at(-1)?.name} is not closed`;
  if (root.components.length !== 1 || root.properties.length > 0 || calendar?.name !== 'VCALENDAR') return 'not one VCALENDAR';
  return calendar;
}

export function propertiesNamed({ properties }: Component, name: string): readonly Property[] {
  return properties.filter((property) => property.name === name);
}

export function valueOf(component: Component, name: string): string {
  return propertiesNamed(component, name)[0]?.value ?? '';
}

export function parameterOf(property: Property | undefined, name: string): string {
  return property?.parameters.find((parameter) => parameter.name === name)?.value ?? '';
}

export function isUtf8(bytes: Buffer): boolean {
  return Buffer.from(bytes.toString('utf8'), 'utf8').equals(bytes);
}

function take(property: Property, line: string, inner: Growing, open: Growing[]): string | null {
  if (property.name === 'BEGIN') {
    const next = opened(property.value);
    next.lines.push(line);
    open.push(next);
    return null;
  }
  if (property.name !== 'END') {
    if (inner.components.length > 0) inner.disordered = true;
    inner.properties.push(property);
    return null;
  }
  const outer = open.at(-2);
  if (inner.name !== property.value || outer === undefined) return `END:${property.value} closes ${inner.name}`;
  open.pop();
  outer.components.push({ ...inner, text: inner.lines.join('\r\n') });
  return null;
}

const opened = (name: string): Growing => ({ name, properties: [], components: [], disordered: false, lines: [] });

/** RFC 5545 3.1: name *(";" param) ":" value; a parameter's value is quoted when it holds a colon, a semicolon or a comma. */
function propertyOf(line: string): Property | null {
  const match = /^([A-Za-z0-9-]+)((?:;[A-Za-z0-9-]+=(?:"[^"]*"|[^";:,]*))*):(.*)$/s.exec(line);
  if (match === null) return null;
  const [, name = '', parameters = '', value = ''] = match;
  const read = [...parameters.matchAll(/;([A-Za-z0-9-]+)=(?:"([^"]*)"|([^";:,]*))/g)];
  return {
    name: name.toUpperCase(),
    value,
    parameters: read.map(([, key = '', quoted, plain]) => ({ name: key.toUpperCase(), value: quoted ?? plain ?? '' })),
  };
}

function splitLines(bytes: Buffer): readonly Buffer[] {
  const lines: Buffer[] = [];
  let from = 0;
  for (let end = bytes.indexOf('\r\n'); end >= 0; end = bytes.indexOf('\r\n', from)) {
    lines.push(bytes.subarray(from, end));
    from = end + 2;
  }
  return [...lines, bytes.subarray(from)];
}
