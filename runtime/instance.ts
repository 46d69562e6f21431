import { createHash, randomBytes } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import { freePort } from './temporal-server/launch';

/** The key of role `operator`: it creates collectivities and their first keys, nothing else. Read by who may read the data folder. */
export function instanceKey(data: string): { readonly file: string; readonly hash: string; readonly made: boolean } {
  const file = join(data, 'instance-key');
  const made = !existsSync(file);
  if (made) {
    mkdirSync(data, { recursive: true });
    writeFileSync(file, `relais_instance_${randomBytes(32).toString('base64url')}\n`, { mode: 0o600, flag: 'wx' });
  }
  const secret = readFileSync(file, 'utf8').trim().slice('relais_instance_'.length);
  return { file, made, hash: createHash('sha256').update(secret).digest('hex') };
}

const portsSchema = z.object({ http: z.number(), grpc: z.number(), ui: z.number() });
export type Ports = z.infer<typeof portsSchema>;

/** Free ports are chosen once and kept in the data folder, so that mailed links survive restarts. */
export async function keptPorts(data: string): Promise<Ports> {
  const file = join(data, 'ports.json');
  const known = existsSync(file) ? portsSchema.safeParse(JSON.parse(readFileSync(file, 'utf8'))) : null;
  if (known?.success === true) return known.data;
  const ports = { http: await freePort(), grpc: await freePort(), ui: await freePort() };
  mkdirSync(data, { recursive: true });
  writeFileSync(file, JSON.stringify(ports));
  return ports;
}
