import { join } from 'node:path';
import type { DataConverter, PayloadCodec } from '@temporalio/common';
import type { Config } from './config';
import type { Ports } from './instance';
import { openKeyring } from './keyring';
import type { Life } from './life';
import { openLog, type Log } from './log';
import { dataConverter, payloadCodec } from './payload-codec';
import type { Keyring } from './sealing';
import { connectTemporal, prepareNamespace, type TemporalAccess, type TemporalClient } from './temporal';

/** What every part stands on, whichever process it is in. */
export type Ground = {
  readonly config: Config;
  readonly log: Log;
  readonly logFile: string;
  readonly httpPort: number;
  readonly publicUrl: string;
  readonly documents: string;
  readonly keyring: Keyring;
  readonly converter: DataConverter;
  readonly codec: PayloadCodec;
};

/** A ground joined to its two servers. */
export type Joined<Db> = { readonly db: Db; readonly access: TemporalAccess; readonly temporal: TemporalClient };

/** On its own, a part logs where its supervisor collects what it prints; started together, they log into the data folder. */
export function groundOf(life: Life, config: Config, ports: Ports, program: 'relais' | 'worker' | 'api'): Ground {
  const logFile = config.log.file ?? join(config.data, 'relais.log');
  const log = openLog({ level: config.log.level, file: program === 'relais' ? logFile : config.log.file, program });
  process.on('uncaughtException', (error) => {
    log.error('uncaught', {}, error);
    life.fail('Erreur inattendue\u00A0: voir le journal technique.');
  });
  const keyring = openKeyring(config.secretsFile);
  const httpPort = config.port ?? ports.http;
  const publicUrl = config.publicUrl ?? `http://${bracketed(config.host)}:${httpPort}`;
  const documents = join(config.data, 'documents');
  return { config, log, logFile, httpPort, publicUrl, documents, keyring, converter: dataConverter(keyring), codec: payloadCodec(keyring) };
}

export async function joinedTo<Db>(life: Life, { config, converter }: Ground, db: Db, address: string): Promise<Joined<Db>> {
  const { apiKey, tls, namespace } = config.temporal;
  const access: TemporalAccess = { address, apiKey, tls: config.temporal.address === undefined ? false : tls };
  const temporal = await life.keep(
    'Temporal',
    () => connectTemporal({ ...access, namespace, converter }),
    ({ close }) => close(),
  );
  await life.keep(
    'Espace de noms de Temporal',
    () => prepareNamespace(temporal.connection, namespace),
    () => Promise.resolve(),
  );
  return { db, access, temporal };
}

/** An address that this machine can ask, for one that it listens on. */
export function reachable(host: string, port: number): string {
  const any: Readonly<Record<string, string>> = { '0.0.0.0': '127.0.0.1', '::': '::1' };
  return `http://${bracketed(any[host] ?? host)}:${port}`;
}

function bracketed(host: string): string {
  return host.includes(':') ? `[${host}]` : host;
}
