import { createHash, randomBytes, randomInt } from 'node:crypto';
import { closeSync, existsSync, fsyncSync, linkSync, mkdirSync, openSync, readFileSync, renameSync, rmSync, writeSync } from 'node:fs';
import { createServer } from 'node:net';
import { dirname, join } from 'node:path';
import { z } from 'zod';
import { hasCode } from './error-code';

/** What the data folder keeps of an instance itself: its key and its ports. */
export type InstanceKey = { readonly file: string; readonly key: string; readonly hash: string; readonly made: boolean };

const KEY = /^relais_instance_(?<secret>[A-Za-z0-9_-]{43})$/;

/** The key of role `operator`: it creates collectivities and their first keys, nothing else. Read by who may read the data folder. */
export function instanceKey(data: string): InstanceKey {
  const file = join(data, 'instance-key');
  const made = !existsSync(file) && writeOnce(file, `relais_instance_${randomBytes(32).toString('base64url')}\n`);
  const key = readFileSync(file, 'utf8').trim();
  const secret = KEY.exec(key)?.groups?.['secret'];
  // An empty secret would be a key that everybody knows.
  if (secret === undefined)
    throw new Error(`${file} ne contient pas une clé d’instance\u00A0: supprimez ce fichier, une autre clé sera créée.`);
  return { file, key, made, hash: createHash('sha256').update(secret).digest('hex') };
}

const port = z.int().min(1).max(65_535);
const portsSchema = z.object({ http: port, grpc: port, ui: port });
export type Ports = z.infer<typeof portsSchema>;

/** Free ports are chosen once and kept in the data folder, so that mailed links survive restarts. */
export async function keptPorts(data: string): Promise<Ports> {
  const file = join(data, 'ports.json');
  if (!existsSync(file)) {
    const http = await steadyPort([]);
    const grpc = await steadyPort([http]);
    writeOnce(file, JSON.stringify({ http, grpc, ui: await steadyPort([http, grpc]) }));
  }
  return readPorts(file);
}

/** Systems lend the ports from 32768 on (Linux) or 49152 on (others) to outgoing connections: one of those would be free today and taken at a later start. */
const STEADY = { from: 20_000, to: 32_768 };
const PORT_TRIES = 100;

async function steadyPort(others: readonly number[]): Promise<number> {
  for (let tries = 0; tries < PORT_TRIES; tries += 1) {
    const number = randomInt(STEADY.from, STEADY.to);
    if (!others.includes(number) && !(await isPortTaken(number))) return number;
  }
  throw new Error(`aucun port libre entre ${STEADY.from} et ${STEADY.to}\u00A0: indiquez RELAIS_PORT, TEMPORAL_PORT et TEMPORAL_UI_PORT.`);
}

/** Nobody was mailed the ports of the Temporal server: when another program took one, the server moves. */
export async function movePorts(data: string, isTaken: (port: number) => Promise<boolean>): Promise<Ports> {
  const kept = await keptPorts(data);
  const { http } = kept;
  const grpc = (await isTaken(kept.grpc)) ? await steadyPort([http, kept.ui]) : kept.grpc;
  const ui = (await isTaken(kept.ui)) ? await steadyPort([http, grpc]) : kept.ui;
  const ports = { http, grpc, ui };
  if (ports.grpc !== kept.grpc || ports.ui !== kept.ui) {
    const file = join(data, 'ports.json');
    renameSync(written(file, JSON.stringify(ports)), file);
  }
  return ports;
}

export async function isPortTaken(number: number, host = '127.0.0.1'): Promise<boolean> {
  return new Promise((resolve) => {
    const server = createServer();
    server.once('error', () => resolve(true));
    server.listen(number, host, () => server.close(() => resolve(false)));
  });
}

function readPorts(file: string): Ports {
  const text = readFileSync(file, 'utf8');
  try {
    return portsSchema.parse(JSON.parse(text));
  } catch {
    throw new Error(`${file} est illisible\u00A0: rétablissez-le (les liens déjà envoyés portent son port HTTP), ou supprimez-le.`);
  }
}

/** Whole or absent: a kill in the middle of a first start leaves no half of a key. False when another start was quicker. */
function writeOnce(file: string, text: string): boolean {
  const beside = written(file, text);
  try {
    linkSync(beside, file);
    return true;
  } catch (error) {
    if (!hasCode(error, 'EEXIST')) throw error;
    return false;
  } finally {
    rmSync(beside);
    const folder = openSync(dirname(file), 'r');
    fsyncSync(folder);
    closeSync(folder);
  }
}

function written(file: string, text: string): string {
  mkdirSync(dirname(file), { recursive: true, mode: 0o700 });
  const beside = `${file}.${process.pid}.part`;
  const descriptor = openSync(beside, 'w', 0o600);
  writeSync(descriptor, text);
  fsyncSync(descriptor);
  closeSync(descriptor);
  return beside;
}
