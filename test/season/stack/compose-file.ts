import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import Ajv2020 from 'ajv/dist/2020';
import { parse } from 'yaml';
import { z } from 'zod';
import { projectRoot } from '../../../runtime/config';
import { services, temporalPorts, type Place, type Service } from '../../../season/stack/services';

export type Files = { readonly compose: string; readonly dockerfile: string };

const read = (...path: readonly string[]): string => readFileSync(join(projectRoot(), ...path), 'utf8');
export const files = (): Files => ({ compose: read('docker-compose.yml'), dockerfile: read('Dockerfile') });

/** The stack as containers find it: services by their names, the server's own ports, secrets from outside. */
export const containers: Place = {
  postgres: { host: 'postgres', port: '5432', password: '${POSTGRES_PASSWORD:?}' },
  temporal: {
    host: 'temporal',
    bind: '0.0.0.0',
    ports: temporalPorts,
    server: '/opt/temporal/temporal-server',
    schemaTool: '/opt/temporal/temporal-sql-tool',
    commandLine: '/opt/temporal/temporal',
    settings: '/opt/temporal/dynamic.yaml',
  },
  relais: {
    program: ['node', 'dist/runtime/embedded.js'],
    host: '0.0.0.0',
    port: '8080',
    publicUrl: '${PUBLIC_URL:?}',
    proxies: '${TRUST_PROXY:-1}',
    smtpUrl: '${SMTP_URL:-}',
    mailFrom: '${MAIL_FROM:?}',
    mailRate: '${MAIL_RATE_PER_MINUTE:-30}',
    data: '/data',
  },
};

const conditions = { service_healthy: 'healthy', service_completed_successfully: 'over' } as const;
const serviceSchema = z.looseObject({
  image: z.string(),
  build: z.object({ context: z.string(), target: z.string() }).optional(),
  user: z.string().optional(),
  environment: z.record(z.string(), z.union([z.string(), z.number()])).default({}),
  entrypoint: z.array(z.string()).optional(),
  command: z.array(z.string()).optional(),
  healthcheck: z.object({ test: z.array(z.string()) }).optional(),
  depends_on: z.record(z.string(), z.object({ condition: z.enum(['service_healthy', 'service_completed_successfully']) })).default({}),
  deploy: z.object({ replicas: z.int() }).optional(),
});
type Written = z.output<typeof serviceSchema>;

type Image = {
  readonly user: string | null;
  readonly environment: Readonly<Record<string, string>>;
  readonly entrypoint: readonly string[];
  readonly command: readonly string[];
};

/** What a stage of the Dockerfile gives to a container that says nothing else. */
function imageOf(dockerfile: string, target: string): Image {
  const stage = dockerfile.split(/^FROM /m).find((text) => new RegExp(`^\\S+ AS ${target}\\n`).test(text)) ?? '';
  const said = (word: string): readonly string[] => [...stage.matchAll(new RegExp(`^${word} (.*)$`, 'gm'))].map(([, rest = '']) => rest);
  const list = (word: string): readonly string[] => z.array(z.string()).parse(JSON.parse(said(word).at(-1) ?? '[]'));
  const pairs = said('ENV').flatMap((line) => line.split(' ').map((pair) => pair.split('=')));
  return {
    user: said('USER').at(-1) ?? null,
    environment: Object.fromEntries(pairs.map(([name = '', value = '']) => [name, value])),
    entrypoint: list('ENTRYPOINT'),
    command: list('CMD'),
  };
}

/** A service as it would run: what the file says, over what its image says. */
function running(written: Written, { dockerfile }: Files): { readonly service: Ran; readonly user: string | null } {
  const { build, user, environment, healthcheck, depends_on: others, deploy } = written;
  const image = build === undefined ? noImage : imageOf(dockerfile, build.target);
  const own = Object.entries(environment).map(([name, value]) => [name, withoutHint(String(value))] as const);
  return {
    user: user ?? image.user,
    service: {
      environment: { ...image.environment, ...Object.fromEntries(own) },
      command: commandOf(written, image).map((word) => word.trim()),
      health: healthcheck?.test.slice(1) ?? null,
      after: Object.keys(others),
      copies: deploy?.replicas ?? 1,
    },
  };
}

type Ran = Omit<Service, 'after'> & { readonly after: readonly string[] };
const noImage: Image = { user: null, environment: {}, entrypoint: [], command: [] };

/** An entrypoint of the file's own leaves nothing of the image's command. */
function commandOf({ entrypoint, command }: Written, image: Image): readonly string[] {
  return entrypoint === undefined ? [...image.entrypoint, ...(command ?? image.command)] : [...entrypoint, ...(command ?? [])];
}

/** `${NAME:?hint}` asks for the variable as `${NAME:?}` does. */
const withoutHint = (value: string): string => value.replaceAll(/\$\{(\w+):\?[^}]*\}/g, '${$1:?}');

const isCompose = new Ajv2020({ strict: false, allErrors: true }).compile(JSON.parse(read('tools', 'compose', 'compose-spec.json')));

/** Everything in which the file is no compose file, or not the stack that the season starts. */
export function faultsOf(given: Files): readonly string[] {
  const parsed: unknown = parse(given.compose, { merge: true });
  if (!isCompose(parsed)) return (isCompose.errors ?? []).map(({ instancePath, message }) => `schema: ${instancePath} ${message ?? ''}`);
  const written = z.object({ services: z.record(z.string(), serviceSchema) }).parse(parsed).services;
  const wanted: Readonly<Record<string, Service>> = services(containers);
  const names = [...new Set([...Object.keys(wanted), ...Object.keys(written)])];
  return names.flatMap((name) => {
    const [there, stack] = [written[name], wanted[name]];
    if (there === undefined || stack === undefined) return [`${name}: only in ${there === undefined ? 'the season' : 'the file'}`];
    const { service, user } = running(there, given);
    return [...drift(name, service, stack), ...secretsIn(name, there), ...account(name, user), ...order(name, there)];
  });
}

function drift(name: string, file: Ran, stack: Service): readonly string[] {
  const variables = new Set([...Object.keys(file.environment), ...Object.keys(stack.environment)]);
  const differing = [...variables].filter((each) => file.environment[each] !== stack.environment[each]);
  const told = (value: string | undefined): string => value ?? 'nothing';
  return [
    ...differing.map((each) => `${name}: ${each} is ${told(file.environment[each])}, not ${told(stack.environment[each])}`),
    ...(['command', 'health', 'copies'] as const)
      .filter((each) => JSON.stringify(file[each]) !== JSON.stringify(stack[each]))
      .map((each) => `${name}: ${each} is ${JSON.stringify(file[each])}, not ${JSON.stringify(stack[each])}`),
    ...(JSON.stringify(file.after.toSorted()) === JSON.stringify(stack.after.toSorted())
      ? []
      : [`${name}: begins after ${file.after.join(', ')}`]),
  ];
}

/** Who waits for something that ends waits for its end, and for a service that answers, until it does. */
function order(name: string, { depends_on: others }: Written): readonly string[] {
  const stack: Readonly<Record<string, Service>> = services(containers);
  return Object.entries(others).flatMap(([other, { condition }]) => {
    const wanted = stack[other]?.health === null ? 'over' : 'healthy';
    return conditions[condition] === wanted ? [] : [`${name}: waits until ${other} is ${conditions[condition]}, not ${wanted}`];
  });
}

const fromOutside = /^\$\{\w+:\?\}$/;
const secret = /PASSWORD|PWD|SECRET|TOKEN|API_KEY/;

/** Said apart from the comparison: a known secret in both would be no drift. */
function secretsIn(name: string, { environment }: Written): readonly string[] {
  return Object.entries(environment).flatMap(([variable, given]) => {
    const value = withoutHint(String(given));
    const asked = [...value.matchAll(/\$\{(\w+)(:?[-?])?([^}]*)\}/g)];
    const known = asked.some(([, of = '', how = '', fallback]) => secret.test(of) && how.endsWith('-') && fallback !== '');
    const inAddress = /:\/\/[^:/@]+:(.*)@/.exec(value)?.[1];
    const spelt = [secret.test(variable) ? value : undefined, inAddress].some((each) => each !== undefined && !fromOutside.test(each));
    return known || spelt ? [`${name}: ${variable} holds a secret that is known`] : [];
  });
}

function account(name: string, user: string | null): readonly string[] {
  return user === null || /^(root|0)(:|$)/.test(user) ? [`${name}: runs as root`] : [];
}
