import { createHash } from 'node:crypto';
import { mkdir, open, readFile, rename, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { DateTime } from 'luxon';
import type { MailTransport, OutgoingMail, SendResult } from '../ports';

/** A folder of .eml files, as mail programs open them: for a rehearsal, or where no relay is configured. */
export function filesTransport(folder: string): MailTransport {
  return {
    send: (mail, signal) => write(folder, mail, signal),
    close: () => Promise.resolve(),
  };
}

/** In the order of their dates; the same message is the same file, so that a second send changes nothing. */
export function mailFileName({ messageId, bytes }: Pick<OutgoingMail, 'messageId' | 'bytes'>): string {
  const [, header = ''] = /^Date: (.*)\r$/m.exec(headersOf(bytes)) ?? [];
  const date = DateTime.fromRFC2822(header, { zone: 'utc' });
  if (!date.isValid) throw new RangeError(`no date in ${messageId}`);
  const key = createHash('sha256').update(messageId).digest('hex').slice(0, 16);
  return `${date.toFormat("yyyyLLdd'T'HHmmss'Z'")}-${key}.eml`;
}

async function write(folder: string, mail: OutgoingMail, signal?: AbortSignal): Promise<SendResult> {
  if (signal?.aborted) return { kind: 'failed', retryable: true, reason: 'aborted' };
  const path = join(folder, mailFileName(mail));
  const draft = `${path}.${process.pid}.tmp`;
  try {
    await mkdir(folder, { recursive: true });
    const before = await existing(path);
    if (before?.equals(mail.bytes)) return { kind: 'sent', response: path };
    if (before) throw new RangeError(`two messages are called ${mail.messageId}`);
    await writeDurably(draft, mail.bytes);
    await rename(draft, path);
    await syncFolder(folder);
    return { kind: 'sent', response: path };
  } catch (error) {
    if (!isSystemError(error)) throw error;
    await rm(draft, { force: true }).catch(() => undefined);
    return { kind: 'failed', retryable: true, reason: error.code };
  }
}

async function existing(path: string): Promise<Buffer | null> {
  try {
    return await readFile(path);
  } catch (error) {
    if (isSystemError(error) && error.code === 'ENOENT') return null;
    throw error;
  }
}

async function writeDurably(path: string, bytes: Buffer): Promise<void> {
  const file = await open(path, 'w', 0o600);
  try {
    await file.writeFile(bytes);
    await file.sync();
  } finally {
    await file.close();
  }
}

/** A rename lasts only once the folder itself is on disk. */
async function syncFolder(folder: string): Promise<void> {
  const handle = await open(folder, 'r');
  try {
    await handle.sync();
  } finally {
    await handle.close();
  }
}

function headersOf(bytes: Buffer): string {
  const end = bytes.indexOf('\r\n\r\n');
  return bytes.subarray(0, end < 0 ? bytes.length : end + 2).toString('latin1');
}

/** No `instanceof`: the system's errors may come from another realm. */
function isSystemError(error: unknown): error is { readonly code: string } {
  return typeof error === 'object' && error !== null && 'syscall' in error && 'code' in error && typeof error.code === 'string';
}
