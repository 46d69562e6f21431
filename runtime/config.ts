import { existsSync, readFileSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';

import { z } from 'zod';

/** Everything the programs may be told by their environment; `.env.example` documents the same names, and a test compares the two. */

const logLevels = ['trace', 'debug', 'info', 'warn', 'error', 'fatal', 'silent'] as const;

const words = {
  port: 'un numéro de port entre 1 et 65535',
  boolean: '«\u00A0true\u00A0» ou «\u00A0false\u00A0»',
  host: 'un nom d’hôte ou une adresse IP',
  hostPort: 'une adresse de la forme hôte:port',
  webUrl: 'une adresse http:// ou https://',
  databaseUrl: '«\u00A0pglite:<dossier>\u00A0» ou «\u00A0postgres://…\u00A0»',
  smtpUrl: 'une adresse smtp:// ou smtps://',
  mail: 'une adresse électronique',
  mailRate: 'un nombre entre 20 et 6000',
  proxies: 'un nombre de mandataires, de 0 à 9',
  namespace: 'des lettres, chiffres, points, tirets (64 au plus)',
  path: 'un chemin non vide',
} as const;

const matching = (pattern: RegExp, expected: string) => z.string().regex(pattern, expected);

const port = z
  .string()
  .regex(/^[1-9]\d{0,4}$/, words.port)
  .transform(Number)
  .refine((value) => value <= 65_535, words.port);

/** Forty mails wait for one relay at a time: slower than this, the last of them would outwait its attempt of three minutes. */
const mailRate = z
  .string()
  .regex(/^[1-9]\d{1,3}$/, words.mailRate)
  .transform(Number)
  .refine((value) => value >= 20 && value <= 6_000, words.mailRate);

/** How many proxies stand before the API: each writes the address it was asked from, and only theirs may be believed. */
const proxies = z
  .string()
  .regex(/^[0-9]$/, words.proxies)
  .transform(Number);

const url = (protocols: readonly string[], expected: string) =>
  z.string().refine((value) => URL.canParse(value) && protocols.includes(new URL(value).protocol), expected);

const choice = <const T extends readonly [string, ...string[]]>(values: T) =>
  z.enum(values, { error: `l’un de\u00A0: ${values.join(', ')}` });

const flag = z.enum(['true', 'false'], { error: words.boolean }).transform((value) => value === 'true');

const path = z.string().min(1, words.path);

/** `postgres://user@/name?host=<socket folder>` is no URL for the standard, but it is one for PostgreSQL. */
const databaseUrl = matching(/^(pglite:|postgres(ql)?:\/\/)\S.*$/, words.databaseUrl);

/** No default here for a secret: a missing one is a fault or an absence, never a known value. */
export const environment = z.object({
  RELAIS_DATA: path.default('./data'),
  RELAIS_HOST: matching(/^[A-Za-z0-9.:-]+$/, words.host).default('127.0.0.1'),
  RELAIS_PORT: port.optional(),
  RELAIS_PROCESSES: choice(['single', 'split']).default('single'),
  RELAIS_SECRETS_FILE: path.optional(),
  PUBLIC_URL: url(['http:', 'https:'], words.webUrl)
    .transform((value) => value.replace(/\/+$/, ''))
    .optional(),
  DATABASE_URL: databaseUrl.optional(),
  TRUST_PROXY: proxies.default(0),
  TEMPORAL_ADDRESS: matching(/^(\[[0-9A-Fa-f:]+\]|[^\s:/]+):\d{1,5}$/, words.hostPort).optional(),
  TEMPORAL_NAMESPACE: matching(/^[A-Za-z0-9][A-Za-z0-9._-]{0,63}$/, words.namespace).default('relais'),
  TEMPORAL_API_KEY: z.string().optional(),
  TEMPORAL_TLS: flag.optional(),
  TEMPORAL_CLI: path.optional(),
  TEMPORAL_PORT: port.optional(),
  TEMPORAL_UI_PORT: port.optional(),
  SMTP_URL: url(['smtp:', 'smtps:'], words.smtpUrl).optional(),
  MAIL_FROM: z.email(words.mail).default('rdv@relais.invalid'),
  MAIL_RATE_PER_MINUTE: mailRate.default(60),
  LOG_LEVEL: choice(logLevels).default('info'),
  LOG_FILE: path.optional(),
});

/** A secret may come in a file named by `<NAME>_FILE`, so that it never shows in a list of processes. */
export const secretNames = ['DATABASE_URL', 'SMTP_URL', 'TEMPORAL_API_KEY'] as const;

type Read = z.output<typeof environment>;

export type LogLevel = (typeof logLevels)[number];

export type Config = {
  readonly data: string;
  readonly host: string;
  /** Unset: a free port is chosen once and kept in the data folder, because mailed links carry it. */
  readonly port: number | undefined;
  readonly publicUrl: string | undefined;
  /** 0: who asks is who connects */
  readonly trustedProxies: number;
  readonly processes: Read['RELAIS_PROCESSES'];
  readonly secretsFile: string;
  readonly databaseUrl: string;
  readonly temporal: {
    readonly address: string | undefined;
    readonly namespace: string;
    readonly apiKey: string | undefined;
    readonly tls: boolean;
    readonly cli: string | undefined;
    readonly port: number | undefined;
    readonly uiPort: number | undefined;
  };
  readonly mail: { readonly smtpUrl: string | undefined; readonly from: string; readonly ratePerMinute: number };
  readonly log: { readonly level: LogLevel; readonly file: string | undefined };
};

export type ConfigReading = { readonly ok: true; readonly config: Config } | { readonly ok: false; readonly faults: readonly string[] };

type Environment = Readonly<Record<string, string | undefined>>;

/** Reads the whole environment at once; every fault is reported, each with the variable's name. */
export function readConfig(env: Environment = process.env): ConfigReading {
  const secrets = readSecretFiles(env);
  const parsed = environment.safeParse({ ...withoutBlanks(env), ...secrets.values });
  const faults = parsed.success
    ? secrets.faults
    : [
        ...secrets.faults,
        ...parsed.error.issues.map(({ path: [name], message }) => `${String(name)}\u00A0: valeur refusée, il faut ${message}.`),
      ];
  return parsed.success && faults.length === 0 ? { ok: true, config: toConfig(parsed.data) } : { ok: false, faults };
}

/** The folder of `package.json`: what the product reads beside its code is found from here, run from sources or from `dist/`. */
export function projectRoot(): string {
  const above = resolve(__dirname, '..');
  return existsSync(join(above, 'package.json')) ? above : dirname(above);
}

/** In a file of variables, `NAME=` means "not set". */
function withoutBlanks(env: Environment): Environment {
  return Object.fromEntries(Object.entries(env).filter(([, value]) => value !== undefined && value.trim() !== ''));
}

function readSecretFiles(env: Environment): { readonly values: Environment; readonly faults: readonly string[] } {
  const values: Record<string, string> = {};
  const faults: string[] = [];
  for (const name of secretNames) {
    const file = env[`${name}_FILE`];
    if (!file) continue;
    if (env[name]) faults.push(`${name}_FILE\u00A0: ${name} est déjà donné, il faut choisir l’un des deux.`);
    const content = contentOf(file);
    if (content) values[name] = content;
    else faults.push(`${name}_FILE\u00A0: le fichier «\u00A0${file}\u00A0» est vide ou illisible.`);
  }
  return { values, faults };
}

function contentOf(file: string): string | null {
  try {
    return readFileSync(file, 'utf8').trim();
  } catch {
    return null;
  }
}

function toConfig(read: Read): Config {
  const data = resolve(projectRoot(), read.RELAIS_DATA);
  return {
    data,
    host: read.RELAIS_HOST,
    port: read.RELAIS_PORT,
    publicUrl: read.PUBLIC_URL,
    trustedProxies: read.TRUST_PROXY,
    processes: read.RELAIS_PROCESSES,
    secretsFile: resolve(projectRoot(), read.RELAIS_SECRETS_FILE ?? join(data, 'secrets.json')),
    databaseUrl: read.DATABASE_URL ?? `pglite:${join(data, 'records')}`,
    temporal: {
      address: read.TEMPORAL_ADDRESS,
      namespace: read.TEMPORAL_NAMESPACE,
      apiKey: read.TEMPORAL_API_KEY,
      // A bearer key in clear text would be readable on the wire.
      tls: read.TEMPORAL_TLS ?? read.TEMPORAL_API_KEY !== undefined,
      cli: read.TEMPORAL_CLI,
      port: read.TEMPORAL_PORT,
      uiPort: read.TEMPORAL_UI_PORT,
    },
    mail: { smtpUrl: read.SMTP_URL, from: read.MAIL_FROM, ratePerMinute: read.MAIL_RATE_PER_MINUTE },
    log: { level: read.LOG_LEVEL, file: read.LOG_FILE },
  };
}
