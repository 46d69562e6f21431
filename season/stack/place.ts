import { randomBytes, randomInt } from 'node:crypto';
import { join } from 'node:path';
import { projectRoot } from '../../runtime/config';
import { isPortTaken, type ProductionPrograms } from '../../runtime/production-programs';
import { temporalPorts, type Place, type TemporalPort } from './services';

const loopback = '127.0.0.1';

/** The server's dynamic settings, for containers and for us: without them its timers are late, and a rehearsal is slowed down. */
export const settingsFile = join(projectRoot(), 'tools', 'temporal', 'dynamic.yaml');

/** The stack on this machine: free ports, a password of its own, every address on loopback. */
export async function placeHere(programs: ProductionPrograms, data: string): Promise<Place> {
  const names = Object.keys(temporalPorts);
  const [postgres = '', http = '', ...temporal] = await freePorts(names.length + 2);
  return {
    postgres: { host: loopback, port: postgres, password: randomBytes(24).toString('hex') },
    temporal: {
      host: loopback,
      bind: loopback,
      ports: portsOf((name) => temporal[names.indexOf(name)] ?? ''),
      server: programs.server,
      schemaTool: programs.schemaTool,
      commandLine: programs.commandLine,
      settings: settingsFile,
    },
    relais: {
      program: [process.execPath, join(__dirname, '..', '..', 'runtime', 'embedded.js')],
      host: loopback,
      port: http,
      publicUrl: `http://${loopback}:${http}`,
      proxies: '0',
      smtpUrl: '', // a rehearsal's mails go where its collectivity says: into the season's folder
      mailFrom: 'rdv@relais.invalid',
      mailRate: '30',
      data,
    },
  };
}

function portsOf(port: (name: TemporalPort) => string): Place['temporal']['ports'] {
  return {
    FRONTEND_GRPC_PORT: port('FRONTEND_GRPC_PORT'),
    FRONTEND_HTTP_PORT: port('FRONTEND_HTTP_PORT'),
    FRONTEND_MEMBERSHIP_PORT: port('FRONTEND_MEMBERSHIP_PORT'),
    HISTORY_GRPC_PORT: port('HISTORY_GRPC_PORT'),
    HISTORY_MEMBERSHIP_PORT: port('HISTORY_MEMBERSHIP_PORT'),
    MATCHING_GRPC_PORT: port('MATCHING_GRPC_PORT'),
    MATCHING_MEMBERSHIP_PORT: port('MATCHING_MEMBERSHIP_PORT'),
    WORKER_GRPC_PORT: port('WORKER_GRPC_PORT'),
    WORKER_MEMBERSHIP_PORT: port('WORKER_MEMBERSHIP_PORT'),
  };
}

/** Temporal keeps the port of a member in a column of 16 bits with a sign: a port that the system gives at random is mostly too high. */
const [lowest, highest] = [10_240, 32_767];
const tries = 1_000;

async function freePorts(count: number): Promise<readonly string[]> {
  const found = new Set<string>();
  for (let tried = 0; found.size < count; tried += 1) {
    const port = randomInt(lowest, highest + 1);
    if (!(await isPortTaken(port))) found.add(String(port));
    if (tried === tries) throw new Error(`pas assez de ports libres entre ${lowest} et ${highest}`);
  }
  return [...found];
}
