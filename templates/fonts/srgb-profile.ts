/**
 * The colour space of every document (ISO 19005-2, 6.2.3: an output intent with its profile), written from the public figures of IEC 61966-2-1:
 * an ICC version 2 display profile, its primaries adapted to D50, its curve sampled at 256 points.
 */
export function srgbProfile(): Uint8Array {
  const curve = Buffer.concat([ascii('curv'), u32(0, 256), u16(...Array.from({ length: 256 }, (_, i) => Math.round(linear(i / 255) * 65535)))]);
  const tags: readonly (readonly [string, Buffer])[] = [
    ['desc', description('sRGB IEC61966-2.1')],
    ['cprt', Buffer.concat([ascii('text'), u32(0), ascii('No copyright, use freely\0')])],
    ['wtpt', xyz(0.9642, 1, 0.8249)],
    ['rXYZ', xyz(0.43607, 0.22249, 0.01392)],
    ['gXYZ', xyz(0.38515, 0.71687, 0.09708)],
    ['bXYZ', xyz(0.14307, 0.06061, 0.7141)],
    ['rTRC', curve],
    ['gTRC', curve],
    ['bTRC', curve],
  ];
  const bodies = [...new Set(tags.map(([, body]) => body))].map(padded);
  const start = 128 + 4 + tags.length * 12;
  const unique = [...new Set(tags.map(([, body]) => body))];
  const offset = (body: Buffer): number => start + bodies.slice(0, unique.indexOf(body)).reduce((sum, each) => sum + each.length, 0);
  const table = Buffer.concat([u32(tags.length), ...tags.map(([name, body]) => Buffer.concat([ascii(name), u32(offset(body), body.length)]))]);
  const content = Buffer.concat([table, ...bodies]);
  return Buffer.concat([header(128 + content.length), content]);
}

function header(size: number): Buffer {
  const start = Buffer.concat([u32(size), ascii('\0\0\0\0'), u32(0x02100000), ascii('mntrRGB XYZ '), u16(2026, 1, 1, 0, 0, 0), ascii('acsp')]);
  const illuminant = u32(fixed(0.9642), fixed(1), fixed(0.8249));
  return Buffer.concat([start, Buffer.alloc(68 - start.length), illuminant, Buffer.alloc(48)]);
}

function linear(v: number): number {
  return v <= 0.04045 ? v / 12.92 : ((v + 0.055) / 1.055) ** 2.4;
}

function description(text: string): Buffer {
  return Buffer.concat([ascii('desc'), u32(0, text.length + 1), ascii(`${text}\0`), Buffer.alloc(4 + 4 + 2 + 1 + 67)]);
}

function xyz(x: number, y: number, z: number): Buffer {
  return Buffer.concat([ascii('XYZ '), u32(0, fixed(x), fixed(y), fixed(z))]);
}

function padded(body: Buffer): Buffer {
  return Buffer.concat([body, Buffer.alloc((4 - (body.length % 4)) % 4)]);
}

function fixed(n: number): number {
  return Math.round(n * 65536);
}

function ascii(text: string): Buffer {
  return Buffer.from(text, 'latin1');
}

function u16(...values: readonly number[]): Buffer {
  return Buffer.concat(values.map((value) => Buffer.from([value >> 8, value & 255])));
}

function u32(...values: readonly number[]): Buffer {
  return Buffer.concat(
    values.map((value) => {
      const bytes = Buffer.alloc(4);
      bytes.writeUInt32BE(value >>> 0);
      return bytes;
    }),
  );
}
