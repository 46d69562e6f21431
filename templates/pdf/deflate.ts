/**
 * A zlib stream (RFC 1950) of one block with fixed codes (RFC 1951, 3.2.6). What a page says is short and repeats itself closely: building codes for it
 * would cost more than half of its drawing, and no platform's library promises the same bytes tomorrow.
 */
export function deflated(content: Uint8Array): Uint8Array {
  const writer = startWriter(content.length);
  write(writer, 0b011, 3); // last block, fixed codes
  matched(content, writer);
  write(writer, endOfBlock.bits, endOfBlock.length);
  if (writer.held > 0) writer.bytes[writer.size++] = writer.bits & 0xff;
  if (writer.held > 8) writer.bytes[writer.size++] = writer.bits >>> 8;
  const sum = adler32(content);
  for (const shift of [24, 16, 8, 0]) writer.bytes[writer.size++] = (sum >>> shift) & 0xff;
  return writer.bytes.slice(0, writer.size);
}

type Writer = { readonly bytes: Uint8Array; size: number; bits: number; held: number };
const header = [0x78, 0x01] as const;
/** Written over from one content to the next: only a longer one needs more. */
let room = Uint8Array.from(header);

function startWriter(length: number): Writer {
  const most = Math.ceil((length * 9) / 8) + 16;
  if (room.length < most) {
    room = new Uint8Array(most * 2);
    room.set(header);
  }
  return { bytes: room, size: header.length, bits: 0, held: 0 };
}

/** At most sixteen bits at a time: sixteen more may be held. */
function write(writer: Writer, bits: number, length: number): void {
  writer.bits |= bits << writer.held;
  writer.held += length;
  while (writer.held >= 16) {
    writer.bytes[writer.size++] = writer.bits & 0xff;
    writer.bytes[writer.size++] = (writer.bits >>> 8) & 0xff;
    writer.bits >>>= 16;
    writer.held -= 16;
  }
}

const shortest = 4;
const longest = 258;
const farthest = 32_768;
const hashBits = 13;
/** Where each hash was last seen. Positions count on from one content to the next, so that nothing is cleared and nothing is found of what came before. */
const seen = new Int32Array(1 << hashBits).fill(-1);
let origin = 0;

function matched(content: Uint8Array, writer: Writer): void {
  if (origin + content.length > 0x3fff_ffff) {
    seen.fill(-1);
    origin = 0;
  }
  const start = origin;
  origin += content.length;
  const end = content.length - shortest;
  let at = 0;
  while (at <= end) {
    const hash = hashAt(content, at);
    const before = (seen[hash] ?? -1) - start;
    seen[hash] = start + at;
    const length = before >= 0 && at - before <= farthest ? sameLength(content, before, at) : 0;
    if (length < shortest) {
      writeLiteral(writer, content[at++] ?? 0);
      continue;
    }
    writeMatch(writer, length, at - before);
    for (let i = at + 1; i < at + length && i <= end; i += 3) seen[hashAt(content, i)] = start + i;
    at += length;
  }
  while (at < content.length) writeLiteral(writer, content[at++] ?? 0);
}

function hashAt(content: Uint8Array, at: number): number {
  const word = (content[at] ?? 0) | ((content[at + 1] ?? 0) << 8) | ((content[at + 2] ?? 0) << 16) | ((content[at + 3] ?? 0) << 24);
  return Math.imul(word, 0x9e37_79b1) >>> (32 - hashBits);
}

function sameLength(content: Uint8Array, before: number, at: number): number {
  const most = Math.min(longest, content.length - at);
  let length = 0;
  while (length < most && content[before + length] === content[at + length]) length += 1;
  return length;
}

function reversed(code: number, length: number): number {
  let bits = 0;
  for (let i = 0; i < length; i += 1) bits |= ((code >>> i) & 1) << (length - 1 - i);
  return bits;
}

type Code = { readonly bits: number; readonly length: number };

function codeOf(symbol: number): Code {
  const [code, length] =
    symbol < 144
      ? [0x30 + symbol, 8]
      : symbol < 256
        ? [0x190 + symbol - 144, 9]
        : symbol < 280
          ? [symbol - 256, 7]
          : [0xc0 + symbol - 280, 8];
  return { bits: reversed(code, length), length };
}

const endOfBlock = codeOf(256);
const literals = Array.from({ length: 256 }, (_, byte) => codeOf(byte));
const literalBits = Uint16Array.from(literals, ({ bits }) => bits);
const literalLength = Uint8Array.from(literals, ({ length }) => length);

function writeLiteral(writer: Writer, byte: number): void {
  write(writer, literalBits[byte] ?? 0, literalLength[byte] ?? 0);
}

/** First values and extra bits of the length and distance symbols (RFC 1951, 3.2.5). */
const lengthExtra = (n: number): number => (n < 8 || n === 28 ? 0 : (n >> 2) - 1);
const distanceExtra = (n: number): number => (n < 4 ? 0 : (n >> 1) - 1);

function firsts(count: number, first: number, extra: (n: number) => number): readonly number[] {
  const values: number[] = [];
  for (let n = 0, value = first; n < count; n += 1) {
    values.push(value);
    value += 1 << extra(n);
  }
  return values;
}

const lengthFirst = [...firsts(28, 3, lengthExtra), longest];
const distanceFirst = firsts(30, 1, distanceExtra);
/** By length: its symbol's code with the extra bits behind it. */
const lengths = Array.from({ length: longest + 1 }, (_, length): Code => {
  const n = lengthFirst.findLastIndex((first) => first <= length);
  if (n < 0) return { bits: 0, length: 0 };
  const code = codeOf(257 + n);
  return { bits: code.bits | ((length - (lengthFirst[n] ?? 0)) << code.length), length: code.length + lengthExtra(n) };
});
const lengthBits = Uint16Array.from(lengths, ({ bits }) => bits);
const lengthLength = Uint8Array.from(lengths, ({ length }) => length);
const distanceSymbol = new Uint8Array(farthest + 1);
distanceFirst.forEach((first, n) => distanceSymbol.fill(n, first));
const distanceCodes = distanceFirst.map((_, n) => reversed(n, 5));

function writeMatch(writer: Writer, length: number, distance: number): void {
  write(writer, lengthBits[length] ?? 0, lengthLength[length] ?? 0);
  const n = distanceSymbol[distance] ?? 0;
  write(writer, distanceCodes[n] ?? 0, 5);
  const extra = distanceExtra(n);
  if (extra > 0) write(writer, distance - (distanceFirst[n] ?? 0), extra);
}

function adler32(content: Uint8Array): number {
  let [a, b] = [1, 0];
  for (let from = 0; from < content.length; from += 3_800) {
    for (let i = from; i < Math.min(content.length, from + 3_800); i += 1) {
      a += content[i] ?? 0;
      b += a;
    }
    a %= 65_521;
    b %= 65_521;
  }
  return ((b << 16) | a) >>> 0;
}
