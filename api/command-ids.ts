import { createHmac, timingSafeEqual } from 'node:crypto';
import { commandId, type CommandId } from '../domain/ids';
import type { Keyring } from '../runtime/sealing';

const proofLength = 16;
/** What says that this instance gave the id, and in which collectivity: nothing has to be stored to know one's own. */
const proofOf = (key: Uint8Array, collectivity: string, name: string): string =>
  createHmac('sha256', key).update(`command\n${collectivity}\n${name}`).digest('base64url').slice(0, proofLength);

/** The oldest key proves: a request that is repeated after a new key came must find the same command. */
export function mint({ keys }: Keyring, collectivity: string, name: string): CommandId {
  const [oldest] = keys.values();
  if (oldest === undefined) throw new Error('a keyring without a key proves nothing');
  return commandId(`${name}~${proofOf(oldest, collectivity, name)}`);
}

export function isMinted({ keys }: Keyring, collectivity: string, id: string): boolean {
  const at = id.lastIndexOf('~');
  const proof = Buffer.from(id.slice(at + 1));
  if (at < 1 || proof.length !== proofLength) return false;
  return [...keys.values()].some((key) => timingSafeEqual(proof, Buffer.from(proofOf(key, collectivity, id.slice(0, at)))));
}
