/** SHA-256 (FIPS 180-4) of a text in UTF-8, in hexadecimal: written out because rules and workflows import no package. */
export function sha256(text: string): string {
  const blocks = padded(text);
  if (rounds.length === 0) prepare();
  const sum = [...initial];
  for (let at = 0; at < blocks.length; at += 16) mix(sum, blocks.slice(at, at + 16));
  return sum.map((word) => (word >>> 0).toString(16).padStart(8, '0')).join('');
}

/** Fractional parts of the roots of the first primes. */
function rootBits(prime: number, power: number): number {
  return Math.floor((prime ** power % 1) * 2 ** 32) | 0;
}

const rounds: number[] = [];
const initial: number[] = [];

/** At the first text and not before: each workflow loads this module anew, and few hash anything. */
function prepare(): void {
  const primes = Array.from({ length: 310 }, (_, n) => n + 2).filter((n) => !hasDivisor(n));
  rounds.push(...primes.map((prime) => rootBits(prime, 1 / 3)));
  initial.push(...primes.slice(0, 8).map((prime) => rootBits(prime, 1 / 2)));
}

function hasDivisor(n: number): boolean {
  return Array.from({ length: Math.floor(Math.sqrt(n)) - 1 }, (_, k) => k + 2).some((divisor) => n % divisor === 0);
}

/** The octets, a one, zeros, and the length in bits: whole blocks of sixteen words. */
function padded(text: string): readonly number[] {
  const octets = (encodeURIComponent(text).match(/%..|./g) ?? []).map((each) =>
    each.length === 3 ? Number.parseInt(each.slice(1), 16) : each.charCodeAt(0),
  );
  const words = Array.from({ length: (((octets.length + 8) >> 6) + 1) * 16 }, () => 0);
  for (const [n, octet] of [...octets, 0x80].entries()) words[n >> 2] = word(words, n >> 2) | (octet << (24 - (n % 4) * 8));
  words[words.length - 1] = octets.length * 8;
  return words;
}

const word = (words: readonly number[], n: number): number => words[n] ?? 0;
const turned = (value: number, by: number): number => (value >>> by) | (value << (32 - by));

function schedule(block: readonly number[]): readonly number[] {
  const words = [...block];
  for (let n = 16; n < 64; n += 1) {
    const [early, late] = [word(words, n - 15), word(words, n - 2)];
    const small = turned(early, 7) ^ turned(early, 18) ^ (early >>> 3);
    const large = turned(late, 17) ^ turned(late, 19) ^ (late >>> 10);
    words.push((word(words, n - 16) + small + word(words, n - 7) + large) | 0);
  }
  return words;
}

function mix(sum: number[], block: readonly number[]): void {
  let [a = 0, b = 0, c = 0, d = 0, e = 0, f = 0, g = 0, h = 0] = sum;
  for (const [n, each] of schedule(block).entries()) {
    const first = (h + (turned(e, 6) ^ turned(e, 11) ^ turned(e, 25)) + ((e & f) ^ (~e & g)) + word(rounds, n) + each) | 0;
    const second = ((turned(a, 2) ^ turned(a, 13) ^ turned(a, 22)) + ((a & b) ^ (a & c) ^ (b & c))) | 0;
    [h, g, f, e, d, c, b, a] = [g, f, e, (d + first) | 0, c, b, a, (first + second) | 0];
  }
  for (const [n, value] of [a, b, c, d, e, f, g, h].entries()) sum[n] = (word(sum, n) + value) | 0;
}
