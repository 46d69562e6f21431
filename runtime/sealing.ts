import { createCipheriv, createDecipheriv, createHmac, randomBytes } from 'node:crypto';

export type Keyring = {
  /** The key that seals from now on; the others only unseal. */
  readonly current: string;
  readonly keys: ReadonlyMap<string, Uint8Array>;
};

export class SealError extends Error {
  override readonly name = 'SealError';
}

/*
 * version (1 byte), length of the key's id (1), the key's id, nonce (12), tag (16), ciphertext.
 * Nonces are random: a key may seal 2^32 times (NIST SP 800-38D, 8.3).
 */
const VERSION = 1;
const NONCE = 12;
const TAG = 16;

/** AES-256-GCM. `bound` names what the bytes belong to; they cannot be opened under another name. */
export function seal(keyring: Keyring, bytes: Uint8Array, bound: string, nonce: Uint8Array = randomBytes(NONCE)): Uint8Array {
  const kid = Buffer.from(keyring.current, 'utf8');
  const cipher = createCipheriv('aes-256-gcm', keyOf(keyring, keyring.current), nonce);
  cipher.setAAD(associated(keyring.current, bound));
  const sealed = Buffer.concat([cipher.update(bytes), cipher.final()]);
  return Buffer.concat([Uint8Array.of(VERSION, kid.length), kid, nonce, cipher.getAuthTag(), sealed]);
}

export function unseal(keyring: Keyring, sealed: Uint8Array, bound: string): Uint8Array {
  const { kid, nonce, tag, body } = parts(sealed);
  const decipher = createDecipheriv('aes-256-gcm', keyOf(keyring, kid), nonce, { authTagLength: TAG });
  decipher.setAAD(associated(kid, bound));
  decipher.setAuthTag(tag);
  try {
    return Buffer.concat([decipher.update(body), decipher.final()]);
  } catch (cause) {
    throw new SealError(`sealed bytes were altered or belong elsewhere (key ${kid})`, { cause });
  }
}

/** The same for a short text that a record keeps, in base64. The nonce follows from the text and its owner, so that a request sent twice is the same request. */
export function sealText(keyring: Keyring, text: string, bound: string): string {
  const nonce = createHmac('sha256', keyOf(keyring, keyring.current)).update(`nonce\n${bound}\n${text}`).digest().subarray(0, NONCE);
  return Buffer.from(seal(keyring, Buffer.from(text, 'utf8'), bound, nonce)).toString('base64');
}

export function openText(keyring: Keyring, sealed: string, bound: string): string {
  return Buffer.from(unseal(keyring, Buffer.from(sealed, 'base64'), bound)).toString('utf8');
}

function parts(sealed: Uint8Array): { kid: string; nonce: Uint8Array; tag: Uint8Array; body: Uint8Array } {
  const [version, length = 0] = sealed;
  if (version !== VERSION) throw new SealError(`unknown seal version ${String(version)}`);
  const nonceAt = 2 + length;
  const tagAt = nonceAt + NONCE;
  const bodyAt = tagAt + TAG;
  if (sealed.length < bodyAt) throw new SealError('sealed bytes are cut short');
  return {
    kid: Buffer.from(sealed.subarray(2, nonceAt)).toString('utf8'),
    nonce: sealed.subarray(nonceAt, tagAt),
    tag: sealed.subarray(tagAt, bodyAt),
    body: sealed.subarray(bodyAt),
  };
}

function keyOf(keyring: Keyring, kid: string): Uint8Array {
  const key = keyring.keys.get(kid);
  if (!key) throw new SealError(`unknown key ${kid}: it is not in this keyring`);
  return key;
}

function associated(kid: string, bound: string): Uint8Array {
  return Buffer.from(`${VERSION}|${kid}|${bound}`, 'utf8');
}
