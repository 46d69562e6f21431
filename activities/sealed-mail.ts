import { seal, SealError, unseal, type Keyring } from '../runtime/sealing';

export type SealedMail = { readonly name: string; readonly to: string; readonly bytes: Buffer };

/** A mail carries links and addresses: it lies sealed, bound to its own row. */
export function sealMail(keyring: Keyring, id: string, { name, to, bytes }: SealedMail): Buffer {
  return Buffer.from(seal(keyring, Buffer.from(JSON.stringify({ name, to, bytes: bytes.toString('base64') })), `outbox/${id}`));
}

export function openMail(keyring: Keyring, id: string, sealed: Uint8Array): SealedMail {
  const value: unknown = JSON.parse(Buffer.from(unseal(keyring, sealed, `outbox/${id}`)).toString('utf8'));
  if (typeof value !== 'object' || value === null || !('name' in value) || !('to' in value) || !('bytes' in value))
    throw new SealError('an outbox row does not hold a mail');
  const { name, to, bytes } = value;
  if (typeof name !== 'string' || typeof to !== 'string' || typeof bytes !== 'string')
    throw new SealError('an outbox row does not hold a mail');
  return { name, to, bytes: Buffer.from(bytes, 'base64') };
}
