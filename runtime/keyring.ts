import { closeSync, fsyncSync, linkSync, mkdirSync, openSync, readFileSync, renameSync, rmSync, writeSync } from 'node:fs';
import { dirname } from 'node:path';
import { randomBytes } from 'node:crypto';
import { z } from 'zod';
import { hasCode } from './error-code';
import type { Keyring } from './sealing';

const KEY_BYTES = 32;

const KeyringFile = z
  .strictObject({
    current: z.string().min(1).max(64),
    keys: z.record(z.string().min(1).max(64), z.base64()),
  })
  .refine(({ current, keys }) => current in keys, { message: 'the current key is not among the keys' })
  .refine(({ keys }) => Object.values(keys).every((key) => Buffer.from(key, 'base64').length === KEY_BYTES), {
    message: `every key has ${KEY_BYTES} bytes`,
  });

type KeyringFile = z.infer<typeof KeyringFile>;

/** Reads the keyring, and makes it at the first start. Two first starts at once end with one and the same keyring. */
export function openKeyring(file: string): Keyring {
  const found = read(file);
  if (found) return keyringOf(found);
  const kid = newKid();
  const made = writeBeside(file, { current: kid, keys: { [kid]: newKey() } });
  try {
    linkSync(made, file);
  } catch (error) {
    if (!hasCode(error, 'EEXIST')) throw error;
  } finally {
    rmSync(made);
  }
  syncFolder(dirname(file));
  return keyringOf(read(file) ?? missing(file));
}

/**
 * Adds a key, which seals from now on. The former ones are never dropped: they open the records that they sealed,
 * and UIDs of calendar entries and ids of commands are drawn from them.
 */
export function rotateKeyring(file: string): Keyring {
  const found = read(file) ?? missing(file);
  const kid = newKid();
  const next = { current: kid, keys: { ...found.keys, [kid]: newKey() } };
  renameSync(writeBeside(file, next), file);
  syncFolder(dirname(file));
  return keyringOf(next);
}

function read(file: string): KeyringFile | null {
  let text: string;
  try {
    text = readFileSync(file, 'utf8');
  } catch (error) {
    if (hasCode(error, 'ENOENT')) return null;
    throw error;
  }
  const parsed = KeyringFile.safeParse(parseJson(text));
  // Neither the text nor the parser's echo of it may reach a log: it holds the keys.
  if (!parsed.success) throw new Error(`${file} is not a keyring: ${parsed.error.issues.map(({ message }) => message).join('; ')}`);
  return parsed.data;
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}

function keyringOf({ current, keys }: KeyringFile): Keyring {
  return { current, keys: new Map(Object.entries(keys).map(([kid, key]) => [kid, Buffer.from(key, 'base64')])) };
}

function writeBeside(file: string, content: KeyringFile): string {
  mkdirSync(dirname(file), { recursive: true, mode: 0o700 });
  const beside = `${file}.${randomBytes(6).toString('hex')}`;
  const descriptor = openSync(beside, 'wx', 0o600);
  try {
    writeSync(descriptor, `${JSON.stringify(content, null, 2)}\n`);
    fsyncSync(descriptor);
  } finally {
    closeSync(descriptor);
  }
  return beside;
}

function syncFolder(folder: string): void {
  const descriptor = openSync(folder, 'r');
  try {
    fsyncSync(descriptor);
  } finally {
    closeSync(descriptor);
  }
}

function newKid(): string {
  return `k${randomBytes(4).toString('hex')}`;
}

function newKey(): string {
  return randomBytes(KEY_BYTES).toString('base64');
}

function missing(file: string): never {
  throw new Error(`${file} has disappeared`);
}
