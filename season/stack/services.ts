/**
 * The production stack, said once: what each of its programs is told and how it is begun. The season starts the programs from it, and
 * `docker-compose.yml` says the same to containers: a test compares the two.
 */
export type Place = {
  readonly postgres: { readonly host: string; readonly port: string; readonly password: string };
  readonly temporal: {
    readonly host: string;
    readonly bind: string;
    readonly ports: Readonly<Record<TemporalPort, string>>;
    readonly server: string;
    readonly schemaTool: string;
    readonly commandLine: string;
    readonly settings: string;
  };
  readonly relais: {
    readonly program: readonly string[];
    readonly host: string;
    readonly port: string;
    readonly publicUrl: string;
    readonly proxies: string;
    readonly smtpUrl: string;
    readonly mailFrom: string;
    readonly mailRate: string;
    readonly data: string;
  };
};

/** The server's own, in containers; on one machine beside other programs they must be free ones. */
export const temporalPorts = {
  FRONTEND_GRPC_PORT: '7233',
  FRONTEND_HTTP_PORT: '7243',
  FRONTEND_MEMBERSHIP_PORT: '6933',
  HISTORY_GRPC_PORT: '7234',
  HISTORY_MEMBERSHIP_PORT: '6934',
  MATCHING_GRPC_PORT: '7235',
  MATCHING_MEMBERSHIP_PORT: '6935',
  WORKER_GRPC_PORT: '7239',
  WORKER_MEMBERSHIP_PORT: '6939',
} as const;
export type TemporalPort = keyof typeof temporalPorts;

export type ServiceName = 'postgres' | 'temporal-schema' | 'temporal' | 'worker' | 'api';

export type Service = {
  readonly environment: Readonly<Record<string, string>>;
  /** Program and arguments. */
  readonly command: readonly string[];
  /** Asked again and again until it ends without an error; none for what ends by itself or answers no question. */
  readonly health: readonly string[] | null;
  /** Which others must be healthy, or over, before it begins. */
  readonly after: readonly ServiceName[];
  readonly copies: number;
};

/** The account of the image's variable POSTGRES_USER is a superuser: the records need BYPASSRLS, Temporal's visibility an extension. */
const account = 'relais';
const plugin = 'postgres12';
const databases = { records: 'relais', temporal: 'temporal', visibility: 'temporal_visibility' } as const;

/** Each step does nothing when it has been done, so that an upgrade runs the same ones. */
function schemaSteps(tool: string): readonly string[] {
  return [
    [databases.temporal, 'temporal'],
    [databases.visibility, 'visibility'],
  ].flatMap(([database = '', schema = '']) => [
    `${tool} --db ${database} create`,
    `${tool} --db ${database} setup-schema -v 0.0`,
    `${tool} --db ${database} update-schema --schema-name postgresql/v12/${schema}`,
  ]);
}

const workerCopies = 2;

export function services(place: Place): Readonly<Record<ServiceName, Service>> {
  const { postgres, temporal, relais } = place;
  const frontend = (host: string): string => `${host}:${temporal.ports.FRONTEND_GRPC_PORT}`;
  const part = (name: 'worker' | 'api'): Pick<Service, 'environment' | 'command' | 'after'> => ({
    environment: product(place),
    command: [...relais.program, '--part', name],
    after: ['postgres', 'temporal'],
  });
  return {
    postgres: {
      environment: {
        POSTGRES_USER: account,
        POSTGRES_DB: databases.records,
        POSTGRES_PASSWORD: postgres.password,
        POSTGRES_INITDB_ARGS: '--encoding=UTF8 --locale=C.UTF-8',
      },
      // Temporal's four roles hold up to 30 connections each, each part of ours 8
      command: ['postgres', '-c', 'max_connections=200'],
      health: ['pg_isready', '-h', '127.0.0.1', '-p', postgres.port, '-U', account],
      after: [],
      copies: 1,
    },
    'temporal-schema': {
      environment: {
        SQL_PLUGIN: plugin,
        SQL_HOST: postgres.host,
        SQL_PORT: postgres.port,
        SQL_USER: account,
        SQL_PASSWORD: postgres.password,
      },
      command: ['/bin/sh', '-euc', schemaSteps(temporal.schemaTool).join('\n')],
      health: null,
      after: ['postgres'],
      copies: 1,
    },
    temporal: {
      environment: temporalServer(place),
      // without an authorizer of its own the server must be told so; it is reachable on the stack's private network only
      command: [temporal.server, '--allow-no-auth', 'start'],
      health: [temporal.commandLine, 'operator', 'cluster', 'health', '--address', frontend('127.0.0.1')],
      after: ['temporal-schema'],
      copies: 1,
    },
    worker: { ...part('worker'), health: null, copies: workerCopies },
    api: { ...part('api'), health: readiness(relais.port), copies: 1 },
  };
}

function temporalServer({ postgres, temporal }: Place): Readonly<Record<string, string>> {
  return {
    DB: plugin,
    POSTGRES_SEEDS: postgres.host,
    DB_PORT: postgres.port,
    POSTGRES_USER: account,
    POSTGRES_PWD: postgres.password,
    DBNAME: databases.temporal,
    VISIBILITY_DBNAME: databases.visibility,
    BIND_ON_IP: temporal.bind,
    TEMPORAL_BROADCAST_ADDRESS: '127.0.0.1',
    // fixed for ever at the first start
    NUM_HISTORY_SHARDS: '128',
    DYNAMIC_CONFIG_FILE_PATH: temporal.settings,
    LOG_LEVEL: 'warn',
    ...temporal.ports,
  };
}

function product({ postgres, temporal, relais }: Place): Readonly<Record<string, string>> {
  return {
    NODE_ENV: 'production',
    TZ: 'UTC',
    RELAIS_DATA: relais.data,
    DATABASE_URL: `postgres://${account}:${postgres.password}@${postgres.host}:${postgres.port}/${databases.records}`,
    TEMPORAL_ADDRESS: `${temporal.host}:${temporal.ports.FRONTEND_GRPC_PORT}`,
    RELAIS_HOST: relais.host,
    RELAIS_PORT: relais.port,
    PUBLIC_URL: relais.publicUrl,
    TRUST_PROXY: relais.proxies,
    SMTP_URL: relais.smtpUrl,
    MAIL_FROM: relais.mailFrom,
    MAIL_RATE_PER_MINUTE: relais.mailRate,
  };
}

/** Node is all that the product's image has to ask with. */
function readiness(port: string): readonly string[] {
  const ask = `fetch('http://127.0.0.1:${port}/readyz').then(({ ok }) => process.exit(ok ? 0 : 1), () => process.exit(1))`;
  return ['node', '-e', ask];
}
